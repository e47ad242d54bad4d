"""What a program heard in a voice message: apart from it, a suggestion until its person says it is right, purged with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage import concerns, contents, houses, inbox, listening, questions, recordings, transcripts
from storage.audit import SYSTEM
from storage.check import check
from storage.inbox import InboxMessage, Incoming
from storage.recordings import Recording
from storage.tables.safeguarding import concerns as concerns_table
from storage.tables.transcripts import transcripts as table
from storage.transcripts import SURE_FROM, Transcript
from storage.vocabulary import HEARD_RIGHTLY, HEARD_WRONGLY, QuestionKind, Sent
from tests.storage.invented import Life

SOUND = Recording(b"OggS invented sound", "audio/ogg", 2.5)
HEARD = ("dinner was cold", "vosk", "small-en", 0.8)


def send(life: Life, number: str = "1") -> InboxMessage:
    incoming = Incoming(life.people.person_id, "web", number, life.clock(), None, None, Sent.VOICE, SOUND)
    message_id, _ = life.do(inbox.receive, incoming)
    message: InboxMessage = life.do(inbox.message, message_id)
    life.do(houses.keep_notice_answer, life.people.person_id, "1", "yes")
    life.do(listening.raise_if_unscreened, message)
    return message


def heard_in(life: Life, message: InboxMessage) -> Transcript:
    """What is kept of it, of which there must be some."""
    found = life.do(transcripts.of, message.content_id)
    assert found is not None
    return found


def notes(life: Life, message: InboxMessage) -> list[str]:
    concern_id = life.do(lambda tx: tx.execute(select(concerns_table.c.id)).scalar_one())
    return [transcripts.NOTE] * life.do(concerns.has_note, concern_id, transcripts.NOTE)


def test_the_oldest_that_nobody_listened_to_comes_first_and_each_comes_once(life: Life) -> None:
    first, second = send(life), send(life, "2")
    assert life.do(transcripts.waiting) == first.id
    assert life.do(transcripts.sound_of, first.id) == SOUND
    life.do(transcripts.keep, first, *HEARD)
    life.do(transcripts.keep, first, "other words", "vosk", "small-en", 0.9)
    assert life.do(transcripts.waiting) == second.id
    life.do(transcripts.keep, second, None, "none", "none", 0.0)
    assert life.do(transcripts.waiting) is None
    assert life.do(transcripts.unread) == ((first.id, "dinner was cold"),)
    assert life.do(transcripts.of, second.content_id) is None


def test_it_stands_apart_with_engine_model_and_confidence_and_the_recording_stays(life: Life) -> None:
    message = send(life)
    life.do(transcripts.keep, message, *HEARD)
    found = heard_in(life, message)
    assert (found.words, found.engine, found.model, found.confidence, found.answer) == (*HEARD, None)
    assert not found.is_confirmed and "dinner" not in repr(found)
    assert life.do(recordings.of, str(message.content_id)) == SOUND
    assert life.do(contents.words_of, str(message.content_id)) is None
    assert notes(life, message) == [transcripts.NOTE]
    assert check(life.store).is_good


def test_an_old_one_and_a_purged_one_are_not_listened_to(life: Life) -> None:
    old, purged = send(life), send(life, "2")
    life.do(contents.purge, SYSTEM, str(purged.content_id))
    life.do(transcripts.keep, purged, *HEARD)
    assert life.do(lambda tx: tx.execute(select(table)).all()) == []
    life.clock.forward(days=transcripts.YOUNGER_THAN.days, minutes=1)
    assert life.do(transcripts.waiting) is None and old.id


def test_a_purge_of_the_sound_takes_what_was_heard_in_it(life: Life) -> None:
    message = send(life)
    life.do(transcripts.keep, message, *HEARD)
    words_id = life.do(lambda tx: tx.execute(select(table.c.words_id)).scalar_one())
    life.do(contents.purge, SYSTEM, str(message.content_id))
    assert life.do(contents.words_of, words_id) is None
    assert life.do(transcripts.of, message.content_id) is None
    assert check(life.store).is_good


def test_it_is_read_by_the_model_once(life: Life) -> None:
    message = send(life)
    life.do(transcripts.keep, message, *HEARD)
    assert [life.do(transcripts.was_read, message) for _ in range(2)] == [True, False]
    assert life.do(transcripts.unread) == ()


def test_it_is_read_back_with_three_answers(life: Life) -> None:
    message = send(life)
    life.do(transcripts.keep, message, *HEARD)
    asked = life.do(transcripts.ask_if_right, message)
    assert asked is not None
    assert asked.kind is QuestionKind.HEARD_YOU and asked.shown_order == (HEARD_RIGHTLY, HEARD_WRONGLY, "not_sure")
    assert asked.values["words"].startswith("content:") and asked.subject_id == message.content_id


@pytest.mark.parametrize(
    ("words", "confidence"), [("dinner was cold", SURE_FROM - 0.01), ("word " * 100, 0.9), (None, 0.9)]
)
def test_a_guess_and_what_nobody_can_check_is_not_read_back(life: Life, words: str | None, confidence: float) -> None:
    message = send(life)
    life.do(transcripts.keep, message, words, "vosk", "small-en", confidence)
    assert life.do(transcripts.ask_if_right, message) is None


def test_before_yes_nothing_is_read_back(life: Life) -> None:
    message = send(life)
    life.do(houses.keep_notice_answer, life.people.person_id, "1", "no")
    life.do(transcripts.keep, message, *HEARD)
    assert life.do(transcripts.ask_if_right, message) is None


def test_a_question_that_is_open_goes_first(life: Life) -> None:
    message, person_id = send(life), life.people.person_id
    first = life.do(questions.ask, person_id, QuestionKind.FEEDBACK_OUTCOME, "utter_ask_feedback_outcome")
    life.do(transcripts.keep, message, *HEARD)
    assert life.do(transcripts.ask_if_right, message) is None
    now = life.do(questions.open_question, person_id)
    assert now is not None and now.id == first.id
    assert [one.subject_id for one in life.do(questions.waiting_of, person_id, QuestionKind.HEARD_YOU)] == [
        message.content_id
    ]


def test_the_answer_stands_beside_it(life: Life) -> None:
    message = send(life)
    life.do(transcripts.keep, message, *HEARD)
    for answer, is_confirmed in ((HEARD_WRONGLY, False), (HEARD_RIGHTLY, True), ("not_sure", False)):
        life.do(transcripts.answered, life.people.person_id, str(message.content_id), answer)
        assert heard_in(life, message).is_confirmed is is_confirmed
