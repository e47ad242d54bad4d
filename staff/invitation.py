"""The page behind an invitation: a member of staff, not signed in, chooses their own password."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from staff import choosing_passwords, flash, passwords
from staff.access import posted, same
from staff.form_cookie import COOKIE, keep_token, token_of
from staff.rendering import render, to
from staff.settings import Room
from storage import invitations
from storage.errors import NotFound
from storage.staff_accounts import StaffMember


async def invitation(request: Request) -> Response:
    """Looking at it uses nothing up, as a preview of the link would look too; a good new password does."""
    room: Room = request.app.state.room
    form = await posted(request)
    if request.method == "POST" and not same(form.get("csrf_token", ""), request.cookies.get(COOKIE, "")):
        raise HTTPException(403)
    token = form.get("token", "") or request.query_params.get("token", "")
    try:
        member = await room.store.reading(invitations.invited, token)
        if request.method == "GET":
            return _form(request, member, token)
        if problems := choosing_passwords.problems(form):
            return _form(request, member, token, problems)
        await room.store.writing(invitations.accept, token, await choosing_passwords.hashed(form))
    except NotFound:
        return render(request, "invitation_over.html", status=404)
    response = RedirectResponse(to(request, "sign_in"), status_code=303)
    flash.put(request, response, "password_chosen")
    return response


def _form(request: Request, member: StaffMember, token: str, problems: dict[str, str] | None = None) -> Response:
    csrf_token = token_of(request)
    shown = {"invited": member, "token": token, "rule": passwords.RULE, "csrf_token": csrf_token}
    response = render(request, "invitation.html", status=422 if problems else 200, **shown, problems=problems or {})
    keep_token(request, response, csrf_token)
    return response


def link(pages: str, token: str) -> str:
    """The link that is passed on; `pages`: the address of the staff pages, such as https://said.example/staff. The secret
    stands in the query, which no log of ours holds."""
    return f"{pages}/invitation?token={token}"


ROUTES = (Route("/invitation", invitation, methods=["GET", "POST"], name="invitation"),)
