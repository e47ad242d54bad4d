"""Hearing a voice message, and saying whether a program heard it rightly: for who may read the words; who did is in the trail
(R18)."""

from __future__ import annotations

import re
from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import Transaction, concerns, feedback, transcripts_for_staff
from storage.errors import Refused
from storage.recordings import CannotBeOpened, Recording
from storage.staff_accounts import StaffMember

_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


@signed_in
async def of_concern(visit: Visit) -> Response:
    """For leads alone; to everybody else there is no such page (R13)."""
    return await _played(visit, concerns.heard_by_lead)


@signed_in
async def of_feedback(visit: Visit) -> Response:
    """For whoever may see this feedback."""
    return await _played(visit, feedback.heard)


@signed_in
async def heard_rightly(visit: Visit) -> Response:
    """Staff say that the words of a program are right, or that they are not."""
    feedback_id = visit.part("id")
    try:
        await visit.write(transcripts_for_staff.answer, visit.member, feedback_id, visit.form.get("heard", ""))
    except Refused:
        # Its person was quicker, or it is not for this member to say: the page shows which.
        return visit.go("feedback", note="heard_before", id=feedback_id)
    return visit.go("feedback", note="heard_kept", id=feedback_id)


async def _played(visit: Visit, verb: Callable[[Transaction, StaffMember, str], Recording]) -> Response:
    try:
        recording = await visit.write(verb, visit.member, visit.part("id"))
    except CannotBeOpened:
        return visit.page("no_sound.html", status=503, is_recording=True)
    # What was kept before recordings were looked at has the type that its sender named: trusted only to be a sound.
    is_sound = recording.media_type.startswith("audio/")
    return _part(visit, recording.sound, recording.media_type if is_sound else "application/octet-stream")


def _part(visit: Visit, sound: bytes, media_type: str) -> Response:
    """All of the sound, or the part that a browser asks for: Safari plays nothing that it cannot have in parts."""
    headers = {"Accept-Ranges": "bytes"}
    asked = _RANGE.fullmatch(visit.request.headers.get("range", ""))
    if asked is None or asked[1] == asked[2] == "":
        return Response(sound, media_type=media_type, headers=headers)
    # Without a beginning it asks for so many bytes at the end.
    first = int(asked[1]) if asked[1] else max(0, len(sound) - int(asked[2]))
    last = min(int(asked[2]), len(sound) - 1) if asked[1] and asked[2] else len(sound) - 1
    if first > last:
        return Response(status_code=416, headers={**headers, "Content-Range": f"bytes */{len(sound)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(sound)}"
    return Response(sound[first : last + 1], 206, media_type=media_type, headers=headers)


ROUTES = (
    Route("/concerns/{id}/recording", of_concern, name="concern_recording"),
    Route("/feedback/{id}/recording", of_feedback, name="feedback_recording"),
    Route("/feedback/{id}/heard", heard_rightly, methods=["POST"], name="feedback_heard"),
)
