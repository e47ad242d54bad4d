"""Risk plans, made together with the person: which ways were looked at, both sides of each in their words, what was chosen
and why, who agreed, and when it is looked at again (R35).

Nothing here judges whether somebody can decide (R29): there is no field for it, and no choice is refused as unwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from storage import (
    audit,
    feedback,
    linking,
    references,
    review_days,
    risk_drafts,
    risk_plan_versions,
    sight,
    updates,
    views,
)
from storage.database import NotFound, Refused, Transaction
from storage.feedback import Feedback
from storage.houses import Person
from storage.risk_plan_check import LONGEST, problems
from storage.risk_plan_versions import Ended, KeptRiskPlan, RiskPlan
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.risk import restriction_ends, restrictions, risk_plan_ends, risk_plan_tellings, risk_plans
from storage.updates import Telling
from storage.vocabulary import PersonAgreed, RiskStatus

TELL_AGREED_TOGETHER = "utter_update_agreed_together"


@dataclass(frozen=True)
class Started:
    """What a plan came from: something the person said, a reason in words, or both; and the form it is sent with."""

    feedback_id: str | None
    reason: str | None
    form: str


@dataclass(frozen=True)
class RiskPlanFile:
    """A plan with every version, the newest first, and what the person was told of the newest. `said`: what started it, as
    far as the member who looks may read it."""

    id: str
    person: Person
    said: Feedback | None
    reason: str | None
    versions: tuple[KeptRiskPlan, ...]
    ended: Ended | None
    told: tuple[Telling, ...]
    has_chat: bool

    @property
    def newest(self) -> KeptRiskPlan:
        return self.versions[0]

    @property
    def may_be_told(self) -> bool:
        """ "We agreed this together" is told where it is true, where a chat brings it, and of each version once."""
        agreed = self.newest.plan.person_agreed is PersonAgreed.YES
        return agreed and self.has_chat and not self.told and self.ended is None

    def status(self, today: date) -> RiskStatus:
        return review_days.status(self.newest.plan.review_on, today, is_ended=self.ended is not None)


def start(tx: Transaction, member: StaffMember, person_id: str, plan: RiskPlan, started: Started) -> str:
    """The first version of a new plan; returns the plan's id, the same one where the same form comes twice. Raises NotFound
    for a person elsewhere or something said that this member may not read, Refused for a plan that will not do."""
    sight.acting_for(tx, member, person_id)
    known = tx.execute(select(risk_plans.c.id).where(risk_plans.c.source_id == started.form)).scalar()
    if known is not None:
        return for_member(tx, member, str(known)).id
    _must_do(tx, plan)
    if started.feedback_id is not None and feedback.seen(tx, member, started.feedback_id).person_id != person_id:
        raise NotFound("There is no such feedback.")
    if started.feedback_id is None and not (started.reason or "").strip():
        raise Refused("Write what started it.")
    if not 0 < len(started.form) <= 64:
        raise Refused("This form cannot be kept. Open it again.")
    row = {"id": new_id(), "person_id": person_id, "feedback_id": started.feedback_id, "reason": started.reason}
    tx.execute(insert(risk_plans), {**row, "source_id": started.form, "at": tx.now})
    _keep(tx, member, str(row["id"]), 1, plan)
    risk_drafts.forget(tx, member, person_id, None)
    return str(row["id"])


def review(tx: Transaction, member: StaffMember, plan_id: str, plan: RiskPlan, *, instead_of: int) -> None:
    """A new version; the ones before stay. `instead_of`: the version that was looked at, so that nobody writes over what a
    colleague has just kept. Raises NotFound elsewhere, Refused for a plan that will not do or that has ended."""
    sight.acting(member)
    found = _in_force(tx, member, plan_id)
    if found.newest.version != instead_of:
        raise Refused("Somebody has kept this plan in the meantime. Look at the new version first.")
    _must_do(tx, plan)
    _keep(tx, member, plan_id, instead_of + 1, plan)
    risk_drafts.forget(tx, member, found.person.id, plan_id)


def end(tx: Transaction, member: StaffMember, plan_id: str, reason: str) -> None:
    """It holds no longer. Raises Refused without a reason, and while a restriction that belongs to it is in force: that would
    go on with nothing behind it."""
    sight.acting(member)
    _in_force(tx, member, plan_id)
    if not 0 < len(reason.strip()) <= LONGEST:
        raise Refused(f"Write why it ends, in {LONGEST} letters or fewer.")
    ended = select(restriction_ends.c.restriction_id).where(restriction_ends.c.restriction_id == restrictions.c.id)
    still = select(restrictions.c.id).where(restrictions.c.plan_id == plan_id, ~ended.exists())
    if tx.execute(still).first() is not None:
        raise Refused("A restriction of this plan is in force. End it first.")
    row = {"plan_id": plan_id, "reason": reason.strip(), "ended_by_id": member.id, "at": tx.now}
    tx.execute(insert(risk_plan_ends), row)
    risk_drafts.forget_reviews(tx, plan_id)
    audit.record(tx, member.actor, "end_risk_plan", "risk_plan", plan_id)


def tell(tx: Transaction, member: StaffMember, plan_id: str) -> str:
    """ "We agreed this together", into the chat of the person, whose id it returns. Raises Refused where that is not so, no chat reaches them, or they
    were told of this version."""
    sight.acting(member)
    found = _in_force(tx, member, plan_id)
    newest = found.newest
    if newest.plan.person_agreed is not PersonAgreed.YES:
        raise Refused("The person did not agree, so the chat cannot say that you agreed it together. Talk with them.")
    if not found.has_chat:
        raise Refused("No chat reaches them. Print their page, and go through it together.")
    if found.told:
        raise Refused("The chat has this version already.")
    values = {
        "about": references.risk_about_ref(newest.id),
        "agreed": references.risk_agreed_ref(newest.id),
        "day": references.day_ref(newest.plan.review_on),
    }
    update_id = updates.approve(tx, found.person.id, TELL_AGREED_TOGETHER, values)
    tx.execute(insert(risk_plan_tellings), {"update_id": update_id, "version_id": newest.id})
    audit.record(tx, member.actor, "tell_risk_plan", "risk_plan", plan_id, detail=f"version {newest.version}")
    return found.person.id


def for_member(tx: Transaction, member: StaffMember, plan_id: str, page: str = "risk_plan") -> RiskPlanFile:
    """One plan, for who sees its person. That its words were shown, and on which page, is in the trail. Raises NotFound
    elsewhere."""
    row = tx.execute(select(risk_plans).where(risk_plans.c.id == plan_id)).first()
    if row is None:
        raise NotFound("There is no such plan.")
    person = sight.person_of(tx, member, row.person_id)
    said = None if row.feedback_id is None else feedback.find(tx, member, row.feedback_id)
    audit.record(tx, member.actor, "view_risk_plan", "risk_plan", plan_id)
    views.words_shown(tx, member.actor, page, (person.id,))
    kept = risk_plan_versions.versions(tx, plan_id)
    told = updates.of_risk_plan(tx, kept[0].id)
    has_chat = linking.linked_chats(tx, person.id) > 0
    return RiskPlanFile(
        row.id, person, said, row.reason, kept, risk_plan_versions.ended(tx, risk_plan_ends, plan_id), told, has_chat
    )


def _in_force(tx: Transaction, member: StaffMember, plan_id: str) -> RiskPlanFile:
    found = for_member(tx, member, plan_id)
    if found.ended is not None:
        raise Refused("This plan has ended. Make a new one.")
    return found


def _must_do(tx: Transaction, plan: RiskPlan) -> None:
    if found := problems(plan, tx.today):
        raise Refused(next(iter(found.values())))


def _keep(tx: Transaction, member: StaffMember, plan_id: str, version: int, plan: RiskPlan) -> None:
    risk_plan_versions.keep(tx, member, plan_id, version, plan)
    audit.record(tx, member.actor, "keep_risk_plan", "risk_plan", plan_id, detail=f"version {version}")
