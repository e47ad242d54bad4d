"""A day in three fields: day, month, year."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

NEAR = timedelta(days=366)
"""How far from today a day can be that somebody has just done or promises."""


class NotADay(ValueError):
    """What was typed is no day; the message says what to type."""


def typed(form: Mapping[str, str], name: str) -> dict[str, str]:
    """The three fields as they were typed, to show them again."""
    return {part: form.get(f"{name}-{part}", "") for part in ("day", "month", "year")}


def as_fields(day: date) -> dict[str, str]:
    """The three fields of a day."""
    return {"day": str(day.day), "month": str(day.month), "year": str(day.year)}


def in_form(name: str, day: date) -> dict[str, str]:
    """The three fields of a day as a form would have sent them."""
    return {f"{name}-{part}": value for part, value in as_fields(day).items()}


def needed(form: Mapping[str, str], name: str, problems: dict[str, str]) -> date:
    """The day; where none was typed, or what was typed is none, that goes into `problems` and it is the first day there is."""
    try:
        day = read(form, name)
    except NotADay as error:
        problems[f"{name}-day"] = str(error)
        return date.min
    if day is None:
        problems[f"{name}-day"] = "Type the day."
    return day or date.min


def read(form: Mapping[str, str], name: str) -> date | None:
    """The day, or None if all three fields are empty. Raises NotADay."""
    parts = typed(form, name)
    if not any(parts.values()):
        return None
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except (ValueError, OverflowError):
        raise NotADay("Type a real day, such as 27 11 2026.") from None


def read_near(form: Mapping[str, str], name: str, today: date) -> date | None:
    """The same for what was done lately or is promised soon: a year that is more than one away is a slip of the hand. Raises
    NotADay."""
    day = read(form, name)
    if day is not None and day < today - NEAR:
        raise NotADay("This day is more than a year ago. Look at the year.")
    if day is not None and day > today + NEAR:
        raise NotADay("This day is more than a year from now. Look at the year.")
    return day
