"""Choices by the clock, on both databases: what is due, what is nudged, and what is over."""

from datetime import timedelta

import pytest

from storage import choice_offers, choice_sets, decisions, due_choices, how_often, questions
from storage.choice_sets import ChoiceSet
from storage.vocabulary import Asks, ChoiceState, OfferReason, QuestionKind, WhatChanges
from tests.storage.choosing import chosen, offered, prepared
from tests.storage.invented import Life


def due(life: Life) -> list[str]:
    return [one.id for one in life.do(due_choices.to_offer)]


def timed(life: Life) -> ChoiceSet:
    return prepared(life, offer_from=life.clock.now)


def ask(life: Life) -> None:
    """What the schedule does with the first question that the bot wants to ask."""
    [(question_id, _), *_] = life.do(questions.bot_started_unasked)
    life.do(questions.reopen, question_id)


def test_due_from_its_time_to_its_last_day_for_whoever_has_a_chat(life: Life) -> None:
    kept = prepared(life, offer_from=life.clock.now + timedelta(hours=1))
    prepared(life)  # only when the person asks
    life.clock.forward(hours=1)
    assert due(life) == []
    life.link_chat()
    assert due(life) == [kept.id]
    life.clock.forward(days=14)
    assert due(life) == [kept.id]
    life.clock.forward(days=1)
    assert due(life) == []


def test_the_earliest_comes_first_and_none_twice(life: Life) -> None:
    life.link_chat()
    later, first = timed(life), prepared(life, offer_from=life.clock.now - timedelta(days=1))
    assert due(life) == [first.id, later.id]
    for _ in range(2):
        life.do(due_choices.offer, first.id)
    assert due(life) == [later.id]
    assert len(life.do(choice_offers.of_set, first.id)) == 1
    [waiting] = life.do(questions.waiting_of, life.people.person_id, QuestionKind.CHOICE)
    assert (waiting.is_for_the_schedule, waiting.response) == (True, "utter_choice_ask_first_of_some")


def test_who_wants_no_questions_is_neither_offered_nor_asked_again_nor_nudged(life: Life) -> None:
    life.link_chat()
    timed(life)
    kept = timed(life)
    life.do(due_choices.offer, kept.id)
    ask(life)
    chosen(life, prepared(life, what_changes=WhatChanges.ROUTINE))
    life.clock.forward(days=2)
    assert (len(due(life)), len(life.do(due_choices.to_ask_again)), len(life.do(due_choices.to_nudge))) == (1, 1, 1)
    life.do(how_often.choose, life.people.person_id, Asks.ONLY_WHEN_I_START)
    assert (due(life), life.do(due_choices.to_ask_again), life.do(due_choices.to_nudge)) == ([], (), ())


def test_nudged_once_a_day_after_it_was_asked(life: Life) -> None:
    life.link_chat()
    kept = timed(life)
    life.do(due_choices.offer, kept.id)
    life.clock.forward(days=2)
    assert life.do(due_choices.to_nudge) == ()  # nobody has seen it yet
    ask(life)
    life.clock.forward(hours=23)
    assert life.do(due_choices.to_nudge) == ()
    life.clock.forward(hours=1)
    [offer] = life.do(due_choices.to_nudge)
    life.do(due_choices.mark_nudged, offer.id)
    life.clock.forward(days=1)
    assert life.do(due_choices.to_nudge) == ()


def test_what_the_person_began_is_not_nudged(life: Life) -> None:
    life.link_chat()
    offered(life, prepared(life))
    life.clock.forward(days=2)
    assert life.do(due_choices.to_nudge) == ()


@pytest.mark.parametrize("result", [None, ChoiceState.NOT_NOW, ChoiceState.DECLINED])
def test_over_after_its_last_day_without_a_decision(life: Life, result: ChoiceState | None) -> None:
    kept = prepared(life)
    offer = offered(life, kept)
    if result is not None:
        life.do(decisions.leave_open, offer, result)
    life.clock.forward(days=14)
    assert life.do(due_choices.to_expire) == ()
    life.clock.forward(days=1)
    assert [one.id for one in life.do(due_choices.to_expire)] == [kept.id]
    life.do(due_choices.expire, kept.id)
    over = life.do(choice_sets.one, kept.id)
    assert (over.state, over.ended_at) == (ChoiceState.EXPIRED, life.clock.now)
    assert life.do(questions.open_question, life.people.person_id) is None


def test_what_was_decided_or_is_helped_with_stays(life: Life) -> None:
    decided, helped = prepared(life), prepared(life)
    chosen(life, decided)
    life.do(decisions.leave_open, offered(life, helped, OfferReason.ANOTHER_FORM), ChoiceState.NO_DECISION)
    life.clock.forward(days=30)
    assert life.do(due_choices.to_expire) == ()
    life.do(due_choices.expire, decided.id)
    assert life.do(choice_sets.one, decided.id).state is ChoiceState.CHOSEN


def test_asked_once_more_a_day_later(life: Life) -> None:
    life.link_chat()
    chosen(life, prepared(life, what_changes=WhatChanges.RISK))
    assert life.do(due_choices.to_ask_again) == ()
    life.clock.forward(days=1)
    [decision] = life.do(due_choices.to_ask_again)
    life.do(decisions.ask_again, decision.id)
    assert life.do(due_choices.to_ask_again) == ()
