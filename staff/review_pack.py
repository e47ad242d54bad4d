"""The review pack of a person: one page they can follow, and the same facts as JSON.

What only the manager may see is in neither, nor is anything about a concern: the store leaves both out of the facts.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from staff.pack_wording import PackWording
from storage import Store, Transaction, houses, reviews
from storage.audit import SYSTEM
from storage.errors import NotFound, Refused
from storage.reviews import Pack, PackItem, Review
from wording.catalogue import Catalogue

Format = Literal["html", "json"]
VERSION = 1
"""Raised when a key of the JSON changes its meaning or goes away, so that whoever reads it can tell."""

_HERE = Path(__file__).parent / "templates"
_STYLE = (_HERE / "review_pack.css").read_text(encoding="utf-8")
STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
"""Names the page's own style to a browser that takes no other (Content-Security-Policy)."""

_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Period:
    """Local days, both included."""

    from_day: date
    to_day: date


def render(store: Store, person: str, period: Period | None, form: Format, catalogue: Catalogue) -> str:
    """The pack of one person, named by name or id, as text to print or keep; no period: since their last review.

    Raises NotFound or Refused with one line that says what to do: nobody of that name, several people of that name, or
    a period that ends before it begins.
    """
    with store.write() as tx:
        pack = _pack(tx, person, period)
    if form == "json":
        return json.dumps(as_json(pack), indent=2, ensure_ascii=False) + "\n"
    return as_html(pack, catalogue)


def as_html(pack: Pack, catalogue: Catalogue, review: Review | None = None) -> str:
    """One page that stands alone: no script, no picture, no address outside it. `review`: the meeting it was used in."""
    wording = PackWording(pack, catalogue)
    return _TEMPLATES.get_template("review_pack.html").render(
        style=Markup(_STYLE),  # ours, from a file  # noqa: S704
        name=pack.person.name,
        say=wording.say,
        day=wording.day,
        opening=wording.opening(),
        things=wording.things(),
        decisions=() if review is None else wording.decisions(review),
        review=review,
    )


def as_json(pack: Pack, review: Review | None = None) -> dict[str, Any]:
    """The facts of the page, with days as year-month-day and the words of `storage.vocabulary`."""
    person = pack.person
    return {
        "version": VERSION,
        "made_on": pack.made_on.isoformat(),
        "person": {"id": person.id, "name": person.name, "house": person.house},
        "period": {"from": pack.from_day.isoformat(), "to": pack.to_day.isoformat()},
        "things": [_thing(pack, item) for item in pack.items],
        "review": None if review is None else _review(review),
    }


def _pack(tx: Transaction, name_or_id: str, period: Period | None) -> Pack:
    person = _only_person(tx, name_or_id)
    days = reviews.period_since_last(tx, person.id) if period is None else (period.from_day, period.to_day)
    return reviews.pack(tx, SYSTEM, person.id, *days)


def _only_person(tx: Transaction, name_or_id: str) -> houses.Person:
    found = houses.find_people(tx, name_or_id)
    if not found:
        raise NotFound(f"There is nobody called “{name_or_id}”. The staff page People lists the names.")
    if len(found) > 1:
        which = ", ".join(f"{one.id} ({one.house})" for one in found)
        raise Refused(f"{len(found)} people are called “{name_or_id}”. Give an id instead of the name: {which}.")
    return found[0]


def _thing(pack: Pack, item: PackItem) -> dict[str, Any]:
    said, action = item.feedback, item.action
    did: dict[str, Any] = {"decision": said.decision, "action": None}
    if action is not None:
        did["action"] = {
            "what_will_be_different": action.what_will_be_different,
            "owner": action.owner,
            "status": action.status,
            "due_on": _day(pack, action.due_on),
            "result": item.result,
            "easy_words": action.easy_words,
            "finished_on": _day(pack, action.finished_at),
            "times_reopened": action.reopened,
        }
    return {
        "id": said.id,
        "said": {
            "words": said.words,
            "outcome": said.outcome,
            "said_on": _day(pack, said.said_at),
            "voice": said.voice,
            "route": said.route,
            "helped_by": said.helped_by,
        },
        "did": did,
        "told": [
            {"message": one.response, "told_on": _day(pack, one.sent_at), "heard_on": _day(pack, one.heard_at)}
            for one in item.told
            if one.sent_at is not None
        ],
        "helped": [{"outcome": one.outcome, "on": _day(pack, one.at)} for one in item.answers],
        "still_open": item.is_open,
    }


def _review(review: Review) -> dict[str, Any]:
    decisions = [
        {"decision": one.decision, "who_does_it": one.who_does_it, "by": one.by_day and one.by_day.isoformat()}
        for one in review.decisions
    ]
    held, following = review.held_on, review.next_on
    days = {"held_on": held and held.isoformat(), "next_on": following and following.isoformat()}
    return {"id": review.id, **days, "decisions": decisions}


def _day(pack: Pack, when: date | datetime | None) -> str | None:
    if when is None:
        return None
    return (pack.calendar.day(when) if isinstance(when, datetime) else when).isoformat()
