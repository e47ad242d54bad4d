"""One more row about a concern, in a table to which is only added: numbered, signed and dated."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table, func, insert, select

from storage.audit import Actor
from storage.database import Transaction
from storage.tables.base import new_id


def add(tx: Transaction, actor: Actor, table: Table, concern_id: str, **values: Any) -> None:
    """Add it behind the others of this concern, as written now by this actor."""
    there = select(func.count()).select_from(table).where(table.c.concern_id == concern_id)
    row = {"id": new_id(), "concern_id": concern_id, "number": int(tx.execute(there).scalar_one()) + 1, "at": tx.now}
    tx.execute(insert(table), {**row, "staff_id": actor.id if actor.kind == "staff" else None, **values})
