"""The trail: it verifies, every kind of tampering shows, and it holds no words."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from storage import Transaction, audit, concerns, contents, drafts, reviews, staff_requests, triage
from storage.audit import SYSTEM, BrokenTrail
from storage.tables.conversation import contents as contents_table
from storage.tables.governance import audit_events
from storage.vocabulary import RequestKind, Triage
from tests.storage.intruder import Intruder
from tests.storage.invented import Life

CANARY = "canary words 🐤"


def _verify(tx: Transaction) -> None:
    audit.verify(tx)
    audit.verify_words(tx)


@pytest.fixture
def kept(life: Life) -> str:
    """Some life in the house; the id of the words of one feedback row."""
    life.tell("The bus is late.")
    said = life.tell(CANARY)
    life.tell("The soup was good.")
    life.worry(CANARY)
    life.do(_verify)
    assert said.content_id is not None
    return said.content_id


def test_an_empty_trail_verifies(life: Life) -> None:
    assert life.do(audit.verify) > 0
    assert life.do(audit.verify_words) == 0


def test_the_trail_survives_purging_of_words(life: Life, kept: str) -> None:
    before = life.do(audit.verify)
    life.do(contents.purge, SYSTEM, kept)
    assert life.do(audit.verify) == before + 1
    life.do(audit.verify_words)
    assert life.do(contents.words_of, kept) is None


def test_purging_removes_the_salt_so_that_words_cannot_be_guessed(life: Life, kept: str) -> None:
    life.do(contents.purge, SYSTEM, kept)

    def row(tx: Transaction) -> tuple[object, ...]:
        columns = (contents_table.c.words, contents_table.c.salt, contents_table.c.purged_at)
        return tuple(tx.execute(select(*columns).where(contents_table.c.id == kept)).one())

    assert life.do(row) == (None, None, life.clock.now)


TAMPERED_TRAIL = {
    "an event edited": "UPDATE audit_events SET verb = 'nothing_to_see' WHERE position = 5",
    "who did it changed": "UPDATE audit_events SET actor_id = 'somebody' WHERE position = 5",
    "a time moved": "UPDATE audit_events SET at = '2001-01-01 00:00:00' WHERE position = 5",
    "the first event deleted": "DELETE FROM audit_events WHERE position = 1",
    "an event deleted from the middle": "DELETE FROM audit_events WHERE position = 5",
    "the tail cut": "DELETE FROM audit_events WHERE position > 10",
    "the last event cut": "DELETE FROM audit_events WHERE position = (SELECT max(position) FROM audit_events)",
    "everything deleted": "DELETE FROM audit_events",
    "the head moved back": "UPDATE audit_head SET position = position - 1",
    "the head deleted": "DELETE FROM audit_head",
    "an event added": "INSERT INTO audit_events SELECT 9999, at, actor_kind, actor_id, verb, subject_kind, subject_id, "
    "detail, digest, previous, seal FROM audit_events WHERE position = 5",
}


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("statement", TAMPERED_TRAIL.values(), ids=TAMPERED_TRAIL.keys())
def test_tampering_with_the_trail_shows(life: Life, intruder: Intruder, statement: str) -> None:
    intruder.force("audit_events", statement)
    with pytest.raises(BrokenTrail, match="audit trail is broken"):
        life.do(audit.verify)


def test_the_first_wrong_event_is_named(life: Life, kept: str, intruder: Intruder) -> None:
    intruder.force("audit_events", "UPDATE audit_events SET detail = 'x' WHERE position IN (6, 7)")
    with pytest.raises(BrokenTrail, match="at event 6"):
        life.do(audit.verify)


def test_an_event_forged_with_a_seal_of_its_own_shows_at_the_next_one(
    life: Life, kept: str, intruder: Intruder
) -> None:
    """The seal is no secret: anyone can compute one. The row after it still holds the old one."""
    with life.store.read() as tx:
        event = dict(tx.execute(select(audit_events).where(audit_events.c.position == 5)).mappings().one())
    del event["seal"]
    forged = audit._seal({**event, "verb": "nothing_to_see"})
    statement = "UPDATE audit_events SET verb = 'nothing_to_see', seal = :forged WHERE position = 5"
    intruder.force("audit_events", statement, forged=forged)
    with pytest.raises(BrokenTrail, match="at event 6"):
        life.do(audit.verify)


TAMPERED_WORDS = {
    "changed": "UPDATE contents SET words = 'I am happy.' WHERE id = :id",
    "changed by one space": "UPDATE contents SET words = words || ' ' WHERE id = :id",
    "given another salt": "UPDATE contents SET salt = 'salt' WHERE id = :id",
    "taken out without a purge": "UPDATE contents SET words = NULL, salt = NULL, purged_at = created_at WHERE id = :id",
    "never kept": "INSERT INTO contents (id, person_id, words, salt, created_at) "
    "SELECT 'made up', person_id, words, salt, created_at FROM contents WHERE id = :id",
}


@pytest.mark.parametrize("statement", TAMPERED_WORDS.values(), ids=TAMPERED_WORDS.keys())
def test_tampering_with_words_shows(life: Life, kept: str, intruder: Intruder, statement: str) -> None:
    intruder.run(statement, id=kept)
    life.do(audit.verify)
    with pytest.raises(BrokenTrail, match="not the ones that were kept"):
        life.do(audit.verify_words)


@pytest.mark.parametrize(("table", "kind"), [("feedback", "feedback"), ("concerns", "concern")])
def test_other_words_hung_on_a_record_show(life: Life, kept: str, intruder: Intruder, table: str, kind: str) -> None:
    other = life.write("Everything is fine.")
    intruder.force(table, f"UPDATE {table} SET content_id = :other WHERE content_id IS NOT NULL", other=other)
    with pytest.raises(BrokenTrail, match=f"The {kind} .* no longer has the words"):
        life.do(audit.verify_words)


def test_a_deleted_row_of_words_shows(life: Life, intruder: Intruder) -> None:
    only_written = life.write("Nobody sent this.")
    intruder.run("DELETE FROM inbox WHERE content_id = :id", id=only_written)
    intruder.run("DELETE FROM contents WHERE id = :id", id=only_written)
    with pytest.raises(BrokenTrail, match="not the ones that were kept"):
        life.do(audit.verify_words)


def test_words_purged_before_their_time_may_not_come_back(life: Life, kept: str, intruder: Intruder) -> None:
    life.do(contents.purge, SYSTEM, kept)
    intruder.run("UPDATE contents SET words = 'Other words', salt = 'salt' WHERE id = :id", id=kept)
    with pytest.raises(BrokenTrail):
        life.do(audit.verify_words)


def test_events_hold_no_words_and_no_names(life: Life, kept: str) -> None:
    people = life.people
    life.do(triage.decide, people.manager, life.tell(CANARY).id, Triage.NOTED, note=CANARY)
    life.finish(life.agree(life.tell(CANARY, CANARY)))
    draft = life.do(drafts.start, people.person_id)
    life.do(drafts.add_words, draft.id, life.write(CANARY))
    life.do(drafts.throw_away, draft.id)
    life.do(staff_requests.ask, people.person_id, RequestKind.WANTS_TO_TALK, "m9", content_id=life.write(CANARY))
    life.do(concerns.add_note, SYSTEM, life.worry(CANARY), "wish", person_words=CANARY, note=CANARY)
    life.do(reviews.prepare, people.manager, people.person_id)

    def everything(tx: Transaction) -> str:
        return "\n".join(str(tuple(row)) for row in tx.execute(select(audit_events)))

    found = life.do(everything)
    verbs: Callable[[str], bool] = found.__contains__
    assert all(verbs(one) for one in ("keep_words", "send_feedback", "triage", "purge_words", "note_concern"))
    for private in ("canary", "🐤", "Asha", "Mina", "bus", "Invented House", "example.org"):
        assert private not in found
