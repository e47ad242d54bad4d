"""Somebody's own voice for a house: only with their yes, only for that house, only for exactly the words, and gone with the yes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import Store, phrase_recordings, phrase_voices, unused_files, uploaded_voices
from storage.audit import SYSTEM
from storage.check import check
from storage.database import NotFound, Refused
from storage.media import CannotBeOpened
from storage.phrase_recordings import Heard
from storage.staff_accounts import add as add_staff
from storage.tables.channels import uploaded_voices as uploads
from storage.tables.governance import audit_events
from storage.vocabulary import Role
from tests.storage.invented import Life

HOW, YES, NO = "How was it?", "Yes", "No"


@pytest.fixture(autouse=True)
def folder(store: Store, tmp_path: Path) -> Path:
    """The media folder, of this test alone."""
    store.media = tmp_path / "media"
    return store.media


def voice_of(life: Life, name: str = "Nan Known") -> str:
    return life.do(phrase_voices.add, life.people.manager, life.people.house_id, name, agreed=True)


def record(life: Life, voice: str, *texts: str) -> None:
    for text in texts:
        heard = Heard(text, "utter_test", f"{voice} {text}".encode(), 2.0)
        life.do(phrase_recordings.keep, life.people.manager, voice, heard)


def heard(life: Life, *texts: str, person: str = "") -> list[bytes]:
    with life.store.read() as tx:
        found = phrase_recordings.for_person(tx, person or life.people.person_id, texts)
        return sorted(phrase_recordings.sound_of(tx, one) for one in found)


def test_a_message_is_one_voice_that_has_all_of_it(life: Life) -> None:
    first = voice_of(life)
    life.clock.forward(minutes=1)
    second = voice_of(life, "Robin Known")
    record(life, second, HOW, YES, NO)
    record(life, first, HOW, YES)
    assert heard(life, HOW, YES) == [f"{first} {HOW}".encode(), f"{first} {YES}".encode()]
    assert heard(life, HOW, NO) == [f"{second} {HOW}".encode(), f"{second} {NO}".encode()]
    assert heard(life, HOW, "Yes!") == [] and heard(life, "how was it?") == []


def test_it_is_heard_in_its_house_alone(life: Life) -> None:
    record(life, voice_of(life), HOW)
    assert heard(life, HOW, person=life.people.housemate_id)
    assert heard(life, HOW, person=life.people.stranger_id) == []


def test_the_same_words_again_take_the_place_of_the_earlier(life: Life, folder: Path) -> None:
    voice = voice_of(life)
    record(life, voice, HOW)
    life.do(phrase_recordings.keep, life.people.manager, voice, Heard(HOW, "utter_test", b"better", 1.0))
    assert heard(life, HOW) == [b"better"]
    assert (life.do(unused_files.tidy), len(list(folder.iterdir()))) == (1, 1)


def test_what_is_taken_away_is_not_heard(life: Life) -> None:
    voice = voice_of(life)
    record(life, voice, HOW)
    life.do(phrase_recordings.take_away, life.people.manager, voice, HOW)
    assert heard(life, HOW) == []
    with pytest.raises(NotFound):
        life.do(phrase_recordings.take_away, life.people.manager, voice, HOW)


def test_when_the_yes_is_taken_back_all_of_that_voice_goes_and_no_other(life: Life, folder: Path) -> None:
    voice, other = voice_of(life), voice_of(life, "Robin Known")
    record(life, voice, HOW, YES)
    record(life, other, YES)
    for _ in range(2):
        life.do(phrase_voices.withdraw, life.people.manager, voice)
    assert heard(life, HOW) == [] and heard(life, YES) == [f"{other} {YES}".encode()]
    assert (life.do(unused_files.tidy), len(list(folder.iterdir()))) == (2, 1)
    with pytest.raises(Refused, match="took their yes back"):
        record(life, voice, HOW)
    found = life.do(phrase_voices.of_house, life.people.manager, life.people.house_id)
    assert [(one.name, one.agreed_with) for one in found.ended] == [("Nan Known", life.people.manager.name)]
    assert life.do(phrase_voices.still_agreed) == {other}
    with life.store.read() as tx:
        verbs = list(tx.execute(select(audit_events.c.verb).order_by(audit_events.c.position)).scalars())
    assert verbs.count("withdraw_phrase_voice") == 1 and verbs.count("keep_phrase_recording") == 3


def test_what_a_channel_holds_of_it_goes_with_the_yes(life: Life) -> None:
    voice, other = voice_of(life), voice_of(life, "Robin Known")
    for digest, whose in (("of voice", voice), ("of other", other), ("of nobody", None)):
        life.do(uploaded_voices.keep, "7", digest, f"id {digest}", whose)
    life.do(phrase_voices.withdraw, life.people.manager, voice)
    assert held(life) == {"id of other", "id of nobody"}
    # It was on its way when they took it back.
    life.do(uploaded_voices.keep, "7", "of voice", "id of voice", voice)
    assert held(life) == {"id of other", "id of nobody"}


def held(life: Life) -> set[str]:
    with life.store.read() as tx:
        return set(tx.execute(select(uploads.c.file_id)).scalars())


def test_without_a_yes_there_is_no_voice(life: Life) -> None:
    with pytest.raises(Refused, match="Ask them first"):
        life.do(phrase_voices.add, life.people.manager, life.people.house_id, "Nan Known", agreed=False)


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 61])
def test_it_is_said_who_speaks(life: Life, name: str) -> None:
    with pytest.raises(Refused, match=r"who speaks|too long"):
        voice_of(life, name)


@pytest.mark.parametrize("who", ["worker", "elsewhere", "lead"])
def test_it_is_for_those_who_set_the_house_up(life: Life, who: str) -> None:
    voice, member, house = voice_of(life), getattr(life.people, who), life.people.house_id
    record(life, voice, HOW)
    recording = life.do(phrase_recordings.with_voice, life.people.manager, voice).by_text[HOW].id
    asks: tuple[Callable[[], object], ...] = (
        lambda: life.do(phrase_voices.of_house, member, house),
        lambda: life.do(phrase_voices.add, member, house, "Nan", agreed=True),
        lambda: life.do(phrase_voices.withdraw, member, voice),
        lambda: life.do(phrase_recordings.with_voice, member, voice),
        lambda: life.do(phrase_recordings.keep, member, voice, Heard(HOW, "utter_test", b"", 1.0)),
        lambda: life.do(phrase_recordings.take_away, member, voice, HOW),
        lambda: life.do(phrase_recordings.heard_by_member, member, voice, recording),
    )
    for ask in asks:
        with pytest.raises(NotFound):
            ask()
    assert heard(life, HOW)
    admin = life.do(add_staff, SYSTEM, "Ada", "ada@example.org", Role.ADMIN, "", ())
    assert life.do(phrase_recordings.heard_by_member, admin, voice, recording) == f"{voice} {HOW}".encode()


def test_nobody_can_hear_it_without_the_key(life: Life, folder: Path) -> None:
    record(life, voice_of(life), HOW)
    [file] = folder.iterdir()
    assert HOW.encode() not in file.read_bytes()
    url = life.store.engine.url.render_as_string(hide_password=False)
    other = Store(url, secret_key="another key " * 4, media=folder)
    with other.read() as tx, pytest.raises(CannotBeOpened):
        phrase_recordings.sound_of(tx, phrase_recordings.for_person(tx, life.people.person_id, (HOW,))[0])
    assert any("fixed phrases" in finding for finding in check(other).findings)
    other.close()


def test_a_store_that_never_had_a_file_deletes_none(life: Life, folder: Path) -> None:
    folder.mkdir()
    (folder / "abcdefghijklmnopqrstuv").write_bytes(b"of another store")
    assert life.do(unused_files.tidy) == 0
    voice_of(life)
    assert life.do(unused_files.tidy) == 1
