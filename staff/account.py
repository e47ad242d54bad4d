"""My account: the password, the second factor and where else one is signed in."""

from __future__ import annotations

import asyncio

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import choosing_passwords, passwords, totp
from staff.access import Visit, second_factor_needed, signed_in
from staff.second_factor import tried
from staff.sign_in import TOO_OFTEN
from storage import Transaction, audit, second_factors, staff_accounts
from storage.errors import Refused

WRONG_PASSWORD = "This is not your password."  # noqa: S105
NEEDED = "Your role needs a second factor, so it stays on."


@signed_in
async def account(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    do = _DOINGS.get(visit.form.get("do", ""))
    if do is None:
        raise HTTPException(400)
    return await do(visit)


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    factor = await visit.read(second_factors.of, visit.member.id)
    return visit.page(
        "account.html",
        status=422 if problems else 200,
        factor=factor,
        is_on=factor is not None and factor.is_on,
        is_needed=second_factor_needed(visit.member, visit.room),
        elsewhere=await visit.read(staff_accounts.other_sessions, visit.member.id, visit.session_token),
        rule=passwords.RULE,
        problems=problems or {},
    )


async def _change_password(visit: Visit) -> Response:
    problems = choosing_passwords.problems(visit.form)
    if wrong := await _old_password_problem(visit):
        problems = {"old_password": wrong, **problems}
    if problems:
        return await _page(visit, problems)
    password_hash = await choosing_passwords.hashed(visit.form)
    await visit.write(_keep_password, visit, password_hash)
    return visit.go("account", note="password_changed")


async def _old_password_problem(visit: Visit) -> str | None:
    counted = f"password:{visit.member.id}"
    if not await visit.write(staff_accounts.may_try, counted):
        return TOO_OFTEN
    found = await visit.read(staff_accounts.password_hash_of, visit.member.email)
    kept = None if found is None else found[1]
    if not await asyncio.to_thread(passwords.is_right, visit.form.get("old_password", ""), kept):
        return WRONG_PASSWORD
    await visit.write(staff_accounts.forget_attempts, counted)
    return None


def _keep_password(tx: Transaction, visit: Visit, password_hash: str) -> None:
    """Whoever else is signed in with the old one is out at once."""
    staff_accounts.set_password_hash(tx, visit.member.id, password_hash)
    staff_accounts.close_sessions(tx, visit.member.id, but=visit.session_token)
    audit.record(tx, visit.member.actor, "choose_password", "staff", visit.member.id, detail="changed")


async def _end_elsewhere(visit: Visit) -> Response:
    await visit.write(staff_accounts.close_sessions, visit.member.id, but=visit.session_token)
    return visit.go("account", note="ended_elsewhere")


async def _new_codes(visit: Visit) -> Response:
    try:
        await _must_know_code(visit)
    except Refused as refused:
        return await _page(visit, {"code": str(refused)})
    codes = await visit.write(second_factors.new_codes, visit.member.id)
    return visit.page("recovery_codes.html", codes=codes)


async def _turn_off(visit: Visit) -> Response:
    try:
        if second_factor_needed(visit.member, visit.room):
            raise Refused(NEEDED)
        await _must_know_code(visit)
    except Refused as refused:
        return await _page(visit, {"code": str(refused)})
    await visit.write(second_factors.turn_off, visit.member.actor, visit.member.id)
    return visit.go("account", note="factor_off")


async def _must_know_code(visit: Visit) -> None:
    if not await tried(visit, totp.take):
        raise Refused(totp.WRONG)


_DOINGS = {
    "password": _change_password,
    "end_elsewhere": _end_elsewhere,
    "new_codes": _new_codes,
    "turn_off": _turn_off,
}
ROUTES = (Route("/account", account, methods=["GET", "POST"], name="account"),)
