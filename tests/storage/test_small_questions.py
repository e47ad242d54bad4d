"""The small questions: which comes next, over weeks, and that nobody is pressed (R44)."""

from datetime import time
from itertools import pairwise

import pytest

from storage import (
    check_ins_for_staff,
    houses,
    how_often,
    own_page,
    own_times,
    questions,
    small_questions,
    what_matters,
)
from storage.check_ins_for_staff import Wanted
from storage.heard import Heard
from storage.questions import Question
from storage.small_questions import ORDER
from storage.vocabulary import Asks, MattersKind, Pause, QuestionKind
from tests.storage.invented import Life


@pytest.fixture
def here(life: Life) -> Life:
    """Somebody with a chat, who said yes to it long enough ago."""
    life.link_chat()
    life.do(houses.keep_notice_answer, life.people.person_id, "version 1", "yes")
    life.clock.forward(days=8)
    return life


def ask(life: Life) -> Question | None:
    """What the schedule does in one round: begin what is due, and show it."""
    for person_id in life.do(small_questions.in_silence):
        life.do(small_questions.leave, person_id)
    for person_id in life.do(small_questions.due):
        life.do(small_questions.begin_next, person_id)
    for question_id, person_id in life.do(questions.bot_started_unasked):
        if life.do(how_often.may_ask_now, person_id):
            return life.do(questions.reopen, question_id)
    return None


def answered(life: Life, asked: Question, words: str) -> None:
    entry = life.do(what_matters.keep_words, str(asked.subject_id), life.write(words), Heard())
    life.do(questions.answer, asked.id, "words")
    life.do(what_matters.send, entry.id)


def kind_of(life: Life, asked: Question | None) -> MattersKind | None:
    return None if asked is None else life.do(own_page.one, str(asked.subject_id)).kind


def test_over_weeks_each_thing_is_asked_once_and_never_two_in_three_days(here: Life) -> None:
    kinds, days, texts = [], [], []
    for day in range(120):
        asked = ask(here)
        if asked is not None:
            kinds.append(kind_of(here, asked))
            days.append(day)
            texts.append(asked.response)
            answered(here, asked, f"thing {day}")
        here.clock.forward(days=1)
    assert tuple(kinds) == ORDER
    assert min(later - before for before, later in pairwise(days)) >= 3
    assert texts[0].endswith("matters_most") and texts[5].endswith("matters_most_else")
    assert ORDER.count(MattersKind.MATTERS_MOST) == own_page.MOST


@pytest.mark.parametrize("answer", ["not_now", "skipped"])
def test_what_was_left_is_not_asked_again_for_weeks_and_three_times_at_most(here: Life, answer: str) -> None:
    days = []
    for day in range(250):
        asked = ask(here)
        if kind_of(here, asked) is MattersKind.MATTERS_MOST:
            days.append(day)
        if asked is not None:
            here.do(questions.answer, asked.id, answer)
        here.clock.forward(days=1)
    assert len(days) == 3
    assert all(later - before >= 28 for before, later in pairwise(days))


def test_who_does_not_want_to_say_it_is_not_asked_for_it_again(here: Life) -> None:
    kinds = []
    for _ in range(100):
        asked = ask(here)
        if asked is not None:
            kinds.append(kind_of(here, asked))
            here.do(questions.answer, asked.id, "say_nothing")
        here.clock.forward(days=1)
    assert len(kinds) == len(set(kinds)) == len(MattersKind)


def test_silence_is_left_alone_after_a_day_and_for_weeks(here: Life) -> None:
    asked = ask(here)
    assert asked is not None
    here.clock.forward(hours=20)
    assert ask(here) is None and here.do(questions.open_question, here.people.person_id) is not None
    here.clock.forward(hours=5)
    ask(here)
    assert here.do(questions.open_question, here.people.person_id) is None
    assert here.do(questions.next_waiting, here.people.person_id) is None, "it does not come back by itself"
    here.clock.forward(days=3)
    assert kind_of(here, ask(here)) is MattersKind.HOW_I_SAY


