"""How names are said to one person, as staff write it down and hear it before they keep it. For who sees the person."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.routing import Route

from speech import SpeechFailed, personal
from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from storage import respellings, sight
from storage.errors import Refused
from storage.respellings import Name


@signed_in
async def names_said(visit: Visit) -> Response:
    """The list; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


@signed_in
async def hear(visit: Visit) -> Response:
    """The name as it would be said, with the voice of the chat."""
    await visit.read(sight.acting_for, visit.member, visit.part("id"))
    wanted = _read(visit)
    if problems := respellings.problems(wanted):
        return visit.page("no_sound.html", status=422, problems=problems)
    words = personal(wanted.written, (wanted,))
    try:
        media_type, sound = await asyncio.to_thread(visit.room.speech.draft, words)
    except SpeechFailed:
        return visit.page("no_sound.html", status=503)
    return Response(sound, media_type=media_type)


async def _keep(visit: Visit) -> Response:
    wanted = _read(visit)
    if problems := respellings.problems(wanted):
        return await _page(visit, problems)
    try:
        await visit.write(respellings.keep, visit.member, visit.part("id"), wanted)
    except Refused as refused:
        return await _page(visit, {"written": str(refused)})
    return visit.go("names_said", note="name_kept", id=visit.part("id"))


async def _end(visit: Visit) -> Response:
    try:
        await visit.write(respellings.end, visit.member, visit.part("id"), visit.form.get("which", ""))
    except Refused as refused:
        return await _page(visit, {"main-content": str(refused)})
    return visit.go("names_said", note="name_ended", id=visit.part("id"))


def _read(visit: Visit) -> Name:
    written, said = (" ".join(visit.form.get(field, "").split()) for field in ("written", "said"))
    return Name(written, said)


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.write(respellings.for_member, visit.member, visit.part("id"))
    status = 422 if problems else 200
    return visit.page("names_said.html", status=status, opened=opened, person=opened.person, problems=problems or {})


_DOINGS = {"keep": _keep, "end": _end}
ROUTES = (
    Route("/people/{id}/names-said", names_said, methods=["GET", "POST"], name="names_said"),
    Route("/people/{id}/names-said/hear", hear, methods=["POST"], name="names_said_hear"),
)
