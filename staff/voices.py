"""How what the chat says can be heard: which voices there are, and how much of it is ready. For managers and administrators."""

from __future__ import annotations

import asyncio
from collections import defaultdict

from starlette.responses import Response
from starlette.routing import Route

from speech import Ahead
from staff.access import Visit, signed_in
from storage import staff_rights

_CALLED = {
    "gtts": "Google’s voice, as it was fetched before",
    "piper": "Piper",
    "flite": "Flite",
    "mbrola": "MBROLA",
    "espeak": "The plain voice (espeak)",
}


@signed_in
async def voices(visit: Visit) -> Response:
    """The page; nothing can be changed on it."""
    await visit.read(staff_rights.houses_for, visit.member)
    speech, formats = visit.room.speech, visit.room.settings.voice_formats
    ahead = Ahead(speech, visit.room.catalogue.fixed_messages(), formats)
    progress = await asyncio.to_thread(ahead.progress)
    # A response may be several messages; it is named once.
    missing: dict[str, dict[str, None]] = defaultdict(dict)
    for one in progress.missing:
        missing[one.name][one.pace] = None
    called, advice = _CALLED, speech.advice
    return visit.page(
        "voices.html", voices=speech.voices, called=called, advice=advice, progress=progress, missing=missing
    )


ROUTES = (Route("/set-up/voices", voices, name="voices"),)
