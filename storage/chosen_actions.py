"""The pending action that follows from a choice: made at once, given up when its person chooses again."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from storage import audit, notifications, priority_links
from storage.audit import SYSTEM
from storage.choice_records import ChoiceSet, Option
from storage.database import Transaction
from storage.tables.base import new_id
from storage.tables.choices import decisions
from storage.tables.pending_actions import pending_actions
from storage.vocabulary import OPEN_ACTIONS, ActionStatus

CHOSE_AGAIN = "chose again"
"""Why the person is not told of an action that was given up: they know, for they chose again."""


def make(tx: Transaction, kept: ChoiceSet, option: Option) -> str:
    """What staff now have to do, owned and due as the choice was prepared; returns its id. The person has just heard of it."""
    action_id = new_id()
    row = {"id": action_id, "person_id": kept.person_id, "house_id": kept.house_id, "owner_id": kept.owner_id}
    different = option.meaning or f"You chose {option.label}."
    words = {"what_changes": kept.what_changes, "what_will_be_different": different}
    due_on = tx.calendar.working_days_after(tx.today, kept.carry_out_days)
    status = {"status": ActionStatus.AGREED, "agreed_at": tx.now}
    tx.execute(insert(pending_actions), {**row, **words, "due_on": due_on, **status})
    audit.record(tx, SYSTEM, "agree_action", "pending_action", action_id, detail="chosen")
    priority_links.hand_on(tx, kept.id, action_id)
    notifications.chosen(tx, action_id, str(kept.owner_id))
    return action_id


def give_up(tx: Transaction, action_id: str) -> bool:
    """Their person chose again: whether it could still be given up, for it was not done yet."""
    where = (pending_actions.c.id == action_id, pending_actions.c.status.in_(OPEN_ACTIONS))
    values = {"status": ActionStatus.CLOSED, "closed_at": tx.now, "not_told_reason": CHOSE_AGAIN}
    if not tx.execute(update(pending_actions).where(*where).values(**values)).rowcount:
        return False
    audit.record(tx, SYSTEM, "close_action", "pending_action", action_id, detail="chose_again")
    return True


def option_chosen(tx: Transaction, action_id: str) -> str | None:
    """The id of the option that this action carries out; None for an action about something said."""
    option_id: str | None = tx.execute(
        select(decisions.c.option_id).where(decisions.c.pending_action_id == action_id)
    ).scalar()
    return option_id
