"""On the page of a concern: who may not know of it, and leaving somebody else out (R12)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import leaving_out
from storage.errors import Refused


async def shown(visit: Visit) -> dict[str, Any]:
    """What `concern_left_out.html` takes, for the concern in the address."""
    return {"circle": await visit.read(leaving_out.round_concern, visit.member, visit.part("id"))}


@signed_in
async def leave_out(visit: Visit) -> Response:
    """A POST leaves the lead out that it names."""
    circle, who = await shown(visit), visit.form.get("who", "")
    try:
        if not who:
            raise Refused("Choose who is left out.")
        await visit.write(leaving_out.leave_out, visit.member, visit.part("id"), who)
    except Refused as refused:
        problems = {"leave-out": str(refused)}
        concern = {"id": visit.part("id")}
        return visit.page("concern_leave_out.html", status=422, concern=concern, problems=problems, **circle)
    return visit.go("concern", note="left_out", id=visit.part("id"))


ROUTES = (Route("/concerns/{id}/left-out", leave_out, methods=["POST"], name="concern_left_out"),)
