"""The pages to take along or hang up: what is told or asked without the chat ("you said, we did, did it help?"), a person's own
page, and the short sheet for whoever is on shift."""

from __future__ import annotations

from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.own_page_wording import OWN_PAGE, SHIFT, Sheet, render
from staff.review_pack import STYLE, STYLE_HASH, TEMPLATES, as_sheet
from storage import meanings, sheets
from storage.reviews import Pack
from storage.vocabulary import ActionStatus

_ASKED = (ActionStatus.DONE, ActionStatus.PERSON_TOLD)
"""Where it is asked, or soon will be, whether it helped."""


@signed_in
async def action_sheet(visit: Visit) -> Response:
    """Everything that was said about one action, and what was done."""
    return _page(visit, await visit.write(sheets.of_action, visit.member, visit.part("id")))


@signed_in
async def feedback_sheet(visit: Visit) -> Response:
    """One thing said, and what was decided or done about it."""
    return _page(visit, await visit.write(sheets.of_feedback, visit.member, visit.part("id")))


@signed_in
async def own_page_sheet(visit: Visit) -> Response:
    """The page of a person, easy to read, for them to keep."""
    return await _own_page(visit, OWN_PAGE)


@signed_in
async def shift_sheet(visit: Visit) -> Response:
    """What whoever is on shift has to know of a person first."""
    return await _own_page(visit, SHIFT)


async def _own_page(visit: Visit, sheet: Sheet) -> Response:
    page = await visit.write(sheets.of_own_page, visit.member, visit.part("id"), f"{sheet.texts}_sheet")
    signs = await visit.read(meanings.of_person, page.person.id)
    room = visit.room
    html = render(TEMPLATES, STYLE, sheet, page, signs, room.catalogue, room.today, room.store.calendar)
    return _alone(html)


def _page(visit: Visit, pack: Pack) -> Response:
    done = [one for one in pack.items if one.action is not None and one.result is ActionStatus.DONE]
    asks = any(one.action is not None and one.action.status in _ASKED for one in done)
    return _alone(as_sheet(pack, visit.room.catalogue, asks=asks))


def _alone(page: str) -> Response:
    # This page stands alone, also when it is saved or sent on, so its style is in it.
    policy = f"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; frame-ancestors 'none'; base-uri 'none'"
    return HTMLResponse(page, headers={"Content-Security-Policy": policy})


ROUTES = (
    Route("/actions/{id}/sheet", action_sheet, name="action_sheet"),
    Route("/feedback/{id}/sheet", feedback_sheet, name="feedback_sheet"),
    Route("/people/{id}/page/sheet", own_page_sheet, name="own_page_sheet"),
    Route("/people/{id}/page/shift", shift_sheet, name="shift_sheet"),
)
