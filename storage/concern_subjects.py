"""Whom a concern is about, and which types of abuse: as a lead sees it, never as the program guesses (R26)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import audit, concern_rows
from storage.concern_access import must_see
from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.people import staff
from storage.tables.safeguarding import concern_subjects
from storage.vocabulary import AbuseType, Subject


@dataclass(frozen=True)
class About:
    """`about_staff`: it is an allegation against a member of staff."""

    subject: Subject
    about_staff: bool
    types: tuple[AbuseType, ...]


@dataclass(frozen=True)
class RecordedAbout:
    """Whom it is about, and who recorded it when."""

    about: About
    by: str
    at: datetime


def record(tx: Transaction, member: StaffMember, concern_id: str, about: About) -> None:
    """What is recorded last holds; what was recorded before stays. Raises NotFound for who may not know of the concern."""
    must_see(tx, member, concern_id)
    row = {"subject": about.subject, "about_staff": about.about_staff, "abuse_types": _in_order(about.types)}
    concern_rows.add(tx, member.actor, concern_subjects, concern_id, **row)
    detail = f"{about.subject}{', staff' if about.about_staff else ''}"
    audit.record(tx, member.actor, "record_about_whom", "concern", concern_id, detail=detail)


def of_concern(tx: Transaction, concern_id: str) -> tuple[RecordedAbout, ...]:
    """Everything recorded, in the order in which it was."""
    rows = tx.execute(
        select(concern_subjects, staff.c.name)
        .join(staff, staff.c.id == concern_subjects.c.staff_id)
        .where(concern_subjects.c.concern_id == concern_id)
        .order_by(concern_subjects.c.number)
    )
    return tuple(
        RecordedAbout(
            About(Subject(row.subject), row.about_staff, tuple(AbuseType(one) for one in row.abuse_types)),
            row.name,
            row.at,
        )
        for row in rows
    )


def latest(tx: Transaction, concern_id: str) -> About | None:
    """Whom it is about as it holds now; None until a lead has recorded it."""
    recorded = of_concern(tx, concern_id)
    return recorded[-1].about if recorded else None


def was_ever_about_staff(tx: Transaction, concern_id: str) -> bool:
    """Whether it was recorded as an allegation against staff, even if a lead took that back: or one person alone could
    take it back and then close it (R20)."""
    return any(one.about.about_staff for one in of_concern(tx, concern_id))


def _in_order(types: Iterable[AbuseType]) -> list[AbuseType]:
    chosen = set(types)
    return [one for one in AbuseType if one in chosen]
