"""The page to take along when something is told or asked without the chat: you said, we did, did it help? And the one for
whoever is on shift: how a person communicates."""

from __future__ import annotations

from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from staff import standing_alone
from staff.access import Visit, signed_in
from staff.communication_labels import for_shift
from staff.labels import label
from staff.review_pack import as_sheet
from storage import communication_profiles, houses, sheets
from storage.chosen import ChosenItem
from storage.errors import NotFound
from storage.profile import Profile
from storage.reviews import Pack, PackItem
from storage.vocabulary import ActionStatus
from wording.days import in_full

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
async def communication_sheet(visit: Visit) -> Response:
    """How a person communicates, for whoever is on shift. Raises NotFound while nothing is kept."""
    versions = await visit.write(communication_profiles.versions, visit.member, visit.part("id"))
    if not versions:
        raise NotFound("There is nothing to print yet.")
    person = await visit.read(houses.person, visit.part("id"))
    return standing_alone.response(_for_shift(person.name, versions[0].profile, visit.room.today))


async def _page(visit: Visit, pack: Pack) -> Response:
    things: tuple[PackItem | ChosenItem, ...] = (*pack.items, *pack.choices)
    done = [one for one in things if one.action is not None and one.result is ActionStatus.DONE]
    asks = any(one.action is not None and one.action.status in _ASKED for one in done)
    kept = (await visit.read(communication_profiles.newest, (pack.person.id,))).get(pack.person.id)
    communicates = () if kept is None else for_shift(kept.profile)
    return standing_alone.response(as_sheet(pack, visit.room.catalogue, asks=asks, communicates=communicates))


def _for_shift(name: str, profile: Profile, today: date) -> str:
    """Who said so, and until when it holds, stand there once the person was asked for all of it."""
    return standing_alone.render(
        "communication_sheet.html",
        name=name,
        made_on=in_full(today, today),
        communicates=for_shift(profile),
        said_by=None if profile.said_by is None else label(profile.said_by),
        said_on=None if profile.said_on is None else in_full(profile.said_on, today),
        next_on=None if profile.next_review_on is None else in_full(profile.next_review_on, today),
    )


ROUTES = (
    Route("/actions/{id}/sheet", action_sheet, name="action_sheet"),
    Route("/feedback/{id}/sheet", feedback_sheet, name="feedback_sheet"),
    Route("/people/{id}/communication/sheet", communication_sheet, name="communication_sheet"),
)
