"""Who is told of concerns, and the week in which each of them is there. For administrators and leads; to everyone else this
page does not exist: the store answers "not found" (R11, R13)."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.concern_page import contacts
from storage import team_for_staff


@signed_in
async def team(visit: Visit) -> Response:
    """Show it. What is missing stands in full here, so not above it as well."""
    found = await visit.read(team_for_staff.seen, visit.member)
    return replace(visit, not_staffed=()).page(
        "safeguarding_team.html", team=found, contacts=contacts(visit.room.settings)
    )


ROUTES = (Route("/safeguarding", team, name="safeguarding_team"),)
