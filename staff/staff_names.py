"""What people call members of staff, so that words about one of them are seen to be (R39). For managers."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import staff_names as kept
from storage.errors import Refused


@signed_in
async def names(visit: Visit) -> Response:
    """The list; a POST adds a name or takes one away."""
    if visit.request.method == "GET":
        return await _page(visit)
    member_id, alias = visit.form.get("staff", ""), visit.form.get("alias", "")
    do = {"add": kept.add, "remove": kept.remove}.get(visit.form.get("do", ""))
    if do is None:
        raise HTTPException(400)
    try:
        await visit.write(do, visit.member, member_id, alias)
    except Refused as refused:
        return await _page(visit, {f"alias-{member_id}": str(refused)})
    return visit.go("staff_names", note="names_kept")


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    known = await visit.read(kept.for_manager, visit.member)
    return visit.page("staff_names.html", status=422 if problems else 200, known=known, problems=problems or {})


ROUTES = (Route("/names", names, methods=["GET", "POST"], name="staff_names"),)
