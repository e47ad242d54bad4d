"""Decisions: what a person chose, in every version, their reason if they gave one, who helped, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, select, update

from storage import audit, choice_offers, choice_records, chosen_actions, staff_requests
from storage.audit import Actor
from storage.choice_offers import Offer
from storage.database import NotFound, Transaction
from storage.tables.base import new_id
from storage.tables.choices import choice_offers as offers_table
from storage.tables.choices import decisions
from storage.vocabulary import OPEN_CHOICES, Agreement, ChoiceState, HelpedBy, OfferReason, RequestKind, WhatChanges

ASKED_TWICE = (WhatChanges.ROUTINE, WhatChanges.RISK)
"""Before one of these changes, the same thing is asked once more (conversation rule 27)."""
ASKED_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Decision:
    """One version. `option_id`, or `content_id` for what the person would rather have, in their own words; `replaced_at`: when
    they chose again, None for the version that holds; `second_offer_id`: the second asking, None before it."""

    id: str
    choice_set_id: str
    offer_id: str
    person_id: str
    version: int
    option_id: str | None
    content_id: str | None
    reason_content_id: str | None
    helped_by: HelpedBy
    helper_id: str | None
    decided_at: datetime
    replaced_at: datetime | None
    second_offer_id: str | None
    agreement: Agreement
    pending_action_id: str | None


def keep(tx: Transaction, offer: Offer, *, option_id: str | None = None, content_id: str | None = None) -> Decision:
    """The person decided: for an option, or for something else in these words. Where they chose before, that stays as an
    earlier version; choosing the same again changes nothing."""
    before = holding(tx, offer.choice_set_id)
    result = ChoiceState.CHOSEN if option_id is not None else ChoiceState.SOMETHING_ELSE
    choice_offers.close(tx, offer, result, option_id=option_id)
    if before is not None and option_id is not None and before.option_id == option_id:
        return before
    if before is not None:
        _replace(tx, before)
    decision_id = new_id()
    kept = choice_records.one(tx, offer.choice_set_id)
    is_asked_twice = option_id is not None and kept.what_changes in ASKED_TWICE
    row = {"id": decision_id, "choice_set_id": kept.id, "offer_id": offer.id, "person_id": offer.person_id}
    what = {"version": len(of_set(tx, kept.id)) + 1, "option_id": option_id, "content_id": content_id}
    agreement = Agreement.WAITING if is_asked_twice else Agreement.NOT_NEEDED
    rest = {"helped_by": HelpedBy.NOT_KNOWN, "decided_at": tx.now, "agreement": agreement}
    tx.execute(insert(decisions), {**row, **what, **rest})
    choice_records.set_state(tx, kept.id, result)
    audit.record(tx, Actor("person", offer.person_id), "decide", "decision", decision_id, detail=result)
    if content_id is not None:
        kind = RequestKind.CHOSE_SOMETHING_ELSE
        staff_requests.ask(tx, offer.person_id, kind, decision_id, content_id=content_id)
    elif not is_asked_twice:
        _act(tx, one(tx, decision_id))
    return one(tx, decision_id)


def answer_again(tx: Transaction, offer: Offer, option_id: str | None, result: ChoiceState) -> Agreement:
    """What the person said when they were asked once more; both answers are kept. The same again is what staff act on; another
    option, or something else, is for a talk together, and so is no decision this time (conversation rule 27)."""
    choice_offers.close(tx, offer, result, option_id=option_id)
    decision = next(one for one in of_set(tx, offer.choice_set_id) if one.second_offer_id == offer.id)
    if option_id is not None and option_id == decision.option_id:
        _set(tx, decision.id, agreement=Agreement.SAME)
        _act(tx, decision)
        return Agreement.SAME
    staff_requests.ask(tx, offer.person_id, RequestKind.TALK_IT_OVER, f"talk:{decision.id}")
    if result in (ChoiceState.CHOSEN, ChoiceState.SOMETHING_ELSE):
        _set(tx, decision.id, agreement=Agreement.DIFFERENT)
        return Agreement.DIFFERENT
    return Agreement.WAITING


def leave_open(tx: Transaction, offer: Offer, result: ChoiceState) -> None:
    """This time nothing was decided: not now, not sent, or no decision. What was decided before stays."""
    if offer.reason is OfferReason.ASKED_AGAIN:
        answer_again(tx, offer, None, result)
        return
    choice_offers.close(tx, offer, result)
    if choice_records.one(tx, offer.choice_set_id).state in OPEN_CHOICES:
        choice_records.set_state(tx, offer.choice_set_id, result)


def ask_again(tx: Transaction, decision_id: str, *, started_by: str = "bot", wait: bool = True) -> Offer | None:
    """Put the same choice to the person once more, in another form; None where it was, or they chose again meanwhile."""
    decision = one(tx, decision_id)
    if decision.replaced_at is not None or decision.second_offer_id is not None:
        return None
    reason = OfferReason.ASKED_AGAIN
    offer = choice_offers.begin(tx, decision.choice_set_id, reason, started_by=started_by, wait=wait)
    _set(tx, decision_id, second_offer_id=offer.id)
    return offer


def to_ask_again(tx: Transaction, *, person_id: str | None = None, count: int = 100) -> tuple[Decision, ...]:
    """Those that wait to be asked once more, and were made a day ago or earlier; of everybody, or of this person."""
    is_due = (decisions.c.agreement == Agreement.WAITING, decisions.c.decided_at <= tx.now - ASKED_AGAIN_AFTER)
    whose = () if person_id is None else (decisions.c.person_id == person_id,)
    is_open = (decisions.c.second_offer_id.is_(None), decisions.c.replaced_at.is_(None))
    return _found(tx, *is_due, *is_open, *whose, count=count)


def keep_reason(tx: Transaction, decision_id: str, content_id: str) -> None:
    """Why, in the person's own words, which they were offered and not asked for."""
    _set(tx, decision_id, reason_content_id=content_id)
    person = Actor("person", one(tx, decision_id).person_id)
    audit.record(tx, person, "give_reason", "decision", decision_id, content_id=content_id)


