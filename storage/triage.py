"""Triage: the human decision about one thing that was said, and what its person hears of it (R38)."""

from __future__ import annotations

from sqlalchemy import select, update

from storage import audit, complaint_decisions, feedback, sight, staff_names, updates
from storage.database import Refused, Transaction
from storage.feedback import Feedback
from storage.staff_accounts import StaffMember
from storage.tables.feedback import feedback_follow_ups
from storage.tables.pending_actions import pending_actions
from storage.vocabulary import OPEN_ACTIONS, FeedbackStatus, Triage

# What the person hears when nothing new will be done about it; an action tells of itself, and so does who handles a
# complaint.
_UPDATE_FOR = {
    Triage.NOTED: "utter_update_noted",
    Triage.THANKS: "utter_update_noted",
    Triage.PART_OF_EXISTING: "utter_update_joined",
}


def decide(
    tx: Transaction,
    member: StaffMember,
    feedback_id: str,
    decision: Triage,
    *,
    pending_action_id: str | None = None,
    possible_complaint: bool = False,
    about_staff_id: str | None = None,
    not_about_owner: bool = False,
    note: str | None = None,
    also_complaint: bool = False,
) -> None:
    """Record the triage decision, once, queue what the person hears of it, and say what becomes of the complaint that it
    may be (R46). `also_complaint`: a worry about safety is taken as a complaint beside. Raises Refused if it was decided already,
    or if the action it is to be part of is finished, another person's, or owned by whom it is about or whom its words
    name (R39). `not_about_owner`: a manager says that the words name the owner and are not about them."""
    sight.acting(member)
    item = feedback.for_member(tx, member, feedback_id)
    if item.status is not FeedbackStatus.RECEIVED:
        raise Refused("Somebody has decided this already. Open it again to see what was decided.")
    if decision in (Triage.ACTION, Triage.PART_OF_EXISTING):
        owner_id = _can_be_part_of(tx, item, pending_action_id, about_staff_id)
        staff_names.refuse_named(
            tx, member, item.id, item.house_id, item.in_words, owner_id, is_cleared=not_about_owner
        )
    # A worry goes to the safeguarding lead; to the house it reads as noted, or as the complaint that it is as well, so that
    # nothing shows there is a concern.
    without_worry = Triage.COMPLAINT if also_complaint else Triage.NOTED
    shown = without_worry if decision is Triage.WORRY else decision
    status = {
        Triage.ACTION: FeedbackStatus.ACTION_AGREED,
        Triage.PART_OF_EXISTING: FeedbackStatus.LINKED,
        Triage.COMPLAINT: FeedbackStatus.PASSED_TO_COMPLAINT,
    }.get(shown, FeedbackStatus.NOTED)
    decided = {
        "status": status,
        "decision": shown,
        "decided_at": tx.now,
        "decided_by_id": member.id,
        "pending_action_id": pending_action_id,
        "possible_complaint": item.possible_complaint or possible_complaint or shown is Triage.COMPLAINT,
        "about_staff_id": about_staff_id,
        "note": note or None,
    }
    tx.execute(update(feedback_follow_ups).where(feedback_follow_ups.c.feedback_id == feedback_id).values(**decided))
    audit.record(tx, member.actor, "triage", "feedback", feedback_id, detail=shown)
    complaint_decisions.after_triage(
        tx, member, feedback_id, shown, may_be_one=possible_complaint, about_staff_id=about_staff_id
    )
    told = _UPDATE_FOR.get(shown)
    if told is not None:
        updates.approve(tx, item.person_id, told, feedback.said_values(item), feedback_id=feedback_id)


def _can_be_part_of(tx: Transaction, item: Feedback, action_id: str | None, about_staff_id: str | None) -> str:
    """Whether it can; returns who owns the action."""
    row = tx.execute(select(pending_actions).where(pending_actions.c.id == action_id)).first()
    if row is None or row.person_id != item.person_id:
        # Its end is told to its own person alone: nobody else's words may hang on it.
        raise Refused("Choose an action for this very person.")
    if row.status not in OPEN_ACTIONS:
        raise Refused("This action is finished. Agree on a new one.")
    if row.owner_id == about_staff_id:
        raise Refused("The feedback is about the owner of this action. Agree on a new one that someone else owns.")
    return str(row.owner_id)
