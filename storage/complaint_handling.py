"""A complaint on its way: who handles it, the acknowledgement, the answer, the end (R47). Every verb is a manager's whom it
is not about, or an administrator's whom it was brought to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from storage import complaint_steps, complaints, notifications, sight, staff_accounts, staff_names, updates
from storage.complaint_told import TELL_ANSWER, TELL_CHANGED, TELL_GOT
from storage.complaints import Complaint
from storage.database import Refused, Transaction
from storage.feedback import said_ref
from storage.references import complaint_answer_ref, day_ref, outside_ref, ruled_ref, staff_ref
from storage.staff_accounts import StaffMember
from storage.tables.people import staff
from storage.vocabulary import COMPLAINT_OUTCOMES, ComplaintState, Role

GIVEN = "given"
USUAL_WORKING_DAYS = 20
"""By when an answer is promised unless the handler says otherwise; a design target, no law."""


@dataclass(frozen=True)
class Plan:
    """Who handles it, by when its person hears, and whether the council pays for their care, which decides whom they can
    turn to outside of the service."""

    handler_id: str
    expected_on: date
    is_council_funded: bool


def may_handle(tx: Transaction, complaint: Complaint) -> tuple[StaffMember, ...]:
    """Who can look into it, by name: managers of the house where its person lives now, and administrators; nobody whom it
    is about, and nobody whom the words name unless a manager has said that it is not about them (R48)."""
    found = {
        one.id: one for one in sight.owners(tx, complaint.said.person_id, complaint.said.house_id) if one.is_manager
    }
    admins = select(staff.c.id).where(staff.c.role == Role.ADMIN, staff.c.is_active)
    found |= {one: staff_accounts.member(tx, one) for one in tx.execute(admins).scalars()}
    about = {one.id for one in complaint.concerned if one.is_about}
    cleared = {one.id for one in complaint.concerned if not one.is_about}
    words = complaint.said.whole or complaint.said.in_words or ""
    named = {one.id for one in staff_names.named_among(tx, found.values(), words)}
    able = [one for one in found.values() if one.id not in about | (named - cleared)]
    return tuple(sorted(able, key=lambda one: (one.name.casefold(), one.id)))


def acknowledge(tx: Transaction, member: StaffMember, complaint_id: str, plan: Plan) -> None:
    """Its person hears that it came, who looks into it, by when they hear, that they can have an advocate, and whom to turn
    to outside. It counts as acknowledged once they were told. Raises Refused where that was done, for a handler who cannot
    be, and for a day in the past."""
    found = complaints.for_manager(tx, member, complaint_id)
    if found.state is not ComplaintState.CONFIRMED or found.expected_on is not None:
        raise Refused("This was done already. Open it again to see where the complaint is.")
    _check(tx, found, plan)
    _give(tx, member, found, plan)
    values = {**_of_whom(found, plan), "outside": _outside(plan.is_council_funded)}
    _tell(tx, found, TELL_GOT, values)


def change_plan(tx: Transaction, member: StaffMember, complaint_id: str, plan: Plan, why: str) -> None:
    """Somebody else handles it from now on, or the answer comes on another day; its person hears so. Raises Refused without
    a reason, where nothing changes, and as `acknowledge` does."""
    found = complaints.for_manager(tx, member, complaint_id)
    if not found.is_open or found.expected_on is None or found.state is ComplaintState.LEARNING_DONE:
        raise Refused("This can be changed while its person waits for the answer.")
    if (plan.handler_id, plan.expected_on) == (found.handler_id, found.expected_on):
        raise Refused("Choose somebody else, another day, or both.")
    if not why.strip():
        raise Refused("Write why, in a few words.")
    _check(tx, found, plan)
    _give(tx, member, found, plan, why.strip())
    _tell(tx, found, TELL_CHANGED, _of_whom(found, plan))


def investigate(tx: Transaction, member: StaffMember, complaint_id: str, note: str) -> None:
    """Somebody has begun to look into it. Raises Refused while its person does not know that it came."""
    _its_turn(tx, member, complaint_id, ComplaintState.ACKNOWLEDGED, "Its person has to hear first that it came.")
    complaint_steps.move(tx, member.actor, complaint_id, ComplaintState.INVESTIGATING, note=note.strip())


def answer(
    tx: Transaction, member: StaffMember, complaint_id: str, outcome: ComplaintState, easy_words: str, learning: str
) -> None:
    """What came of it: how it ended, the sentence that its person gets (it passed the linter), and what the service has
    learned. Raises Refused where it is not looked into, and without words."""
    if outcome not in COMPLAINT_OUTCOMES:
        raise ValueError("this is no way in which a complaint ends")
    found = _its_turn(tx, member, complaint_id, ComplaintState.INVESTIGATING, "Start to look into it first.")
    if not easy_words.strip() or not learning.strip():
        raise Refused("Write what its person gets to hear, and what you have learned.")
    actor = member.actor
    complaint_steps.move(tx, actor, complaint_id, ComplaintState.RESPONDED, known={"answer": easy_words.strip()})
    complaint_steps.move(tx, actor, complaint_id, outcome, known={"outcome": outcome})
    complaint_steps.move(tx, actor, complaint_id, ComplaintState.LEARNING_DONE, known={"learning": learning.strip()})
    outside = _outside(bool(found.is_council_funded))
    values = {"ruled": ruled_ref(outcome), "answer": complaint_answer_ref(complaint_id), "outside": outside}
    _tell(tx, found, TELL_ANSWER, {"words": said_ref(found.said), **values})


def end(tx: Transaction, member: StaffMember, complaint_id: str, state: ComplaintState, note: str) -> None:
    """Its person has the answer: it is closed, or they have gone on to the Ombudsman. Raises Refused before that."""
    if state not in (ComplaintState.CLOSED, ComplaintState.TO_LGSCO):
        raise ValueError("this is no end of a complaint")
    complaints.for_manager(tx, member, complaint_id)
    complaint_steps.move(tx, member.actor, complaint_id, state, note=note.strip())


def _its_turn(
    tx: Transaction, member: StaffMember, complaint_id: str, state: ComplaintState, otherwise: str
) -> Complaint:
    found = complaints.for_manager(tx, member, complaint_id)
    if found.state is not state:
        raise Refused(otherwise)
    if found.handler_id is None:
        raise Refused("Choose who handles it first.")
    return found


def _check(tx: Transaction, found: Complaint, plan: Plan) -> None:
    if plan.handler_id not in {one.id for one in may_handle(tx, found)}:
        raise Refused("Choose a manager or an administrator whom it is not about and whom the words do not name.")
    if plan.expected_on < tx.today:
        raise Refused("This day is in the past. Choose today or a later day.")


def _give(tx: Transaction, member: StaffMember, found: Complaint, plan: Plan, why: str | None = None) -> None:
    known = {"handler_id": plan.handler_id, "expected_on": plan.expected_on}
    complaint_steps.change(tx, found.id, **known, is_council_funded=plan.is_council_funded)
    complaint_steps.record(tx, member.actor, found.id, GIVEN, note=why)
    if plan.handler_id != found.handler_id:
        notifications.complaint_yours(tx, member.actor, found.id, plan.handler_id)


def _of_whom(found: Complaint, plan: Plan) -> dict[str, str]:
    return {"words": said_ref(found.said), "handler": staff_ref(plan.handler_id), "day": day_ref(plan.expected_on)}


def _outside(is_council_funded: bool) -> str:
    return outside_ref("council" if is_council_funded else "ombudsman")


def _tell(tx: Transaction, found: Complaint, response: str, values: dict[str, str]) -> None:
    about = {"feedback_id": found.said.id, "complaint_id": found.id}
    updates.approve(tx, found.said.person_id, response, values, **about)
