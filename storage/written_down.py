"""What staff write down about one person and may end again: it holds while nobody ended it, and stays with who did what when."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select, update

from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.people import staff


def held(table: Table, person_id: str) -> tuple[ColumnElement[bool], ...]:
    """Where it is this person's and holds."""
    return (table.c.person_id == person_id, table.c.ended_at.is_(None))


def count(tx: Transaction, table: Table, person_id: str) -> int:
    """How many of this person hold."""
    return int(tx.execute(select(func.count()).select_from(table).where(*held(table, person_id))).scalar_one())


def end(tx: Transaction, table: Table, member: StaffMember, row_id: str) -> None:
    """From now on it holds no more."""
    ended = {"ended_by_id": member.id, "ended_at": tx.now}
    tx.execute(update(table).where(table.c.id == row_id).values(**ended))


def with_names(table: Table, person_id: str, by: ColumnElement[Any]) -> Select[Any]:
    """Every row of this person with the names `added_by` and `ended_by`, the last ended first, then by this column."""
    adder, ender = staff.alias(), staff.alias()
    return (
        select(table, adder.c.name.label("added_by"), ender.c.name.label("ended_by"))
        .join(adder, adder.c.id == table.c.added_by_id)
        .outerjoin(ender, ender.c.id == table.c.ended_by_id)
        .where(table.c.person_id == person_id)
        .order_by(table.c.ended_at.desc(), by, table.c.id)
    )
