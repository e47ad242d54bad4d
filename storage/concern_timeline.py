"""All that happened about a concern, from every table that tells of it, merged by time (R18, R21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select

from storage import (
    alert_delivery,
    asked_outcomes,
    audit,
    concern_complaints,
    concern_duties,
    concern_outcomes,
    concern_steps,
    concern_subjects,
    concerns,
    views,
)
from storage.alert_delivery import Told
from storage.concern_access import must_see
from storage.concern_duties import Decided
from storage.concern_subjects import About
from storage.concerns import Concern, ConcernNote
from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.people import staff
from storage.tables.safeguarding import concerns as concerns_table
from storage.vocabulary import ComplaintPart, ConcernStatus, OutcomeAsked, OutcomeMet, QuestionKind, StepAct


class Said(StrEnum):
    """What stands in the row of a concern itself: it was said, it was raised, and the chat told the person who has it."""

    SAID = "said"
    RAISED = "raised"
    TOLD = "told"


@dataclass(frozen=True)
class Event:
    """One thing that happened. `what`: a stage with `act`, a decision about a duty, whom it is about, the kind of a note, or
    one of the others. `words`: what the person said; `note`: what somebody wrote; `by`: the member of staff."""

    at: datetime
    what: Said | Told | ConcernStatus | Decided | About | OutcomeAsked | OutcomeMet | ComplaintPart | QuestionKind | str
    by: str | None = None
    words: str | None = None
    note: str | None = None
    act: StepAct | None = None
    is_opinion: bool | None = None


@dataclass(frozen=True)
class File:
    """A concern with all that happened since, the oldest first."""

    concern: Concern
    events: tuple[Event, ...]


def of_concern(tx: Transaction, member: StaffMember, concern_id: str) -> File:
    """Raises NotFound for who may not know of it. That it was looked at is in the trail."""
    concern, notes = concerns.one_for_lead(tx, member, concern_id)
    events = [event for source in SOURCES for event in source(tx, concern, notes)]
    is_noted = concern.words is not None or any(one.words is not None for one in notes)
    if not is_noted and any(one.words is not None for one in events):
        views.words_shown(tx, member.actor, "concern", (concern.person_id,))
    return File(concern, tuple(sorted(events, key=lambda one: one.at)))


def was_printed(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """The page that an inspector is given was made. Raises NotFound for who may not know of the concern."""
    must_see(tx, member, concern_id)
    audit.record(tx, member.actor, "view_concern_timeline", "concern", concern_id)


def _original(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    columns = (concerns_table.c.told_person_at, staff.c.name)
    raised = select(*columns).outerjoin(staff, staff.c.id == concerns_table.c.raised_by_id)
    row = tx.execute(raised.where(concerns_table.c.id == concern.id)).one()
    yield Event(concern.said_at, Said.SAID, words=concern.words)
    yield Event(concern.raised_at, Said.RAISED, row.name)
    if row.told_person_at is not None:
        yield Event(row.told_person_at, Said.TOLD)


def _alerts(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    return (Event(one.created_at, one, one.who) for one in alert_delivery.of_concern(tx, concern.id))


def _notes(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    return (Event(one.at, one.kind, one.by, one.words, one.note, is_opinion=one.is_opinion) for one in notes)


def _steps(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    found = concern_steps.of_concern(tx, concern.id)
    return (Event(one.at, one.step, one.by, note=one.reason, act=one.act) for one in found)


def _duties(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    found = concern_duties.of_concern(tx, concern.id)
    return (Event(one.at, one.decided, one.by, note=one.decided.reason) for one in found)


def _subjects(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    return (Event(one.at, one.about, one.by) for one in concern_subjects.of_concern(tx, concern.id))


def _asked(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    asked = asked_outcomes.asked_at(tx, concern.id)
    return (Event(at, QuestionKind.WHAT_DO_YOU_WANT) for at in asked if at is not None)


def _outcomes(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    for one in concern_outcomes.of_concern(tx, concern.id):
        if one.asked is not None:
            yield Event(one.at, one.asked, one.by, one.words)
        if one.met is not None:
            yield Event(one.at, one.met, one.by)


def _complaint_parts(tx: Transaction, concern: Concern, notes: tuple[ConcernNote, ...]) -> Iterable[Event]:
    for one in concern_complaints.of_concern(tx, concern.id):
        own, summary = (one.words, None) if one.is_own else (None, one.words)
        yield Event(one.at, one.decision, one.by, words=own, note=summary or one.reason)


Source = Callable[[Transaction, Concern, tuple[ConcernNote, ...]], Iterable[Event]]
SOURCES: tuple[Source, ...] = (
    _original,
    _alerts,
    _notes,
    _steps,
    _duties,
    _subjects,
    _asked,
    _outcomes,
    _complaint_parts,
)
"""Everything that tells of a concern; where two things happened at the same moment they stand in this order."""
