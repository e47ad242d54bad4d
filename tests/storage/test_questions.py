"""The open question: one at a time, none lost, each answered once by its own person."""

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from storage import questions
from storage.questions import Question
from storage.tables.conversation import questions as questions_table
from storage.vocabulary import ANSWERS, QuestionKind
from tests.storage.invented import Life, SetClock


def _ask(life: Life, kind: QuestionKind, subject_id: str | None = None, *, wait: bool = False) -> Question:
    life.clock.forward(seconds=1)
    return life.do(questions.ask, life.people.person_id, kind, f"utter_ask_{kind}", subject_id=subject_id, wait=wait)


def _open(life: Life) -> Question | None:
    return life.do(questions.open_question, life.people.person_id)


def _next(life: Life) -> Question | None:
    return life.do(questions.next_waiting, life.people.person_id)


def _work_off(life: Life) -> list[QuestionKind]:
    """Answer the open question and open the next, until none is left; returns what was asked in which order."""
    asked = []
    while (found := _open(life) or _next(life)) is not None:
        life.do(questions.reopen, found.id)
        asked.append(found.kind)
        life.do(questions.answer, found.id, "not_sure")
    return asked


def test_nothing_is_asked_at_first(life: Life) -> None:
    assert _open(life) is None
    assert _next(life) is None


def test_a_new_question_is_open_and_the_interrupted_one_waits(life: Life) -> None:
    first = _ask(life, QuestionKind.FEEDBACK_OUTCOME)
    second = _ask(life, QuestionKind.WHO_SEES)
    assert _open(life) == second
    waiting = _next(life)
    assert waiting is not None
    assert (waiting.id, waiting.status) == (first.id, "waiting")


def test_a_waiting_question_does_not_interrupt(life: Life) -> None:
    first = _ask(life, QuestionKind.FEEDBACK_WORDS)
    later = _ask(life, QuestionKind.DID_IT_HELP, wait=True)
    assert _open(life) == first
    life.do(questions.answer, first.id, "words")
    assert _open(life) is None
    assert _next(life) == later


def test_the_database_itself_allows_one_open_question(life: Life) -> None:
    asked = _ask(life, QuestionKind.WHO_SEES)
    row = {"id": "another", "person_id": asked.person_id, "kind": "who_sees", "response": "r", "values": {}}
    more = {"status": "open", "priority": 1, "started_by": "bot", "created_at": life.clock.now}
    with pytest.raises(IntegrityError), life.store.write() as tx:
        tx.execute(insert(questions_table), {**row, **more})


def test_interruptions_lose_nothing_and_come_back_latest_first_with_safety_before_all(life: Life) -> None:
    _ask(life, QuestionKind.DID_IT_HELP, wait=True)
    _ask(life, QuestionKind.FEEDBACK_OUTCOME)
    _ask(life, QuestionKind.ARE_YOU_OK)
    _ask(life, QuestionKind.READ_BACK)
    _ask(life, QuestionKind.NOT_UNDERSTOOD)
    assert _work_off(life) == [
        QuestionKind.NOT_UNDERSTOOD,
        QuestionKind.ARE_YOU_OK,
        QuestionKind.READ_BACK,
        QuestionKind.FEEDBACK_OUTCOME,
        QuestionKind.DID_IT_HELP,
    ]


def test_never_opened_questions_come_in_the_order_in_which_they_were_asked(life: Life) -> None:
    asked = [_ask(life, QuestionKind.WHO_HELPED, wait=True).id for _ in range(3)]
    found = []
    while (one := _next(life)) is not None:
        found.append(one.id)
        life.do(questions.answer, one.id, "alone")
    assert found == asked


def test_a_question_that_was_set_aside_comes_back_after_three_days(life: Life, clock: SetClock) -> None:
    asked = _ask(life, QuestionKind.READ_BACK, "draft")
    life.do(questions.set_aside, life.people.person_id)
    assert _open(life) is None
    clock.forward(hours=72)
    waiting = _next(life)
    assert waiting is not None
    assert life.do(questions.reopen, waiting.id).tokens == asked.tokens


