"""What a monitor may know of the store: counts, ages and sizes, read in one transaction; nothing of any person (R65).

Concerns are not among them: a number that goes from 0 to 1 would tell of one (R13).
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select, update

from storage import deliveries, readings, risk_reviews
from storage.database import Store, Transaction
from storage.tables.conversation import inbox, outbox
from storage.tables.governance import audit_head
from storage.tables.notifications import notifications
from storage.tables.people import addresses
from storage.vocabulary import NoticeStatus, ReadingEnd, RiskKind


@dataclass(frozen=True)
class Queue:
    """Something that waits to be worked off: how many, and how long the oldest has waited, in seconds (0 if none does)."""

    name: str
    waiting: int
    oldest_seconds: float


@dataclass(frozen=True)
class Figures:
    """`readings`: of the last 28 days, by what became of them; `overdue`: risk plans and restrictions past their review day."""

    queues: tuple[Queue, ...]
    database_bytes: int
    readings: dict[ReadingEnd, int]
    overdue: dict[RiskKind, int]


def read(tx: Transaction) -> Figures:
    """All of them, from one moment."""
    queues = (inbox_queue(tx), *_outbox_queues(tx), notices_queue(tx))
    return Figures(queues, _size(tx), readings.by_end(tx), risk_reviews.count_overdue(tx))


def inbox_queue(tx: Transaction) -> Queue:
    """Messages of people that are not answered yet."""
    where = inbox.c.status == "waiting"
    row = tx.execute(select(func.count(), func.min(inbox.c.received_at)).where(where)).one()
    return _queue(tx, "inbox", *row)


def notices_queue(tx: Transaction) -> Queue:
    """Notices to staff that are due and have not gone out."""
    where = (notifications.c.status == NoticeStatus.WAITING, notifications.c.due_at <= tx.now)
    row = tx.execute(select(func.count(), func.min(notifications.c.due_at)).where(*where)).one()
    return _queue(tx, "notifications", *row)


def write_something(tx: Transaction) -> None:
    """Raises if the database takes no more writes, as on a full disk; what it holds stays the same."""
    tx.execute(update(audit_head).values(position=audit_head.c.position))


def free_bytes(store: Store) -> int | None:
    """What is free on the disk of the SQLite file; None for a database server, whose disk we do not see."""
    return shutil.disk_usage(Path(str(store.engine.url.database)).parent).free if store.is_sqlite else None


def _outbox_queues(tx: Transaction) -> tuple[Queue, ...]:
    """Messages that may go out and have not arrived, for each channel by which their people can be reached: a page that is
    opened now and then, or a messaging app into which we send."""
    where = (outbox.c.status == "waiting", outbox.c.not_before <= tx.now)
    linked = (addresses.c.person_id == outbox.c.person_id, addresses.c.ended_at.is_(None))
    channel = func.coalesce(addresses.c.channel, "nowhere")
    rows = tx.execute(
        select(channel, func.count(outbox.c.id.distinct()), func.min(outbox.c.not_before))
        .select_from(outbox)
        .outerjoin(addresses, linked[0] & linked[1])
        .where(*where)
        .group_by(channel)
        .order_by(channel)
    )
    pulled = [
        _queue(tx, f"outbox_{name}", count, oldest) for name, count, oldest in rows if name not in deliveries.APPS
    ]
    pushed = [_queue(tx, f"outbox_{name}", *deliveries.waiting(tx, name)) for name in deliveries.APPS]
    return (*pulled, *pushed)


def _queue(tx: Transaction, name: str, waiting: int, oldest: datetime | None) -> Queue:
    # By another program's clock a message may be of a moment that has not come yet.
    age = 0.0 if oldest is None else max(0.0, (tx.now - oldest).total_seconds())
    return Queue(name, int(waiting), age)


def _size(tx: Transaction) -> int:
    if tx.connection.dialect.name == "sqlite":
        pages, size = (tx.connection.exec_driver_sql(f"PRAGMA page_{one}").scalar_one() for one in ("count", "size"))
        return int(pages) * int(size)
    return int(tx.connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one())
