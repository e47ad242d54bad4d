"""Forms of risk plans that are half filled in: kept for whoever fills them in, so that nothing is lost, and no plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, insert, select

from storage import audit, sight
from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.risk import risk_plan_drafts as drafts


@dataclass(frozen=True)
class RiskPlanDraft:
    """The fields as they were typed, and when. `plan_id`: the plan that is reviewed; None: a new one."""

    plan_id: str | None
    form: dict[str, str]
    at: datetime


def keep(tx: Transaction, member: StaffMember, person_id: str, plan_id: str | None, form: dict[str, str]) -> None:
    """In place of this member's draft of before. Raises NotFound for a person elsewhere and who only looks."""
    sight.acting_for(tx, member, person_id)
    forget(tx, member, person_id, plan_id)
    row = {"id": new_id(), "person_id": person_id, "staff_id": member.id, "plan_id": plan_id, "form": form}
    tx.execute(insert(drafts), {**row, "at": tx.now})
    audit.record(tx, member.actor, "draft_risk_plan", "person", person_id)


def of(tx: Transaction, member: StaffMember, person_id: str) -> tuple[RiskPlanDraft, ...]:
    """What this member has begun for this person, the last one first."""
    where = (drafts.c.person_id == person_id, drafts.c.staff_id == member.id)
    rows = tx.execute(select(drafts).where(*where).order_by(drafts.c.at.desc(), drafts.c.id))
    return tuple(RiskPlanDraft(row.plan_id, dict(row.form), row.at) for row in rows)


def forget(tx: Transaction, member: StaffMember, person_id: str, plan_id: str | None) -> None:
    """This member's draft is a plan now, or they throw it away."""
    tx.execute(delete(drafts).where(*_mine(member, person_id, plan_id)))


def forget_reviews(tx: Transaction, plan_id: str) -> None:
    """This plan has ended, so no review of it that anybody has begun can be kept any more."""
    tx.execute(delete(drafts).where(drafts.c.plan_id == plan_id))


def _mine(member: StaffMember, person_id: str, plan_id: str | None) -> tuple[ColumnElement[bool], ...]:
    of_plan = drafts.c.plan_id.is_(None) if plan_id is None else drafts.c.plan_id == plan_id
    return (drafts.c.person_id == person_id, drafts.c.staff_id == member.id, of_plan)
