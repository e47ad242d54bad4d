"""Who is away, and who stands in: while they are away, what is theirs reaches somebody else, and they still own it.

Safeguarding leads are a circle of their own: they enter their own days, another who is told of concerns stands in, and in
no house does anybody learn of it (R11)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, or_, select, update

from storage import audit, staff_accounts
from storage.database import NotFound, Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.alerts import safeguarding_contacts
from storage.tables.base import new_id
from storage.tables.notifications import staff_absences
from storage.tables.people import staff, staff_houses
from storage.vocabulary import Role


@dataclass(frozen=True)
class Absence:
    """First and last day away. `cover` is None where the managers of the house stand in."""

    id: str
    staff_id: str
    who: str
    from_day: date
    to_day: date
    cover_id: str | None
    cover: str | None


def add(
    tx: Transaction, member: StaffMember, staff_id: str, from_day: date, to_day: date, cover_id: str | None
) -> Absence:
    """Enter the days away of this member, or, as a manager, of somebody in a house of theirs. Raises NotFound for anybody
    else's and for who only looks, Refused for days or a cover that cannot be."""
    who = _theirs(tx, member, staff_id)
    if to_day < from_day:
        raise Refused("The last day is before the first day. Change one of them.")
    if to_day < tx.today:
        raise Refused("These days are over. Choose days that are still to come.")
    known = {one.id for one in may_cover(tx, member)} | {member.id}
    if cover_id is not None and cover_id not in known & {one.id for one in may_cover(tx, who)}:
        raise Refused(_NO_COVER[who.role is Role.SAFEGUARDING_LEAD])
    same_days = (staff_absences.c.from_day <= to_day, staff_absences.c.to_day >= from_day)
    if tx.execute(select(staff_absences.c.id).where(staff_absences.c.staff_id == staff_id, _HOLDS, *same_days)).first():
        raise Refused("Some of these days are entered already. Take the old entry away first.")
    absence_id = new_id()
    row = {"id": absence_id, "staff_id": staff_id, "from_day": from_day, "to_day": to_day, "cover_id": cover_id}
    tx.execute(insert(staff_absences), {**row, "entered_by_id": member.id, "created_at": tx.now})
    audit.record(tx, member.actor, "enter_absence", "staff", staff_id, detail=f"{from_day} to {to_day}")
    return _one(tx, absence_id)


def end(tx: Transaction, member: StaffMember, absence_id: str) -> None:
    """Take an entry away: they are back, or stay. Raises NotFound where `add` would."""
    row = tx.execute(select(staff_absences).where(staff_absences.c.id == absence_id, _HOLDS)).first()
    if row is None:
        raise NotFound("There is no such entry.")
    _theirs(tx, member, row.staff_id)
    tx.execute(update(staff_absences).where(staff_absences.c.id == absence_id).values(ended_at=tx.now))
    audit.record(tx, member.actor, "end_absence", "staff", row.staff_id)


def seen(tx: Transaction, member: StaffMember) -> tuple[Absence, ...]:
    """Days away now and to come of everybody in this member's houses, for a lead of every lead, the soonest first. A cover
    who works elsewhere alone is not named: in these houses it is the managers who stand in."""
    colleagues = select(staff_houses.c.staff_id).where(staff_houses.c.house_id.in_(member.house_ids))
    if member.role is Role.SAFEGUARDING_LEAD:
        colleagues = select(staff.c.id).where(staff.c.role == Role.SAFEGUARDING_LEAD, staff.c.is_active)
    where = (or_(staff_absences.c.staff_id.in_(colleagues), staff_absences.c.staff_id == member.id), _HOLDS)
    rows = tx.execute(_ABSENCE.where(*where, staff_absences.c.to_day >= tx.today).order_by(staff_absences.c.from_day))
    found, known = [Absence(*row) for row in rows], {member.id, *tx.execute(colleagues).scalars()}
    return tuple(one if one.cover_id in known else replace(one, cover_id=None, cover=None) for one in found)


