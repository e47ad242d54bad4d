"""Hearing a voice message: who may read the words may hear them, and that they did is in the trail (R18)."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import Transaction, concerns, feedback
from storage.recordings import CannotBeOpened, Recording
from storage.staff_accounts import StaffMember


@signed_in
async def of_concern(visit: Visit) -> Response:
    """For leads alone; to everybody else there is no such page (R13)."""
    return await _played(visit, concerns.heard_by_lead)


@signed_in
async def of_feedback(visit: Visit) -> Response:
    """For whoever may see this feedback."""
    return await _played(visit, feedback.heard)


async def _played(visit: Visit, verb: Callable[[Transaction, StaffMember, str], Recording]) -> Response:
    try:
        recording = await visit.write(verb, visit.member, visit.part("id"))
    except CannotBeOpened:
        return visit.page("no_sound.html", status=503, is_recording=True)
    # The channel named the type, so it is not trusted further than to be a sound.
    is_sound = recording.media_type.startswith("audio/")
    return Response(recording.sound, media_type=recording.media_type if is_sound else "application/octet-stream")


ROUTES = (
    Route("/concerns/{id}/recording", of_concern, name="concern_recording"),
    Route("/feedback/{id}/recording", of_feedback, name="feedback_recording"),
)
