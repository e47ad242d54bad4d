"""Checks and voice messages that wait for a human look: whoever keeps people safe is told of them once each working day, at
nine in the morning (R23, R24)."""

from __future__ import annotations

from datetime import time

from sqlalchemy import select

from storage import alerts, marks
from storage.alerts import Cause
from storage.database import Transaction
from storage.tables.safeguarding import concerns
from storage.vocabulary import AlertKind

AT = time(9)
_LOOKED = "human_look"


def is_due(tx: Transaction) -> bool:
    """Whether this working day's time has come, and nobody has looked yet what waits."""
    last = marks.last(tx, _LOOKED)
    if last is not None and tx.calendar.day(last) >= tx.today:
        return False
    return tx.calendar.is_working_day(tx.today) and tx.now.astimezone(tx.calendar.zone).time() >= AT


def tell(tx: Transaction) -> None:
    """One alert with a link to the list, if anything waits; what comes later in the day is told of tomorrow."""
    if not is_due(tx):
        return
    marks.keep(tx, _LOOKED)
    waits = (concerns.c.tier == "check", concerns.c.acknowledged_at.is_(None), concerns.c.is_test.is_(False))
    if tx.execute(select(concerns.c.id).where(*waits).limit(1)).first():
        alerts.raise_alert(tx, Cause(AlertKind.CHECKS, "check", f"checks:{tx.today.isoformat()}"))
