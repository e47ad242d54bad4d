"""When something last happened that has no record of its own, and must not be forgotten over a restart."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update

from storage.database import Transaction
from storage.tables.alerts import service_marks


def last(tx: Transaction, name: str) -> datetime | None:
    """When it last happened; None if it never did."""
    found: datetime | None = tx.execute(select(service_marks.c.at).where(service_marks.c.name == name)).scalar()
    return found


def keep(tx: Transaction, name: str) -> None:
    """It happened now."""
    if not tx.execute(update(service_marks).where(service_marks.c.name == name).values(at=tx.now)).rowcount:
        tx.execute(insert(service_marks), {"name": name, "at": tx.now})
