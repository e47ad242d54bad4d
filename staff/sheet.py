"""The page to take along when something is told or asked without the chat: you said, we did, did it help?"""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.review_pack import STANDS_ALONE, as_sheet
from storage import sheets
from storage.chosen import ChosenItem
from storage.reviews import Pack, PackItem
from storage.vocabulary import ActionStatus

_ASKED = (ActionStatus.DONE, ActionStatus.PERSON_TOLD)
"""Where it is asked, or soon will be, whether it helped."""


@signed_in
async def action_sheet(visit: Visit) -> Response:
    """Everything that was said about one action, or what was chosen, and what was done."""
    return _page(visit, await visit.write(sheets.of_action, visit.member, visit.part("id")))


@signed_in
async def feedback_sheet(visit: Visit) -> Response:
    """One thing said, and what was decided or done about it."""
    return _page(visit, await visit.write(sheets.of_feedback, visit.member, visit.part("id")))


def _page(visit: Visit, pack: Pack) -> Response:
    things: tuple[PackItem | ChosenItem, ...] = (*pack.items, *pack.choices)
    done = [one for one in things if one.action is not None and one.result is ActionStatus.DONE]
    asks = any(one.action is not None and one.action.status in _ASKED for one in done)
    page = as_sheet(pack, visit.room.catalogue, asks=asks)
    return HTMLResponse(page, headers={"Content-Security-Policy": STANDS_ALONE})


ROUTES = (
    Route("/actions/{id}/sheet", action_sheet, name="action_sheet"),
    Route("/feedback/{id}/sheet", feedback_sheet, name="feedback_sheet"),
)
