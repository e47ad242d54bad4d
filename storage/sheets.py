"""The facts for a page that is taken along when something is told or asked without the chat (R57)."""

from __future__ import annotations

from storage import audit, feedback, own_page_for_staff, pending_actions, reviews, views
from storage.database import NotFound, Transaction
from storage.own_page_for_staff import OwnPage
from storage.reviews import Pack
from storage.staff_accounts import StaffMember


def of_action(tx: Transaction, member: StaffMember, action_id: str) -> Pack:
    """One action with everything said about it that this member may read. Raises NotFound as its page does."""
    action = pending_actions.for_member(tx, member, action_id)
    items = tuple(reviews.item(tx, one) for one in feedback.seen_with_action(tx, member, action_id))
    if not items:
        raise NotFound("There is no such action.")
    audit.record(tx, member.actor, "make_sheet", "pending_action", action_id)
    views.words_shown(tx, member.actor, "sheet", (action.person_id,))
    return reviews.pack_of(tx, action.person_id, items)


def of_feedback(tx: Transaction, member: StaffMember, feedback_id: str) -> Pack:
    """One thing said, and what was decided or done about it. Raises NotFound as its page does."""
    item = feedback.for_member(tx, member, feedback_id)
    audit.record(tx, member.actor, "make_sheet", "feedback", feedback_id)
    views.words_shown(tx, member.actor, "sheet", (item.person_id,))
    return reviews.pack_of(tx, item.person_id, (reviews.item(tx, item),))


def of_own_page(tx: Transaction, member: StaffMember, person_id: str, page: str) -> OwnPage:
    """A person's page as it may lie about in the house: without what is for the manager alone. Raises NotFound for a person
    elsewhere. `page`: which of the sheets shows it."""
    audit.record(tx, member.actor, "make_sheet", "person", person_id, detail=page)
    return own_page_for_staff.shared(own_page_for_staff.for_member(tx, member, person_id, page))