def may_enter_for(tx: Transaction, member: StaffMember) -> tuple[StaffMember, ...]:
    """Whose days away this member may enter: their own, and as a manager everybody's in their houses. Nobody's for who
    only looks: there is nothing of theirs to stand in for."""
    others = _colleagues(tx, member) if member.is_manager else ()
    return (member, *others) if member.may_act or member.role is Role.SAFEGUARDING_LEAD else ()


def may_cover(tx: Transaction, member: StaffMember) -> tuple[StaffMember, ...]:
    """Who can stand in for this member: everybody else who acts in a house of theirs; for a lead, who is told of concerns
    as well."""
    return _told(tx, member) if member.role is Role.SAFEGUARDING_LEAD else _colleagues(tx, member)


def away_on(tx: Transaction, day: date) -> dict[str, str | None]:
    """Everybody who is away on this day, with who stands in."""
    where = (staff_absences.c.from_day <= day, staff_absences.c.to_day >= day, _HOLDS)
    rows = tx.execute(select(staff_absences.c.staff_id, staff_absences.c.cover_id).where(*where))
    return {row.staff_id: row.cover_id for row in rows}


def stand_in(away: dict[str, str | None], staff_id: str) -> str | None:
    """Who is there for this member: themselves, their cover, the cover's cover, …; None if that leads to nobody."""
    passed: set[str] = set()
    who: str | None = staff_id
    while who is not None and who in away:
        if who in passed:
            return None  # they stand in for each other
        passed.add(who)
        who = away[who]
    return who


def covered_by(tx: Transaction, member: StaffMember) -> frozenset[str]:
    """Everybody for whom this member stands in today."""
    away = away_on(tx, tx.today)
    return frozenset(one for one in away if stand_in(away, one) == member.id)


def now_of(tx: Transaction, staff_id: str) -> Absence | None:
    """The days away that this member is in the middle of, with whom they named to stand in."""
    today = (staff_absences.c.from_day <= tx.today, staff_absences.c.to_day >= tx.today)
    row = tx.execute(_ABSENCE.where(staff_absences.c.staff_id == staff_id, *today, _HOLDS)).first()
    return None if row is None else Absence(*row)


_HOLDS: ColumnElement[bool] = staff_absences.c.ended_at.is_(None)
_covers = staff.alias("covers")
_ABSENCE: Select[Any] = (
    select(
        staff_absences.c.id,
        staff_absences.c.staff_id,
        staff.c.name,
        staff_absences.c.from_day,
        staff_absences.c.to_day,
        staff_absences.c.cover_id,
        _covers.c.name,
    )
    .join(staff, staff.c.id == staff_absences.c.staff_id)
    .outerjoin(_covers, _covers.c.id == staff_absences.c.cover_id)
)


def _one(tx: Transaction, absence_id: str) -> Absence:
    return Absence(*tx.execute(_ABSENCE.where(staff_absences.c.id == absence_id)).one())


_NO_COVER = {
    False: "Choose somebody else who works in the same house to stand in.",
    True: "Choose another safeguarding contact to stand in.",
}
"""By whether it is a lead who is away."""


def _theirs(tx: Transaction, member: StaffMember, staff_id: str) -> StaffMember:
    found = next((one for one in may_enter_for(tx, member) if one.id == staff_id), None)
    if found is None:
        raise NotFound("There is no such member of staff.")
    return found


def _colleagues(tx: Transaction, member: StaffMember) -> tuple[StaffMember, ...]:
    found = {one.id: one for house_id in member.house_ids for one in staff_accounts.working_in(tx, house_id)}
    others = (one for one in found.values() if one.id != member.id and one.may_act)
    return tuple(sorted(others, key=lambda one: one.name))


def _told(tx: Transaction, member: StaffMember) -> tuple[StaffMember, ...]:
    where = (staff.c.role == Role.SAFEGUARDING_LEAD, staff.c.is_active, staff.c.id != member.id)
    joined = select(staff.c.id).join(safeguarding_contacts, safeguarding_contacts.c.staff_id == staff.c.id)
    ids = tx.execute(joined.where(*where).order_by(staff.c.name, staff.c.id)).scalars().all()
    return tuple(staff_accounts.member(tx, one) for one in ids)
