"""The options of a question: what its buttons are called, and what else may be typed for each. Of most questions they stand in
the catalogue; a prepared choice brings its own, and the catalogue its ways out."""

from __future__ import annotations

from collections.abc import Iterator

from storage import Transaction, choice_offers, choice_sets, own_page
from storage.check_ins import PAGES_OF_DAYS
from storage.choice_sets import ChoiceSet
from storage.choice_sets import Option as Prepared
from storage.questions import Question
from storage.vocabulary import PREPARED_OPTIONS, WEEKDAYS, QuestionKind
from wording import sign_names
from wording.catalogue import Catalogue, Option


def options_of(tx: Transaction, catalogue: Catalogue, question: Question) -> tuple[Option, ...]:
    """In the order in which they are shown: a typed number means that order. Behind them, what may be typed as well."""
    known = {one.answer: one for one in catalogue[question.response].options}
    if set(question.shown_order) & set(PREPARED_OPTIONS):
        known |= {one.answer: _option(one) for one in _choice(tx, question).options}
    return (*(known[answer] for answer in question.shown_order), *_on_other_pages(catalogue, question))


def _on_other_pages(catalogue: Catalogue, question: Question) -> Iterator[Option]:
    """Of the days of the week a few are shown at once, and every one may be typed."""
    if question.kind is not QuestionKind.CHECK_IN_DAY:
        return
    for page in PAGES_OF_DAYS:
        yield from (one for one in catalogue[page].options if one.answer in set(WEEKDAYS) - set(question.shown_order))


def photos_of(tx: Transaction, question: Question) -> dict[str, str]:
    """The id of the photo that stands on an answer, by answer."""
    if not set(question.shown_order) & set(PREPARED_OPTIONS):
        return {}
    return {one.answer: one.picture_id for one in _choice(tx, question).options if one.picture_id is not None}


def photo_beside(tx: Transaction, question: Question) -> str | None:
    """The id of the photo of the one option, or of the one thing on the person's page, that a question shows by itself."""
    if question.kind is QuestionKind.MY_PAGE:
        return own_page.one(tx, str(question.subject_id)).picture_id
    if question.kind is not QuestionKind.CHOICE_LOOK:
        return None
    offer = choice_offers.one(tx, str(question.subject_id))
    option_id = offer.shown_order[choice_offers.looked_at(offer, question)]
    return choice_sets.one(tx, offer.choice_set_id).option(option_id).picture_id


def _choice(tx: Transaction, question: Question) -> ChoiceSet:
    offer = choice_offers.one(tx, str(question.subject_id))
    return choice_sets.one(tx, offer.choice_set_id)


def _option(prepared: Prepared) -> Option:
    """What its sign is called in words is as good as the sign."""
    if prepared.sign is None:
        return Option(prepared.answer, prepared.label, prepared.synonyms)
    names = tuple(sign_names.names(prepared.sign))
    return Option(prepared.answer, f"{prepared.sign} {prepared.label}", (*prepared.synonyms, *names))
