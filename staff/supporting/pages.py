"""What a supporter sees: the choices they prepared, what came of each, and the form for a new one. Nothing else of anybody."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from safeguarding import Screening
from safeguarding.wording import reply_for
from staff import choice_prepare
from staff.choice_desk import Desk
from staff.supporting.access import Call, let_in
from storage import Transaction, choice_positions, choice_sets, supporter_sight
from storage.choice_sets import ChoiceSet
from storage.errors import Refused
from storage.strangers import Worry
from storage.supporter_sight import CameOf
from storage.supporters import Supporter
from storage.vocabulary import OPEN_CHOICES, ChoiceState

MAY_BE_TAKEN_BACK = (ChoiceState.DRAFT, *OPEN_CHOICES)


@let_in
async def choices(call: Call) -> Response:
    """Everything they prepared, the newest first."""
    listed, last_too_often = await call.read(_list, call.supporter)
    return call.page("supporter_choices.html", listed=listed, last_too_often=last_too_often)


def _list(tx: Transaction, supporter: Supporter) -> tuple[tuple[tuple[ChoiceSet, CameOf | None], ...], bool]:
    mine = choice_sets.listed(tx, supporter, supporter.person_id)
    listed = tuple((one, supporter_sight.came_of(tx, one)) for one in mine)
    return listed, choice_positions.last_too_often(tx, mine)


@let_in
async def choice(call: Call) -> Response:
    """One of them; a POST takes it back."""
    if call.request.method == "GET":
        return await _page(call)
    if call.form.get("do") != "withdraw":
        raise HTTPException(400)
    set_id = str(call.request.path_params["set"])
    try:
        await call.write(choice_sets.withdraw, call.supporter, set_id)
    except Refused as refused:
        return await _page(call, {"withdraw": str(refused)})
    return call.go("choice", note="choice_withdrawn", set=set_id)


async def _page(call: Call, problems: dict[str, str] | None = None) -> Response:
    kept, came = await call.write(_open, call.supporter, str(call.request.path_params["set"]))
    may = kept.state in MAY_BE_TAKEN_BACK
    status = 422 if problems else 200
    shown = {"kept": kept, "came": came, "may_be_taken_back": may}
    return call.page("supporter_choice.html", status=status, **shown, problems=problems or {})


def _open(tx: Transaction, supporter: Supporter, set_id: str) -> tuple[ChoiceSet, CameOf | None]:
    kept = choice_sets.for_viewer(tx, supporter, set_id)
    return kept, supporter_sight.came_of(tx, kept)


def _desk(call: Call) -> Desk:

    def to_lead(found: Screening, worry: Worry) -> Response:
        return call.page("supporter_heard.html", texts=call.signed(reply_for(found), worry))

    return Desk(call, call.supporter, call.supporter.person_id, "supporter_page.html", {}, to_lead)


@let_in
async def prepare(call: Call) -> Response:
    return await choice_prepare.prepare(_desk(call))


@let_in
async def check(call: Call) -> Response:
    return await choice_prepare.check(_desk(call))


@let_in
async def hear(call: Call) -> Response:
    return await choice_prepare.hear(_desk(call))


@let_in
async def find_signs(call: Call) -> Response:
    return await choice_prepare.find_signs(_desk(call))


ROUTES = (
    Route("/", choices, name="choices"),
    Route("/prepare", prepare, methods=["GET", "POST"], name="choice_prepare"),
    Route("/prepare/check", check, methods=["POST"], name="choice_check"),
    Route("/prepare/hear", hear, methods=["POST"], name="choice_hear"),
    Route("/prepare/signs", find_signs, methods=["POST"], name="choice_signs"),
    Route("/choices/{set}", choice, methods=["GET", "POST"], name="choice"),
)
