"""How often the bot may ask: the person's own to say, and a question of the bot's own is never asked more often."""

import pytest

from storage import houses, how_often, in_person, linking, pending_actions, questions
from storage.audit import SYSTEM
from storage.vocabulary import Asks, QuestionKind
from tests.storage.invented import Life, SetClock


def asked_by_bot(life: Life, subject_id: str | None = None, *, wait: bool = False) -> questions.Question:
    kind, response = QuestionKind.DID_IT_HELP, "utter_ask_did_it_help"
    more = {"subject_id": subject_id, "started_by": "bot", "wait": wait}
    return life.do(questions.ask, life.people.person_id, kind, response, **more)  # type: ignore[arg-type]


def test_everybody_begins_with_every_day(life: Life) -> None:
    assert life.do(houses.person, life.people.person_id).asks == Asks.EVERY_DAY


@pytest.mark.parametrize(("asks", "hours"), [(Asks.EVERY_DAY, 24), (Asks.NOW_AND_THEN, 168)])
def test_a_question_of_the_bot_needs_its_time_since_the_last(
    life: Life, clock: SetClock, asks: Asks, hours: int
) -> None:
    person_id = life.people.person_id
    life.do(how_often.choose, person_id, asks)
    assert life.do(how_often.may_ask_now, person_id)
    asked_by_bot(life)
    clock.forward(hours=hours, minutes=-1)
    assert not life.do(how_often.may_ask_now, person_id)
    clock.forward(minutes=1)
    assert life.do(how_often.may_ask_now, person_id)


def test_only_when_i_start_is_never(life: Life, clock: SetClock) -> None:
    life.do(how_often.choose, life.people.person_id, Asks.ONLY_WHEN_I_START)
    clock.forward(days=400)
    assert not life.do(how_often.may_ask_now, life.people.person_id)


def has_a_chat(life: Life) -> None:
    """Without one everything is asked in person."""
    code = life.do(linking.make_code, SYSTEM, life.people.person_id).code
    life.do(linking.link_address, code, "web", "a phone")


def test_what_waits_to_be_asked_is_for_staff_to_ask(life: Life, clock: SetClock) -> None:
    has_a_chat(life)
    action = life.told_action()
    clock.forward(days=3)
    [due] = life.do(pending_actions.to_ask)
    waiting = asked_by_bot(life, due.id, wait=True)
    life.do(pending_actions.mark_asked, due.id)
    life.do(how_often.choose, life.people.person_id, Asks.ONLY_WHEN_I_START)
    assert life.do(questions.question, waiting.id).status == "dropped"
    assert life.do(pending_actions.to_ask) == ()
    person_id = life.people.person_id
    assert [one.id for one in life.do(in_person.to_ask, life.people.worker)] == [action.id]
    assert life.do(in_person.to_ask, life.people.elsewhere) == ()
    life.do(how_often.choose, person_id, Asks.NOW_AND_THEN)
    assert [one.id for one in life.do(pending_actions.to_ask)] == [action.id]
    assert life.do(in_person.to_ask, life.people.worker) == ()


def test_before_its_day_nobody_asks(life: Life) -> None:
    has_a_chat(life)
    life.told_action()
    life.do(how_often.choose, life.people.person_id, Asks.ONLY_WHEN_I_START)
    assert life.do(in_person.to_ask, life.people.worker) == ()


def test_what_the_bot_began_does_not_come_back_and_what_the_person_began_does(life: Life) -> None:
    person_id = life.people.person_id
    mine = life.do(questions.ask, person_id, QuestionKind.FEEDBACK_WORDS, "utter_ask_words")
    theirs = asked_by_bot(life)
    life.do(questions.set_aside, person_id)
    life.do(questions.answer, mine.id, "words")
    next_one = life.do(questions.next_waiting, person_id)
    assert next_one is not None and next_one.id == theirs.id
    life.do(how_often.choose, person_id, Asks.ONLY_WHEN_I_START)
    assert life.do(questions.next_waiting, person_id) is None
    assert life.do(questions.question, theirs.id).status == "waiting"
