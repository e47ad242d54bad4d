"""Restrictions: whatever limits a person, why, on what authority, how it will be made less, and until when. Past its review
day one is overdue on every page; it never goes on in silence (R25, R35)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert, select

from storage import audit, restriction_versions, review_days, sight
from storage.database import NotFound, Refused, Transaction
from storage.houses import Person
from storage.restriction_versions import KeptRestriction, Restriction, problems
from storage.risk_plan_check import LONGEST
from storage.risk_plan_versions import Ended, ended
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.risk import restriction_ends, restrictions, risk_plan_ends, risk_plans
from storage.vocabulary import RiskStatus, Role

USUAL_MONTHS = 3
"""How far ahead a review may be, where the service did not set another time."""


@dataclass(frozen=True)
class RestrictionFile:
    """A restriction with every version, the newest first. `plan_id`: the risk plan it belongs to; None: it stands alone."""

    id: str
    person: Person
    plan_id: str | None
    versions: tuple[KeptRestriction, ...]
    ended: Ended | None

    @property
    def newest(self) -> KeptRestriction:
        return self.versions[0]

    def status(self, today: date) -> RiskStatus:
        return review_days.status(self.newest.restriction.review_on, today, is_ended=self.ended is not None)


def start(
    tx: Transaction,
    member: StaffMember,
    person_id: str,
    wanted: Restriction,
    *,
    plan_id: str | None,
    form: str,
    longest_months: int = USUAL_MONTHS,
) -> str:
    """Write down a restriction; returns its id, the same one where the same `form` comes twice. Raises NotFound for a person
    elsewhere or a plan that is not theirs, Refused for what will not do (`problems`)."""
    sight.acting_for(tx, member, person_id)
    known = tx.execute(select(restrictions.c.id).where(restrictions.c.source_id == form)).scalar()
    if known is not None:
        return for_member(tx, member, str(known)).id
    _must_do(tx, wanted, longest_months)
    if plan_id is not None:
        _plan_holds(tx, person_id, plan_id)
    if not 0 < len(form) <= 64:
        raise Refused("This form cannot be kept. Open it again.")
    row = {"id": new_id(), "person_id": person_id, "plan_id": plan_id, "source_id": form, "at": tx.now}
    tx.execute(insert(restrictions), row)
    _keep(tx, member, str(row["id"]), 1, wanted)
    return str(row["id"])


def review(
    tx: Transaction,
    member: StaffMember,
    restriction_id: str,
    wanted: Restriction,
    *,
    instead_of: int,
    longest_months: int = USUAL_MONTHS,
) -> None:
    """A new version; the ones before stay. `instead_of`: the version that was looked at. Raises NotFound elsewhere, Refused
    for what will not do, has ended, or was reviewed by a colleague meanwhile."""
    sight.acting(member)
    found = _in_force(tx, member, restriction_id)
    if found.newest.version != instead_of:
        raise Refused("Somebody has reviewed it in the meantime. Look at the new version first.")
    _must_do(tx, wanted, longest_months)
    _keep(tx, member, restriction_id, instead_of + 1, wanted)


def end(tx: Transaction, member: StaffMember, restriction_id: str, reason: str) -> None:
    """The person is limited by it no longer. Raises Refused without a reason, or where it has ended."""
    sight.acting(member)
    _in_force(tx, member, restriction_id)
    if not 0 < len(reason.strip()) <= LONGEST:
        raise Refused(f"Write why it ends, in {LONGEST} letters or fewer.")
    row = {"restriction_id": restriction_id, "reason": reason.strip(), "ended_by_id": member.id, "at": tx.now}
    tx.execute(insert(restriction_ends), row)
    audit.record(tx, member.actor, "end_restriction", "restriction", restriction_id)


def for_member(tx: Transaction, member: StaffMember, restriction_id: str) -> RestrictionFile:
    """One restriction, for who sees its person; that it was looked at is in the trail. Raises NotFound elsewhere."""
    row = tx.execute(select(restrictions).where(restrictions.c.id == restriction_id)).first()
    if row is None:
        raise NotFound("There is no such restriction.")
    person = sight.person_of(tx, member, row.person_id)
    audit.record(tx, member.actor, "view_restriction", "restriction", restriction_id)
    return _file(tx, row, person)


def for_lead(tx: Transaction, lead: StaffMember, person: Person) -> tuple[RestrictionFile, ...]:
    """What limits this person now, for a safeguarding lead with a concern about them; that they looked is in the trail (R25).
    Raises NotFound for anyone else."""
    if lead.role is not Role.SAFEGUARDING_LEAD:
        raise NotFound("There is no such person.")
    audit.record(tx, lead.actor, "view_restrictions", "person", person.id)
    return tuple(one for one in of_person(tx, person) if one.ended is None)


def of_person(tx: Transaction, person: Person) -> tuple[RestrictionFile, ...]:
    """Every restriction of this person, the first first. Whether the reader may know of them was asked before."""
    rows = tx.execute(
        select(restrictions).where(restrictions.c.person_id == person.id).order_by(restrictions.c.at, restrictions.c.id)
    ).all()
    return tuple(_file(tx, row, person) for row in rows)


def _file(tx: Transaction, row: Any, person: Person) -> RestrictionFile:
    return RestrictionFile(
        row.id, person, row.plan_id, restriction_versions.versions(tx, row.id), ended(tx, restriction_ends, row.id)
    )


def _in_force(tx: Transaction, member: StaffMember, restriction_id: str) -> RestrictionFile:
    found = for_member(tx, member, restriction_id)
    if found.ended is not None:
        raise Refused("This restriction has ended. Write down a new one.")
    return found


def _must_do(tx: Transaction, wanted: Restriction, longest_months: int) -> None:
    if found := problems(wanted, tx.today, longest_months):
        raise Refused(next(iter(found.values())))


def _plan_holds(tx: Transaction, person_id: str, plan_id: str) -> None:
    has_ended = select(risk_plan_ends.c.plan_id).where(risk_plan_ends.c.plan_id == risk_plans.c.id).exists()
    where = (risk_plans.c.id == plan_id, risk_plans.c.person_id == person_id)
    found = tx.execute(select(risk_plans.c.id, has_ended.label("has_ended")).where(*where)).first()
    if found is None:
        raise NotFound("There is no such plan.")
    if found.has_ended:
        raise Refused("This plan has ended. Write the restriction down alone, or make a new plan.")


def _keep(tx: Transaction, member: StaffMember, restriction_id: str, version: int, wanted: Restriction) -> None:
    restriction_versions.keep(tx, member, restriction_id, version, wanted)
    audit.record(tx, member.actor, "keep_restriction", "restriction", restriction_id, detail=f"version {version}")
