"""An open action goes to another owner, gets another day, or both; the reason and the day first promised are kept (R39)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from storage import audit, feedback, notifications, pending_actions, recipients, sight, staff_names, updates
from storage.database import Refused, Transaction
from storage.pending_actions import PendingAction
from storage.references import day_ref
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.notifications import handovers
from storage.tables.pending_actions import pending_actions as actions
from storage.tables.people import staff
from storage.vocabulary import OPEN_ACTIONS


@dataclass(frozen=True)
class Handover:
    """Once that it went to somebody else or to another day, by whom and why."""

    by: str
    from_owner: str
    to_owner: str
    from_day: date
    to_day: date
    reason: str
    at: datetime


def may_hand_over(tx: Transaction, member: StaffMember, action: PendingAction) -> bool:
    """Its owner, who stands in for them, or a manager, while it is open."""
    if action.status not in OPEN_ACTIONS or not member.may_act:
        return False
    return member.is_manager or pending_actions.acts_as_owner(tx, member, action)


def may_own(tx: Transaction, action: PendingAction) -> tuple[StaffMember, ...]:
    """Everybody who may own this action: they act in the house of its person, may see it, and it is not about them."""
    matter = recipients.about_action(tx, action.id)
    return tuple(one for one in sight.owners(tx, action.person_id, action.house_id) if matter.may_reach(one))


def named_in(tx: Transaction, action: PendingAction) -> frozenset[str]:
    """The ids of the members whom the words name that it is about: a manager has to say that they are not about them."""
    said = feedback.about_action(tx, action.id)
    return frozenset(who.id for one in said for who in staff_names.named(tx, action.house_id, one.in_words))


def hand_over(
    tx: Transaction,
    member: StaffMember,
    action_id: str,
    owner_id: str,
    due_on: date,
    reason: str,
    *,
    not_about_owner: bool = False,
) -> PendingAction:
    """Change owner, day or both; its person hears of a day that moved later, a new owner that it is theirs. Raises NotFound
    as its page does, Refused for whoever may not, a day in the past, no reason, or an owner who cannot be, as whom the
    words name (`not_about_owner`: a manager says that they are not about them)."""
    sight.acting(member)
    action = pending_actions.for_member(tx, member, action_id)
    moves, changes_hands = due_on != action.due_on, owner_id != action.owner_id
    if not moves and not changes_hands and _is_repeat(tx, member, action, reason.strip()):
        return action
    if not may_hand_over(tx, member, action):
        raise Refused("Only its owner or a manager can hand over an action, and only while it is open.")
    if not moves and not changes_hands:
        raise Refused("Choose another owner, another day, or both.")
    if moves and due_on < tx.today:
        raise Refused("This day is in the past. Choose today or a later day.")
    if changes_hands and owner_id not in {one.id for one in may_own(tx, action)}:
        raise Refused("Choose an owner who works in this house, who may see it, and whom it is not about.")
    if changes_hands:
        _refuse_named(tx, member, action, owner_id, is_cleared=not_about_owner)
    if not reason.strip():
        raise Refused("Write why, in a few words.")
    change_id = _keep(tx, member, action, owner_id, due_on, reason.strip())
    if changes_hands:
        notifications.new_owner(tx, member, action_id, owner_id, change_id)
    if due_on > action.due_on:
        values = {**pending_actions.first_said(tx, action_id), "day": day_ref(due_on)}
        updates.approve(tx, action.person_id, updates.DAY_MOVED, values, pending_action_id=action_id)
    return pending_actions.one(tx, action_id)


def of_action(tx: Transaction, action_id: str) -> tuple[Handover, ...]:
    """Every time it was handed over or moved, oldest first."""
    by, old, new = staff.alias("by"), staff.alias("old"), staff.alias("new")
    days = (handovers.c.from_day, handovers.c.to_day)
    rows = tx.execute(
        select(by.c.name, old.c.name, new.c.name, *days, handovers.c.reason, handovers.c.at)
        .join(by, by.c.id == handovers.c.by_id)
        .join(old, old.c.id == handovers.c.from_owner_id)
        .join(new, new.c.id == handovers.c.to_owner_id)
        .where(handovers.c.pending_action_id == action_id)
        .order_by(handovers.c.at)
    )
    return tuple(Handover(*row) for row in rows)


def _refuse_named(
    tx: Transaction, member: StaffMember, action: PendingAction, owner_id: str, *, is_cleared: bool
) -> None:
    for one in feedback.about_action(tx, action.id):
        staff_names.refuse_named(tx, member, one.id, action.house_id, one.words, owner_id, is_cleared=is_cleared)


def _is_repeat(tx: Transaction, member: StaffMember, action: PendingAction, reason: str) -> bool:
    """A form that was sent twice."""
    where = handovers.c.pending_action_id == action.id
    last = tx.execute(select(handovers).where(where).order_by(handovers.c.at.desc()).limit(1)).first()
    now = (member.id, action.owner_id, action.due_on, reason)
    return last is not None and (last.by_id, last.to_owner_id, last.to_day, last.reason) == now


def _keep(tx: Transaction, member: StaffMember, action: PendingAction, owner_id: str, due_on: date, reason: str) -> str:
    """The row that says why, and the action as it is now; returns the row's id."""
    row = {"id": new_id(), "pending_action_id": action.id, "by_id": member.id, "reason": reason, "at": tx.now}
    owners = {"from_owner_id": action.owner_id, "to_owner_id": owner_id}
    tx.execute(insert(handovers), {**row, **owners, "from_day": action.due_on, "to_day": due_on})
    moves, changes_hands = due_on != action.due_on, owner_id != action.owner_id
    first = (action.first_due_on or action.due_on) if moves else action.first_due_on
    now = {"owner_id": owner_id, "due_on": due_on, "first_due_on": first}
    tx.execute(update(actions).where(actions.c.id == action.id).values(**now))
    # The words of the reason stay out of the trail, as all words do.
    changed = " and ".join(name for name, is_new in (("owner", changes_hands), ("day", moves)) if is_new)
    audit.record(tx, member.actor, "hand_over_action", "pending_action", action.id, detail=changed)
    return str(row["id"])
