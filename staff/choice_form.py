"""The form in which a choice is prepared: what was typed into it, and how it is filled in before anybody typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from staff import day_fields
from staff.easy_words import tidy
from staff.triage_form import one_of
from storage.database import Calendar
from storage.prepared_choices import MOST, NewChoice, NewOption
from storage.vocabulary import WhatChanges
from wording.choices import Written

ROWS = range(MOST)
OPEN_FOR, REVIEW_AFTER = timedelta(days=14), timedelta(days=91)
"""Until when it may be chosen, and when it is looked at again, where nobody says otherwise."""
USUAL_DAYS = 5


class When(StrEnum):
    """When it is offered: from now on, from a day and time on, or only when the person asks for their choices."""

    NOW = "now"
    AT = "at"
    ASKED = "asked"


@dataclass(frozen=True)
class Typed:
    """The choice as far as it could be understood. `rows`: in which row of the form each option stands; `problems`: what
    could not be read at all, by field."""

    wanted: NewChoice
    rows: tuple[int, ...]
    problems: dict[str, str]

    @property
    def written(self) -> tuple[Written, ...]:
        """The options as the linter takes them."""
        return tuple(Written(one.label, one.meaning or "", one.sign or "") for one in self.wanted.options)

    def field(self, name: str) -> str:
        """The field of the form in which a problem of this name is mended: the third row may hold the second option."""
        part, _, place = name.rpartition("_")
        if part in ("label", "sign", "meaning") and place.isdecimal():
            return f"{part}_{self.rows[int(place)]}" if int(place) < len(self.rows) else f"{part}_{place}"
        return self._FIELDS.get(name) or (f"label_{self._next_row}" if name == "options" else name)

    _FIELDS = {  # noqa: RUF012 — not a field of the dataclass: it has no annotation
        "owner_id": "owner",
        "offer_until": "until-day",
        "review_on": "review-day",
        "carry_out_days": "days",
        "matter": "question",
    }

    @property
    def _next_row(self) -> int:
        return next((row for row in ROWS if row not in self.rows), ROWS[-1])


def read(form: Mapping[str, str], now: datetime, calendar: Calendar, *, owner_id: str | None = None) -> Typed:
    """Understand what was posted. `owner_id`: who carries it out where the form does not ask."""
    problems: dict[str, str] = {}
    rows = tuple(
        row for row in ROWS if any(form.get(f"{name}_{row}") for name in ("label", "sign", "photo", "meaning"))
    )
    until, review = (_day(form, name, problems) for name in ("until", "review"))
    days = form.get("days") or str(USUAL_DAYS)
    wanted = NewChoice(
        tidy(form.get("question", "")),
        tuple(_option(form, row) for row in rows),
        owner_id if owner_id is not None else form.get("owner") or None,
        one_of(WhatChanges, form.get("changes", "")) or WhatChanges.OTHER,
        _offer_from(form, now, calendar, problems),
        until,
        review,
        int(days) if days.isdecimal() and len(days) < 4 else 0,
    )
    if not form.get("changes"):
        problems["changes"] = "Choose what it changes."
    return Typed(wanted, rows, problems)


def as_fields(wanted: NewChoice, now: datetime, calendar: Calendar) -> dict[str, str]:
    """The fields of a choice that was prepared before. Days that are over are filled in anew."""
    today = calendar.day(now)
    fields = fresh(today, wanted.owner_id)
    fields |= {"question": wanted.question, "changes": wanted.what_changes, "days": str(wanted.carry_out_days)}
    for row, one in enumerate(wanted.options):
        parts = {"label": one.label, "sign": one.sign, "photo": one.picture_id, "meaning": one.meaning}
        fields |= {f"{name}_{row}": value or "" for name, value in parts.items()}
        fields[f"synonyms_{row}"] = ", ".join(one.synonyms)
    for name, day in (("until", wanted.offer_until), ("review", wanted.review_on)):
        if day is not None and day > today:
            fields |= _day_fields(name, day)
    if wanted.offer_from is not None and wanted.offer_from > now:
        local = wanted.offer_from.astimezone(calendar.zone)
        fields |= {"when": When.AT, "at_time": f"{local:%H:%M}", **_day_fields("at", local.date())}
    return fields


def fresh(today: date, owner_id: str | None) -> dict[str, str]:
    """What is filled in before anybody types."""
    days = {**_day_fields("until", today + OPEN_FOR), **_day_fields("review", today + REVIEW_AFTER)}
    return {"when": When.NOW, "days": str(USUAL_DAYS), "owner": owner_id or "", **days}


def _option(form: Mapping[str, str], row: int) -> NewOption:
    synonyms = tuple(word for part in form.get(f"synonyms_{row}", "").split(",") if (word := tidy(part)))
    label, meaning = (tidy(form.get(f"{name}_{row}", "")) for name in ("label", "meaning"))
    sign, photo = form.get(f"sign_{row}") or None, form.get(f"photo_{row}") or None
    return NewOption(label, sign, photo, meaning or None, synonyms)


def _offer_from(
    form: Mapping[str, str], now: datetime, calendar: Calendar, problems: dict[str, str]
) -> datetime | None:
    when = one_of(When, form.get("when", ""))
    if when is When.ASKED:
        return None
    if when is not When.AT:
        return now
    day = _day(form, "at", problems)
    try:
        clock = time.fromisoformat(form.get("at_time", ""))
    except ValueError:
        problems["at_time"] = "Type a time of day, such as 17:30."
        return now
    if day is None:
        problems.setdefault("at-day", "Type the day on which it is offered.")
        return now
    at = datetime.combine(day, clock.replace(tzinfo=None), calendar.zone).astimezone(UTC)
    if at < now:
        problems["at-day"] = "This is over. Choose a later day or time."
    return at


def _day(form: Mapping[str, str], name: str, problems: dict[str, str]) -> date | None:
    try:
        return day_fields.read(form, name)
    except day_fields.NotADay as error:
        problems[f"{name}-day"] = str(error)
        return None


def _day_fields(name: str, day: date) -> dict[str, str]:
    return {f"{name}-{part}": value for part, value in day_fields.as_fields(day).items()}
