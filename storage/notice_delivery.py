"""Notices on their way: which are due, what became of each try, and which could not be sent.

A message and its notices belong together until somebody knows what became of it: after a kill it goes out again as the
very same message, so that mail systems can drop the second.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import and_, select, update

from storage import notice_matters, notifications
from storage.database import NotFound, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.notifications import notifications as notices
from storage.tables.people import staff, staff_houses
from storage.vocabulary import NoticeChannel, NoticeKind, NoticeStatus

FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(days=1)
LATE_AFTER = timedelta(minutes=1)
UNSENT_SHOWN_FOR = timedelta(days=30)


class Tried(StrEnum):
    """What became of a try. `not_known`: it may have arrived. `refused`: trying again is of no use."""

    SENT = "sent"
    NOT_SENT = "not_sent"
    NOT_KNOWN = "not_known"
    REFUSED = "refused"


@dataclass(frozen=True)
class Notice:
    """What a message says of one thing."""

    kind: NoticeKind
    reference: str
    path: str


@dataclass(frozen=True)
class Parcel:
    """One message. `address` is None for the service channel; `reached` holds digests of the places that have it."""

    id: str
    channel: NoticeChannel
    address: str | None
    is_digest: bool
    notices: tuple[Notice, ...]
    reached: frozenset[str]


@dataclass(frozen=True)
class Unsent:
    """A notice that was given up. `who` is None for the service channel, and for somebody who does not work in a house of
    the manager who looks; `error` is a kind."""

    id: str
    channel: NoticeChannel
    who: str | None
    kind: NoticeKind
    reference: str
    path: str
    error: str
    due_at: datetime


def is_any_due(tx: Transaction, channel: NoticeChannel) -> bool:
    return tx.execute(select(notices.c.id).where(*_due(tx, channel)).limit(1)).first() is not None


def take(tx: Transaction, channel: NoticeChannel, most: int = 50) -> tuple[Parcel, ...]:
    """The messages to send now. What waits for one member is joined into one; what was dealt with meanwhile is dropped,
    and what waits for somebody who is away goes to who stands in."""
    due = tx.execute(select(notices).where(*_due(tx, channel)).order_by(notices.c.next_try_at)).all()
    for row in due:
        _drop_or_pass_on(tx, row)
    waiting = tx.execute(select(notices).where(*_due(tx, channel)).order_by(notices.c.next_try_at)).all()
    for staff_id, is_digest in dict.fromkeys((row.staff_id, row.is_digest) for row in waiting if not row.message_id):
        # With those that failed before and rest: one message when the server is back, not one for each.
        ready = (notices.c.status == NoticeStatus.WAITING, notices.c.message_id.is_(None), notices.c.due_at <= tx.now)
        whose = (notices.c.channel == channel, notices.c.staff_id == staff_id, notices.c.is_digest == is_digest)
        tx.execute(update(notices).where(*whose, *ready).values(message_id=new_id()))
    ids = tx.execute(select(notices.c.message_id).where(*_due(tx, channel)).order_by(notices.c.next_try_at)).scalars()
    return tuple(_parcel(tx, one) for one in list(dict.fromkeys(ids))[:most])


def keep_result(
    tx: Transaction, parcel_id: str, tried: Tried, error: str | None = None, reached: Iterable[str] = ()
) -> bool:
    """Record a try of a message, with the kind of what went wrong; returns whether it was given up."""
    rows = tx.execute(select(notices).where(notices.c.message_id == parcel_id, _IS_WAITING)).all()
    given_up = False
    for row in rows:
        values: dict[str, Any] = {"tries": row.tries + 1, "first_tried_at": row.first_tried_at or tx.now}
        if tried is Tried.SENT:
            values |= {"status": NoticeStatus.SENT, "sent_at": tx.now, "last_error": None}
        elif tried is Tried.REFUSED or tx.now - values["first_tried_at"] >= GIVE_UP_AFTER:
            values |= {"status": NoticeStatus.FAILED, "last_error": error}
            given_up = True
        else:
            rest = min(FIRST_REST * 2 ** min(row.tries, 10), LONGEST_REST)
            values |= {"next_try_at": tx.now + rest, "last_error": error, "reached": sorted(reached)}
            if tried is Tried.NOT_SENT:
                values["message_id"] = None  # surely not there: it may be joined with what comes next
        tx.execute(update(notices).where(notices.c.id == row.id).values(**values))
    return given_up


def not_set_up(tx: Transaction, channel: NoticeChannel) -> None:
    """This service has no such channel: what waits for it will not be sent, not years later either."""
    where = (notices.c.channel == channel, _IS_WAITING, notices.c.due_at <= tx.now)
    tx.execute(update(notices).where(*where).values(status=NoticeStatus.NOT_SET_UP))


def unsent(tx: Transaction, member: StaffMember) -> tuple[Unsent, ...]:
    """What could not be sent in the houses of this manager, newest first. Raises NotFound for anybody else."""
    if not member.is_manager:
        raise NotFound("There is no such page.")
    here = select(staff_houses.c.staff_id).where(staff_houses.c.house_id.in_(member.house_ids))
    rows = tx.execute(
        select(notices, staff.c.name.label("who"))
        .select_from(notices)
        .outerjoin(staff, and_(staff.c.id == notices.c.staff_id, staff.c.id.in_(here)))
        .where(*_unsent(tx, member))
        .order_by(notices.c.due_at.desc(), notices.c.id)
    )
    return tuple(
        Unsent(
            id=row.id,
            channel=NoticeChannel(row.channel),
            who=row.who,
            kind=NoticeKind(row.kind),
            reference=row.reference,
            path=row.path,
            error=row.last_error,
            due_at=row.due_at,
        )
        for row in rows
    )


def send_again(tx: Transaction, member: StaffMember) -> int:
    """Try all that could not be sent in this manager's houses once more, as if it were new; returns how many."""
    found = unsent(tx, member)
    fresh = {"status": NoticeStatus.WAITING, "tries": 0, "first_tried_at": None, "message_id": None}
    where = (notices.c.id.in_([one.id for one in found]), notices.c.status == NoticeStatus.FAILED)
    tx.execute(update(notices).where(*where).values(**fresh, next_try_at=tx.now))
    return len(found)


