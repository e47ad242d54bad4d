"""From a template and its values to a page."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChainableUndefined, ChoiceLoader, Environment, FileSystemLoader, PackageLoader, PrefixLoader
from starlette.requests import Request
from starlette.responses import HTMLResponse

from staff import communication_labels, complaint_labels, flash, labels, moments
from staff.navigation import places
from staff.settings import Room
from storage import week
from storage.feedback import Feedback
from storage.staff_accounts import StaffMember
from wording import pictured

_HERE = Path(__file__).parent


@cache
def _environment() -> Environment:
    ours = FileSystemLoader(_HERE / "templates")
    design_system = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    made = Environment(
        loader=ChoiceLoader([ours, design_system]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=ChainableUndefined,  # the design system's own templates ask for options that are not given
    )
    made.filters["label"] = labels.label
    made.filters["face"] = labels.face
    made.filters["about"] = labels.about
    made.filters["reason"] = labels.reason
    made.filters["channel"] = labels.channel
    made.filters["way"] = labels.way
    made.filters["how_it_came"] = labels.how_it_came
    made.filters["who_said"] = labels.who_said
    made.filters["how_told"] = labels.how_told
    made.filters["step"] = complaint_labels.step
    made.filters["flag"] = communication_labels.flag
    made.filters["formats"] = communication_labels.formats
    made.filters["clock"] = week.clock
    return made


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """One page, its emoji as pictures. Besides `values` a template has: `to`, `asset`, `signs_script`, `day`, `moment`, `said_when`, `today`, `is_demo`, `note`."""
    note = flash.waiting(request)
    noted = {"note": note, "note_kind": flash.kind(request)}
    shared = {**_for_every_page(request), **noted, "navigation": _navigation(request, values.get("member"))}
    page = _environment().get_template(template)
    made = pictured.in_page(page.render(**{**shared, **values}), lambda name: sign_path(request, f"{name}.svg"))
    response = HTMLResponse(made, status)
    if note is not None:
        flash.forget(request, response)
    return response


def _for_every_page(request: Request) -> dict[str, Any]:
    room: Room = request.app.state.room
    now, calendar = room.store.clock(), room.store.calendar
    today = calendar.day(now)

    def path(name: str, **parts: str) -> str:
        return to(request, name, **parts)

    def asset(file: str) -> str:
        return f"{path('static', path=file)}?v={_digest(file)}"

    def day(one: date) -> str:
        return moments.day_in_words(one, today)

    def moment(at: datetime) -> str:
        return moments.moment_in_words(at, now, calendar)

    def said_when(item: Feedback) -> str:
        # Of what was written down only the day is known.
        return moment(item.said_at) if item.entered_by is None else day(calendar.day(item.said_at))

    facts = {"home": request.app.state.home, "said_when": said_when, "today": today, "is_demo": room.settings.is_demo}
    files = {"asset": asset, "signs_script": sign_path(request, "signs.js")}
    return {"to": path, **files, "day": day, "moment": moment, **facts}


def _navigation(request: Request, member: StaffMember | None) -> list[dict[str, Any]]:
    """In the form the design system's own template takes."""
    found = () if member is None else places(member)
    paths = [(place.label, to(request, place.route)) for place in found]
    return [{"text": label, "href": path, "current": path == request.url.path} for label, path in paths]


def to(request: Request, name: str, /, **parts: str) -> str:
    """The path of one of our pages from its route's name, wherever the pages are mounted."""
    return mount_of(request) + str(request.app.url_path_for(name, **parts))


def sign_path(request: Request, file: str) -> str:
    """The path of a picture of an emoji, or of what lies beside them."""
    return to(request, "signs", path=file)


def mount_of(request: Request) -> str:
    """The path under which the pages are mounted: "/staff", or "" for none."""
    return str(request.scope.get("root_path", ""))


@cache
def _digest(path: str) -> str:
    return hashlib.sha256((_HERE / "static" / path).read_bytes()).hexdigest()[:8]
