"""What should have been done about a concern within a working day, and was not (R21, R23, R24)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from storage import concern_duties, listening
from storage.concerns import LISTEN, Concern
from storage.database import Calendar, Transaction

WORKING_DAYS = 1


def due_on(concern: Concern, calendar: Calendar) -> date:
    """The day by which what nobody could screen is heard, a check has its outcome, and no duty is blank."""
    if concern.kind == LISTEN and concern.tier == "check":
        return listening.due_on(concern, calendar)
    return calendar.working_days_after(calendar.day(concern.raised_at), WORKING_DAYS)


def overdue(tx: Transaction, concerns: Sequence[Concern]) -> frozenset[str]:
    """The ids of those of these that are open and overdue."""
    late = [one for one in concerns if one.is_open and due_on(one, tx.calendar) < tx.today]
    undecided = frozenset(one.id for one in late if one.tier == "check")
    return undecided | concern_duties.with_blanks(tx, [one.id for one in late if one.tier != "check"])
