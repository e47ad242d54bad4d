""" "Did it help?": the person's answer, recorded at once, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from storage import audit, pending_actions, staff_requests
from storage.audit import Actor
from storage.database import Transaction
from storage.tables.base import new_id
from storage.tables.other_ways import outcome_entries
from storage.tables.pending_actions import outcomes
from storage.tables.people import staff
from storage.updates import InPerson
from storage.vocabulary import OPEN_ACTIONS, OWN_VOICES, DidItHelp, RequestKind, Route, Voice


@dataclass(frozen=True)
class Answered:
    """An answer, when it was given, whose it is, and who asked where it was not the chat."""

    outcome: DidItHelp
    at: datetime
    voice: Voice = Voice.SELF
    in_person: InPerson | None = None


def keep(tx: Transaction, person_id: str, action_id: str, question_id: str, outcome: DidItHelp) -> None:
    """One answer to one asking in the chat, and what follows from it."""
    if tx.execute(select(outcomes.c.id).where(outcomes.c.question_id == question_id)).first():
        return
    add(tx, Actor("person", person_id), person_id, action_id, question_id, outcome, Voice.SELF, tx.now)


def add(
    tx: Transaction,
    actor: Actor,
    person_id: str,
    action_id: str,
    question_id: str,
    outcome: DidItHelp,
    voice: Voice,
    at: datetime,
) -> str:
    """Keep an answer, given at `at`; returns its id. No reopens the action; the second No goes to the manager
    (conversation rule 56). Only the person's own "it helped" closes it. One that is worked on again is left as it is."""
    outcome_id = new_id()
    row = {"id": outcome_id, "pending_action_id": action_id, "person_id": person_id, "outcome": outcome}
    tx.execute(insert(outcomes), {**row, "question_id": question_id, "at": at})
    audit.record(tx, actor, "answer_did_it_help", "pending_action", action_id, detail=outcome)
    is_open = pending_actions.one(tx, action_id).status in OPEN_ACTIONS
    if outcome is DidItHelp.HELPED and voice in OWN_VOICES and not is_open:
        pending_actions.close_as_helped(tx, action_id)
    elif outcome is DidItHelp.DID_NOT_HELP and not is_open:
        action = pending_actions.reopen(tx, action_id)
        if action.escalated_at is not None:
            staff_requests.ask(tx, person_id, RequestKind.DID_NOT_HELP_TWICE, f"{action_id}:{action.reopened}")
    return outcome_id


def of_action(tx: Transaction, action_id: str) -> tuple[Answered, ...]:
    """Every answer about this action, oldest first."""
    entry = outcome_entries.c
    asking = (entry.voice, entry.how, entry.asked_on, entry.asked_by, entry.at.label("written_at"), staff.c.name)
    rows = tx.execute(
        select(outcomes.c.outcome, outcomes.c.at, *asking)
        .outerjoin(outcome_entries, entry.outcome_id == outcomes.c.id)
        .outerjoin(staff, staff.c.id == entry.asked_by_id)
        .where(outcomes.c.pending_action_id == action_id)
        .order_by(outcomes.c.at)
    )
    return tuple(_answered(row) for row in rows)


def _answered(row: Any) -> Answered:
    if row.how is None:
        return Answered(DidItHelp(row.outcome), row.at)
    asked = InPerson(Route(row.how), row.asked_on, row.name or row.asked_by or "", row.written_at)
    return Answered(DidItHelp(row.outcome), row.at, Voice(row.voice), asked)
