"""What the person wants to happen about a concern, in their own words, and how far it came about (R09)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import audit, concern_rows, concerns, contents
from storage.audit import Actor
from storage.concern_access import must_see
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.conversation import contents as contents_table
from storage.tables.people import staff
from storage.tables.safeguarding import concern_outcomes
from storage.tables.safeguarding import concerns as concerns_table
from storage.vocabulary import OutcomeAsked, OutcomeMet


@dataclass(frozen=True)
class DesiredOutcome:
    """One entry: whether they were asked, with their words if they said something, or how far it was met. `by`: the lead
    who recorded it, None for what the person answered in the chat."""

    asked: OutcomeAsked | None
    words: str | None
    met: OutcomeMet | None
    by: str | None
    at: datetime


def keep_desired_outcome(tx: Transaction, actor: Actor, concern_id: str, words: str | None) -> None:
    """The person's answer, exactly as they gave it; None: they were asked and said nothing."""
    asked = OutcomeAsked.YES_NONE_EXPRESSED if words is None else OutcomeAsked.YES_EXPRESSED
    _keep(tx, actor, concern_id, asked=asked, words=words)


def record_asked(tx: Transaction, member: StaffMember, concern_id: str, asked: OutcomeAsked, words: str) -> None:
    """Somebody asked the person, or did not. `words`: what the person said, in their own words. Raises NotFound for who may
    not know of the concern, Refused where the words and the answer do not fit."""
    must_see(tx, member, concern_id)
    said = words.strip()
    if asked is OutcomeAsked.YES_EXPRESSED and not said:
        raise Refused("Write what they said they want, in their own words.")
    if asked is not OutcomeAsked.YES_EXPRESSED and said:
        raise Refused("These are words of the person. Choose that they said what they want, or leave the words out.")
    _keep(tx, member.actor, concern_id, asked=asked, words=said or None)


def record_met(tx: Transaction, member: StaffMember, concern_id: str, met: OutcomeMet) -> None:
    """How far what they wanted came about. Raises NotFound for who may not know of the concern, Refused where nothing is
    recorded that they wanted."""
    must_see(tx, member, concern_id)
    if not any(one.asked is OutcomeAsked.YES_EXPRESSED for one in of_concern(tx, concern_id)):
        raise Refused("Nothing is recorded that they wanted. Record first what they said.")
    _keep(tx, member.actor, concern_id, met=met)


def of_concern(tx: Transaction, concern_id: str) -> tuple[DesiredOutcome, ...]:
    """Every entry, in the order in which they came."""
    rows = tx.execute(
        select(
            concern_outcomes.c.asked,
            contents_table.c.words,
            concern_outcomes.c.met,
            staff.c.name,
            concern_outcomes.c.at,
        )
        .outerjoin(contents_table, contents_table.c.id == concern_outcomes.c.content_id)
        .outerjoin(staff, staff.c.id == concern_outcomes.c.staff_id)
        .where(concern_outcomes.c.concern_id == concern_id)
        .order_by(concern_outcomes.c.number)
    )
    return tuple(
        DesiredOutcome(
            None if asked is None else OutcomeAsked(asked), words, None if met is None else OutcomeMet(met), *rest
        )
        for asked, words, met, *rest in rows
    )


def _keep(
    tx: Transaction,
    actor: Actor,
    concern_id: str,
    *,
    asked: OutcomeAsked | None = None,
    words: str | None = None,
    met: OutcomeMet | None = None,
) -> None:
    person_id = tx.execute(select(concerns_table.c.person_id).where(concerns_table.c.id == concern_id)).scalar_one()
    content_id = None if words is None else contents.keep(tx, actor, person_id, words)
    concern_rows.add(tx, actor, concern_outcomes, concern_id, asked=asked, content_id=content_id, met=met)
    audit.record(tx, actor, "record_outcome", "concern", concern_id, detail=asked or met)
    if words is not None:
        # What they want may name somebody as well as what they told (R12).
        concerns.leave_out_named(tx, concern_id, person_id, words)
