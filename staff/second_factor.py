"""The second factor: setting it up, and the code that is asked for after the password."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from staff import totp
from staff.access import Stage, Visit, at_stage, second_factor_needed
from staff.pictures import picture
from staff.rendering import mount_of
from staff.sign_in import TOO_OFTEN, own_path
from storage import Transaction, second_factors, staff_accounts
from storage.errors import Refused
from storage.staff_accounts import StaffMember

T = TypeVar("T")
Take = Callable[[Transaction, StaffMember, str], T]


@at_stage(Stage.CODE)
async def code_page(visit: Visit) -> Response:
    """The code, after the password; until it is right nothing else opens."""
    going_to = own_path(visit.form.get("next", "") or visit.request.query_params.get("next", ""))
    if visit.request.method == "GET":
        return visit.page("second_factor.html", next=going_to)
    try:
        if not await tried(visit, totp.take):
            raise Refused(totp.WRONG)
    except Refused as refused:
        status = 429 if str(refused) == TOO_OFTEN else 422
        return visit.page("second_factor.html", status=status, next=going_to, problems={"code": str(refused)})
    await visit.write(staff_accounts.complete_session, visit.session_token)
    return RedirectResponse(mount_of(visit.request) + going_to, status_code=303)


@at_stage(Stage.SET_UP, Stage.WHOLE)
async def set_up(visit: Visit) -> Response:
    """The picture for an authenticator app, and the first code; then the recovery codes, shown once."""
    kept = await visit.read(second_factors.of, visit.member.id)
    if kept is not None and kept.is_on:
        return visit.go("account")
    if visit.request.method == "GET":
        return await _set_up_page(visit)
    try:
        codes = await tried(visit, totp.confirm)
    except Refused as refused:
        return await _set_up_page(visit, str(refused))
    if codes is None:
        return await _set_up_page(visit, totp.WRONG)
    return visit.page("recovery_codes.html", codes=codes)


async def tried(visit: Visit, take: Take[T]) -> T:
    """What `take` makes of the code that was typed. The try is counted first, whatever comes of it; raises Refused if there
    were too many, or as `take` does."""
    if not await visit.write(staff_accounts.may_try, totp.tries_of(visit.member)):
        raise Refused(TOO_OFTEN)
    return await visit.write(take, visit.member, visit.form.get("code", ""))


async def _set_up_page(visit: Visit, problem: str = "") -> Response:
    secret = await visit.write(totp.begin, visit.member)
    return visit.page(
        "second_factor_set_up.html",
        status=422 if problem else 200,
        qr=picture(totp.address(secret, visit.member.email)),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        is_needed=second_factor_needed(visit.member, visit.room),
        problems={"code": problem} if problem else {},
    )


ROUTES = (
    Route("/second-factor", code_page, methods=["GET", "POST"], name=Stage.CODE),
    Route("/account/second-factor", set_up, methods=["GET", "POST"], name=Stage.SET_UP),
)
