"""Voice messages: kept to the byte, unreadable in the file, proved by the trail, and gone when they are purged."""

import pytest
from sqlalchemy import select

from storage import Store, audit, contents, inbox, outbox, recordings
from storage.audit import SYSTEM, Actor, BrokenTrail
from storage.check import check
from storage.database import NotFound
from storage.inbox import Incoming
from storage.recordings import CannotBeOpened, Recording
from storage.tables.recordings import recordings as table
from storage.vocabulary import Sent
from tests.storage.intruder import Intruder
from tests.storage.invented import START, Life

SOUND = Recording(b"OggS" + bytes(range(256)), "audio/ogg", 2.5)


def send(life: Life, number: str = "1", words: str | None = None, recording: Recording | None = SOUND) -> str:
    """A voice message; returns the id under which it is kept."""
    more = {"words": words, "control": Sent.VOICE, "recording": recording}
    incoming = Incoming(life.people.person_id, "telegram", number, START, **more)  # type: ignore[arg-type]
    message_id, _ = life.do(inbox.receive, incoming)
    return str(life.do(inbox.message, message_id).content_id)


def test_it_is_kept_as_it_was_sent_and_delivered_twice_it_is_one(life: Life) -> None:
    content_id = send(life)
    assert send(life, recording=Recording(b"other", "audio/ogg", 1.0)) == content_id
    assert life.do(recordings.of, content_id) == SOUND
    assert life.do(contents.words_of, content_id) is None


def test_words_with_it_are_kept_with_it(life: Life) -> None:
    content_id = send(life, words="Listen to this")
    assert life.do(contents.words_of, content_id) == "Listen to this"
    assert life.do(recordings.one, content_id) == SOUND
    assert check(life.store).is_good


def test_without_the_key_nobody_can_hear_it(life: Life) -> None:
    content_id = send(life)
    kept = life.do(lambda tx: tx.execute(select(table.c.sound, table.c.size)).one())
    assert SOUND.sound not in kept.sound and kept.size == len(SOUND.sound)
    other = Store(life.store.engine.url.render_as_string(hide_password=False), secret_key="another key " * 4)
    with other.read() as tx, pytest.raises(CannotBeOpened, match="SECRET_KEY"):
        recordings.of(tx, content_id)
    assert "put back the SECRET_KEY" in check(other).findings[0]
    other.close()


def test_what_was_never_kept_is_not_found(life: Life) -> None:
    assert life.do(recordings.of, life.write("Only words")) is None
    with pytest.raises(NotFound):
        life.do(recordings.one, "no such id")


def test_the_trail_proves_the_sound_and_a_whole_store_is_good(life: Life) -> None:
    send(life)
    life.write("Words beside it")
    assert life.do(audit.verify_words) == 2
    assert check(life.store).is_good


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM recordings",
        "UPDATE contents SET words = 'Other words.'",
        "UPDATE contents SET purged_at = created_at",
    ],
)
def test_tampering_shows(life: Life, intruder: Intruder, statement: str) -> None:
    send(life)
    intruder.run(statement)
    if "purged_at" in statement:
        intruder.run("DELETE FROM recordings")
    with pytest.raises(BrokenTrail, match="not the ones that were kept"):
        life.do(audit.verify_words)


def test_another_sound_in_its_place_shows(life: Life, intruder: Intruder) -> None:
    first, second = send(life, "1"), send(life, "2", recording=Recording(b"other", "audio/ogg", 1.0))
    swapped = f"(SELECT sound FROM recordings WHERE content_id = '{second}')"
    intruder.run(f"UPDATE recordings SET sound = {swapped} WHERE content_id = '{first}'")
    with pytest.raises(BrokenTrail):
        life.do(audit.verify_words)


def test_a_purge_takes_the_sound_and_leaves_a_tombstone(life: Life) -> None:
    content_id = send(life)
    for _ in range(2):
        life.do(contents.purge, SYSTEM, content_id)
    assert life.do(recordings.of, content_id) is None
    assert life.do(lambda tx: tx.execute(select(table)).all()) == []
    assert life.do(contents.words_of, content_id) is None
    assert life.do(audit.verify_words) == 1
    assert check(life.store).is_good


def test_in_the_conversation_it_is_a_line_without_words(life: Life) -> None:
    send(life)
    [line] = life.do(outbox.conversation, life.people.person_id)
    assert (line.text, line.control, line.mine) == ("", Sent.VOICE, True)


def test_a_copy_is_a_recording_of_its_own(life: Life) -> None:
    first = send(life)
    actor = Actor("person", life.people.person_id)
    copy = life.do(contents.keep, actor, life.people.person_id, None, SOUND)
    life.do(contents.purge, SYSTEM, first)
    assert life.do(recordings.one, copy) == SOUND
