"""How each member of staff wants to be told: at once, once a day at a time they choose, or both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select, update

from storage import audit
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.notifications import notice_choices, notifications
from storage.vocabulary import NoticeKind, NoticeMode, NoticeStatus

USUAL_TIME = time(8, 30)
# A manager hears of what is late when it is late, whatever they chose.
_AT_ONCE_TO_MANAGERS = (
    *(NoticeKind.ACTION_OVERDUE, NoticeKind.DECISION_OVERDUE),
    *(NoticeKind.RISK_PLAN_REVIEW, NoticeKind.RESTRICTION_REVIEW),
)


@dataclass(frozen=True)
class NoticeChoice:
    """`digest_at` is a local time of day."""

    mode: NoticeMode = NoticeMode.AT_ONCE
    digest_at: time = USUAL_TIME


@dataclass(frozen=True)
class Way:
    """One e-mail that a notice goes into: at once, or with the others of the day."""

    is_digest: bool
    due_at: datetime


def of_member(tx: Transaction, staff_id: str) -> NoticeChoice:
    """What they chose, or at once."""
    row = tx.execute(select(notice_choices).where(notice_choices.c.staff_id == staff_id)).first()
    return NoticeChoice() if row is None else _choice(row)


def choose(tx: Transaction, member: StaffMember, choice: NoticeChoice) -> None:
    """Keep it. What waits for a digest moves to the new time, or goes out now where there is to be none any more. Raises
    Refused for a time with seconds or a zone: it is a local time of day."""
    if choice.digest_at.tzinfo is not None or choice.digest_at.second or choice.digest_at.microsecond:
        raise Refused("Type a time such as 08:30.")
    tx.execute(delete(notice_choices).where(notice_choices.c.staff_id == member.id))
    row = {"staff_id": member.id, "mode": choice.mode, "digest_at": choice.digest_at.strftime("%H:%M")}
    tx.execute(insert(notice_choices), {**row, "changed_at": tx.now})
    audit.record(tx, member.actor, "choose_notices", "staff", member.id, detail=choice.mode)
    due = tx.now if choice.mode is NoticeMode.AT_ONCE else next_digest(tx.now, choice.digest_at, tx.calendar.zone)
    waiting = (notifications.c.status == NoticeStatus.WAITING, notifications.c.due_at > tx.now)
    mine = (notifications.c.staff_id == member.id, notifications.c.is_digest)
    tx.execute(update(notifications).where(*mine, *waiting).values(due_at=due, next_try_at=due))


def ways(tx: Transaction, members: Iterable[StaffMember], kind: NoticeKind) -> dict[str, tuple[Way, ...]]:
    """The e-mails in which each of these gets a notice of this kind, by the id of the member."""
    to = {one.id: one for one in members}
    rows = tx.execute(select(notice_choices).where(notice_choices.c.staff_id.in_(to)))
    chosen = {row.staff_id: _choice(row) for row in rows}
    return {one: _ways(tx, member, kind, chosen.get(one, NoticeChoice())) for one, member in to.items()}


def _ways(tx: Transaction, member: StaffMember, kind: NoticeKind, choice: NoticeChoice) -> tuple[Way, ...]:
    at_once = Way(False, tx.now)
    if choice.mode is NoticeMode.AT_ONCE or (kind in _AT_ONCE_TO_MANAGERS and member.is_manager):
        return (at_once,)
    digest = Way(True, next_digest(tx.now, choice.digest_at, tx.calendar.zone))
    return (at_once, digest) if choice.mode is NoticeMode.BOTH else (digest,)


def _choice(row: Any) -> NoticeChoice:
    return NoticeChoice(NoticeMode(row.mode), time.fromisoformat(row.digest_at))


def next_digest(now: datetime, at: time, zone: ZoneInfo) -> datetime:
    """The next moment at which it is `at` on local clocks, after `now`. A time that the clocks jump over comes as much
    later as they jumped; of one that comes twice, the first counts."""
    day = now.astimezone(zone).date()
    while True:
        moment = datetime.combine(day, at, tzinfo=zone).astimezone(UTC)
        if moment > now:
            return moment
        day += timedelta(days=1)
