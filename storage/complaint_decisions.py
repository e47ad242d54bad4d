"""Whether it is a complaint: staff decide at triage, a manager afterwards; nothing is one by itself (R46)."""

from __future__ import annotations

from sqlalchemy import select, update

from storage import complaint_flags, complaint_steps, complaints, notifications
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.complaints import complaints as table
from storage.tables.feedback import feedback_follow_ups
from storage.vocabulary import ComplaintSign, ComplaintState, FeedbackStatus, Triage

LOOKED_AT = "looked_at"
_STATE_AFTER = {
    Triage.ACTION: ComplaintState.SERVICE_REQUEST,
    Triage.PART_OF_EXISTING: ComplaintState.SERVICE_REQUEST,
    Triage.COMPLAINT: ComplaintState.CONFIRMED,
}


def after_triage(
    tx: Transaction,
    member: StaffMember,
    feedback_id: str,
    decision: Triage,
    *,
    may_be_one: bool,
    about_staff_id: str | None,
) -> None:
    """What the decision about something said makes of the complaint that it may be: just noted, to be fixed (a service
    request), or taken as a complaint. `may_be_one`: whoever decided says that a manager should see if it is one. A note on
    the conduct of staff waits for a manager, unless a manager made it."""
    known = tx.execute(select(table.c.id).where(table.c.feedback_id == feedback_id)).scalar()
    is_one = decision is Triage.COMPLAINT
    if known is None and not may_be_one and not is_one:
        return
    signs = [ComplaintSign.STAFF_SAY_SO] if may_be_one or is_one else []
    complaint_id = complaint_flags.flag(tx, feedback_id, signs)
    complaint_flags.about(tx, complaint_id, () if about_staff_id is None else (about_staff_id,), member.id)
    state = ComplaintState.POSSIBLE
    if is_one or not may_be_one:
        state = _STATE_AFTER.get(decision, ComplaintState.NOTED)
        looked = {} if state is not ComplaintState.NOTED else _looked(tx, member)
        complaint_steps.move(tx, member.actor, complaint_id, state, known=looked)
    if state is not ComplaintState.SERVICE_REQUEST and not _is_settled(tx, complaint_id):
        notifications.complaint_waits(tx, member.actor, complaint_id, state)


def decide(tx: Transaction, member: StaffMember, complaint_id: str, state: ComplaintState, why: str) -> None:
    """A manager says what it is: noted (which also ends the look at what others noted), a service request, or a complaint.
    Raises NotFound for anybody else, Refused without a reason, or for what is a complaint already."""
    found = complaints.for_manager(tx, member, complaint_id)
    if found.is_complaint:
        raise Refused("This is a complaint already. It goes on to its answer.")
    if not why.strip():
        raise Refused("Write why, in a few words.")
    if state is found.state is ComplaintState.NOTED:
        complaint_steps.change(tx, complaint_id, **_looked(tx, member))
        complaint_steps.record(tx, member.actor, complaint_id, LOOKED_AT, note=why.strip())
        return
    looked = _looked(tx, member) if state is ComplaintState.NOTED else {}
    complaint_steps.move(tx, member.actor, complaint_id, state, note=why.strip(), known=looked)
    if state is ComplaintState.CONFIRMED:
        _pass_on(tx, found.said.id)
        notifications.complaint_waits(tx, member.actor, complaint_id, state)


def _looked(tx: Transaction, member: StaffMember) -> dict[str, object]:
    """A note that a manager made needs no other manager's look."""
    return {"checked_by_id": member.id, "checked_at": tx.now} if member.is_manager else {}


def _is_settled(tx: Transaction, complaint_id: str) -> bool:
    """Whether no manager has to look at what was noted."""
    row = tx.execute(select(table).where(table.c.id == complaint_id)).one()
    if row.state != ComplaintState.NOTED:
        return False
    return row.checked_at is not None or not complaints.is_conduct(tx, complaint_id)


def _pass_on(tx: Transaction, feedback_id: str) -> None:
    """To the house, too, it is a complaint now; an action about it goes on beside."""
    where = (
        feedback_follow_ups.c.feedback_id == feedback_id,
        feedback_follow_ups.c.pending_action_id.is_(None),
    )
    values = {"status": FeedbackStatus.PASSED_TO_COMPLAINT, "decision": Triage.COMPLAINT}
    tx.execute(update(feedback_follow_ups).where(*where).values(**values))
