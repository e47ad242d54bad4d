"""One person at a glance, how their chat is linked and unlinked, and how it speaks to them."""

from __future__ import annotations

import segno
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import people_for_staff
from storage.errors import Refused


@signed_in
async def person(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    do = _DOINGS.get(visit.form.get("do", ""))
    if do is None:
        raise HTTPException(400)
    return await do(visit)


async def _page(visit: Visit, status: int = 200, problems: dict[str, str] | None = None) -> Response:
    glance = await visit.write(people_for_staff.at_a_glance, visit.member, visit.part("id"))
    return visit.page("person.html", status=status, glance=glance, person=glance.person, problems=problems or {})


async def _make_code(visit: Visit) -> Response:
    """Shown now or never, so this answers with the page itself: the store keeps only a digest of the code."""
    made = await visit.write(people_for_staff.make_code, visit.member, visit.part("id"))
    found = await visit.write(people_for_staff.for_member, visit.member, visit.part("id"))
    address = f"{visit.room.settings.public_address}/chat/link?code={made.code}"
    code = f"{made.code[:5]} {made.code[5:]}"
    return visit.page("link_code.html", person=found, code=code, address=address, made=made, qr=_qr(address))


async def _unlink(visit: Visit) -> Response:
    await visit.write(people_for_staff.unlink, visit.member, visit.part("id"))
    return visit.go("person", note="unlinked", id=visit.part("id"))


async def _set_sound(visit: Visit) -> Response:
    audio_on, pace = visit.form.get("audio_on") == "yes", visit.form.get("pace", "")
    try:
        await visit.write(people_for_staff.set_sound, visit.member, visit.part("id"), audio_on=audio_on, pace=pace)
    except Refused as refused:
        return await _page(visit, status=422, problems={"pace": str(refused)})
    return visit.go("person", note="sound_kept", id=visit.part("id"))


def _qr(address: str) -> Markup:
    """A picture of the address for a phone's camera; it stands in the page, so no other request carries the code."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=6, svgclass=None, lineclass=None)
    return Markup(drawn)  # lines and numbers only  # noqa: S704


_DOINGS = {"make_code": _make_code, "unlink": _unlink, "set_sound": _set_sound}
ROUTES = (Route("/people/{id}", person, methods=["GET", "POST"], name="person"),)
