"""A person's own photos: added from a phone or a computer, looked at, taken away. For who sees the person."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in, signed_in_with_files
from staff.doings import what_the_form_names
from storage import images, pictures, unused_files
from storage.errors import Refused
from storage.media import CannotBeOpened

FILES = ("taken", "chosen")
"""The fields of the form: from the camera, or from what is there already."""
# One at a time: a large photo takes much memory while it is unpacked.
_UNPACKING = ThreadPoolExecutor(1, thread_name_prefix="photos")


@signed_in_with_files(len(FILES))
async def photos(visit: Visit) -> Response:
    """The list; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _add(visit: Visit) -> Response:
    shows = " ".join(visit.form.get("shows", "").split())
    upload = next((visit.files[name] for name in FILES if visit.files.get(name)), b"")
    problems = {} if (problem := pictures.problem_with(shows)) is None else {"shows": problem}
    try:
        photo = await asyncio.get_running_loop().run_in_executor(_UNPACKING, images.made, upload)
        if not problems:
            await visit.write(pictures.add, visit.member, visit.part("id"), shows, photo)
    except Refused as refused:
        problems = {"chosen": str(refused), **problems}
    if problems:
        return await _page(visit, problems)
    return visit.go("photos", note="photo_kept", id=visit.part("id"))


async def _take_away(visit: Visit) -> Response:
    await visit.write(pictures.take_away, visit.member, visit.part("id"), visit.form.get("which", ""))
    await visit.write(unused_files.tidy)
    return visit.go("photos", note="photo_gone", id=visit.part("id"))


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.write(pictures.for_member, visit.member, visit.part("id"))
    limits = {"most_bytes": images.MOST_BYTES, "too_large": images.TOO_LARGE, "longest": pictures.LONGEST}
    return visit.page(
        "photos.html",
        status=422 if problems else 200,
        opened=opened,
        person=opened.person,
        problems=problems or {},
        **limits,
    )


@signed_in
async def photo(visit: Visit) -> Response:
    """One of them, large."""
    return await _shown(visit, small=False)


@signed_in
async def small_photo(visit: Visit) -> Response:
    """The same for a list."""
    return await _shown(visit, small=True)


async def _shown(visit: Visit, *, small: bool) -> Response:
    which = (visit.part("id"), visit.part("photo_id"))
    try:
        shown = await visit.read(pictures.seen_by_member, visit.member, *which, small=small)
    except CannotBeOpened:
        return Response(status_code=503)
    return Response(shown, media_type=images.MEDIA_TYPE)


_DOINGS = {"add": _add, "take_away": _take_away}
ROUTES = (
    Route("/people/{id}/photos", photos, methods=["GET", "POST"], name="photos"),
    Route("/people/{id}/photos/{photo_id}", photo, name="photo"),
    Route("/people/{id}/photos/{photo_id}/small", small_photo, name="small_photo"),
)
