"""What is late, and whose days away have begun: found by the schedule, and told of once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, select, update

from storage import (
    communication_steps,
    complaint_flags,
    late_complaints,
    late_reviews,
    notifications,
    recipients,
    staff_accounts,
)
from storage.audit import SYSTEM
from storage.database import Transaction
from storage.notifications import Cause
from storage.recipients import Matter
from storage.replaced import NOT_REPLACED
from storage.tables.communication import communication_profiles
from storage.tables.feedback import feedback, feedback_follow_ups
from storage.tables.notifications import notifications as notices
from storage.tables.notifications import staff_absences
from storage.tables.pending_actions import pending_actions
from storage.vocabulary import OPEN_ACTIONS, ComplaintState, FeedbackStatus, NoticeKind


def is_there_any(tx: Transaction) -> bool:
    """Whether `tell` has something to do; it costs a few short reads."""
    found = (untold(tx, 1) for untold in (_actions, _decisions, late_complaints.untold, _profiles, _beginning))
    return any(found) or bool(late_reviews.untold(tx))


def tell(tx: Transaction, count: int = 100) -> None:
    """Queue the notices of what became late: an action's to its owner and the managers, once for each day it was due on; a
    decision's to the managers (R38); a complaint's to who handles it and the managers whom it is not about (R47). An action
    that did not help and is late again may be a complaint (R42). Of a risk plan or a restriction that is to be reviewed (R35)
    the managers hear as well as the keyworker, of how a person communicates the keyworker (R50). And tell each cover whose days
    away have begun."""
    for row in _actions(tx, count):
        matter = recipients.about_action(tx, row.id)
        to = {one.id: one for one in recipients.reachable(tx, matter, [row.owner_id])}
        to |= {one.id: one for one in recipients.managers_for(tx, matter)}
        cause = Cause(NoticeKind.ACTION_OVERDUE, "pending_action", row.id, row.due_on.isoformat())
        notifications.queue(tx, cause, matter, tuple(to.values()))
        if row.reopened and (complaint_id := complaint_flags.day_missed(tx, row.id)) is not None:
            notifications.complaint_waits(tx, SYSTEM, complaint_id, ComplaintState.POSSIBLE)
    for row in _decisions(tx, count):
        matter = recipients.about_feedback(tx, row.id)
        cause = Cause(NoticeKind.DECISION_OVERDUE, "feedback", row.id, row.triage_due_on.isoformat())
        notifications.queue(tx, cause, matter, recipients.managers_for(tx, matter))
    late_complaints.tell(tx, count)
    late_reviews.tell(tx, count)
    for row in _profiles(tx, count):
        notifications.profile_overdue(tx, row.person_id, row.next_review_on)
    for row in _beginning(tx, count):
        _tell_cover(tx, row.id, row.staff_id)


def _told_of(kind: NoticeKind, subject_id: ColumnElement[str], occasion: ColumnElement[str]) -> ColumnElement[bool]:
    where = (notices.c.kind == kind, notices.c.subject_id == subject_id, notices.c.occasion == occasion)
    return exists().where(*where)


def _actions(tx: Transaction, count: int) -> list[Any]:
    kind, day = NoticeKind.ACTION_OVERDUE, cast(pending_actions.c.due_on, String)
    where = (
        pending_actions.c.status.in_(OPEN_ACTIONS),
        pending_actions.c.due_on < tx.today,
        ~_told_of(kind, pending_actions.c.id, day),
    )
    columns = (pending_actions.c[name] for name in ("id", "owner_id", "due_on", "reopened"))
    return list(tx.execute(select(*columns).where(*where).order_by(pending_actions.c.due_on).limit(count)))


def _decisions(tx: Transaction, count: int) -> list[Any]:
    kind, day = NoticeKind.DECISION_OVERDUE, cast(feedback_follow_ups.c.triage_due_on, String)
    where = (
        feedback_follow_ups.c.status == FeedbackStatus.RECEIVED,
        feedback_follow_ups.c.triage_due_on < tx.today,
        NOT_REPLACED,
        ~_told_of(kind, feedback.c.id, day),
    )
    columns = (feedback.c.id, feedback_follow_ups.c.triage_due_on)
    joined = select(*columns).join(feedback_follow_ups, feedback_follow_ups.c.feedback_id == feedback.c.id)
    return list(tx.execute(joined.where(*where).order_by(feedback_follow_ups.c.triage_due_on).limit(count)))


def _profiles(tx: Transaction, count: int) -> list[Any]:
    day = cast(communication_profiles.c.next_review_on, String)
    untold = ~_told_of(NoticeKind.PROFILE_OVERDUE, communication_profiles.c.person_id, day)
    return communication_steps.overdue(tx, untold)[:count]


def _beginning(tx: Transaction, count: int) -> list[Any]:
    where = (
        staff_absences.c.from_day <= tx.today,
        staff_absences.c.to_day >= tx.today,
        staff_absences.c.ended_at.is_(None),
        staff_absences.c.announced_at.is_(None),
    )
    return list(tx.execute(select(staff_absences.c.id, staff_absences.c.staff_id).where(*where).limit(count)))


def _tell_cover(tx: Transaction, absence_id: str, staff_id: str) -> None:
    """By e-mail alone: who is away is nobody else's business."""
    tx.execute(update(staff_absences).where(staff_absences.c.id == absence_id).values(announced_at=tx.now))
    cause = Cause(NoticeKind.STANDING_IN, "absence", absence_id)
    for house_id in staff_accounts.member(tx, staff_id).house_ids:
        matter = Matter(house_id)
        to = [one for one in recipients.reachable(tx, matter, [staff_id]) if one.id != staff_id]
        notifications.email(tx, cause, matter, to)
