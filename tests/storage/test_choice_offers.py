"""Offers of a choice: even orders, kept with the answer, and the other way round in another form."""

import random
from collections import Counter
from itertools import permutations

import pytest

from storage import choice_offers, how_messages, questions, references
from storage.choice_offers import Offer
from storage.database import NotFound
from storage.questions import Question
from storage.vocabulary import CHOICE_ESCAPES, ChoiceState, OfferForm, OfferReason, QuestionKind
from tests.storage.choosing import offered, prepared
from tests.storage.invented import Life

# The value of chi-square that five (one) degrees of freedom pass once in a thousand times.
CHI_SQUARE = {6: 20.52, 2: 10.83}


@pytest.mark.parametrize("options", ["abc", "ab"])
def test_a_thousand_offers_show_every_order_equally_often(options: str) -> None:
    seeds = random.Random(7)
    ids = [f"{seeds.getrandbits(128):032x}" for _ in range(1000)]
    counted = Counter(choice_offers.shuffled(one, options) for one in ids)
    orders = list(permutations(options))
    expected = 1000 / len(orders)
    assert sum((counted[order] - expected) ** 2 / expected for order in orders) < CHI_SQUARE[len(orders)]


def test_an_order_is_the_same_however_often_it_is_worked_out() -> None:
    assert choice_offers.shuffled("an offer", "abc") == choice_offers.shuffled("an offer", "abc")


def asked(life: Life) -> Question:
    found = life.do(questions.open_question, life.people.person_id)
    assert found is not None
    return found


def answers(life: Life, offer: Offer, kept_options: dict[str, str]) -> list[str]:
    return [kept_options[one] for one in offer.shown_order]


def test_the_question_shows_the_options_in_the_order_of_the_offer_and_then_the_ways_out(life: Life) -> None:
    kept = prepared(life)
    offer = offered(life, kept)
    by_id = {one.id: one.answer for one in kept.options}
    question = asked(life)
    assert question.kind is QuestionKind.CHOICE
    assert question.shown_order == (*answers(life, offer, by_id), *CHOICE_ESCAPES)
    assert (question.id, question.subject_id) == (offer.question_id, offer.id)
    assert {life.do(choice_offers.picked, offer, answer) for answer in by_id.values()} == set(by_id)


def test_two_options_have_two_answers(life: Life) -> None:
    kept = prepared(life, options=prepared(life).wanted.options[:2])
    offered(life, kept)
    assert set(asked(life).shown_order) == {"option_1", "option_2", *CHOICE_ESCAPES}


def test_one_at_a_time_each_option_is_shown_by_itself_first(life: Life) -> None:
    life.do(how_messages.apply, life.people.person_id, OfferForm.ONE_AT_A_TIME)
    kept = prepared(life)
    offer = offered(life, kept)
    shown = []
    for number in range(3):
        question = asked(life)
        assert (question.kind, question.shown_order) == (QuestionKind.CHOICE_LOOK, ("next",))
        assert choice_offers.looked_at(offer, question) == number
        shown.append(question.values["option"].removeprefix("whole_option:"))
        life.do(questions.answer, question.id, "next")
        if number < 2:
            life.do(choice_offers.look, offer, number + 1)
    assert tuple(shown) == offer.shown_order


def test_what_an_option_would_mean_is_told_with_it(life: Life) -> None:
    swim, cinema, _ = prepared(life).options
    assert life.do(references.resolve, "whole_option", swim.id) == "🏊 Swimming\nYou will go to the pool."
    assert life.do(references.resolve, "whole_option", cinema.id) == "🎬 The cinema"
    assert life.do(references.resolve, "option", cinema.id) == "The cinema"
    with pytest.raises(NotFound):
        life.do(references.resolve, "whole_option", "another")


@pytest.mark.parametrize("form", OfferForm)
@pytest.mark.parametrize("reason", [OfferReason.ANOTHER_FORM, OfferReason.ASKED_AGAIN])
def test_in_another_form_it_is_the_other_way_round(life: Life, form: OfferForm, reason: OfferReason) -> None:
    life.do(how_messages.apply, life.people.person_id, form)
    kept = prepared(life)
    first = offered(life, kept)
    second = offered(life, kept, reason)
    assert second.form is not first.form
    assert second.shown_order == tuple(reversed(first.shown_order))


def test_a_new_offer_ends_the_one_before_and_its_questions(life: Life) -> None:
    kept = prepared(life)
    first = offered(life, kept)
    second = offered(life, kept)
    assert life.do(choice_offers.one, first.id).closed_at == life.clock.now
    assert life.do(questions.question, str(first.question_id)).status == "dropped"
    assert asked(life).id == second.question_id


def test_what_came_of_it_is_kept_with_it(life: Life) -> None:
    kept = prepared(life)
    offer = offered(life, kept)
    life.do(choice_offers.close, offer, ChoiceState.NOT_NOW)
    assert life.do(choice_offers.one, offer.id).result is ChoiceState.NOT_NOW
    assert life.do(questions.open_question, life.people.person_id) is None
