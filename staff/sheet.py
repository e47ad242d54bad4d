"""The pages to take along or hang up: what is told or asked without the chat ("you said, we did, did it help?"), a person's own
page, and the one sheet for whoever is on shift."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from staff import standing_alone
from staff.access import Visit, signed_in
from staff.communication_labels import for_shift
from staff.own_page_wording import OWN_PAGE, SHIFT, Sheet, render
from staff.review_pack import as_sheet
from storage import communication_profiles, sheets
from storage.chosen import ChosenItem
from storage.profile import Profile
from storage.reviews import Pack, PackItem
from storage.vocabulary import ActionStatus

_ASKED = (ActionStatus.DONE, ActionStatus.PERSON_TOLD)
"""Where it is asked, or soon will be, whether it helped."""


@signed_in
async def action_sheet(visit: Visit) -> Response:
    """Everything that was said about one action, or what was chosen, and what was done."""
    return await _page(visit, await visit.write(sheets.of_action, visit.member, visit.part("id")))


@signed_in
async def feedback_sheet(visit: Visit) -> Response:
    """One thing said, and what was decided or done about it."""
    return await _page(visit, await visit.write(sheets.of_feedback, visit.member, visit.part("id")))


@signed_in
async def own_page_sheet(visit: Visit) -> Response:
    """The page of a person, easy to read, with their photos, for them to keep."""
    return await _own_page(visit, OWN_PAGE)


@signed_in
async def shift_sheet(visit: Visit) -> Response:
    """What whoever is on shift has to know of a person first: what matters to them, and how they communicate."""
    return await _own_page(visit, SHIFT)


async def _own_page(visit: Visit, sheet: Sheet) -> Response:
    found = await visit.write(sheets.of_own_page, visit.member, visit.part("id"), f"{sheet.texts}_sheet")
    profile = await _profile(visit, found.page.person.id) if sheet.communicates else None
    room = visit.room
    return standing_alone.response(render(sheet, found, profile, room.catalogue, room.today, room.store.calendar))


async def _page(visit: Visit, pack: Pack) -> Response:
    things: tuple[PackItem | ChosenItem, ...] = (*pack.items, *pack.choices)
    done = [one for one in things if one.action is not None and one.result is ActionStatus.DONE]
    asks = any(one.action is not None and one.action.status in _ASKED for one in done)
    profile = await _profile(visit, pack.person.id)
    communicates = () if profile is None else for_shift(profile)
    return standing_alone.response(as_sheet(pack, visit.room.catalogue, asks=asks, communicates=communicates))


async def _profile(visit: Visit, person_id: str) -> Profile | None:
    """How the person communicates; None while nothing but the usual holds."""
    kept = (await visit.read(communication_profiles.newest, (person_id,))).get(person_id)
    return None if kept is None else kept.profile


ROUTES = (
    Route("/actions/{id}/sheet", action_sheet, name="action_sheet"),
    Route("/feedback/{id}/sheet", feedback_sheet, name="feedback_sheet"),
    Route("/people/{id}/page/sheet", own_page_sheet, name="own_page_sheet"),
    Route("/people/{id}/page/shift", shift_sheet, name="shift_sheet"),
)
