"""Days and times as staff read them."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from storage.database import Calendar
from wording import days


def day_in_words(day: date, today: date) -> str:
    """ "yesterday", "today", "tomorrow", or "Friday 27 November"."""
    return "yesterday" if (today - day).days == 1 else days.in_words(day, today)


def moment_in_words(at: datetime, now: datetime, calendar: Calendar) -> str:
    """ "today at 3:05pm", in the service's own time zone."""
    local = at.astimezone(calendar.zone)
    return f"{day_in_words(local.date(), calendar.day(now))} at {clock_in_words(local.time())}"


def moment_exactly(at: datetime, zone: ZoneInfo) -> str:
    """ "Tuesday 24 November 2026, 15:05:09 GMT", for who reads it years later."""
    local = at.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M:%S %Z}"


def clock_in_words(clock: time) -> str:
    """ "3:05pm"."""
    return f"{clock.hour % 12 or 12}:{clock:%M}{'am' if clock.hour < 12 else 'pm'}"
