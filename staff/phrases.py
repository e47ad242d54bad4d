"""A phrase of the chat, read out: one at a time, recorded in the browser, listened to, kept. For managers and administrators."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from speech import BEFORE_AND_AFTER, CheckFailed, Clip, NotKept, NotTaken, Unfit, WhyNot, longest, taken
from staff import flash
from staff.access import Visit, signed_in, signed_in_with_files
from staff.doings import what_the_form_names
from staff.phrase_progress import FILTERS, Line, Progress, progress_of
from staff.protection import MICROPHONE
from staff.rendering import to
from storage import phrase_recordings, unused_files
from storage.errors import NotFound, Refused
from storage.media import CannotBeOpened
from storage.phrase_recordings import Heard

_log = logging.getLogger(__name__)

FIELD = "sound"
NOTHING = "Record it first, or choose a sound file."
NOT_NOW = "Recordings cannot be looked at just now. Nothing was kept. Try again in a minute."
TOO_LONG = "This is longer than these words. Record it again: the words alone, and stop after the last one."
PROBLEMS: dict[WhyNot | Unfit, str] = {
    WhyNot.NO_SOUND: "This is no sound that we can read. Record it again.",
    WhyNot.TOO_LONG: TOO_LONG,
    Unfit.SILENT: "Nobody can be heard. See that the microphone is on and near, then record it again.",
    Unfit.CUT_OFF: "It is too loud and crackles. Move back from the microphone, then record it again.",
    Unfit.TOO_LONG: TOO_LONG,
    Unfit.TOO_SHORT: "This is too short for these words: some are missing. Press Start, wait a moment, then read all of them.",
}


@dataclass(frozen=True)
class Opened:
    """The page as its address asks for it: which phrase, and out of which list."""

    progress: Progress
    line: Line | None
    shown: str


@signed_in_with_files(1)
async def phrases(visit: Visit) -> Response:
    """One phrase, large; a POST does what its field `do` names."""
    opened = await _opened(visit)
    if visit.request.method == "GET":
        return _page(visit, opened)
    if opened.line is None:
        raise NotFound("There is no such phrase.")
    doings = {"keep": partial(_keep, opened, opened.line), "take_away": partial(_take_away, opened, opened.line)}
    return await what_the_form_names(visit, doings)


async def _keep(opened: Opened, line: Line, visit: Visit) -> Response:
    try:
        clip = await _clip(visit, line.text)
        heard = Heard(line.text, line.responses[0], clip.data, clip.seconds)
        await visit.write(phrase_recordings.keep, visit.member, visit.part("id"), heard)
    except (NotKept, NotTaken) as refused:
        return _page(visit, opened, {FIELD: PROBLEMS[refused.why]}, 422)
    except Refused as refused:
        return _page(visit, opened, {FIELD: str(refused)}, 422)
    except CheckFailed as error:
        _log.error("a recording of a phrase was not kept: %s", error)
        return _page(visit, opened, {FIELD: NOT_NOW}, 503)
    await visit.write(unused_files.tidy)
    return _go_on(visit, opened, "phrase_kept", opened.progress.after(line, opened.shown))


async def _take_away(opened: Opened, line: Line, visit: Visit) -> Response:
    await visit.write(phrase_recordings.take_away, visit.member, visit.part("id"), line.text)
    await visit.write(unused_files.tidy)
    return _go_on(visit, opened, "phrase_gone", line)


async def _clip(visit: Visit, text: str) -> Clip:
    """What was sent, as a clip of this text. Raises Refused, NotKept, NotTaken and CheckFailed."""
    upload = visit.files.get(FIELD, b"")
    if not upload:
        raise Refused(NOTHING)
    sound = await visit.room.checks.heard(upload, longest(text) + BEFORE_AND_AFTER)
    return await asyncio.to_thread(taken, sound, text)


async def _opened(visit: Visit) -> Opened:
    found = await visit.read(phrase_recordings.with_voice, visit.member, visit.part("id"))
    if found.voice.ended_at is not None:
        raise NotFound("There is no such voice.")
    progress = progress_of(found, visit.room.catalogue)
    asked = visit.request.query_params
    shown = asked.get("show", "")
    shown = shown if shown in FILTERS else FILTERS[0]
    return Opened(progress, progress.line(asked["phrase"]) if "phrase" in asked else progress.first(shown), shown)


def _page(visit: Visit, opened: Opened, problems: dict[str, str] | None = None, status: int = 200) -> Response:
    line, progress = opened.line, opened.progress

    def address(of: Line | None, show: str = opened.shown) -> str:
        return _address(visit, of, show)

    response = visit.page(
        "phrases.html",
        status=status,
        problems=problems or {},
        progress=progress,
        line=line,
        shown=opened.shown,
        filters=FILTERS,
        address=address,
        after=None if line is None else progress.after(line, opened.shown),
        most_seconds=0 if line is None else longest(line.text) + BEFORE_AND_AFTER,
    )
    response.headers["Permissions-Policy"] = MICROPHONE
    return response


def _go_on(visit: Visit, opened: Opened, note: str, line: Line | None) -> Response:
    response = RedirectResponse(_address(visit, line, opened.shown), status_code=303)
    flash.put(visit.request, response, note)
    return response


def _address(visit: Visit, line: Line | None, show: str) -> str:
    asked = {"show": show} if line is None else {"show": show, "phrase": line.key}
    return f"{to(visit.request, 'phrases', id=visit.part('id'))}?{urlencode(asked)}"


@signed_in
async def sound(visit: Visit) -> Response:
    """What is kept of one phrase, to listen to."""
    which = (visit.part("id"), visit.part("recording_id"))
    try:
        kept = await visit.read(phrase_recordings.heard_by_member, visit.member, *which)
    except CannotBeOpened:
        return visit.page("no_sound.html", status=503, is_recording=True)
    return Response(kept, media_type="audio/flac")


ROUTES = (
    Route("/set-up/recordings/{id}", phrases, methods=["GET", "POST"], name="phrases"),
    Route("/set-up/recordings/{id}/{recording_id}", sound, name="phrase_sound"),
)
