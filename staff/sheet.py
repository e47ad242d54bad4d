"""The page to take along when something is told or asked without the chat: you said, we did, did it help? And the one for
whoever is on shift: how a person communicates."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.communication_labels import for_shift
from staff.review_pack import STYLE_HASH, as_communication_sheet, as_sheet
from storage import communication_profiles, houses, sheets
from storage.errors import NotFound
from storage.reviews import Pack
from storage.vocabulary import ActionStatus

_ASKED = (ActionStatus.DONE, ActionStatus.PERSON_TOLD)
"""Where it is asked, or soon will be, whether it helped."""


@signed_in
async def action_sheet(visit: Visit) -> Response:
    """Everything that was said about one action, and what was done."""
    return await _page(visit, await visit.write(sheets.of_action, visit.member, visit.part("id")))


@signed_in
async def feedback_sheet(visit: Visit) -> Response:
    """One thing said, and what was decided or done about it."""
    return await _page(visit, await visit.write(sheets.of_feedback, visit.member, visit.part("id")))


@signed_in
async def communication_sheet(visit: Visit) -> Response:
    """How a person communicates, for whoever is on shift. Raises NotFound while nothing is kept."""
    versions = await visit.write(communication_profiles.versions, visit.member, visit.part("id"))
    if not versions:
        raise NotFound("There is nothing to print yet.")
    person = await visit.read(houses.person, visit.part("id"))
    return _alone(as_communication_sheet(person.name, versions[0], visit.room.today))


async def _page(visit: Visit, pack: Pack) -> Response:
    done = [one for one in pack.items if one.action is not None and one.result is ActionStatus.DONE]
    asks = any(one.action is not None and one.action.status in _ASKED for one in done)
    kept = (await visit.read(communication_profiles.newest, (pack.person.id,))).get(pack.person.id)
    communicates = () if kept is None else for_shift(kept.profile)
    return _alone(as_sheet(pack, visit.room.catalogue, asks=asks, communicates=communicates))


def _alone(page: str) -> Response:
    # This page stands alone, also when it is saved or sent on, so its style is in it.
    policy = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})


ROUTES = (
    Route("/actions/{id}/sheet", action_sheet, name="action_sheet"),
    Route("/feedback/{id}/sheet", feedback_sheet, name="feedback_sheet"),
    Route("/people/{id}/communication/sheet", communication_sheet, name="communication_sheet"),
)
