"""Checking, showing and hearing a sentence for a person while it is being written. Nothing is kept here."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from speech import Speech, SpeechFailed, personal
from staff import day_fields, easy_words
from staff.access import Visit, signed_in
from staff.easy_words import Kind, Reader
from staff.triage_form import one_of
from storage import sight
from storage.errors import NotFound
from storage.respellings import Name


@signed_in
async def check_words(visit: Visit) -> Response:
    """JSON: what to change (`findings`), and the messages as the person will see them (`bubbles`)."""
    text = easy_words.tidy(visit.form.get("words", ""))
    if not text or not visit.form.get("kind"):
        return JSONResponse({"findings": [], "bubbles": []})
    kind, to = await _for_whom(visit)
    found = await asyncio.to_thread(easy_words.check, text, kind, to, visit.room.catalogue)
    findings = [{"rule": one.rule, "advice": one.advice, "excerpt": one.excerpt} for one in found]
    return JSONResponse({"findings": findings, "bubbles": _bubbles(visit, kind, to, text)})


@signed_in
async def hear(visit: Visit) -> Response:
    """The messages as the person will hear them, at their pace."""
    kind, to = await _for_whom(visit)
    text = easy_words.tidy(visit.form.get("words", ""))[: easy_words.MOST_LETTERS]
    if not text:
        return visit.page("no_sound.html", status=422)
    spoken = "\n".join(_bubbles(visit, kind, to, text))
    try:
        media_type, sound = await asyncio.to_thread(say, visit.room.speech, spoken, to.names_said, to.how.pace)
    except SpeechFailed:
        return visit.page("no_sound.html", status=503)
    return Response(sound, media_type=media_type)


def say(speech: Speech, text: str, names: Iterable[Name], pace: str) -> tuple[str, bytes]:
    """The media type and the sound of a text that is still being written; `names`: how some are said to its person. Raises
    SpeechFailed."""
    return speech.draft(personal(text, names), "slow" if pace == "slow" else "normal")


async def _for_whom(visit: Visit) -> tuple[Kind, Reader]:
    kind = one_of(Kind, visit.form.get("kind", ""))
    if kind is None:
        raise NotFound("There is no such kind of sentence.")
    sight.acting(visit.member)
    subject = visit.form.get("subject", "")
    return kind, await visit.read(easy_words.reader, visit.member, kind, subject, visit.room.catalogue)


def _bubbles(visit: Visit, kind: Kind, to: Reader, text: str) -> tuple[str, ...]:
    try:
        due_on = day_fields.read(visit.form, "due")
    except day_fields.NotADay:
        due_on = None
    return easy_words.preview(text, kind, to, due_on, visit.room.catalogue)


ROUTES = (
    Route("/check-words", check_words, methods=["POST"], name="check_words"),
    Route("/hear", hear, methods=["POST"], name="hear"),
)
