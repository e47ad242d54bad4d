"""What every table shares: named constraints, aware times, random ids."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, MetaData, String, TypeDecorator

# Named, or alembic could not drop one on SQLite.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """An aware UTC time; kept without its zone where the database has no zones (SQLite)."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be kept")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


def new_id() -> str:
    """A random id of 22 characters that fits a button and tells nothing. None begins with a dash: at the command line that
    would be an option."""
    made = secrets.token_urlsafe(16)
    return new_id() if made.startswith("-") else made


def id_column() -> Column[str]:
    return Column("id", String(32), primary_key=True)


def link(name: str, target: str, *, required: bool = True, **options: Any) -> Column[str]:
    """A foreign key to `target`.id."""
    return Column(name, String(32), ForeignKey(f"{target}.id"), nullable=not required, **options)
