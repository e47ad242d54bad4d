"""What staff are told of: each cause queues its notices in its own transaction, so none is lost and none comes twice.

A notice holds a kind, a reference and the path of a page; never a name, anyone's words or what it is about (R14). Nothing
here knows of concerns: what happens in a house queues the same notices whether or not there is one (R13).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, insert, or_, select, update

from storage import notice_choices, recipients
from storage.audit import Actor
from storage.complaint_sight import hidden
from storage.database import Transaction
from storage.notice_choices import Way
from storage.recipients import Matter
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.complaints import complaints
from storage.tables.feedback import feedback, feedback_follow_ups
from storage.tables.notifications import notifications
from storage.tables.pending_actions import pending_actions
from storage.vocabulary import ComplaintState, NoticeChannel, NoticeKind, NoticeStatus

_PATHS = {
    "feedback": "/staff/feedback/{}",
    "staff_request": "/staff/requests/{}",
    "pending_action": "/staff/actions/{}",
    "absence": "/staff/absences",
    "complaint": "/staff/complaints/{}",
    "risk_plan": "/staff/risk-plans/{}",
    "restriction": "/staff/restrictions/{}",
    "communication_profile": "/staff/people/{}/communication",
}
# Easy to read out: nothing in it looks like something else.
_REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Cause:
    """What happened to what, and what makes it another time that it happened."""

    kind: NoticeKind
    subject_kind: str
    subject_id: str
    occasion: str = ""


@dataclass(frozen=True)
class Noticed:
    """One notice as its member sees it on their page."""

    kind: NoticeKind
    reference: str
    path: str
    is_digest: bool
    status: NoticeStatus
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None


def new_feedback(tx: Transaction, actor: Actor, row: dict[str, Any]) -> None:
    """Somebody said something, and it waits for a decision. Whoever entered it knows already."""
    matter = recipients.about_feedback(tx, row["id"])
    to = [one for one in recipients.recipients_for(tx, matter) if one.actor != actor]
    queue(tx, Cause(NoticeKind.NEW_FEEDBACK, "feedback", row["id"]), matter, to)


def new_request(tx: Transaction, request_id: str, person_id: str, *, only_managers: bool) -> None:
    """Somebody asked something of staff, and it waits for an answer."""
    matter = recipients.about_person(tx, person_id, only_managers=only_managers)
    cause = Cause(NoticeKind.NEW_REQUEST, "staff_request", request_id)
    queue(tx, cause, matter, recipients.recipients_for(tx, matter))


def new_owner(tx: Transaction, member: StaffMember, action_id: str, owner_id: str, occasion: str) -> None:
    """This member gave an action to its owner; nobody is told of what they took themselves."""
    if owner_id == member.id:
        return
    matter = recipients.about_action(tx, action_id)
    to = [one for one in recipients.reachable(tx, matter, [owner_id]) if one.id != member.id]
    queue(tx, Cause(NoticeKind.ACTION_YOURS, "pending_action", action_id, f"{owner_id}:{occasion}"), matter, to)


def chosen(tx: Transaction, action_id: str, owner_id: str) -> None:
    """A person chose something that this member is to carry out."""
    matter = recipients.about_action(tx, action_id)
    cause = Cause(NoticeKind.ACTION_YOURS, "pending_action", action_id, f"{owner_id}:chosen")
    queue(tx, cause, matter, recipients.reachable(tx, matter, [owner_id]))


def reopened(tx: Transaction, action_id: str, times: int) -> None:
    """The person said that it did not help: it is its owner's again (R41)."""
    owner_id = tx.execute(select(pending_actions.c.owner_id).where(pending_actions.c.id == action_id)).scalar_one()
    matter = recipients.about_action(tx, action_id)
    cause = Cause(NoticeKind.ACTION_REOPENED, "pending_action", action_id, str(times))
    queue(tx, cause, matter, recipients.reachable(tx, matter, [owner_id]))


def complaint_waits(tx: Transaction, actor: Actor, complaint_id: str, state: ComplaintState) -> None:
    """A complaint waits for a manager: to decide, to look at what was only noted, or to say who handles it."""
    matter = recipients.about_complaint(tx, complaint_id)
    to = [one for one in recipients.managers_for(tx, matter) if one.actor != actor]
    queue(tx, Cause(NoticeKind.COMPLAINT_WAITS, "complaint", complaint_id, state), matter, to)


def complaint_yours(tx: Transaction, actor: Actor, complaint_id: str, handler_id: str) -> None:
    """This member handles it from now on; nobody is told of what they took themselves."""
    matter = recipients.about_complaint(tx, complaint_id)
    to = [one for one in recipients.reachable(tx, matter, [handler_id]) if one.actor != actor]
    cause = Cause(NoticeKind.COMPLAINT_YOURS, "complaint", complaint_id, f"{handler_id}:{tx.now.isoformat()}")
    queue(tx, cause, matter, to)


