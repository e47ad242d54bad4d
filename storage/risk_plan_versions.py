"""One version of a risk plan, and how it is kept and read: the version, its options, and who took part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, insert, select

from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.people import staff
from storage.tables.risk import risk_plan_options, risk_plan_people, risk_plan_versions
from storage.vocabulary import Part, PersonAgreed, WhoseWords


@dataclass(frozen=True)
class Option:
    """One way that was looked at. `good` and `could_go_wrong` are the person's words, or where they were not able to say,
    what was found out and `how_asked`. `others_say` stands apart from it."""

    what: str
    accepts_risk: bool
    good: str
    could_go_wrong: str
    whose_words: WhoseWords
    how_asked: str | None
    others_say: str | None


@dataclass(frozen=True)
class TookPart:
    """Somebody beside the person, and whether they agreed."""

    name: str
    part: Part
    agreed: bool


@dataclass(frozen=True)
class RiskPlan:
    """What was looked at and decided. `chosen` and `least_restrictive` are numbers of options, counted from 1. `view` and
    `view_reason` are the person's own, or where they were not able to say, None with `how_asked`. `about` and `easy_words` stand on
    the person's page, so they are in easy words."""

    about: str
    options: tuple[Option, ...]
    chosen: int
    chosen_why: str | None
    least_restrictive: int
    least_restrictive_why: str
    whose_words: WhoseWords
    view: str | None
    view_reason: str | None
    how_asked: str | None
    person_present: bool
    person_agreed: PersonAgreed
    took_part: tuple[TookPart, ...]
    easy_words: str
    start_on: date
    review_on: date

    @property
    def choice(self) -> Option:
        return self.options[self.chosen - 1]

    @property
    def least(self) -> Option:
        return self.options[self.least_restrictive - 1]


@dataclass(frozen=True)
class KeptRiskPlan:
    """A version, who kept it and when."""

    id: str
    version: int
    plan: RiskPlan
    kept_by: str
    at: datetime


@dataclass(frozen=True)
class Ended:
    """Why a plan or a restriction holds no longer, who ended it and when."""

    reason: str
    by: str
    at: datetime


_SCALARS = (
    *("about", "chosen", "chosen_why", "least_restrictive", "least_restrictive_why", "whose_words", "view"),
    *("view_reason", "how_asked", "person_present", "person_agreed", "easy_words", "start_on", "review_on"),
)


def keep(tx: Transaction, member: StaffMember, plan_id: str, version: int, plan: RiskPlan) -> None:
    """One more version with all that belongs to it. Whether it will do was asked before (`risk_plan_check`)."""
    version_id = new_id()
    row = {"id": version_id, "plan_id": plan_id, "version": version, "kept_by_id": member.id, "at": tx.now}
    tx.execute(insert(risk_plan_versions), {**row, **{name: getattr(plan, name) for name in _SCALARS}})
    for table, parts in ((risk_plan_options, plan.options), (risk_plan_people, plan.took_part)):
        rows = [{"id": new_id(), "version_id": version_id, "number": n, **vars(one)} for n, one in enumerate(parts, 1)]
        if rows:
            tx.execute(insert(table), rows)


def versions(tx: Transaction, plan_id: str) -> tuple[KeptRiskPlan, ...]:
    """Every version of a plan, the newest first."""
    rows = tx.execute(
        select(risk_plan_versions, staff.c.name.label("kept_by"))
        .join(staff, staff.c.id == risk_plan_versions.c.kept_by_id)
        .where(risk_plan_versions.c.plan_id == plan_id)
        .order_by(risk_plan_versions.c.version.desc())
    ).all()
    return tuple(KeptRiskPlan(row.id, row.version, _plan(tx, row), row.kept_by, row.at) for row in rows)


def ended(tx: Transaction, ends: Table, record_id: str) -> Ended | None:
    """How a plan or a restriction ended, by its row of `ends`; None while it has not."""
    [key] = ends.primary_key.columns
    row = tx.execute(
        select(ends.c.reason, staff.c.name, ends.c.at)
        .join(staff, staff.c.id == ends.c.ended_by_id)
        .where(key == record_id)
    ).first()
    return None if row is None else Ended(row.reason, row.name, row.at)


def _plan(tx: Transaction, row: Any) -> RiskPlan:
    told = {name: getattr(row, name) for name in _SCALARS}
    told |= {"whose_words": WhoseWords(row.whose_words), "person_agreed": PersonAgreed(row.person_agreed)}
    options = tuple(
        Option(
            one.what,
            one.accepts_risk,
            one.good,
            one.could_go_wrong,
            WhoseWords(one.whose_words),
            one.how_asked,
            one.others_say,
        )
        for one in _parts(tx, risk_plan_options, row.id)
    )
    people = tuple(TookPart(one.name, Part(one.part), one.agreed) for one in _parts(tx, risk_plan_people, row.id))
    return RiskPlan(**told, options=options, took_part=people)


def _parts(tx: Transaction, table: Table, version_id: str) -> list[Any]:
    return list(tx.execute(select(table).where(table.c.version_id == version_id).order_by(table.c.number)))
