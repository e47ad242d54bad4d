"""A turn: every step of it once, and stretches of talk that the assistant may forget."""

import pytest

from storage import inbox, questions, turns
from storage.database import NotFound
from storage.inbox import Incoming
from storage.turns import Reply, TurnResult
from storage.vocabulary import QuestionKind
from tests.storage.invented import Life


def _message(life: Life, number: str = "1") -> str:
    return life.do(inbox.receive, Incoming(life.people.person_id, "web", number, life.clock.now, words="Hello"))[0]


def test_a_turn_knows_its_message_what_was_asked_and_how_it_was_read(life: Life) -> None:
    asked = life.do(questions.ask, life.people.person_id, QuestionKind.WHO_SEES, "utter_ask_who_sees")
    message_id = _message(life)
    reading = {"intent": "choose", "question_id": asked.id, "answer": "my_staff"}
    life.do(inbox.keep_reading, message_id, reading)
    turn = life.do(turns.load, message_id)
    assert (turn.person_id, turn.intent, turn.answer) == (life.people.person_id, "choose", "my_staff")
    assert turn.asked == asked
    assert turn.content_id == life.do(inbox.message, message_id).content_id


def test_a_turn_without_a_question(life: Life) -> None:
    message_id = _message(life)
    life.do(inbox.keep_reading, message_id, {"intent": "greet"})
    turn = life.do(turns.load, message_id)
    assert (turn.asked, turn.answer) == (None, None)


def test_what_was_not_read_yet_is_no_turn(life: Life) -> None:
    with pytest.raises(NotFound, match="not been read"):
        life.do(turns.load, _message(life))


def _count(life: Life, message_id: str, verb: str, done: list[str]) -> TurnResult:
    def step() -> TurnResult:
        done.append(verb)
        return TurnResult((Reply(f"utter_{len(done)}", {"day": "day:2026-11-09"}, is_courtesy=True),), says_again=True)

    with life.store.write() as tx:
        return turns.once(tx, message_id, verb, step)


def test_a_repeated_step_changes_nothing_and_gives_the_same(life: Life) -> None:
    message_id, done = _message(life), list[str]()
    first = _count(life, message_id, "send", done)
    assert _count(life, message_id, "send", done) == first
    assert done == ["send"]
    assert first.replies[0].values == {"day": "day:2026-11-09"}


def test_another_step_and_another_message_are_steps_of_their_own(life: Life) -> None:
    done = list[str]()
    for message_id in (_message(life, "1"), _message(life, "2")):
        for verb in ("send", "ask"):
            _count(life, message_id, verb, done)
    assert done == ["send", "ask", "send", "ask"]


def test_a_step_that_failed_is_done_again(life: Life) -> None:
    message_id, done = _message(life), list[str]()

    def fail() -> TurnResult:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        life.do(turns.once, message_id, "send", fail)
    _count(life, message_id, "send", done)
    assert done == ["send"]


def test_steps_are_forgotten_with_their_own_turn(life: Life) -> None:
    first, second, done = _message(life, "1"), _message(life, "2"), list[str]()
    for message_id in (first, second):
        _count(life, message_id, "send", done)
    life.do(turns.forget_steps, first)
    for message_id in (first, second):
        _count(life, message_id, "send", done)
    assert len(done) == 3
