"""Who speaks for a house: somebody whom the people know, who said yes to it. For managers and administrators."""

from __future__ import annotations

import asyncio

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.phrase_progress import Progress, progress_of
from storage import Transaction, phrase_recordings, phrase_voices, unused_files
from storage.errors import NotFound
from storage.phrase_recordings import Recorded
from storage.phrase_voices import HouseVoices
from storage.staff_accounts import StaffMember


@signed_in
async def house_voices(visit: Visit) -> Response:
    """The voices of a house, and how much each has read out; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    await visit.read(phrase_voices.house_of, visit.member, visit.part("id"))
    return await what_the_form_names(visit, {"add": _add, "withdraw": _withdraw})


async def _add(visit: Visit) -> Response:
    name, agreed = " ".join(visit.form.get("name", "").split()), visit.form.get("agreed") == "yes"
    problem = phrase_voices.problem_with(name)
    problems = {"name": problem} if problem else {}
    if not agreed:
        problems["agreed"] = phrase_voices.NOT_AGREED
    if problems:
        return await _page(visit, problems)
    voice_id = await visit.write(phrase_voices.add, visit.member, visit.part("id"), name, agreed=agreed)
    return visit.go("phrases", note="voice_added", id=voice_id)


async def _withdraw(visit: Visit) -> Response:
    """From now on they are heard no more: what was made of their voice goes as well."""
    voice_id = visit.form.get("voice", "")
    if (await visit.read(phrase_voices.one, visit.member, voice_id)).house_id != visit.part("id"):
        raise NotFound("There is no such voice.")
    if visit.form.get("sure") != "yes":
        return await _page(visit, {f"sure_{voice_id}": "Tick that they want this. It cannot be undone."})
    await visit.write(phrase_voices.withdraw, visit.member, voice_id)
    await visit.write(unused_files.tidy)
    agreed = await visit.read(phrase_voices.still_agreed)
    await asyncio.to_thread(visit.room.speech.keep_voices, agreed)
    return visit.go("house_voices", note="voice_gone", id=visit.part("id"))


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    found, recorded = await visit.read(_all, visit.member, visit.part("id"))
    progress: dict[str, Progress] = {one.voice.id: progress_of(one, visit.room.catalogue) for one in recorded}
    return visit.page(
        "house_voices.html",
        status=422 if problems else 200,
        found=found,
        progress=progress,
        problems=problems or {},
        longest_name=phrase_voices.LONGEST_NAME,
    )


def _all(tx: Transaction, member: StaffMember, house_id: str) -> tuple[HouseVoices, tuple[Recorded, ...]]:
    found = phrase_voices.of_house(tx, member, house_id)
    return found, tuple(phrase_recordings.with_voice(tx, member, one.id) for one in found.now)


ROUTES = (Route("/set-up/houses/{id}/voices", house_voices, methods=["GET", "POST"], name="house_voices"),)
