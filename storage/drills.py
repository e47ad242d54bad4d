"""Drills: invented words go the whole way of an alert, and what is kept of them is how long it took until somebody
acknowledged it (R28)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import func, select

from storage import concerns, safeguarding_team
from storage.audit import SYSTEM
from storage.database import Transaction
from storage.tables.safeguarding import concerns as concerns_table

FROM, UNTIL = time(10), time(16)
ACKNOWLEDGED_WITHIN = timedelta(days=1)
LONGEST_BETWEEN = timedelta(days=35)


@dataclass(frozen=True)
class Drill:
    """One drill. `acknowledged_after` is None while nobody has acknowledged it."""

    raised_at: datetime
    acknowledged_after: timedelta | None

    @property
    def minutes(self) -> int | None:
        """Whole minutes until somebody acknowledged it, at least one."""
        took = self.acknowledged_after
        return None if took is None else max(1, round(took.total_seconds() / 60))


@dataclass(frozen=True)
class Drills:
    """`last` is None if there was none yet; `is_overdue`: nobody acknowledged the last one within a day, or none was made
    for five weeks."""

    last: Drill | None
    is_overdue: bool


def drills(tx: Transaction) -> Drills:
    """How the last one went."""
    columns = (concerns_table.c.raised_at, concerns_table.c.acknowledged_at)
    newest = select(*columns).where(concerns_table.c.is_test).order_by(concerns_table.c.raised_at.desc()).limit(1)
    row = tx.execute(newest).first()
    if row is None:
        return Drills(None, is_overdue=True)
    took = None if row.acknowledged_at is None else row.acknowledged_at - row.raised_at
    is_late = tx.now - row.raised_at > ACKNOWLEDGED_WITHIN if took is None else took > ACKNOWLEDGED_WITHIN
    return Drills(Drill(row.raised_at, took), is_late or tx.now - row.raised_at > LONGEST_BETWEEN)


def is_due(tx: Transaction, every: timedelta | None) -> bool:
    """Whether it is time for one: in working hours, so that it wakes nobody; never where there is nobody to tell. `every`
    is None where drills are off."""
    local = tx.now.astimezone(tx.calendar.zone)
    if every is None or not tx.calendar.is_working_day(local.date()) or not FROM <= local.time() < UNTIL:
        return False
    last = tx.execute(select(func.max(concerns_table.c.raised_at)).where(concerns_table.c.is_test)).scalar()
    is_long_ago = last is None or tx.today - tx.calendar.day(last) >= every
    return is_long_ago and bool(safeguarding_team.contacts(tx))


def begin(tx: Transaction, words: str, *, tier: str, kind: str, reasons: tuple[str, ...], rules_version: str) -> str:
    """Raise a TEST concern about these words, as the screen found them: once a day; returns its id."""
    return concerns.raise_concern(
        tx,
        SYSTEM,
        None,
        f"drill:{tx.today.isoformat()}",
        tier=tier,
        kind=kind,
        reasons=reasons,
        rules_version=rules_version,
        words=words,
        said_at=tx.now,
        is_test=True,
    )
