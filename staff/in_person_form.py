"""Who told or asked a person without the chat, how and when: the fields that two forms share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from staff import day_fields
from staff.triage_form import one_of
from storage.in_person import Meeting
from storage.vocabulary import Route

OTHER = "other"


def read(form: Mapping[str, str], today: date) -> tuple[Meeting | None, dict[str, str]]:
    """What was typed, or None and what is wrong, by the id of its field."""
    problems = dict(_problems(form, today))
    how, day = one_of(Route, form.get("how", "")), _day(form, today)
    if problems or how is None or day is None:
        return None, problems
    is_other = form.get("who") == OTHER
    return Meeting(how, day, None if is_other else form["who"], form["who_name"] if is_other else None), {}


def _problems(form: Mapping[str, str], today: date) -> Iterator[tuple[str, str]]:
    if one_of(Route, form.get("how", "")) is None:
        yield "how", "Choose how."
    try:
        if day_fields.read_near(form, "on", today) is None:
            yield "on-day", "Type the day."
    except day_fields.NotADay as error:
        yield "on-day", str(error)
    if not form.get("who"):
        yield "who", "Choose who it was."
    elif form["who"] == OTHER and not form.get("who_name"):
        yield "who", "Write the name of who it was."


def _day(form: Mapping[str, str], today: date) -> date | None:
    try:
        return day_fields.read_near(form, "on", today)
    except day_fields.NotADay:
        return None
