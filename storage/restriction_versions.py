"""One version of a restriction: what it cannot be kept without, and how it is kept and read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from storage import review_days
from storage.database import Transaction
from storage.risk_plan_check import LONGEST
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.people import staff
from storage.tables.risk import restriction_versions
from storage.vocabulary import Authority, RestrictionType

_TEXTS = {
    "about": "Write what is limited.",
    "reason": "Write what it is for.",
    "authority_reference": "Write where the authority is found.",
    "reduction": "Write how it will be made less.",
    "easy_words": "Write it as the person will read it.",
}


@dataclass(frozen=True)
class Restriction:
    """`about`: what is limited; `easy_words`: the same as the person reads it. `authority_reference`: where the consent, the
    decision or the order is found, and `authority_on` its day. `reduction`: how it will be made less."""

    type: RestrictionType
    about: str
    reason: str
    authority: Authority
    authority_reference: str
    authority_on: date
    reduction: str
    easy_words: str
    start_on: date
    review_on: date


@dataclass(frozen=True)
class KeptRestriction:
    """A version, who kept it and when."""

    version: int
    restriction: Restriction
    kept_by: str
    at: datetime


def problems(wanted: Restriction, today: date, longest_months: int) -> dict[str, str]:
    """What is missing or will not do, by the name of its field. `longest_months`: how far ahead its review may be."""
    found = dict[str, str]()
    for field, advice in _TEXTS.items():
        text = getattr(wanted, field)
        if not text.strip():
            found[field] = advice
        elif len(text) > LONGEST:
            found[field] = f"This is too long. Use {LONGEST} letters or fewer."
    if wanted.authority_on > today:
        found["authority-day"] = "This day has not come yet."
    return found | dict(review_days.problems(wanted.start_on, wanted.review_on, today, longest_months))


def keep(tx: Transaction, member: StaffMember, restriction_id: str, version: int, wanted: Restriction) -> None:
    """One more version. Whether it will do was asked before (`problems`)."""
    row = {"id": new_id(), "restriction_id": restriction_id, "version": version, "kept_by_id": member.id, "at": tx.now}
    tx.execute(insert(restriction_versions), {**row, **vars(wanted)})


def versions(tx: Transaction, restriction_id: str) -> tuple[KeptRestriction, ...]:
    """Every version of a restriction, the newest first."""
    rows = tx.execute(
        select(restriction_versions, staff.c.name.label("kept_by"))
        .join(staff, staff.c.id == restriction_versions.c.kept_by_id)
        .where(restriction_versions.c.restriction_id == restriction_id)
        .order_by(restriction_versions.c.version.desc())
    )
    return tuple(KeptRestriction(row.version, _restriction(row), row.kept_by, row.at) for row in rows)


def _restriction(row: Any) -> Restriction:
    return Restriction(
        type=RestrictionType(row.type),
        about=row.about,
        reason=row.reason,
        authority=Authority(row.authority),
        authority_reference=row.authority_reference,
        authority_on=row.authority_on,
        reduction=row.reduction,
        easy_words=row.easy_words,
        start_on=row.start_on,
        review_on=row.review_on,
    )
