"""The tables, by subject. Times are aware UTC, ids are random (a gap in a sequence would tell of a hidden row)."""

from storage.tables import (
    alerts,
    channels,
    complaints,
    conversation,
    feedback,
    governance,
    notifications,
    other_ways,
    pending_actions,
    people,
    recordings,
    safeguarding,
    understanding,
    what_matters,
)
from storage.tables.base import metadata

__all__ = [
    "alerts",
    "channels",
    "complaints",
    "conversation",
    "feedback",
    "governance",
    "metadata",
    "notifications",
    "other_ways",
    "pending_actions",
    "people",
    "recordings",
    "safeguarding",
    "understanding",
    "what_matters",
]