def keep_helped_by(tx: Transaction, decision_id: str, helped_by: HelpedBy, helper_id: str | None = None) -> None:
    """Who helped, as the person says; `helper_id`: the supporter, where that is known."""
    _set(tx, decision_id, helped_by=helped_by, helper_id=helper_id)
    person = Actor("person", one(tx, decision_id).person_id)
    audit.record(tx, person, "say_who_helped", "decision", decision_id, detail=helped_by)


def one(tx: Transaction, decision_id: str) -> Decision:
    """Raises NotFound."""
    found = find(tx, decision_id)
    if found is None:
        raise NotFound("There is no such decision.")
    return found


def find(tx: Transaction, decision_id: str) -> Decision | None:
    """The decision of this id, or None where it is the id of something else."""
    return next(iter(_found(tx, decisions.c.id == decision_id)), None)


def of_set(tx: Transaction, set_id: str) -> tuple[Decision, ...]:
    """Every version, the first one first."""
    return _found(tx, decisions.c.choice_set_id == set_id)


def of_person(tx: Transaction, person_id: str) -> tuple[Decision, ...]:
    """Every version of everything this person decided, the earliest first."""
    return _found(tx, decisions.c.person_id == person_id)


def holding(tx: Transaction, set_id: str) -> Decision | None:
    """The version that holds, or None while nothing is decided."""
    return next(iter(_found(tx, decisions.c.choice_set_id == set_id, decisions.c.replaced_at.is_(None))), None)


def of_action(tx: Transaction, action_id: str) -> Decision | None:
    """The decision that this action carries out; None for an action about something said."""
    return next(iter(_found(tx, decisions.c.pending_action_id == action_id)), None)


def second_answer(tx: Transaction, decision: Decision) -> str | None:
    """The option that was picked when it was asked once more, or None."""
    chosen = select(offers_table.c.option_id).where(offers_table.c.id == decision.second_offer_id)
    option_id: str | None = tx.execute(chosen).scalar()
    return option_id


def _act(tx: Transaction, decision: Decision) -> None:
    kept = choice_records.one(tx, decision.choice_set_id)
    action_id = chosen_actions.make(tx, kept, kept.option(str(decision.option_id)))
    _set(tx, decision.id, pending_action_id=action_id)


def _replace(tx: Transaction, before: Decision) -> None:
    """The person chose again: what was not done yet is given up; about what was done, staff talk with them."""
    _set(tx, before.id, replaced_at=tx.now)
    choice_offers.mark_changed(tx, before.offer_id)
    action_id = before.pending_action_id
    if action_id is not None and not chosen_actions.give_up(tx, action_id):
        staff_requests.ask(tx, before.person_id, RequestKind.CHOSE_AGAIN, f"again:{before.id}")


def _found(tx: Transaction, *where: ColumnElement[bool], count: int | None = None) -> tuple[Decision, ...]:
    order = (decisions.c.decided_at, decisions.c.version, decisions.c.id)
    rows = tx.execute(select(decisions).where(*where).order_by(*order).limit(count))
    return tuple(_decision(row) for row in rows)


def _set(tx: Transaction, decision_id: str, **values: Any) -> None:
    tx.execute(update(decisions).where(decisions.c.id == decision_id).values(**values))


def _decision(row: Row[Any]) -> Decision:
    kinds = {"helped_by": HelpedBy(row.helped_by), "agreement": Agreement(row.agreement)}
    return Decision(**{**row._mapping, **kinds})
