"""What a person does and whom they turn to in an emergency, kept at set-up and looked at again by a day (R22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, insert, select

from storage import audit, sight
from storage.database import NotFound, Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.other_ways import emergency_plans
from storage.tables.people import staff
from storage.vocabulary import CanPhone, Role, TextTo999

LONGEST = 2000


@dataclass(frozen=True)
class Plan:
    """`trusts`: who they trust and how to reach them; `practised_on`: when calling 999 was practised; None: not yet."""

    trusts: str
    can_phone: CanPhone
    text_to_999: TextTo999
    practised_on: date | None
    notes: str | None
    reviewed_on: date
    next_review_on: date


@dataclass(frozen=True)
class KeptPlan:
    """One version of a plan, and who kept it when."""

    version: int
    plan: Plan
    kept_by: str
    at: datetime


def keep(tx: Transaction, member: StaffMember, person_id: str, plan: Plan, *, instead_of: int) -> None:
    """A new version; the ones before stay. `instead_of`: the version that was looked at (0: none), so that nobody writes
    over what a colleague has just kept. Raises NotFound for a person elsewhere, Refused for a plan that will not do."""
    sight.acting_for(tx, member, person_id)
    _check(tx, plan)
    newest = tx.execute(select(func.max(emergency_plans.c.version)).where(emergency_plans.c.person_id == person_id))
    version = int(newest.scalar() or 0)
    if version != instead_of:
        raise Refused("Somebody has kept this plan in the meantime. Look at the new version first.")
    row = {"id": new_id(), "person_id": person_id, "version": version + 1, "kept_by_id": member.id, "at": tx.now}
    tx.execute(insert(emergency_plans), {**row, **vars(plan)})
    audit.record(tx, member.actor, "keep_emergency_plan", "person", person_id, detail=f"version {version + 1}")


def versions(tx: Transaction, member: StaffMember, person_id: str) -> tuple[KeptPlan, ...]:
    """Every version, the newest first; that it was looked at is in the trail. Raises NotFound for a person elsewhere."""
    sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_emergency_plan", "person", person_id)
    return _versions(tx, person_id)


def _versions(tx: Transaction, person_id: str) -> tuple[KeptPlan, ...]:
    rows = tx.execute(
        select(emergency_plans, staff.c.name)
        .join(staff, staff.c.id == emergency_plans.c.kept_by_id)
        .where(emergency_plans.c.person_id == person_id)
        .order_by(emergency_plans.c.version.desc())
    )
    return tuple(
        KeptPlan(
            row.version,
            Plan(
                row.trusts,
                CanPhone(row.can_phone),
                TextTo999(row.text_to_999),
                row.practised_on,
                row.notes,
                row.reviewed_on,
                row.next_review_on,
            ),
            row.name,
            row.at,
        )
        for row in rows
    )


def for_lead(tx: Transaction, lead: StaffMember, person_id: str) -> KeptPlan | None:
    """The plan that holds, for a safeguarding lead with a concern about this person; that they looked is in the trail.
    Raises NotFound for anyone else."""
    if lead.role is not Role.SAFEGUARDING_LEAD:
        raise NotFound("There is no such person.")
    audit.record(tx, lead.actor, "view_emergency_plan", "person", person_id)
    return next(iter(_versions(tx, person_id)), None)


def next_reviews(tx: Transaction, person_ids: tuple[str, ...]) -> dict[str, date]:
    """By person, the day by which their plan is looked at again; who is not in it has no reviewed plan yet."""
    where = emergency_plans.c.person_id.in_(person_ids)
    rows = tx.execute(select(emergency_plans).where(where).order_by(emergency_plans.c.version))
    return {row.person_id: row.next_review_on for row in rows}


def _check(tx: Transaction, plan: Plan) -> None:
    if not plan.trusts.strip():
        raise Refused("Write who they trust and how to reach them, or that there is nobody yet.")
    if max(len(plan.trusts), len(plan.notes or "")) > LONGEST:
        raise Refused(f"This is too long. Use {LONGEST} letters or fewer.")
    if plan.reviewed_on > tx.today or (plan.practised_on is not None and plan.practised_on > tx.today):
        raise Refused("This day has not come yet. Choose the day on which it was done.")
    if plan.next_review_on <= max(plan.reviewed_on, tx.today):
        raise Refused("Choose a day in the future for the next review.")
