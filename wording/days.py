"""Days and times of day as a person reads and hears them."""

from collections.abc import Sequence
from datetime import date, time


def in_full(day: date, today: date) -> str:
    """Like `in_words`, but never "today": for a page that is printed and read on another day."""
    words = f"{day:%A} {day.day} {day:%B}"
    return words if day.year == today.year else f"{words} {day.year}"


def in_words(day: date, today: date) -> str:
    """ "today", "tomorrow", or "Friday 27 November"; with the year only where it is another one."""
    if day == today:
        return "today"
    if (day - today).days == 1:
        return "tomorrow"
    return in_full(day, today)


def of_event(day: date, today: date) -> str:
    """Of something that was: "today", "yesterday", or "on Monday 2 March"."""
    if day == today:
        return "today"
    return "yesterday" if (today - day).days == 1 else f"on {in_full(day, today)}"


def of_the_week(weekdays: Sequence[int]) -> str:
    """Of each week: "every day", "Monday to Friday", "each Monday and Thursday". Monday is 0."""
    if len(weekdays) == len(_NAMES):
        return "every day"
    if tuple(weekdays) == (0, 1, 2, 3, 4):
        return "Monday to Friday"
    *first, last = (_NAMES[day] for day in weekdays)
    return f"each {' and '.join((', '.join(first), last) if first else (last,))}"


def clock(at: time) -> str:
    """A time of day as one says it: "6 in the evening", "half past 9 in the morning"."""
    hour, part = at.hour % 12 or 12, next(part for until, part in _PARTS if at.hour < until)
    exact = f"{hour}" if at.minute == 0 else f"half past {hour}" if at.minute == 30 else f"{hour}:{at.minute:02}"
    return f"{exact} {part}"


_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PARTS = ((5, "at night"), (12, "in the morning"), (17, "in the afternoon"), (21, "in the evening"), (24, "at night"))
