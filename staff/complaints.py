"""The register of complaints, and the file of it for an inspector (R49)."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import date
from urllib.parse import urlencode

from starlette.responses import Response
from starlette.routing import Route

from staff import day_fields
from staff.access import Visit, signed_in
from staff.communicating import flags
from staff.labels import how_told, label
from staff.triage_form import one_of
from storage import Transaction, complaint_export, complaints, views
from storage.complaint_export import Line
from storage.complaints import Complaint, Filter
from storage.staff_accounts import StaffMember
from storage.vocabulary import ComplaintState

HEADINGS = {
    "reference": "Reference",
    "house": "House",
    "received_on": "Received",
    "words": "What they said",
    "handler": "Handler",
    "acknowledged_on": "Acknowledged",
    "acknowledged_how": "How acknowledged",
    "state": "Where it is",
    "answer": "Response",
    "outcome": "Outcome",
    "learning": "Learning",
    "told_on": "Person told",
    "told_how": "How told",
}
_STARTS_A_FORMULA = ("=", "+", "-", "@")
_DAYS = ("from", "to")


@signed_in
async def register(visit: Visit) -> Response:
    """The list, by state and by the days on which they were received, with how many there are in each state."""
    which, problems = _filter(visit)
    found = await visit.write(_open, visit.member, which)
    query = dict(visit.request.query_params)
    return visit.page(
        "complaints.html",
        found=found,
        flags=await flags(visit, (one.said.person_id for one in found)),
        counts=Counter(one.state for one in found),
        states=tuple(ComplaintState),
        which=which,
        typed={name: day_fields.typed(query, name) for name in _DAYS},
        query=f"?{urlencode(query)}" if query else "",
        problems=problems,
    )


@signed_in
async def export(visit: Visit) -> Response:
    """The same as a file that a spreadsheet opens; its name tells nothing of whose complaints they are."""
    which, _ = _filter(visit)
    lines = await visit.write(complaint_export.lines, visit.member, which)
    name = f"complaints-{visit.room.today.isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    # Spreadsheets take a file without this mark for one of an old alphabet.
    return Response(as_csv(lines).encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)


def as_csv(lines: Iterable[Line]) -> str:
    """The lines below their headings."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS[one.name] for one in fields(Line))
    for line in lines:
        writer.writerow(harmless(one) for one in _cells(line))
    return text.getvalue()


def harmless(cell: object) -> str:
    """A cell as text that no spreadsheet takes for a formula: a person may have written anything."""
    text = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    return f"'{text}" if text.lstrip().startswith(_STARTS_A_FORMULA) else text


def _cells(line: Line) -> Iterator[object]:
    for one in fields(Line):
        value = getattr(line, one.name)
        if isinstance(value, ComplaintState):
            yield label(value)
        else:
            yield how_told(value) if one.name.endswith("_how") and value else value


def _open(tx: Transaction, member: StaffMember, which: Filter) -> tuple[Complaint, ...]:
    found = complaints.register(tx, member, which)
    views.words_shown(tx, member.actor, "complaints", (one.said.person_id for one in found))
    return found


def _filter(visit: Visit) -> tuple[Filter, dict[str, str]]:
    """What the address asks for; a day that is none leaves that side open, and is said."""
    query, problems = dict(visit.request.query_params), dict[str, str]()
    days: dict[str, date | None] = {}
    for name in _DAYS:
        try:
            days[name] = day_fields.read(query, name)
        except day_fields.NotADay as error:
            days[name], problems[f"{name}-day"] = None, str(error)
    return Filter(one_of(ComplaintState, query.get("state", "")), days["from"], days["to"]), problems


ROUTES = (
    Route("/complaints", register, name="complaints"),
    Route("/complaints.csv", export, name="complaints_export"),
)
