"""Choices by the clock: what is due to be offered, what stayed without an answer, and what is over."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, select, update

from storage import choice_offers, decisions, linking, questions
from storage.choice_offers import Offer
from storage.choice_records import ChoiceSet, found
from storage.database import Transaction
from storage.decisions import Decision
from storage.tables.choices import choice_offers as offers
from storage.tables.choices import choice_sets
from storage.tables.conversation import questions as questions_table
from storage.tables.people import people
from storage.vocabulary import Asks, ChoiceState, OfferReason, QuestionKind

NUDGE_AFTER = timedelta(days=1)
EXPIRES = (ChoiceState.APPROVED, ChoiceState.OFFERED, ChoiceState.NOT_NOW, ChoiceState.DECLINED)
"""What is over when its last day is; what staff help with, or was decided, is not."""


def to_offer(tx: Transaction) -> tuple[ChoiceSet, ...]:
    """Approved choices whose time has come, the earliest first, of people who may be asked in a chat."""
    where = (
        choice_sets.c.state == ChoiceState.APPROVED,
        choice_sets.c.offer_from <= tx.now,
        choice_sets.c.offer_until >= tx.today,
        *_may_be_asked(),
    )
    return tuple(sorted(found(tx, *where), key=lambda kept: (kept.offer_from or tx.now, kept.id)))


def offer(tx: Transaction, set_id: str) -> None:
    """Its question waits for the day's turn and for a moment of rest; the bot began it. The first of several that are due says
    so; the others follow it, or on other days. Nothing where the person has come to it by themselves meanwhile."""
    due = to_offer(tx)
    kept = next((one for one in due if one.id == set_id), None)
    if kept is None:
        return
    is_first = not any(one.is_for_the_schedule for one in questions.waiting_of(tx, kept.person_id, QuestionKind.CHOICE))
    begun = choice_offers.begin(tx, set_id, OfferReason.FIRST, started_by="bot", wait=True)
    if is_first and sum(one.person_id == kept.person_id for one in due) > 1:
        choice_offers.say_there_are_some(tx, begun)


def to_ask_again(tx: Transaction) -> tuple[Decision, ...]:
    """Decisions to be asked about once more, of people who may be asked in a chat."""
    allowed = select(people.c.id).where(*_may_be_asked())
    may_be_asked = set(tx.execute(allowed).scalars())
    return tuple(one for one in decisions.to_ask_again(tx) if one.person_id in may_be_asked)


def to_nudge(tx: Transaction) -> tuple[Offer, ...]:
    """Offers that the bot began, whose question has been on the screen since yesterday without an answer (conversation rule
    37). Each is put once more, and never a third time."""
    unanswered = (
        questions_table.c.subject_id == offers.c.id,
        questions_table.c.started_by == "bot",
        questions_table.c.status.in_(("open", "waiting")),
        questions_table.c.opened_at <= tx.now - NUDGE_AFTER,
    )
    rows = tx.execute(
        select(offers.c.id)
        .join(questions_table, questions_table.c.id == offers.c.question_id)
        .join(choice_sets, choice_sets.c.id == offers.c.choice_set_id)
        .join(people, people.c.id == offers.c.person_id)
        .where(*unanswered, offers.c.closed_at.is_(None), offers.c.nudged_at.is_(None))
        .where(choice_sets.c.offer_until >= tx.today, *_may_be_asked())
        .order_by(offers.c.offered_at, offers.c.id)
    ).scalars()
    return tuple(choice_offers.one(tx, offer_id) for offer_id in rows.all())


def mark_nudged(tx: Transaction, offer_id: str) -> None:
    """It was put once more, in simpler words."""
    tx.execute(update(offers).where(offers.c.id == offer_id).values(nudged_at=tx.now))


def to_expire(tx: Transaction) -> tuple[ChoiceSet, ...]:
    """Choices without a decision whose last day is over."""
    return found(tx, choice_sets.c.state.in_(EXPIRES), choice_sets.c.offer_until < tx.today)


def expire(tx: Transaction, set_id: str) -> None:
    """Silence is an answer too: nobody is asked again. Nothing where something was decided meanwhile."""
    if any(one.id == set_id for one in to_expire(tx)):
        choice_offers.end(tx, set_id, ChoiceState.EXPIRED)


def _may_be_asked() -> tuple[ColumnElement[bool], ...]:
    """They have a chat, and want the bot to ask things by itself (R44)."""
    return (linking.has_chat(people.c.id), people.c.asks != Asks.ONLY_WHEN_I_START)
