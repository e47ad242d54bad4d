"""A queued notice looked at again, just before it goes out: does the thing still wait, and who is there to hear of it?"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from storage import communication_steps, notifications, recipients, review_days, risk_reviews, sight
from storage.database import Transaction
from storage.notifications import Cause
from storage.recipients import Matter
from storage.replaced import NOT_REPLACED
from storage.staff_accounts import StaffMember
from storage.staff_requests import FOR_MANAGERS
from storage.tables.complaints import complaints
from storage.tables.feedback import feedback, feedback_follow_ups
from storage.tables.notifications import notifications as notices
from storage.tables.notifications import staff_absences
from storage.tables.pending_actions import pending_actions, staff_requests
from storage.tables.people import people
from storage.tables.risk import restrictions, risk_plans
from storage.vocabulary import (
    ANSWERED_COMPLAINTS,
    NO_COMPLAINT,
    OPEN_ACTIONS,
    ActionStatus,
    ComplaintState,
    FeedbackStatus,
    NoticeKind,
    RiskKind,
)


def still_waits(tx: Transaction, cause: Cause) -> bool:
    """Whether nobody has dealt with it since: a notice of what is done would send its reader for nothing."""
    if cause.subject_kind == "feedback":
        return _feedback_waits(tx, cause)
    if cause.subject_kind == "staff_request":
        where = (staff_requests.c.id == cause.subject_id, staff_requests.c.done_at.is_(None))
        return tx.execute(select(staff_requests.c.id).where(*where)).first() is not None
    if cause.subject_kind == "absence":
        lasts = (staff_absences.c.to_day >= tx.today, staff_absences.c.ended_at.is_(None))
        mine = select(staff_absences.c.id).where(staff_absences.c.id == cause.subject_id)
        return tx.execute(mine.where(*lasts)).first() is not None
    if cause.subject_kind == "complaint":
        return _complaint_waits(tx, cause)
    if cause.subject_kind in _RISKS:
        review_on = risk_reviews.review_day(tx, RiskKind(cause.subject_kind), cause.subject_id)
        return review_on is not None and review_days.is_occasion_of(cause.occasion, review_on)
    if cause.subject_kind == "communication_profile":
        late = communication_steps.overdue(tx, people.c.id == cause.subject_id)
        return any(row.next_review_on.isoformat() == cause.occasion for row in late)
    return _action_waits(tx, cause)


def is_seen(member: StaffMember) -> ColumnElement[bool]:
    """For a query of `notifications`: whether this manager may know of what a notice is about. It goes with its person to
    the house where they live now; days away belong to the house in which they were told of."""
    theirs = [
        exists().where(notices.c.subject_id == table.c.id, table.c.person_id == people.c.id, *sight.of(member))
        for table in (feedback, staff_requests, pending_actions, complaints, risk_plans, restrictions)
    ]
    theirs.append(exists().where(notices.c.subject_id == people.c.id, *sight.of(member)))
    away = and_(notices.c.subject_kind == "absence", notices.c.house_id.in_(member.house_ids))
    return and_(or_(*theirs, away), ~notifications.is_hidden(member))


def who_hears(tx: Transaction, cause: Cause, house_id: str, staff_id: str) -> tuple[Matter, tuple[StaffMember, ...]]:
    """Who hears of it now in place of this member: themselves, while they are there."""
    matter = _matter(tx, cause, house_id)
    return matter, recipients.reachable(tx, matter, [staff_id])


def _matter(tx: Transaction, cause: Cause, house_id: str) -> Matter:
    if cause.subject_kind == "pending_action":
        return recipients.about_action(tx, cause.subject_id)
    if cause.subject_kind == "feedback":
        return recipients.about_feedback(tx, cause.subject_id)
    if cause.subject_kind == "staff_request":
        columns = (staff_requests.c.person_id, staff_requests.c.kind)
        row = tx.execute(select(*columns).where(staff_requests.c.id == cause.subject_id)).one()
        return recipients.about_person(tx, row.person_id, only_managers=row.kind in FOR_MANAGERS)
    if cause.subject_kind == "complaint":
        return recipients.about_complaint(tx, cause.subject_id)
    if cause.subject_kind in _RISKS:
        records = risk_plans if cause.subject_kind == RiskKind.PLAN else restrictions
        person_id = tx.execute(select(records.c.person_id).where(records.c.id == cause.subject_id)).scalar_one()
        return recipients.about_person(tx, person_id)
    if cause.subject_kind == "communication_profile":
        return recipients.about_person(tx, cause.subject_id)
    return Matter(house_id)


_RISKS = tuple(RiskKind)


def _feedback_waits(tx: Transaction, cause: Cause) -> bool:
    meant = [feedback.c.id == cause.subject_id]
    if cause.kind is NoticeKind.NEW_FEEDBACK:  # it tells of all that was said at once
        meant.append(feedback.c.first_id == cause.subject_id)
    where = (
        or_(*meant),
        feedback_follow_ups.c.status == FeedbackStatus.RECEIVED,
        NOT_REPLACED,
    )
    joined = select(feedback.c.id).join(feedback_follow_ups, feedback_follow_ups.c.feedback_id == feedback.c.id)
    return tx.execute(joined.where(*where)).first() is not None


def _complaint_waits(tx: Transaction, cause: Cause) -> bool:
    row: Any = tx.execute(select(complaints).where(complaints.c.id == cause.subject_id)).one()
    if cause.kind is NoticeKind.COMPLAINT_YOURS:
        return row.handler_id == cause.occasion.partition(":")[0] and row.state not in ANSWERED_COMPLAINTS
    if cause.kind is NoticeKind.COMPLAINT_WAITS:
        is_done = row.handler_id is not None or row.checked_at is not None
        return row.state == cause.occasion and not is_done
    return late_days(row, tx.today) == cause.occasion


def late_days(row: Any, today: date) -> str | None:
    """What is late of a complaint (a row of it), as the occasion of its notice: the acknowledgement or the answer, with the
    day on which it was due; None if nothing is."""
    if row.state == ComplaintState.CONFIRMED and row.acknowledge_by < today:
        return f"acknowledge {row.acknowledge_by.isoformat()}"
    is_open = row.state not in (*NO_COMPLAINT, *ANSWERED_COMPLAINTS)
    if is_open and row.expected_on is not None and row.expected_on < today:
        return f"answer {row.expected_on.isoformat()}"
    return None


def _action_waits(tx: Transaction, cause: Cause) -> bool:
    row: Any = tx.execute(select(pending_actions).where(pending_actions.c.id == cause.subject_id)).one()
    if cause.kind is NoticeKind.ACTION_YOURS:
        return row.status in OPEN_ACTIONS and cause.occasion.partition(":")[0] == row.owner_id
    if cause.kind is NoticeKind.ACTION_REOPENED:
        return row.status == ActionStatus.REOPENED and cause.occasion == str(row.reopened)
    is_late = row.status in OPEN_ACTIONS and row.due_on < tx.today
    return is_late and date.fromisoformat(cause.occasion) == row.due_on
