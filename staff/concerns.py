"""Concerns, for safeguarding leads. To everyone else these pages do not exist: the store answers "not found" (R13)."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import moments
from staff.access import Visit, signed_in
from staff.concern_doings import DOINGS
from staff.concern_page import Opened, contacts, open_file, page, sent
from staff.concern_words import TIERS, about_whom, lines
from storage import Transaction, concern_overdue, concern_steps, concern_timeline
from storage import concerns as kept
from storage.concern_access import must_see
from storage.concerns import Concern
from storage.staff_accounts import StaffMember
from storage.vocabulary import Duty


@signed_in
async def concerns(visit: Visit) -> Response:
    """The open ones, or those that are closed: first what waits too long, then what nobody has taken on, red before amber
    before check; the newest first."""
    is_open = visit.request.query_params.get("show") != "closed"
    listed = await visit.write(_list, visit.member, is_open)
    found = tuple(sorted(listed.concerns, key=lambda one: _how_soon(one, one.id in listed.overdue)))
    what = {one.id: sent(one) for one in found}
    return visit.page("concerns.html", concerns=found, listed=listed, tiers=TIERS, sent=what, is_open=is_open)


@dataclass(frozen=True)
class _Listed:
    """The concerns of a list, and the ids of those that wait too long and of those whose end a second lead has to agree to."""

    concerns: tuple[Concern, ...]
    overdue: frozenset[str]
    proposed: frozenset[str]


def _how_soon(concern: Concern, is_overdue: bool) -> tuple[bool, bool, int]:
    late = is_overdue or concern.waits_for_an_answer
    return not late, concern.acknowledged_at is not None, -kept.TIERS.index(concern.tier)


def _list(tx: Transaction, member: StaffMember, is_open: bool) -> _Listed:
    found = kept.for_lead(tx, member, is_open=is_open)
    proposed = concern_steps.waiting_for_a_second(tx, [one.id for one in found])
    return _Listed(found, concern_overdue.overdue(tx, found), proposed)


@signed_in
async def concern(visit: Visit) -> Response:
    """One concern; a POST does what its form names."""
    if visit.request.method == "GET":
        return await page(visit)
    await visit.read(must_see, visit.member, visit.part("id"))
    do = DOINGS.get(visit.form.get("do", ""))
    if do is None:
        raise HTTPException(400)
    return await do(visit)


@signed_in
async def timeline(visit: Visit) -> Response:
    """All of it on one page, with names and exact times, to print for an inspector (R21)."""
    opened = await visit.write(_to_print, visit.member, visit.part("id"))
    store = visit.room.store
    zone = store.calendar.zone
    shown = lines(opened.file.events, lambda at: moments.moment_exactly(at, zone))
    return visit.page(
        "concern_timeline.html",
        opened=opened,
        concern=opened.file.concern,
        timeline=shown,
        made=moments.moment_exactly(store.clock(), zone),
        exactly=lambda at: moments.moment_exactly(at, zone),
        zone=zone.key,
        duties=tuple(Duty),
        about_whom=about_whom(opened.about) if opened.about else None,
        contacts=contacts(visit.room.settings),
        tiers=TIERS,
        sent=sent(opened.file.concern),
    )


def _to_print(tx: Transaction, member: StaffMember, concern_id: str) -> Opened:
    opened = open_file(tx, member, concern_id)
    concern_timeline.was_printed(tx, member, concern_id)
    return opened


ROUTES = (
    Route("/concerns", concerns, name="concerns"),
    Route("/concerns/{id}", concern, methods=["GET", "POST"], name="concern"),
    Route("/concerns/{id}/timeline", timeline, name="concern_timeline"),
)
