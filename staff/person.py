"""One person at a glance, and how their chat is linked and unlinked."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.pictures import picture
from storage import chat_links, emergency_plans, one_time_codes, people_for_staff
from storage.errors import Refused


@signed_in
async def person(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _page(visit: Visit, status: int = 200, problems: dict[str, str] | None = None) -> Response:
    glance = await visit.write(people_for_staff.at_a_glance, visit.member, visit.part("id"))
    return visit.page("person.html", status=status, glance=glance, person=glance.person, problems=problems or {})


async def _make_code(visit: Visit) -> Response:
    """Shown now or never, so this answers with the page itself: the store keeps only a digest of the code."""
    try:
        made = await visit.write(people_for_staff.make_code, visit.member, visit.part("id"))
    except Refused as refused:
        return await _page(visit, status=422, problems={"make-code": str(refused)})
    found = await visit.write(people_for_staff.for_member, visit.member, visit.part("id"))
    settings = visit.room.settings
    links = chat_links.links(made.code, settings.public_address, settings.telegram_username())
    shown = [(link.channel, link.address, picture(link.address)) for link in links]
    has_plan = bool(await visit.read(emergency_plans.next_reviews, (found.id,)))
    code = one_time_codes.spaced(made.code)
    return visit.page("link_code.html", person=found, code=code, links=shown, made=made, has_plan=has_plan)


async def _unlink(visit: Visit) -> Response:
    await visit.write(people_for_staff.unlink, visit.member, visit.part("id"))
    return visit.go("person", note="unlinked", id=visit.part("id"))


_DOINGS = {"make_code": _make_code, "unlink": _unlink}
ROUTES = (Route("/people/{id}", person, methods=["GET", "POST"], name="person"),)
