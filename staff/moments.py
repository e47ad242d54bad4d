"""Days and times as staff read them."""

from __future__ import annotations

from datetime import date, datetime

from storage.database import Calendar
from wording import days


def day_in_words(day: date, today: date) -> str:
    """ "yesterday", "today", "tomorrow", or "Friday 27 November"."""
    return "yesterday" if (today - day).days == 1 else days.in_words(day, today)


def moment_in_words(at: datetime, now: datetime, calendar: Calendar) -> str:
    """ "today at 3:05pm", in the service's own time zone."""
    local = at.astimezone(calendar.zone)
    hour = local.hour % 12 or 12
    half = "am" if local.hour < 12 else "pm"
    return f"{day_in_words(local.date(), calendar.day(now))} at {hour}:{local:%M}{half}"
