"""The support given for a decision, as staff write it down later: each part may stay blank, and a blank says that it was not
recorded (R33)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import insert, select, update

from storage import audit, choice_sets, decisions, sight
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.choices import support_given
from storage.tables.people import staff

LONGEST = 500


@dataclass(frozen=True)
class SupportGiven:
    """In which format it was put, with what aids, where, how much time there was, who checked that it was understood, and what
    else was done to help. None: not recorded."""

    format: str | None = None
    aids: str | None = None
    place: str | None = None
    time_allowed: str | None = None
    understanding_checked_by: str | None = None
    practicable_steps: str | None = None


@dataclass(frozen=True)
class KeptSupport:
    """What was written down, by whom, and when last."""

    given: SupportGiven
    by: str
    at: datetime


def record(tx: Transaction, member: StaffMember, decision_id: str, given: SupportGiven) -> None:
    """Write it down, or write it anew. Raises NotFound for a decision of a person elsewhere or who only looks, Refused for a
    text that is too long."""
    sight.acting(member)
    choice_sets.seen(tx, member, decisions.one(tx, decision_id).choice_set_id)
    if max(len(text or "") for text in vars(given).values()) > LONGEST:
        raise Refused(f"This is too long. Use {LONGEST} letters or fewer.")
    values = {name: (text or "").strip() or None for name, text in vars(given).items()}
    values |= {"by_id": member.id, "at": tx.now}
    where = support_given.c.decision_id == decision_id
    if not tx.execute(update(support_given).where(where).values(**values)).rowcount:
        tx.execute(insert(support_given), {"decision_id": decision_id, **values})
    audit.record(tx, member.actor, "record_support", "decision", decision_id)


def of(tx: Transaction, decision_id: str) -> KeptSupport | None:
    """What was written down of the support for it, or None."""
    kept = select(support_given, staff.c.name).join(staff, staff.c.id == support_given.c.by_id)
    row = tx.execute(kept.where(support_given.c.decision_id == decision_id)).first()
    if row is None:
        return None
    return KeptSupport(SupportGiven(*(getattr(row, one.name) for one in fields(SupportGiven))), row.name, row.at)
