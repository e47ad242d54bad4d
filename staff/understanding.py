"""How well the chat understands, by communication need: figures only, no names and no words."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import readings


@signed_in
async def understanding(visit: Visit) -> Response:
    """The figures of the last four weeks, all together and for each need."""
    found = await visit.read(readings.by_need, visit.member)
    return visit.page("understanding.html", all=readings.together(found), by_need=found, days=readings.DAYS)


ROUTES = (Route("/understanding", understanding, name="understanding"),)
