"""Whose words raised a concern: only of their own words is a person told and asked, and only those can they take back (R13)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from storage.tables.safeguarding import concern_notes, concerns

SAID_BY_SUPPORTER = "said_by_supporter"
"""The kind of the note that says which supporter wrote it."""


def is_own() -> ColumnElement[bool]:
    """For a query of `concerns`: whether the person said it themselves."""
    return and_(concerns.c.raised_by_id.is_(None), ~is_of_supporter())


def is_of_supporter() -> ColumnElement[bool]:
    """The same of what a supporter wrote."""
    where = (concern_notes.c.concern_id == concerns.c.id, concern_notes.c.kind == SAID_BY_SUPPORTER)
    return select(concern_notes.c.id).where(*where).exists()