def test_nobody_is_asked_in_their_first_week_or_without_a_yes_or_a_chat(life: Life) -> None:
    assert ask(life) is None
    life.link_chat()
    life.clock.forward(days=30)
    assert ask(life) is None
    life.do(houses.keep_notice_answer, life.people.person_id, "version 1", "yes")
    life.clock.forward(days=6, hours=23)
    assert ask(life) is None
    life.clock.forward(hours=2)
    assert ask(life) is not None


def test_who_wants_no_questions_gets_none(here: Life) -> None:
    here.do(how_often.choose, here.people.person_id, Asks.ONLY_WHEN_I_START)
    here.clock.forward(days=60)
    assert ask(here) is None


def test_now_and_then_is_one_in_a_week(here: Life) -> None:
    here.do(how_often.choose, here.people.person_id, Asks.NOW_AND_THEN)
    days = []
    for day in range(40):
        asked = ask(here)
        if asked is not None:
            days.append(day)
            answered(here, asked, f"thing {day}")
        here.clock.forward(days=1)
    assert len(days) >= 5 and min(later - before for before, later in pairwise(days)) >= 7


def test_did_it_help_goes_first(here: Life) -> None:
    action = here.told_action()
    here.clock.forward(days=2)
    assert here.do(small_questions.due) == (), "it is asked tomorrow"
    subject, kind = action.id, QuestionKind.DID_IT_HELP
    here.do(
        questions.ask,
        here.people.person_id,
        kind,
        "utter_ask_did_it_help",
        subject_id=subject,
        started_by="bot",
        wait=True,
    )
    assert here.do(small_questions.due) == ()


def test_of_what_waits_did_it_help_is_asked_first_though_it_came_later(here: Life) -> None:
    for person_id in here.do(small_questions.due):
        here.do(small_questions.begin_next, person_id)
    here.clock.forward(minutes=1)
    kind = QuestionKind.DID_IT_HELP
    later = here.do(questions.ask, here.people.person_id, kind, "utter_ask_did_it_help", started_by="bot", wait=True)
    assert here.do(questions.bot_started_unasked)[0][0] == later.id


def test_two_rounds_begin_one_question(here: Life) -> None:
    here.do(small_questions.begin_next, here.people.person_id)
    here.do(small_questions.begin_next, here.people.person_id)
    assert len(here.do(questions.bot_started_unasked)) == 1


def test_what_the_person_begins_takes_the_place_of_what_waits(here: Life) -> None:
    here.do(small_questions.begin_next, here.people.person_id)
    here.do(small_questions.ask, here.people.person_id, MattersKind.MATTERS_MOST)
    assert here.do(questions.bot_started_unasked) == ()


def test_a_day_of_a_check_in_is_left_to_it(here: Life) -> None:
    wanted = Wanted("swimming", None, (*range(5),), time(15), is_together=True)
    here.do(check_ins_for_staff.choose_together, here.people.worker, here.people.person_id, wanted)
    asked_on = []
    for _ in range(7):
        if ask(here) is not None:
            asked_on.append(here.clock.now.weekday())
        here.clock.forward(days=1)
    assert asked_on == [5]


def test_whoever_wants_two_a_day_may_be_asked_beside_a_check_in(here: Life) -> None:
    wanted = Wanted("swimming", None, (*range(7),), time(15), is_together=True)
    here.do(check_ins_for_staff.choose_together, here.people.worker, here.people.person_id, wanted)
    assert ask(here) is None
    here.do(own_times.allow_a_day, here.people.person_id, 2)
    assert ask(here) is not None


def test_a_pause_holds_for_them_too(here: Life) -> None:
    here.do(own_times.pause, here.people.person_id, Pause.WEEK)
    assert ask(here) is None
