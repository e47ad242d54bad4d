"""Leaving somebody out of a concern by hand, and who is left out: for leads who may know of it themselves (R12, R13)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import alerts, exclusions, safeguarding_team
from storage.database import NotFound, Refused, Transaction
from storage.exclusions import Why
from storage.staff_accounts import StaffMember
from storage.tables.alerts import concern_exclusions
from storage.tables.people import staff
from storage.tables.safeguarding import concerns
from storage.vocabulary import Role


@dataclass(frozen=True)
class LeftOut:
    """Who may not know of a concern. `by`: the lead who said so; None where the words may mean them."""

    who: str
    why: Why
    by: str | None
    at: datetime


@dataclass(frozen=True)
class Circle:
    """Round one concern: who is left out, and who could be."""

    left_out: tuple[LeftOut, ...]
    others: tuple[StaffMember, ...]


def round_concern(tx: Transaction, member: StaffMember, concern_id: str) -> Circle:
    """Raises NotFound for who may not know of the concern, as for none at all."""
    _must_know(tx, member, concern_id)
    out = exclusions.excluded(tx, concern_id)
    others = (one for one in safeguarding_team.leads(tx) if one.id not in out and one.id != member.id)
    return Circle(_left_out(tx, concern_id), tuple(others))


def leave_out(tx: Transaction, by: StaffMember, concern_id: str, staff_id: str) -> None:
    """From now on this lead is told of nothing and sees nothing of it, and it cannot be undone. Raises NotFound as
    `round_concern` does and for who is no lead, Refused for themselves and where nobody would be told any more."""
    _must_know(tx, by, concern_id)
    if staff_id == by.id:
        raise Refused("You cannot leave out yourself. Ask another lead to do it.")
    if staff_id not in {one.id for one in safeguarding_team.leads(tx)}:
        raise NotFound("There is no such safeguarding lead.")
    told = {one.member.id for one in safeguarding_team.contacts(tx)} - exclusions.excluded(tx, concern_id)
    if told == {staff_id}:
        raise Refused("Nobody would be left who is told of it. Ask an administrator to add another contact first.")
    exclusions.exclude(tx, concern_id, staff_id, Why.LEFT_OUT, by)
    alerts.withdraw(tx, concern_id)


def look_again(tx: Transaction, staff_id: str) -> None:
    """After a lead got a post, a name or an account: nothing that may mean them is theirs to know, or on its way to them."""
    for concern_id in exclusions.look_again(tx, staff_id):
        alerts.withdraw(tx, concern_id)


def _must_know(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    where = (concerns.c.id == concern_id, exclusions.not_excluded(member))
    there = tx.execute(select(concerns.c.id).where(*where)).first()
    if member.role is not Role.SAFEGUARDING_LEAD or there is None:
        raise NotFound("There is no such page.")


def _left_out(tx: Transaction, concern_id: str) -> tuple[LeftOut, ...]:
    by = staff.alias("by")
    rows = tx.execute(
        select(staff.c.name, concern_exclusions.c.why, by.c.name, concern_exclusions.c.at)
        .select_from(concern_exclusions)
        .join(staff, staff.c.id == concern_exclusions.c.staff_id)
        .outerjoin(by, by.c.id == concern_exclusions.c.by_id)
        .where(concern_exclusions.c.concern_id == concern_id)
        .order_by(concern_exclusions.c.at, staff.c.name, staff.c.id)
    )
    return tuple(LeftOut(who, Why(why), who_said, at) for who, why, who_said, at in rows)
