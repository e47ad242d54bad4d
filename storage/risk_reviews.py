"""Every risk plan and restriction in force with its review day: the one query behind each place that shows what is overdue
(R35)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, Table, exists, func, select

from storage import review_days, sight
from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.people import houses, people
from storage.tables.risk import (
    restriction_ends,
    restriction_versions,
    restrictions,
    risk_plan_ends,
    risk_plan_versions,
    risk_plans,
)
from storage.vocabulary import RiskKind, RiskStatus


@dataclass(frozen=True)
class InForce:
    """The newest version of a plan or a restriction that nobody has ended. `plan_id`: the plan a restriction belongs to."""

    kind: RiskKind
    id: str
    plan_id: str | None
    person_id: str
    person: str
    house: str
    about: str
    easy_words: str
    start_on: date
    review_on: date
    status: RiskStatus

    @property
    def is_overdue(self) -> bool:
        return self.status is RiskStatus.OVERDUE


@dataclass(frozen=True)
class Over:
    """A plan or a restriction that has ended, and when."""

    kind: RiskKind
    id: str
    about: str
    at: datetime


@dataclass(frozen=True)
class _Kind:
    """Where a kind is kept, and the column by which its versions and its end know it."""

    kind: RiskKind
    records: Table
    versions: Table
    ends: Table
    of: str


# Restrictions first: of two that are late, a limit on somebody's life is looked at before a plan.
_KINDS = (
    _Kind(RiskKind.RESTRICTION, restrictions, restriction_versions, restriction_ends, "restriction_id"),
    _Kind(RiskKind.PLAN, risk_plans, risk_plan_versions, risk_plan_ends, "plan_id"),
)


def to_review(tx: Transaction, member: StaffMember) -> tuple[InForce, ...]:
    """What this member may know of that is overdue or will be within two weeks, the overdue first."""
    return tuple(one for one in _in_force(tx, *sight.of(member)) if one.status is not RiskStatus.ACTIVE)


def of_person(tx: Transaction, person_id: str, on: date | None = None) -> tuple[InForce, ...]:
    """What is in force for this person, or was at the end of an earlier day, the overdue first."""
    return _in_force(tx, people.c.id == person_id, on=on)


def over(tx: Transaction, person_id: str) -> tuple[Over, ...]:
    """What has ended for this person, the last first."""
    found = []
    for one in _KINDS:
        rows = _joined(one).add_columns(one.ends.c.at.label("ended_at"))
        rows = rows.join(one.ends, one.ends.c[one.of] == one.records.c.id)
        rows = rows.where(one.versions.c.version == _newest(one), one.records.c.person_id == person_id)
        found += [Over(one.kind, row.id, row.about, row.ended_at) for row in tx.execute(rows)]
    return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True))


def overdue_by_person(tx: Transaction, person_ids: Iterable[str]) -> dict[str, Counter[RiskKind]]:
    """How many of each kind are overdue, by person; who is not in it has none."""
    found: dict[str, Counter[RiskKind]] = {}
    for one in _in_force(tx, people.c.id.in_(tuple(person_ids))):
        if one.is_overdue:
            found.setdefault(one.person_id, Counter())[one.kind] += 1
    return found


def count_overdue(tx: Transaction) -> dict[RiskKind, int]:
    """How many of each kind are overdue in the whole service."""
    return {one.kind: len(_rows(tx, one, one.versions.c.review_on < tx.today)) for one in _KINDS}


def reached(tx: Transaction, kind: RiskKind) -> list[tuple[str, str, date]]:
    """The id, the person and the review day of all whose day has come, the longest late first."""
    one = _of(kind)
    rows = _rows(tx, one, one.versions.c.review_on <= tx.today)
    return [(row.id, row.person_id, row.review_on) for row in rows]


def review_day(tx: Transaction, kind: RiskKind, record_id: str) -> date | None:
    """When it is to be looked at again; None once it has ended."""
    one = _of(kind)
    return next((row.review_on for row in _rows(tx, one, one.records.c.id == record_id)), None)


def _of(kind: RiskKind) -> _Kind:
    return next(one for one in _KINDS if one.kind is kind)


def _in_force(tx: Transaction, *where: ColumnElement[bool], on: date | None = None) -> tuple[InForce, ...]:
    until = None if on is None else datetime.combine(on + timedelta(days=1), time.min, tx.calendar.zone)
    found = [_one(one.kind, row, on or tx.today) for one in _KINDS for row in _rows(tx, one, *where, until=until)]
    return tuple(sorted(found, key=lambda one: not one.is_overdue))


def _one(kind: RiskKind, row: Any, today: date) -> InForce:
    plan_id = row.plan_id if kind is RiskKind.RESTRICTION else None
    where = (row.person_id, row.person, row.house)
    days = (row.start_on, row.review_on, review_days.status(row.review_on, today))
    return InForce(kind, row.id, plan_id, *where, row.about, row.easy_words, *days)


def _rows(tx: Transaction, one: _Kind, *where: ColumnElement[bool], until: datetime | None = None) -> list[Any]:
    """The newest version of each that has not ended; `until`: as it was at this moment."""
    ended = [one.ends.c[one.of] == one.records.c.id, *([] if until is None else [one.ends.c.at < until])]
    newest = one.versions.c.version == _newest(one, until)
    rows = _joined(one).where(newest, ~exists().where(*ended), *where)
    return list(tx.execute(rows.order_by(one.versions.c.review_on, one.records.c.id)))


def _newest(one: _Kind, until: datetime | None = None) -> ScalarSelect[Any]:
    """The number of the newest version of a record, or of the one that was it at this moment."""
    versions = one.versions.alias()
    number = select(func.max(versions.c.version)).where(versions.c[one.of] == one.records.c.id)
    return (number if until is None else number.where(versions.c.at < until)).scalar_subquery()


def _joined(one: _Kind) -> Select[Any]:
    records, versions = one.records, one.versions
    own = [records.c.id, records.c.person_id, *([records.c.plan_id] if one.kind is RiskKind.RESTRICTION else [])]
    names = (people.c.name.label("person"), houses.c.name.label("house"))
    shown = (versions.c[name] for name in ("about", "easy_words", "start_on", "review_on"))
    return (
        select(*own, *names, *shown)
        .select_from(records)
        .join(versions, versions.c[one.of] == records.c.id)
        .join(people, people.c.id == records.c.person_id)
        .join(houses, houses.c.id == people.c.house_id)
    )
