"""Signing in and out."""

from __future__ import annotations

import asyncio
import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from staff import passwords
from staff.access import SESSION_COOKIE, Stage, Visit, at_stage, posted, same
from staff.form_cookie import COOKIE, cookie_path, keep_token, set_cookie, token_of
from staff.rendering import mount_of, render
from staff.settings import Room
from storage import staff_accounts

WRONG = "The e-mail address or the password is wrong."
TOO_OFTEN = "There were too many tries. Wait 15 minutes, then try again."
# Only a path of our own pages: no host, no second slash, nothing a browser could read as another place.
_OWN_PATH = re.compile(r"/(?!/)[\w\-./]*(?:\?[\w\-.=&%+]*)?", re.ASCII)


async def sign_in(request: Request) -> Response:
    """The form, and what was typed into it."""
    if request.method == "GET":
        return _form(request, own_path(request.query_params.get("next", "")))
    room: Room = request.app.state.room
    form = await posted(request)
    # Nobody is signed in yet, so the form's token is compared with the one its own cookie holds.
    if not same(form.get("csrf_token", ""), request.cookies.get(COOKIE, "")):
        raise HTTPException(403)
    going_to, email = own_path(form.get("next", "")), form.get("email", "")
    if not await _may_try(request, room, email):
        return _form(request, going_to, email=email, problem=TOO_OFTEN, status=429)
    staff_id = await _who(room, email, form.get("password", ""))
    if staff_id is None:
        return _form(request, going_to, email=email, problem=WRONG, status=422)
    for who in _tries_counted_for(request, email):
        await room.store.writing(staff_accounts.forget_attempts, who)
    token = await room.store.writing(staff_accounts.open_session, staff_id)
    response = RedirectResponse(mount_of(request) + going_to, status_code=303)
    set_cookie(request, response, SESSION_COOKIE, token)
    response.delete_cookie(COOKIE, path=cookie_path(request))
    return response


@at_stage(*Stage)
async def sign_out(visit: Visit) -> Response:
    """End the session here and in the store."""
    await visit.write(staff_accounts.close_session, visit.session_token)
    response = visit.go("sign_in", note="signed_out")
    response.delete_cookie(SESSION_COOKIE, path=cookie_path(visit.request))
    return response


def own_path(path: str) -> str:
    """The path if it is one of our own, or the board."""
    return path if _OWN_PATH.fullmatch(path) else "/"


async def _may_try(request: Request, room: Room, email: str) -> bool:
    tries = [await room.store.writing(staff_accounts.may_try, who) for who in _tries_counted_for(request, email)]
    return all(tries)


def _tries_counted_for(request: Request, email: str) -> tuple[str, str]:
    host = request.client.host if request.client else "unknown"
    return f"email:{email.casefold()}", f"network:{host}"


async def _who(room: Room, email: str, password: str) -> str | None:
    """The id of the member whose password this is."""
    found = await room.store.reading(staff_accounts.password_hash_of, email)
    staff_id, kept = found if found is not None else (None, None)
    if not await asyncio.to_thread(passwords.is_right, password, kept):
        return None
    if staff_id is not None and kept is not None and passwords.is_outdated(kept):
        renewed = await asyncio.to_thread(passwords.hashed, password)
        await room.store.writing(staff_accounts.set_password_hash, staff_id, renewed)
    return staff_id


def _form(request: Request, going_to: str, *, email: str = "", problem: str = "", status: int = 200) -> Response:
    token = token_of(request)
    problems = {"email": problem} if problem else {}
    values = {"csrf_token": token, "next": going_to, "email": email, "problems": problems}
    response = render(request, "sign_in.html", status=status, **values)
    keep_token(request, response, token)
    return response


ROUTES = (
    Route("/sign-in", sign_in, methods=["GET", "POST"], name="sign_in"),
    Route("/sign-out", sign_out, methods=["POST"], name="sign_out"),
)
