"""Offers of a choice: each time it is put to the person, in which form, with its options in which order (R31).

The order is shuffled anew for each offer, and kept with it; in another form it is the other way round, so that whoever picks
by place picks something else (conversation rules 25 and 27).
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from storage import audit, choice_records, how_messages, questions
from storage.audit import Actor
from storage.choice_records import ChoiceSet
from storage.database import NotFound, Transaction
from storage.questions import Question
from storage.references import choice_question_ref, whole_option_ref
from storage.tables.base import new_id
from storage.tables.choices import choice_offers
from storage.vocabulary import CHOICE_ESCAPES, OPEN_CHOICES, ChoiceState, OfferForm, OfferReason, QuestionKind

IN_ANOTHER_FORM = (OfferReason.ANOTHER_FORM, OfferReason.ASKED_AGAIN)
_OTHER = {OfferForm.TOGETHER: OfferForm.ONE_AT_A_TIME, OfferForm.ONE_AT_A_TIME: OfferForm.TOGETHER}


@dataclass(frozen=True)
class Offer:
    """`shown_order`: the ids of the options as they were shown; `result`: what came of it, None while it is open."""

    id: str
    choice_set_id: str
    person_id: str
    reason: OfferReason
    form: OfferForm
    shown_order: tuple[str, ...]
    question_id: str | None
    offered_at: datetime
    nudged_at: datetime | None
    closed_at: datetime | None
    result: ChoiceState | None
    option_id: str | None


def shuffled(offer_id: str, option_ids: Sequence[str]) -> tuple[str, ...]:
    """The order in which an offer shows the options: by chance, and the same however often it is worked out."""
    order = list(option_ids)
    random.Random(offer_id).shuffle(order)
    return tuple(order)


def begin(
    tx: Transaction, set_id: str, reason: OfferReason, *, started_by: str = "person", wait: bool = False
) -> Offer:
    """Put a choice to its person; with `wait` its question follows when the others are answered. One that was open before
    is over."""
    kept, before = choice_records.one(tx, set_id), of_set(tx, set_id)
    _close_open(tx, before, None)
    offer_id, form = new_id(), how_messages.of_person(tx, kept.person_id).choices_form
    order = shuffled(offer_id, [one.id for one in kept.options])
    if reason in IN_ANOTHER_FORM and before:
        form, order = _OTHER[before[-1].form], tuple(reversed(before[-1].shown_order))
    row = {"id": offer_id, "choice_set_id": set_id, "person_id": kept.person_id, "reason": reason, "form": form}
    tx.execute(insert(choice_offers), {**row, "shown_order": list(order), "offered_at": tx.now})
    if kept.state in OPEN_CHOICES:
        choice_records.set_state(tx, set_id, ChoiceState.OFFERED)
    audit.record(tx, audit.SYSTEM, "offer_choice", "choice_set", set_id, detail=reason)
    offer = one(tx, offer_id)
    if form is OfferForm.ONE_AT_A_TIME:
        look(tx, offer, 0, started_by=started_by, wait=wait)
    else:
        put(tx, offer, started_by=started_by, wait=wait)
    return one(tx, offer_id)


def look(tx: Transaction, offer: Offer, number: int, *, started_by: str = "person", wait: bool = False) -> Question:
    """Show one option by itself: the one with this number in the order of the offer, from 0 on."""
    option_id = offer.shown_order[number]
    values = {"question": choice_question_ref(offer.choice_set_id), "option": whole_option_ref(option_id)}
    response = "utter_choice_ask_look_more" if number else "utter_ask_choice_look"
    return _ask(tx, offer, QuestionKind.CHOICE_LOOK, response, values, started_by=started_by, wait=wait)


def looked_at(offer: Offer, asked: Question) -> int:
    """The number of the option that a question of `look` shows."""
    return offer.shown_order.index(asked.values["option"].partition(":")[2])


def put(tx: Transaction, offer: Offer, *, started_by: str = "person", wait: bool = False) -> Question:
    """The question with its options in the order of the offer, then the ways out in their fixed order."""
    kept = choice_records.one(tx, offer.choice_set_id)
    order = [*(kept.option(one).answer for one in offer.shown_order), *CHOICE_ESCAPES]
    values = {"question": choice_question_ref(kept.id)}
    is_once_more = offer.reason is OfferReason.ASKED_AGAIN
    response = "utter_choice_ask_once_more" if is_once_more else "utter_ask_choice"
    return _ask(tx, offer, QuestionKind.CHOICE, response, values, started_by=started_by, wait=wait, order=order)


def say_there_are_some(tx: Transaction, offer: Offer) -> None:
    """Its question, put together, says that it is the first of several."""
    if offer.form is OfferForm.TOGETHER:
        questions.put_otherwise(tx, str(offer.question_id), "utter_choice_ask_first_of_some")


def picked(tx: Transaction, offer: Offer, answer: str) -> str:
    """The id of the option that an answer `option_1` to `option_3` names."""
    kept: ChoiceSet = choice_records.one(tx, offer.choice_set_id)
    return next(one.id for one in kept.options if one.answer == answer)


def close(tx: Transaction, offer: Offer, result: ChoiceState | None, *, option_id: str | None = None) -> None:
    """It is over, with this result (None: another offer takes its place); no question of it comes back."""
    values = {"closed_at": tx.now, "result": result, "option_id": option_id}
    tx.execute(update(choice_offers).where(choice_offers.c.id == offer.id).values(**values))
    questions.drop_about(tx, offer.id)
    if result is not None:
        is_over = result in (ChoiceState.WITHDRAWN, ChoiceState.EXPIRED)
        actor = audit.SYSTEM if is_over else Actor("person", offer.person_id)
        audit.record(tx, actor, "end_offer", "choice_set", offer.choice_set_id, detail=result)


def end(tx: Transaction, set_id: str, state: ChoiceState) -> None:
    """The choice is offered no more: `withdrawn` or `expired`."""
    _close_open(tx, of_set(tx, set_id), state)
    choice_records.set_state(tx, set_id, state)


def mark_changed(tx: Transaction, offer_id: str) -> None:
    """What was chosen in it was replaced by a later choice."""
    tx.execute(update(choice_offers).where(choice_offers.c.id == offer_id).values(result=ChoiceState.CHANGED))


def one(tx: Transaction, offer_id: str) -> Offer:
    """Raises NotFound."""
    row = tx.execute(select(choice_offers).where(choice_offers.c.id == offer_id)).first()
    if row is None:
        raise NotFound("There is no such offer.")
    return _offer(row)


def of_set(tx: Transaction, set_id: str) -> tuple[Offer, ...]:
    """Every offer of a choice, the first one first."""
    where = choice_offers.c.choice_set_id == set_id
    rows = tx.execute(select(choice_offers).where(where).order_by(choice_offers.c.offered_at, choice_offers.c.id))
    return tuple(_offer(row) for row in rows)


def _close_open(tx: Transaction, offers: Sequence[Offer], result: ChoiceState | None) -> None:
    for offer in offers:
        if offer.closed_at is None:
            close(tx, offer, result)


def _ask(
    tx: Transaction,
    offer: Offer,
    kind: QuestionKind,
    response: str,
    values: dict[str, str],
    *,
    started_by: str,
    wait: bool,
    order: Sequence[str] | None = None,
) -> Question:
    asked = questions.ask(
        tx,
        offer.person_id,
        kind,
        response,
        values=values,
        subject_id=offer.id,
        started_by=started_by,
        wait=wait,
        answers=order,
    )
    tx.execute(update(choice_offers).where(choice_offers.c.id == offer.id).values(question_id=asked.id))
    return asked


def _offer(row: Row[Any]) -> Offer:
    found = dict(row._mapping)
    found |= {"reason": OfferReason(row.reason), "form": OfferForm(row.form), "shown_order": tuple(row.shown_order)}
    return Offer(**{**found, "result": None if row.result is None else ChoiceState(row.result)})
