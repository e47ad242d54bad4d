"""A week of shifts: who is there on which day from when to when, and where nobody is. Clock times alone: no store, no zone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.errors import Refused

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DAY = 24 * 60
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00", re.ASCII)


@dataclass(frozen=True)
class Shift:
    """`weekday`: 0 is Monday; `start` and `end` in minutes of the day, in the service's own time, up to 1440."""

    staff_id: str
    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Gap:
    """A stretch of a day in which nobody is there."""

    weekday: int
    start: int
    end: int


@dataclass(frozen=True)
class Span:
    """From when to when as a person writes it: `end` is on the next day where it is not after `start`."""

    weekday: int
    start: int
    end: int


def clock(minute: int) -> str:
    """A minute of the day as 09:30; the end of the day is 24:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def minute_of(text: str) -> int:
    """The other way round. Raises Refused for what is no time of day."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None:
        raise Refused("Write a time as 09:00 or 20:30.")
    return DAY if found[1] is None else int(found[1]) * 60 + int(found[2])


def shifts_of(staff_id: str, span: Span) -> tuple[Shift, ...]:
    """The span on the days it lies on: 20:00 to 08:00 is the evening, and the morning of the next day."""
    start, end = span.start % DAY, span.end % DAY
    if end == 0:
        return (Shift(staff_id, span.weekday, start, DAY),)
    if start < end:
        return (Shift(staff_id, span.weekday, start, end),)
    return (Shift(staff_id, span.weekday, start, DAY), Shift(staff_id, (span.weekday + 1) % 7, 0, end))


def spans_of(shifts: Iterable[Shift]) -> tuple[Span, ...]:
    """The shifts of one contact as they were written, in the order of the week: what goes on after midnight is one night
    again, as long as it is no longer than a day."""
    left = sorted(set(shifts), key=lambda one: (one.weekday, one.start, one.end))
    mornings = {one.weekday: one for one in left if one.start == 0}
    spans, second_halves = [], set()
    for one in left:
        morning = mornings.get((one.weekday + 1) % 7)
        if one.end == DAY and morning is not None and morning.end <= one.start:
            second_halves.add(morning)
            spans.append((one, Span(one.weekday, one.start, morning.end)))
        else:
            spans.append((one, Span(one.weekday, one.start, one.end)))
    return tuple(span for first, span in spans if first not in second_halves)


def gaps(shifts: Iterable[Shift]) -> tuple[Gap, ...]:
    """Where the week has nobody, day by day."""
    by_day: dict[int, list[Shift]] = {day: [] for day in range(7)}
    for one in shifts:
        by_day[one.weekday].append(one)
    return tuple(gap for day, those in by_day.items() for gap in gaps_of_day(day, those))


def gaps_of_day(weekday: int, shifts: Sequence[Shift]) -> list[Gap]:
    """Where this day has nobody, of shifts that are all on it."""
    found, until = [], 0
    for one in sorted(shifts, key=lambda shift: shift.start):
        if one.start > until:
            found.append(Gap(weekday, until, one.start))
        until = max(until, one.end)
    return found if until >= DAY else [*found, Gap(weekday, until, DAY)]