def profile_overdue(tx: Transaction, person_id: str, due_on: date) -> None:
    """How a person communicates was to be looked at again by this day: their keyworker hears of it, or the managers."""
    matter = recipients.about_person(tx, person_id)
    cause = Cause(NoticeKind.PROFILE_OVERDUE, "communication_profile", person_id, due_on.isoformat())
    queue(tx, cause, matter, recipients.recipients_for(tx, matter))


def queue(tx: Transaction, cause: Cause, matter: Matter, to: Iterable[StaffMember]) -> None:
    """A notice for each of them in each way they chose, and one for the place that the whole service reads. The same cause
    queues nothing twice."""
    # Others read that place too. The row says that this was told of, where no manager could be.
    is_for_some = matter.only_managers or matter.hidden_from
    status = NoticeStatus.NOT_NEEDED if is_for_some else NoticeStatus.WAITING
    everybody = _row(tx, cause, matter, NoticeChannel.SERVICE, None, Way(False, tx.now))
    _keep(tx, [*_emails(tx, cause, matter, to), {**everybody, "status": status}])


def email(tx: Transaction, cause: Cause, matter: Matter, to: Iterable[StaffMember]) -> None:
    """A notice for each of them in each way they chose, and for nobody else."""
    _keep(tx, _emails(tx, cause, matter, to))


def of_member(tx: Transaction, member: StaffMember, count: int = 20) -> tuple[Noticed, ...]:
    """The last notices of this member, newest first."""
    names = ("kind", "reference", "path", "is_digest", "status", "created_at", "due_at", "sent_at")
    columns = (notifications.c[name] for name in names)
    rows = tx.execute(
        select(*columns)
        .where(notifications.c.staff_id == member.id, ~is_hidden(member))
        .order_by(notifications.c.created_at.desc(), notifications.c.id)
        .limit(count)
    )
    found = (dict(row._mapping) for row in rows)
    return tuple(
        Noticed(**{**one, "kind": NoticeKind(one["kind"]), "status": NoticeStatus(one["status"])}) for one in found
    )


def is_hidden(member: StaffMember) -> ColumnElement[bool]:
    """For a query of `notifications`: whether it is of something that turned out to be said about this member (R48)."""
    of_action = (
        feedback_follow_ups.c.feedback_id == feedback.c.id,
        feedback_follow_ups.c.pending_action_id == notifications.c.subject_id,
    )
    of_complaint = (complaints.c.feedback_id == feedback.c.id, complaints.c.id == notifications.c.subject_id)
    about = (
        exists().where(feedback.c.id == notifications.c.subject_id, hidden(member)),
        exists().where(*of_action, hidden(member)),
        exists().where(*of_complaint, hidden(member)),
    )
    return or_(*about)


def reference_of(subject_id: str) -> str:
    """A short name to speak of it by; it tells nothing, and the same thing always has the same one."""
    number = int.from_bytes(hashlib.sha256(subject_id.encode()).digest()[:8])
    letters = ""
    for _ in range(6):
        number, place = divmod(number, len(_REFERENCE_LETTERS))
        letters += _REFERENCE_LETTERS[place]
    return f"{letters[:3]}-{letters[3:]}"


def _emails(tx: Transaction, cause: Cause, matter: Matter, to: Iterable[StaffMember]) -> list[dict[str, Any]]:
    return [
        _row(tx, cause, matter, NoticeChannel.EMAIL, staff_id, way)
        for staff_id, ways in notice_choices.ways(tx, to, cause.kind).items()
        for way in ways
    ]


def _row(tx: Transaction, cause: Cause, matter: Matter, channel: str, staff_id: str | None, way: Way) -> dict[str, Any]:
    when = "digest" if way.is_digest else "now"
    return {
        "id": new_id(),
        "once": ":".join((channel, when, staff_id or "", cause.kind, cause.subject_id, cause.occasion)),
        "staff_id": staff_id,
        "house_id": matter.house_id,
        "channel": channel,
        "kind": cause.kind,
        "subject_kind": cause.subject_kind,
        "subject_id": cause.subject_id,
        "occasion": cause.occasion,
        "reference": reference_of(cause.subject_id),
        "path": _PATHS[cause.subject_kind].format(cause.subject_id),
        "is_digest": way.is_digest,
        "status": NoticeStatus.WAITING,
        "created_at": tx.now,
        "due_at": way.due_at,
        "next_try_at": way.due_at,
    }


def _keep(tx: Transaction, rows: list[dict[str, Any]]) -> None:
    """Those that are new; one that was passed on to somebody and has come back waits again."""
    columns = (notifications.c.once, notifications.c.status)
    where = notifications.c.once.in_([row["once"] for row in rows])
    known = {row.once: row.status for row in tx.execute(select(*columns).where(where))}
    new = [row for row in rows if row["once"] not in known]
    if new:
        tx.execute(insert(notifications), new)
    for row in rows:
        if known.get(row["once"]) == NoticeStatus.NOT_NEEDED and row["staff_id"] is not None:
            again = {name: row[name] for name in ("status", "due_at", "next_try_at")}
            tx.execute(update(notifications).where(notifications.c.once == row["once"]).values(**again))
