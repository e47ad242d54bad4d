"""Days as a person reads and hears them."""

from datetime import date


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
