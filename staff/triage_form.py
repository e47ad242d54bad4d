"""What was typed into the triage form, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from staff import day_fields
from staff.easy_words import tidy
from storage.vocabulary import Triage, WhatChanges

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class TriageForm:
    """The fields, understood as far as they could be."""

    decision: Triage | None
    owner_id: str
    what_changes: WhatChanges | None
    change: str
    due_on: date | None
    due_problem: str | None
    action_id: str
    possible_complaint: bool
    about_staff_id: str | None
    not_about_owner: bool
    note: str | None
    also_complaint: bool
    matters: str | None


def read(form: Mapping[str, str], today: date) -> TriageForm:
    """Understand what was posted."""
    due_on, due_problem = None, None
    try:
        due_on = day_fields.read_near(form, "due", today)
    except day_fields.NotADay as error:
        due_problem = str(error)
    return TriageForm(
        decision=one_of(Triage, form.get("decision", "")),
        owner_id=form.get("owner", ""),
        what_changes=one_of(WhatChanges, form.get("changes", "")),
        change=tidy(form.get("words", "")),
        due_on=due_on,
        due_problem=due_problem,
        action_id=form.get("part_of", ""),
        possible_complaint=form.get("possible_complaint") == "yes",
        about_staff_id=form.get("about") or None,
        not_about_owner=form.get("not_about_owner") == "yes",
        note=form.get("note") or None,
        also_complaint=form.get("also_complaint") == "yes",
        matters=form.get("matters") or None,
    )


def one_of(choices: type[Choice], value: str) -> Choice | None:
    """The value of a vocabulary that was chosen, or None."""
    try:
        return choices(value)
    except ValueError:
        return None


def problems(typed: TriageForm, today: date) -> dict[str, str]:
    """What is missing, by the id of its field, in the order of the page. The words have a check of their own."""
    return dict(_problems(typed, today))


def _problems(typed: TriageForm, today: date) -> Iterator[tuple[str, str]]:
    if typed.decision is None:
        yield "decision", "Choose what you will do."
    if typed.decision is Triage.PART_OF_EXISTING and not typed.action_id:
        yield "part-of", "Choose the action it is part of."
    if typed.decision is not Triage.ACTION:
        return
    if not typed.change:
        yield "words", "Write what will be different for the person."
    if typed.what_changes is None:
        yield "changes", "Choose what kind of thing changes."
    if not typed.owner_id:
        yield "owner", "Choose who owns the action."
    if typed.due_problem is not None or typed.due_on is None:
        yield "due-day", typed.due_problem or "Type the day by which it will be done."
    elif typed.due_on < today:
        yield "due-day", "This day is in the past. Choose today or a later day."
