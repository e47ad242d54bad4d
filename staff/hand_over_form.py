"""What was typed to hand an action over or to move its day, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from staff import day_fields
from storage.pending_actions import PendingAction


@dataclass(frozen=True)
class HandOverForm:
    """The fields, understood as far as they could be."""

    owner_id: str
    due_on: date | None
    due_problem: str | None
    why: str
    not_about_owner: bool


def read(form: Mapping[str, str], today: date) -> HandOverForm:
    """Understand what was posted."""
    due_on, due_problem = None, None
    try:
        due_on = day_fields.read_near(form, "due", today)
    except day_fields.NotADay as error:
        due_problem = str(error)
    return HandOverForm(
        form.get("owner", ""), due_on, due_problem, form.get("why", ""), form.get("not_about_owner") == "yes"
    )


def problems(typed: HandOverForm, action: PendingAction, today: date) -> dict[str, str]:
    """What is missing, by the id of its field, in the order of the page."""
    found = {}
    if not typed.owner_id:
        found["owner"] = "Choose who owns the action."
    if typed.due_on is None:
        found["due-day"] = typed.due_problem or "Type the day by which it will be done."
    elif typed.due_on < today and typed.due_on != action.due_on:
        found["due-day"] = "This day is in the past. Choose today or a later day."
    if not typed.why:
        found["why"] = "Write why, in a few words."
    return found


def shown(form: Mapping[str, str], action: PendingAction) -> dict[str, Any]:
    """The fields as they were typed, or as the action is now."""
    if form.get("step") == "hand_over":
        return {"owner": form.get("owner", ""), "due": day_fields.typed(form, "due")}
    return {"owner": action.owner_id, "due": day_fields.as_fields(action.due_on)}


def note(typed: HandOverForm, action: PendingAction) -> str:
    """The note for what was changed."""
    if typed.owner_id != action.owner_id:
        return "handed_over"
    is_later = typed.due_on is not None and typed.due_on > action.due_on
    return "day_moved_told" if is_later else "day_moved"
