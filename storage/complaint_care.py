"""Whom a complaint is about, and what of it leaves the service: both are a manager's to say (R48, R49)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update

from storage import complaint_flags, complaint_steps, complaints, staff_accounts
from storage.complaints import Complaint
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.complaints import complaint_staff
from storage.vocabulary import LeftOut

NAMED = "named"
GONE_THROUGH = "gone_through"
LEFT_OUT = "left_out"
PUT_BACK = "put_back"
LONGEST_NAME = 60


def may_be_about(tx: Transaction, complaint: Complaint) -> tuple[StaffMember, ...]:
    """Everybody who works in the house where its person lives now, and whoever it is said to be about."""
    found = {one.id: one for one in staff_accounts.working_in(tx, complaint.said.house_id)}
    found |= {one.id: staff_accounts.member(tx, one.id) for one in complaint.concerned if one.id not in found}
    return tuple(sorted(found.values(), key=lambda one: (one.name.casefold(), one.id)))


def set_about(tx: Transaction, member: StaffMember, complaint_id: str, staff_ids: Sequence[str], why: str) -> None:
    """It is about these members and no others: to them there is no such complaint from now on, and who handled it so far
    does not if they are one of them. Raises Refused without a reason, or for somebody who does not work there."""
    found = complaints.for_manager(tx, member, complaint_id)
    if not set(staff_ids) <= {one.id for one in may_be_about(tx, found)}:
        raise Refused("Choose staff who work in this house.")
    if not why.strip():
        raise Refused("Write why, in a few words.")
    complaint_flags.about(tx, complaint_id, staff_ids, member.id)
    for one in found.concerned:
        if one.is_about and one.id not in staff_ids:
            this = (complaint_staff.c.complaint_id == complaint_id, complaint_staff.c.staff_id == one.id)
            values = {"is_about": False, "by_id": member.id, "at": tx.now}
            tx.execute(update(complaint_staff).where(*this).values(**values))
    if found.handler_id in staff_ids:
        complaint_steps.change(tx, complaint_id, handler_id=None)
    complaint_steps.record(tx, member.actor, complaint_id, NAMED, note=why.strip())


def go_through(tx: Transaction, member: StaffMember, complaint_id: str, leave_out: str) -> None:
    """The names of others, and what else would show who they are, one in each line: the file for an inspector holds the
    words without them. No line: there is nothing to leave out. Raises Refused for a line that is too long."""
    complaints.for_manager(tx, member, complaint_id)
    names = list(dict.fromkeys(name for line in leave_out.splitlines() if (name := " ".join(line.split()))))
    if any(len(name) > LONGEST_NAME for name in names):
        raise Refused(f"Write one name in each line, of {LONGEST_NAME} letters or fewer.")
    complaint_steps.change(tx, complaint_id, words_left_out=names)
    complaint_steps.record(tx, member.actor, complaint_id, GONE_THROUGH)


def leave_out(tx: Transaction, member: StaffMember, complaint_id: str, reason: LeftOut | None) -> None:
    """Not in the file for an inspector, as it is a test or the same as another; None: it is in it after all."""
    found = complaints.for_manager(tx, member, complaint_id)
    if found.left_out is reason:
        return
    complaint_steps.change(tx, complaint_id, left_out=reason)
    complaint_steps.record(tx, member.actor, complaint_id, PUT_BACK if reason is None else LEFT_OUT, note=reason)
