""" "Did it help?": the person's answer, recorded at once, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage import audit, pending_actions, staff_requests
from storage.audit import Actor
from storage.database import Transaction
from storage.tables.base import new_id
from storage.tables.pending_actions import outcomes
from storage.vocabulary import OPEN_ACTIONS, DidItHelp, RequestKind


@dataclass(frozen=True)
class Answered:
    """An answer and when it was given."""

    outcome: DidItHelp
    at: datetime


def keep(tx: Transaction, person_id: str, action_id: str, question_id: str, outcome: DidItHelp) -> None:
    """One answer to one asking. No reopens the action; the second No goes to the manager (conversation rule 56). An
    action that is being worked on again is left as it is."""
    if tx.execute(select(outcomes.c.id).where(outcomes.c.question_id == question_id)).first():
        return
    row = {"id": new_id(), "pending_action_id": action_id, "person_id": person_id, "outcome": outcome}
    tx.execute(insert(outcomes), {**row, "question_id": question_id, "at": tx.now})
    audit.record(tx, Actor("person", person_id), "answer_did_it_help", "pending_action", action_id, detail=outcome)
    is_open = pending_actions.one(tx, action_id).status in OPEN_ACTIONS
    if outcome is DidItHelp.HELPED and not is_open:
        pending_actions.close_as_helped(tx, action_id)
    elif outcome is DidItHelp.DID_NOT_HELP and not is_open:
        action = pending_actions.reopen(tx, action_id)
        if action.escalated_at is not None:
            staff_requests.ask(tx, person_id, RequestKind.DID_NOT_HELP_TWICE, f"{action_id}:{action.reopened}")


def of_action(tx: Transaction, action_id: str) -> tuple[Answered, ...]:
    """Every answer about this action, oldest first."""
    rows = tx.execute(
        select(outcomes.c.outcome, outcomes.c.at)
        .where(outcomes.c.pending_action_id == action_id)
        .order_by(outcomes.c.at)
    )
    return tuple(Answered(DidItHelp(row.outcome), row.at) for row in rows)
