"""Getting in with a code that the person gave, and signing out."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from staff.access import posted, same
from staff.form_cookie import COOKIE, cookie_path, keep_token, set_cookie, token_of
from staff.rendering import render, to
from staff.settings import Room
from staff.supporting.access import SESSION_COOKIE, Call, let_in
from staff.triage_form import one_of
from storage import staff_accounts, supporter_access
from storage.errors import NotFound, Refused
from storage.supporter_access import RELATIONS, SESSION_IDLE
from storage.vocabulary import Relation

WRONG = "This code does not work. It works once, for one day. Ask for a new one."
TOO_OFTEN = "There were too many tries. Wait 15 minutes, then try again."


async def sign_in(request: Request) -> Response:
    """The form, and what was typed into it. Looking at it uses no code up."""
    form = await posted(request)
    if request.method == "GET":
        return _form(request, {"code": request.query_params.get("code", "")})
    room: Room = request.app.state.room
    # Nobody is signed in yet, so the form's token is compared with the one its own cookie holds.
    if not same(form.get("csrf_token", ""), request.cookies.get(COOKIE, "")):
        raise HTTPException(403)
    host = request.client.host if request.client else "unknown"
    if not await room.store.writing(staff_accounts.may_try, f"supporter:{host}"):
        return _form(request, form, {"code": TOO_OFTEN}, 429)
    relation = one_of(Relation, form.get("relation", ""))
    if relation not in RELATIONS:
        return _form(request, form, {"relation": "Choose who you are to them."})
    try:
        token = await room.store.writing(
            supporter_access.use_code, form.get("code", ""), form.get("name", ""), relation
        )
    except NotFound:
        return _form(request, form, {"code": WRONG})
    except Refused as refused:
        return _form(request, form, {"name": str(refused)})
    await room.store.writing(staff_accounts.forget_attempts, f"supporter:{host}")
    response = RedirectResponse(to(request, "choices"), status_code=303)
    set_cookie(request, response, SESSION_COOKIE, token, life=SESSION_IDLE)
    response.delete_cookie(COOKIE, path=cookie_path(request))
    return response


@let_in
async def sign_out(call: Call) -> Response:
    """End the session here and in the store."""
    await call.write(supporter_access.close_session, call.session_token)
    response = call.go("sign_in", note="signed_out")
    response.delete_cookie(SESSION_COOKIE, path=cookie_path(call.request))
    return response


def _form(
    request: Request, form: dict[str, str], problems: dict[str, str] | None = None, status: int | None = None
) -> Response:
    token = token_of(request)
    shown = {"csrf_token": token, "form": form, "relations": RELATIONS, "problems": problems or {}}
    response = render(request, "supporter_sign_in.html", status=status or (422 if problems else 200), **shown)
    keep_token(request, response, token)
    return response


ROUTES = (
    Route("/sign-in", sign_in, methods=["GET", "POST"], name="sign_in"),
    Route("/sign-out", sign_out, methods=["POST"], name="sign_out"),
)
