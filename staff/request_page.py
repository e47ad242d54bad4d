"""A person asked for something that is not feedback: what it was, and what was done."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.communicating import flags
from storage import Transaction, sight, staff_requests, views
from storage.errors import Refused
from storage.staff_accounts import StaffMember
from storage.staff_requests import StaffRequest


@signed_in
async def request_page(visit: Visit) -> Response:
    """Show it; take it off the board with what was done."""
    asked = await visit.write(_open, visit.member, visit.part("id"))
    if visit.request.method == "GET":
        return await _page(visit, asked)
    sight.acting(visit.member)
    what_was_done = visit.form.get("what_was_done", "")
    if asked.done_at is not None and asked.what_was_done == what_was_done:
        return visit.go("board", note="answered")  # sent twice
    try:
        await visit.write(staff_requests.finish, visit.member, asked.id, what_was_done)
    except Refused as refused:
        return await _page(visit, asked, {"what-was-done": str(refused)})
    return visit.go("board", note="answered")


def _open(tx: Transaction, member: StaffMember, request_id: str) -> StaffRequest:
    asked = staff_requests.for_member(tx, member, request_id)
    if asked.words:
        views.words_shown(tx, member.actor, "request", (asked.person_id,))
    return asked


async def _page(visit: Visit, asked: StaffRequest, problems: dict[str, str] | None = None) -> Response:
    how = (await flags(visit, (asked.person_id,))).get(asked.person_id)
    return visit.page("request.html", status=422 if problems else 200, asked=asked, how=how, problems=problems or {})


ROUTES = (Route("/requests/{id}", request_page, methods=["GET", "POST"], name="request"),)