_IS_WAITING = notices.c.status == NoticeStatus.WAITING


def _due(tx: Transaction, channel: NoticeChannel) -> tuple[Any, ...]:
    return (notices.c.channel == channel, _IS_WAITING, notices.c.next_try_at <= tx.now)


def _unsent(tx: Transaction, member: StaffMember) -> tuple[Any, ...]:
    since = notices.c.due_at >= tx.now - UNSENT_SHOWN_FOR
    return (notices.c.status == NoticeStatus.FAILED, notice_matters.is_seen(member), since)


def _drop_or_pass_on(tx: Transaction, row: Any) -> None:
    cause = notifications.Cause(NoticeKind(row.kind), row.subject_kind, row.subject_id, row.occasion)
    if notice_matters.still_waits(tx, cause):
        if row.staff_id is None:
            return
        matter, to = notice_matters.who_hears(tx, cause, row.house_id, row.staff_id)
        if row.staff_id in {one.id for one in to}:
            return
        notifications.email(tx, cause, matter, to)
    tx.execute(update(notices).where(notices.c.id == row.id).values(status=NoticeStatus.NOT_NEEDED, message_id=None))


def _parcel(tx: Transaction, parcel_id: str) -> Parcel:
    where = (notices.c.message_id == parcel_id, _IS_WAITING)
    rows = tx.execute(
        select(notices, staff.c.email)
        .outerjoin(staff, staff.c.id == notices.c.staff_id)
        .where(*where)
        .order_by(notices.c.created_at, notices.c.id)
    ).all()
    told = tuple(Notice(NoticeKind(row.kind), row.reference, row.path) for row in rows)
    first = rows[0]
    return Parcel(parcel_id, NoticeChannel(first.channel), first.email, first.is_digest, told, frozenset(first.reached))
