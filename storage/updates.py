"""Telling the person: what is to be told, that it arrived, and that it was heard."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update

from storage import audit, complaint_told, outbox
from storage.audit import SYSTEM, Actor
from storage.database import Transaction
from storage.tables.base import new_id
from storage.tables.conversation import outbox as outbox_table
from storage.tables.feedback import feedback_follow_ups
from storage.tables.other_ways import tellings_in_person
from storage.tables.pending_actions import pending_actions, updates
from storage.tables.people import staff
from storage.vocabulary import ASK_AFTER_DAYS, ActionStatus, FeedbackStatus, Route, UpdateStatus, WhatChanges

TELL_AGREED = "utter_update_agreed"
TELL_DONE = "utter_update_done"
TELL_CANNOT = "utter_update_cannot"
ENDS = (TELL_DONE, TELL_CANNOT)
STILL_WORKING = "utter_still_working"
DAY_MOVED = "utter_update_day_moved"

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
class InPerson:
    """That somebody told it, or asked it, without the chat: how, on which day, who, by name, and when that was written
    down."""

    how: Route
    day: date
    by: str
    written_at: datetime


@dataclass(frozen=True)
class Telling:
    """One message about a thing the person said: when staff decided to tell it, when it reached their chat, when they
    showed that they read or heard it there, and whether it was told in person."""

    response: str
    decided_at: datetime
    sent_at: datetime | None
    heard_at: datetime | None
    in_person: InPerson | None = None

    @property
    def was_told(self) -> bool:
        return self.sent_at is not None or self.in_person is not None


def how_it_ended(told: Sequence[Telling]) -> ActionStatus | None:
    """How the action that these messages are about last ended: done, cannot_do, or None while it never ended. Reopening it
    does not undo this."""
    ends = {TELL_DONE: ActionStatus.DONE, TELL_CANNOT: ActionStatus.CANNOT_DO}
    return next((ends[one.response] for one in reversed(told) if one.response in ends), None)


def approve(
    tx: Transaction,
    person_id: str,
    response: str,
    values: dict[str, str],
    *,
    feedback_id: str | None = None,
    pending_action_id: str | None = None,
    complaint_id: str | None = None,
) -> str:
    """A member of staff decided that the person is told this; the gateway sends it. Returns the update's id."""
    update_id = new_id()
    row = {"id": update_id, "person_id": person_id, "response": response, "values": json.dumps(values)}
    linked = {"feedback_id": feedback_id, "pending_action_id": pending_action_id, "complaint_id": complaint_id}
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


def of_complaint(tx: Transaction, complaint_id: str) -> tuple[Telling, ...]:
    """Every message about this complaint, in the order in which staff decided to tell it."""
    return _tellings(tx, updates.c.complaint_id == complaint_id)


def _tellings(tx: Transaction, where: ColumnElement[bool]) -> tuple[Telling, ...]:
    rows = tx.execute(
        select(
            *(updates.c.response, updates.c.created_at, updates.c.sent_at, updates.c.heard_at),
            *(tellings_in_person.c.how, tellings_in_person.c.told_on, tellings_in_person.c.told_by, staff.c.name),
            tellings_in_person.c.at,
        )
        .outerjoin(tellings_in_person, tellings_in_person.c.update_id == updates.c.id)
        .outerjoin(staff, staff.c.id == tellings_in_person.c.told_by_id)
        .where(where)
        .order_by(updates.c.created_at)
    )
    return tuple(Telling(row.response, row.created_at, row.sent_at, row.heard_at, _in_person(row)) for row in rows)


def _in_person(row: Any) -> InPerson | None:
    return None if row.how is None else InPerson(Route(row.how), row.told_on, row.name or row.told_by or "", row.at)


