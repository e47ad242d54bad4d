"""Telling the person: what is to be told, that it arrived, and that it was heard."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from storage import audit, outbox
from storage.audit import SYSTEM, Actor
from storage.database import Transaction
from storage.tables.base import new_id
from storage.tables.conversation import outbox as outbox_table
from storage.tables.feedback import feedback_follow_ups
from storage.tables.pending_actions import pending_actions, updates
from storage.vocabulary import ASK_AFTER_DAYS, ActionStatus, FeedbackStatus, UpdateStatus, WhatChanges

TELL_AGREED = "utter_update_agreed"
TELL_DONE = "utter_update_done"
TELL_CANNOT = "utter_update_cannot"
ENDS = (TELL_DONE, TELL_CANNOT)
STILL_WORKING = "utter_still_working"

_AFTER_TELLING = {
    FeedbackStatus.NOTED: FeedbackStatus.PERSON_TOLD,
    FeedbackStatus.PASSED_TO_COMPLAINT: FeedbackStatus.PASSED_TO_COMPLAINT,
}


@dataclass(frozen=True)
class Update:
    """Something to tell: the name of its wording and the references that fill it."""

    id: str
    person_id: str
    response: str
    values: dict[str, str]
    pending_action_id: str | None


@dataclass(frozen=True)
class Telling:
    """One message about a thing the person said: when staff decided to tell it, when it reached the person, and when they
    showed that they read or heard it."""

    response: str
    decided_at: datetime
    sent_at: datetime | None
    heard_at: datetime | None


def approve(
    tx: Transaction,
    person_id: str,
    response: str,
    values: dict[str, str],
    *,
    feedback_id: str | None = None,
    pending_action_id: str | None = None,
) -> str:
    """A member of staff decided that the person is told this; the gateway sends it. Returns the update's id."""
    update_id = new_id()
    row = {"id": update_id, "person_id": person_id, "response": response, "values": json.dumps(values)}
    linked = {"feedback_id": feedback_id, "pending_action_id": pending_action_id}
    tx.execute(insert(updates), {**row, **linked, "status": UpdateStatus.APPROVED, "created_at": tx.now})
    return update_id


def to_queue(tx: Transaction, count: int = 100) -> tuple[Update, ...]:
    """Approved updates that are not in the outbox yet, oldest first."""
    queued = select(outbox_table.c.source_id).where(outbox_table.c.source_id == updates.c.id).exists()
    where = (updates.c.status == UpdateStatus.APPROVED, ~queued)
    rows = tx.execute(select(updates).where(*where).order_by(updates.c.created_at).limit(count))
    return tuple(
        Update(row.id, row.person_id, row.response, json.loads(row._mapping["values"]), row.pending_action_id)
        for row in rows
    )


def about(tx: Transaction, feedback_id: str, pending_action_id: str | None) -> tuple[Telling, ...]:
    """Every message about this thing or its action, in the order in which staff decided to tell it."""
    where = updates.c.feedback_id == feedback_id
    if pending_action_id is not None:
        where |= updates.c.pending_action_id == pending_action_id
    return _tellings(tx, where)


def of_action(tx: Transaction, pending_action_id: str) -> tuple[Telling, ...]:
    """Every message about this action, in the order in which staff decided to tell it."""
    return _tellings(tx, updates.c.pending_action_id == pending_action_id)


def _tellings(tx: Transaction, where: ColumnElement[bool]) -> tuple[Telling, ...]:
    columns = (updates.c.response, updates.c.created_at, updates.c.sent_at, updates.c.heard_at)
    return tuple(Telling(*row) for row in tx.execute(select(*columns).where(where).order_by(updates.c.created_at)))


def arrived(tx: Transaction, message: outbox.OutboxMessage) -> None:
    """The channel accepted this message. If it was the last part of an update, the person has been told (R40)."""
    outbox.mark_sent(tx, message.id)
    row = tx.execute(select(updates).where(updates.c.id == message.source_id)).first()
    if row is None or row.sent_at is not None:
        return
    still = (outbox_table.c.source_id == row.id, outbox_table.c.status == "waiting")
    if tx.execute(select(outbox_table.c.id).where(*still)).first():
        return
    tx.execute(update(updates).where(updates.c.id == row.id).values(status=UpdateStatus.SENT, sent_at=tx.now))
    audit.record(tx, SYSTEM, "tell_person", "update", row.id, detail=row.response)
    if row.pending_action_id is not None and row.response in ENDS:
        _action_told(tx, row.pending_action_id)
    if row.feedback_id is not None:
        _feedback_told(tx, row.feedback_id)


def heard(tx: Transaction, person_id: str) -> None:
    """The person tapped or wrote after it arrived: only this counts as heard or read."""
    where = (updates.c.person_id == person_id, updates.c.status == UpdateStatus.SENT, updates.c.sent_at < tx.now)
    for row in tx.execute(select(updates.c.id).where(*where)).all():
        values = {"status": UpdateStatus.HEARD_OR_READ, "heard_at": tx.now}
        tx.execute(update(updates).where(updates.c.id == row.id).values(**values))
        audit.record(tx, Actor("person", person_id), "hear_update", "update", row.id)


def _action_told(tx: Transaction, pending_action_id: str) -> None:
    """Done or cannot-do was told: when "Did it help?" is asked depends on what kind of thing changed."""
    row = tx.execute(select(pending_actions).where(pending_actions.c.id == pending_action_id)).one()
    if row.status == ActionStatus.CLOSED and row.told_at is None:
        # A manager closed it untold, and then it was told after all: only the fact is new.
        tx.execute(update(pending_actions).where(pending_actions.c.id == pending_action_id).values(told_at=tx.now))
    if row.status not in (ActionStatus.DONE, ActionStatus.CANNOT_DO):
        return
    values: dict[str, Any] = {"status": ActionStatus.PERSON_TOLD, "told_at": tx.now, "asked_at": None}
    if row.status == ActionStatus.DONE:
        values["ask_on"] = tx.today + timedelta(days=ASK_AFTER_DAYS[WhatChanges(row.what_changes)])
    tx.execute(update(pending_actions).where(pending_actions.c.id == pending_action_id).values(**values))
    told = {"status": FeedbackStatus.PERSON_TOLD, "told_at": tx.now}
    where = feedback_follow_ups.c.pending_action_id == pending_action_id
    tx.execute(update(feedback_follow_ups).where(where).values(**told))
    audit.record(tx, SYSTEM, "person_told", "pending_action", pending_action_id)


def _feedback_told(tx: Transaction, feedback_id: str) -> None:
    """A decision without an action ends with telling the person of it; a complaint goes on after that."""
    this = feedback_follow_ups.c.feedback_id == feedback_id
    for status, then in _AFTER_TELLING.items():
        where = (this, feedback_follow_ups.c.status == status)
        tx.execute(update(feedback_follow_ups).where(*where).values(status=then, told_at=tx.now))
