"""The stages of a concern: which may follow which, who took each step and why. Nothing is closed by itself (R20).

A red concern, and one that is or ever was an allegation against staff, ends only when a second lead agrees with the first.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from storage import audit, concern_complaints, concern_duties, concern_rows, concern_subjects
from storage.audit import SYSTEM, Actor
from storage.concern_access import must_see
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.people import staff
from storage.tables.safeguarding import concern_steps, concerns
from storage.vocabulary import NOT_TAKEN_ON, ConcernStatus, StepAct

_S = ConcernStatus
NEXT: dict[ConcernStatus, tuple[ConcernStatus, ...]] = {
    _S.RAISED: (_S.NOTIFIED, _S.ACKNOWLEDGED),
    _S.NOTIFIED: (_S.ACKNOWLEDGED,),
    _S.ACKNOWLEDGED: (_S.PERSON_SEEN, _S.SCREENED),
    _S.PERSON_SEEN: (_S.SCREENED,),
    _S.SCREENED: (_S.REFERRED_TO_COUNCIL, _S.NOT_SAFEGUARDING),
    _S.REFERRED_TO_COUNCIL: (_S.ENQUIRY_S42, _S.OTHER_ENQUIRY, _S.NO_FURTHER_ACTION),
    _S.ENQUIRY_S42: (_S.NO_FURTHER_ACTION, _S.CLOSED),
    _S.OTHER_ENQUIRY: (_S.NO_FURTHER_ACTION, _S.CLOSED),
    _S.NO_FURTHER_ACTION: (_S.CLOSED,),
    # Open again, as taken on: there is more to know.
    _S.NOT_SAFEGUARDING: (_S.CLOSED, _S.ACKNOWLEDGED),
    _S.CLOSED: (_S.ACKNOWLEDGED,),
    # The house has what nobody could screen, or there was nothing in it.
    _S.PASSED_ON: (),
    _S.NOTED: (),
}
"""The steps that may follow each stage."""
OF_A_CHECK = {_S.ACKNOWLEDGED: (_S.NOT_SAFEGUARDING,), _S.PERSON_SEEN: (_S.NOT_SAFEGUARDING,)}
"""And those that may follow as well while it is no more than a check: its outcome is one decision (R23)."""
ENDS = (_S.NOT_SAFEGUARDING, _S.CLOSED)
"""What two different leads decide where `needs_two` says so."""
WITHOUT_REASON = (_S.ACKNOWLEDGED, _S.PERSON_SEEN)
"""These decide nothing, so they need no reason, except to open a concern again."""


@dataclass(frozen=True)
class Step:
    """One step taken, proposed or answered. `by`: the lead, None for the service."""

    act: StepAct
    step: ConcernStatus
    reason: str | None
    by_id: str | None
    by: str | None
    at: datetime


@dataclass(frozen=True)
class Stage:
    """Where a concern stands: the steps that may follow, whether its end takes two leads, and the end that one of them
    has proposed and no second lead has answered yet."""

    status: ConcernStatus
    steps: tuple[ConcernStatus, ...]
    needs_two: bool
    proposal: Step | None


def of_concern(tx: Transaction, concern_id: str) -> tuple[Step, ...]:
    """Every step, in the order in which they came."""
    columns = (
        concern_steps.c.act,
        concern_steps.c.step,
        concern_steps.c.reason,
        concern_steps.c.staff_id,
        staff.c.name,
    )
    rows = tx.execute(
        select(*columns, concern_steps.c.at)
        .outerjoin(staff, staff.c.id == concern_steps.c.staff_id)
        .where(concern_steps.c.concern_id == concern_id)
        .order_by(concern_steps.c.number)
    )
    return tuple(Step(StepAct(act), ConcernStatus(step), *rest) for act, step, *rest in rows)


def stage(tx: Transaction, member: StaffMember, concern_id: str) -> Stage:
    """Raises NotFound for who may not know of it."""
    must_see(tx, member, concern_id)
    columns = (concerns.c.status, concerns.c.tier, concerns.c.acknowledged_at)
    row = tx.execute(select(*columns).where(concerns.c.id == concern_id)).one()
    status = ConcernStatus(row.status)
    steps = NEXT[status] + (OF_A_CHECK.get(status, ()) if row.tier == "check" else ())
    needs_two = row.tier == "red" or concern_subjects.was_ever_about_staff(tx, concern_id)
    latest = of_concern(tx, concern_id)[-1:]
    proposal = latest[0] if latest and latest[0].act is StepAct.PROPOSED else None
    return Stage(status, () if status in NOT_TAKEN_ON else steps, needs_two, proposal)


def waiting_for_a_second(tx: Transaction, concern_ids: Collection[str]) -> frozenset[str]:
    """Those whose end is proposed and not answered yet."""
    last = (
        select(concern_steps.c.concern_id, func.max(concern_steps.c.number).label("number"))
        .where(concern_steps.c.concern_id.in_(concern_ids))
        .group_by(concern_steps.c.concern_id)
        .subquery()
    )
    is_last = (concern_steps.c.concern_id == last.c.concern_id) & (concern_steps.c.number == last.c.number)
    found = select(concern_steps.c.concern_id).join(last, is_last).where(concern_steps.c.act == StepAct.PROPOSED)
    return frozenset(tx.execute(found).scalars())


def take(
    tx: Transaction,
    member: StaffMember,
    concern_id: str,
    to: ConcernStatus,
    reason: str = "",
    *,
    may_be_complaint: bool = False,
) -> StepAct:
    """The concern comes to this stage, or it is proposed where a second lead has to agree; returns which of the two. A
    proposal that nobody has answered falls away with it. `may_be_complaint`: its words show signs of a complaint, so it does
    not end before somebody has decided about that part (R46). Raises NotFound for who may not know of the concern, Refused
    for a step that may not follow, without the reason that it needs, or for an end before all is recorded."""
    now = stage(tx, member, concern_id)
    if now.status in NOT_TAKEN_ON:
        raise Refused("Take it on first.")
    if to not in now.steps:
        raise Refused("This step cannot follow now. Look at the page again: somebody may have gone on in the meantime.")
    if not reason.strip() and not _goes_without_reason(now.status, to):
        raise Refused("Write the reason: it stays in the record.")
    if to in ENDS:
        _ready_to_end(tx, concern_id, to, may_be_complaint=may_be_complaint)
    act = StepAct.PROPOSED if to in ENDS and now.needs_two else StepAct.TAKEN
    write(tx, member.actor, concern_id, to, act=act, reason=reason.strip() or None)
    return act


def answer(tx: Transaction, member: StaffMember, concern_id: str, *, agrees: bool, reason: str) -> None:
    """A second lead agrees with the end that was proposed, which is taken then, or disagrees. Raises NotFound for who may
    not know of the concern, Refused where nothing is proposed, without a reason, or for who proposed it."""
    proposal = stage(tx, member, concern_id).proposal
    if proposal is None:
        raise Refused("Nothing is proposed now. Look at the page again.")
    if proposal.by_id == member.id:
        raise Refused("You proposed it. A second safeguarding lead has to agree.")
    if not reason.strip():
        raise Refused("Write the reason: it stays in the record.")
    act = StepAct.AGREED if agrees else StepAct.DISAGREED
    write(tx, member.actor, concern_id, proposal.step, act=act, reason=reason.strip())


def mark_notified(tx: Transaction, concern_id: str) -> None:
    """A channel took the first alert about it. A concern that has come further stays where it is."""
    status = tx.execute(select(concerns.c.status).where(concerns.c.id == concern_id)).scalar_one()
    if status == ConcernStatus.RAISED:
        write(tx, SYSTEM, concern_id, ConcernStatus.NOTIFIED)


def write(
    tx: Transaction,
    actor: Actor,
    concern_id: str,
    to: ConcernStatus,
    *,
    act: StepAct = StepAct.TAKEN,
    reason: str | None = None,
) -> None:
    """Record the step; what was taken or agreed to is the stage from now on. Whether it may be is asked before."""
    concern_rows.add(tx, actor, concern_steps, concern_id, act=act, step=to, reason=reason)
    if act in (StepAct.TAKEN, StepAct.AGREED):
        tx.execute(update(concerns).where(concerns.c.id == concern_id).values(status=to))
    audit.record(tx, actor, "step_concern", "concern", concern_id, detail=f"{act} {to}")


def _goes_without_reason(status: ConcernStatus, to: ConcernStatus) -> bool:
    return to in WITHOUT_REASON and status not in ENDS


def _ready_to_end(tx: Transaction, concern_id: str, to: ConcernStatus, *, may_be_complaint: bool) -> None:
    """Raises Refused where nobody has said whom it is about or what is to become of the complaint in it, or where a duty is
    blank at the close."""
    if concern_subjects.latest(tx, concern_id) is None:
        raise Refused("Record first whom it is about, and whether it is about a member of staff.")
    if may_be_complaint and not concern_complaints.beside(tx, concern_id).is_settled:
        raise Refused(
            "These words may be a complaint as well. Pass that part on first, or say why there is none in them."
        )
    tier = tx.execute(select(concerns.c.tier).where(concerns.c.id == concern_id)).scalar_one()
    if to is ConcernStatus.CLOSED and tier != "check" and concern_duties.blank(tx, concern_id):
        raise Refused("Record each duty first, as done or as not needed.")