def arrived(tx: Transaction, message: outbox.OutboxMessage) -> None:
    """The channel accepted this message. If it was the last part of an update, the person has been told (R40)."""
    outbox.mark_sent(tx, message.id)
    row = tx.execute(select(updates).where(updates.c.id == message.source_id)).first()
    if row is None or row.sent_at is not None:
        return
    still = (outbox_table.c.source_id == row.id, outbox_table.c.status == "waiting")
    if tx.execute(select(outbox_table.c.id).where(*still)).first():
        return
    # Told in person while this was on its way: the stronger of the two stands.
    was_told = select(tellings_in_person.c.update_id).where(tellings_in_person.c.update_id == row.id)
    status = UpdateStatus.DISCUSSED_IN_PERSON if tx.execute(was_told).first() else UpdateStatus.SENT
    tx.execute(update(updates).where(updates.c.id == row.id).values(status=status, sent_at=tx.now))
    audit.record(tx, SYSTEM, "tell_person", "update", row.id, detail=row.response)
    told(tx, SYSTEM, row, tx.now)


def told(tx: Transaction, actor: Actor, row: Any, at: datetime) -> None:
    """The person has been told this update (a row of `updates`), in whatever way: what it was about moves on (R40)."""
    if row.pending_action_id is not None and row.response in ENDS:
        _action_told(tx, actor, row.pending_action_id, at)
    if row.complaint_id is not None:
        complaint_told.told(tx, actor, row, at)
    if row.feedback_id is not None:
        _feedback_told(tx, row.feedback_id, at)


def moment_of(tx: Transaction, day: date, not_before: datetime | None = None) -> datetime:
    """A moment for what is known by its day alone: now, or noon of an earlier day, but not before what led to it."""
    if day == tx.today:
        return tx.now
    noon = datetime.combine(day, time(12), tx.calendar.zone).astimezone(tx.now.tzinfo)
    return noon if not_before is None else max(noon, not_before)


def heard(tx: Transaction, person_id: str) -> None:
    """The person tapped or wrote after it arrived: only this counts as heard or read."""
    where = (updates.c.person_id == person_id, updates.c.status == UpdateStatus.SENT, updates.c.sent_at < tx.now)
    for row in tx.execute(select(updates.c.id).where(*where)).all():
        values = {"status": UpdateStatus.HEARD_OR_READ, "heard_at": tx.now}
        tx.execute(update(updates).where(updates.c.id == row.id).values(**values))
        audit.record(tx, Actor("person", person_id), "hear_update", "update", row.id)


def _action_told(tx: Transaction, actor: Actor, pending_action_id: str, at: datetime) -> None:
    """Done or cannot-do was told: when "Did it help?" is asked depends on what kind of thing changed."""
    row = tx.execute(select(pending_actions).where(pending_actions.c.id == pending_action_id)).one()
    if row.status == ActionStatus.CLOSED and row.told_at is None:
        # A manager closed it untold, and then it was told after all: only the fact is new.
        tx.execute(update(pending_actions).where(pending_actions.c.id == pending_action_id).values(told_at=at))
    if row.status not in (ActionStatus.DONE, ActionStatus.CANNOT_DO):
        return
    values: dict[str, Any] = {"status": ActionStatus.PERSON_TOLD, "told_at": at, "asked_at": None}
    if row.status == ActionStatus.DONE:
        values["ask_on"] = tx.calendar.day(at) + timedelta(days=ASK_AFTER_DAYS[WhatChanges(row.what_changes)])
    tx.execute(update(pending_actions).where(pending_actions.c.id == pending_action_id).values(**values))
    follow_up = {"status": FeedbackStatus.PERSON_TOLD, "told_at": at}
    where = feedback_follow_ups.c.pending_action_id == pending_action_id
    tx.execute(update(feedback_follow_ups).where(where).values(**follow_up))
    audit.record(tx, actor, "person_told", "pending_action", pending_action_id)


def _feedback_told(tx: Transaction, feedback_id: str, at: datetime) -> None:
    """A decision without an action ends with telling the person of it; a complaint goes on after that."""
    this = (feedback_follow_ups.c.feedback_id == feedback_id, feedback_follow_ups.c.told_at.is_(None))
    for status, then in _AFTER_TELLING.items():
        where = (*this, feedback_follow_ups.c.status == status)
        tx.execute(update(feedback_follow_ups).where(*where).values(status=then, told_at=at))