@pytest.mark.parametrize("kind", QuestionKind)
def test_the_answers_and_the_order_shown_are_kept(life: Life, kind: QuestionKind) -> None:
    asked = _ask(life, kind)
    assert asked.shown_order == ANSWERS[kind]
    assert set(asked.tokens) == set(ANSWERS[kind])
    shown = asked.shown({answer: f"label of {answer}" for answer in ANSWERS[kind]})
    assert [one.label for one in shown] == [f"label of {answer}" for answer in ANSWERS[kind]]


def test_a_token_leads_its_own_person_to_its_question_and_answer(life: Life) -> None:
    asked = _ask(life, QuestionKind.WHO_SEES)
    for answer, token in asked.tokens.items():
        assert len(token.encode()) <= 64
        assert life.do(questions.by_token, life.people.person_id, token) == (asked, answer)


def test_a_token_is_nothing_for_anybody_else(life: Life) -> None:
    token = _ask(life, QuestionKind.WHO_SEES).tokens["my_staff"]
    assert life.do(questions.by_token, life.people.housemate_id, token) is None
    assert life.do(questions.by_token, life.people.person_id, token[:-1]) is None
    assert life.do(questions.by_token, life.people.person_id, "my_staff") is None


def test_no_two_buttons_share_a_token(life: Life) -> None:
    tokens = [token for kind in QuestionKind for token in _ask(life, kind).tokens.values()]
    assert len(tokens) == len(set(tokens)) > 20


def test_the_first_answer_stands(life: Life) -> None:
    asked = _ask(life, QuestionKind.WHO_SEES)
    life.do(questions.answer, asked.id, "only_manager")
    life.do(questions.answer, asked.id, "my_staff")
    life.do(questions.drop, asked.id)
    found = life.do(questions.question, asked.id)
    assert (found.status, found.answer) == ("answered", "only_manager")


def test_a_waiting_question_can_be_answered_by_an_old_button(life: Life) -> None:
    old = _ask(life, QuestionKind.WHO_HELPED)
    new = _ask(life, QuestionKind.FEEDBACK_OUTCOME)
    life.do(questions.answer, old.id, "alone")
    assert _open(life) == new
    assert life.do(questions.question, old.id).answer == "alone"


def test_questions_about_something_that_is_gone_are_dropped_and_only_those(life: Life) -> None:
    gone = [_ask(life, kind, "draft 1").id for kind in (QuestionKind.WHO_SEES, QuestionKind.READ_BACK)]
    stays = _ask(life, QuestionKind.READ_BACK, "draft 2")
    life.do(questions.drop_about, "draft 1")
    assert {life.do(questions.question, one).status for one in gone} == {"dropped"}
    assert _work_off(life) == [stays.kind]


def test_misunderstandings_are_counted_for_each_question(life: Life) -> None:
    first, second = _ask(life, QuestionKind.WHO_SEES), _ask(life, QuestionKind.READ_BACK)
    assert [life.do(questions.count_misunderstood, first.id) for _ in range(2)] == [1, 2]
    assert life.do(questions.question, second.id).misunderstood == 0


def test_the_bot_knows_whether_it_asked_today(life: Life, clock: SetClock) -> None:
    person_id = life.people.person_id
    _ask(life, QuestionKind.FEEDBACK_OUTCOME)
    assert not life.do(questions.bot_asked_since, person_id, 24)
    asked = life.do(questions.ask, person_id, QuestionKind.DID_IT_HELP, "utter_ask", started_by="bot", wait=True)
    assert not life.do(questions.bot_asked_since, person_id, 24), "it waits, and nobody was asked"
    life.do(questions.reopen, asked.id)
    assert life.do(questions.bot_asked_since, person_id, 24)
    assert not life.do(questions.bot_asked_since, life.people.housemate_id, 24)
    clock.forward(hours=24)
    assert not life.do(questions.bot_asked_since, person_id, 24)


def test_what_the_bot_wants_to_ask_and_never_showed_is_known(life: Life) -> None:
    person_id = life.people.person_id
    asked = life.do(questions.ask, person_id, QuestionKind.DID_IT_HELP, "utter_ask", started_by="bot", wait=True)
    assert life.do(questions.bot_started_unasked) == ((asked.id, person_id),)
    life.do(questions.reopen, asked.id)
    _ask(life, QuestionKind.WHO_SEES)
    assert life.do(questions.bot_started_unasked) == ()
