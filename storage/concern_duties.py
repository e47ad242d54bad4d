"""The duties that each concern brings: done or not needed, when, by whom and why. An inspector traces these (R21)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import audit, concern_rows
from storage.concern_access import must_see
from storage.database import Refused, Transaction
from storage.houses import LONGEST_NAME
from storage.staff_accounts import StaffMember
from storage.tables.people import staff
from storage.tables.safeguarding import concern_duties
from storage.vocabulary import Duty, DutyDecision


@dataclass(frozen=True)
class Decided:
    """What a lead decides about a duty. Done: when (an aware time), and by whom; not needed: why."""

    duty: Duty
    decision: DutyDecision
    reason: str | None = None
    done_at: datetime | None = None
    done_by: str | None = None


@dataclass(frozen=True)
class RecordedDuty:
    """A decision about a duty, and who recorded it when."""

    decided: Decided
    by: str
    at: datetime


def record(tx: Transaction, member: StaffMember, concern_id: str, decided: Decided) -> None:
    """What is recorded last about a duty holds; what was recorded before stays. That 999 was called is known from nowhere
    but here, from a lead who says who called (R16). Raises NotFound for who may not know of the concern, Refused for a
    decision that does not say what it must."""
    must_see(tx, member, concern_id)
    _check(tx, decided)
    concern_rows.add(tx, member.actor, concern_duties, concern_id, **vars(decided))
    audit.record(tx, member.actor, "record_duty", "concern", concern_id, detail=f"{decided.duty} {decided.decision}")


def of_concern(tx: Transaction, concern_id: str) -> tuple[RecordedDuty, ...]:
    """Everything recorded, in the order in which it was."""
    rows = tx.execute(
        select(concern_duties, staff.c.name)
        .join(staff, staff.c.id == concern_duties.c.staff_id)
        .where(concern_duties.c.concern_id == concern_id)
        .order_by(concern_duties.c.number)
    )
    return tuple(
        RecordedDuty(
            Decided(Duty(row.duty), DutyDecision(row.decision), row.reason, row.done_at, row.done_by), row.name, row.at
        )
        for row in rows
    )


def latest(recorded: Iterable[RecordedDuty]) -> dict[Duty, RecordedDuty]:
    """What holds, by duty; one that is not in it is blank."""
    return {one.decided.duty: one for one in recorded}


def blank(tx: Transaction, concern_id: str) -> tuple[Duty, ...]:
    """The duties about which nothing is recorded yet, in the order of the vocabulary."""
    known = latest(of_concern(tx, concern_id))
    return tuple(duty for duty in Duty if duty not in known)


def with_blanks(tx: Transaction, concern_ids: Iterable[str]) -> frozenset[str]:
    """Those of these concerns that have a blank duty."""
    rows = tx.execute(select(concern_duties.c.concern_id, concern_duties.c.duty).distinct())
    known: dict[str, set[str]] = {}
    for row in rows:
        known.setdefault(row.concern_id, set()).add(row.duty)
    return frozenset(one for one in concern_ids if len(known.get(one, ())) < len(Duty))


def _check(tx: Transaction, decided: Decided) -> None:
    if decided.decision is DutyDecision.NOT_NEEDED:
        if not (decided.reason or "").strip():
            raise Refused("Write why it is not needed.")
        return
    if decided.done_at is None:
        raise Refused("Give the day and the time at which it was done.")
    if decided.done_at > tx.now:
        raise Refused("This time has not come yet. Give the time at which it was done.")
    if not (decided.done_by or "").strip():
        raise Refused("Write the name of who did it.")
    if len(decided.done_by or "") > LONGEST_NAME:
        raise Refused(f"This name is too long. Use {LONGEST_NAME} letters or fewer.")
