"""The form of a week: for each day some times from and to; a night ends on the next day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from storage.errors import Refused
from storage.week import DAY, DAYS, Span, clock, minute_of

MOST_A_DAY = 24
"""Times; nobody comes and goes more often than each hour."""


@dataclass(frozen=True)
class Row:
    """One time of a day as it stands in the form. `name`: what its two fields are called with -from and -to."""

    name: str
    start: str
    end: str

    @property
    def is_empty(self) -> bool:
        return not (self.start or self.end)


def of_spans(spans: Iterable[Span]) -> dict[str, str]:
    """The form that says these."""
    form: dict[str, str] = {}
    for day in range(len(DAYS)):
        for at, span in enumerate(one for one in spans if one.weekday == day):
            name = _name(day, at)
            form |= {f"{name}-from": clock(span.start), f"{name}-to": clock(span.end % DAY)}
    return form


def rows(form: Mapping[str, str]) -> tuple[tuple[Row, ...], ...]:
    """For each day what is in the form, and one empty row more."""
    found = [[row for row in _rows(form, day) if not row.is_empty] for day in range(len(DAYS))]
    # An empty row has a name that no other of its day has.
    return tuple((*some, _free_row(day, some)) for day, some in enumerate(found))


def read(form: Mapping[str, str]) -> tuple[tuple[Span, ...], dict[str, str]]:
    """What was typed, and what is wrong with it by field."""
    spans: list[Span] = []
    problems: dict[str, str] = {}
    for day, name in enumerate(DAYS):
        for row in _rows(form, day):
            if row.is_empty:
                continue
            try:
                spans.append(Span(day, minute_of(row.start), minute_of(row.end)))
            except Refused:
                wrong = "from" if not _is_time(row.start) else "to"
                problems[f"{row.name}-{wrong}"] = f"{name}: type both times, as 09:00 and 17:30, or neither."
    return tuple(spans), problems


def monday_everywhere(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Each day as Monday."""
    monday = [one for one in spans if one.weekday == 0]
    return tuple(replace(one, weekday=day) for day in range(len(DAYS)) for one in monday)


def _rows(form: Mapping[str, str], day: int) -> list[Row]:
    names = [_name(day, at) for at in range(MOST_A_DAY)]
    return [Row(name, form.get(f"{name}-from", ""), form.get(f"{name}-to", "")) for name in names]


def _free_row(day: int, some: list[Row]) -> Row:
    taken = {row.name for row in some}
    return Row(next(name for at in range(MOST_A_DAY + 1) if (name := _name(day, at)) not in taken), "", "")


def _name(day: int, at: int) -> str:
    return f"{DAYS[day].lower()}-{at}"


def _is_time(text: str) -> bool:
    try:
        minute_of(text)
    except Refused:
        return False
    return True
