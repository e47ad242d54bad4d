"""Forms of who is not signed in: their token is compared with the one that a cookie of its own holds."""

from __future__ import annotations

import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from staff.rendering import mount_of
from staff.settings import Room
from storage.staff_accounts import SESSION_LIFE

COOKIE = "staff_sign_in"


def token_of(request: Request) -> str:
    """The token of this browser's forms, or a new one."""
    return request.cookies.get(COOKIE) or secrets.token_urlsafe(24)


def keep_token(request: Request, response: Response, token: str) -> None:
    set_cookie(request, response, COOKIE, token)


def set_cookie(request: Request, response: Response, name: str, value: str, *, life: timedelta = SESSION_LIFE) -> None:
    """A cookie for these pages alone, that no script reads."""
    room: Room = request.app.state.room
    response.set_cookie(
        name,
        value,
        max_age=int(life.total_seconds()),
        path=cookie_path(request),
        httponly=True,
        samesite="lax",
        secure=room.settings.secure_cookies,
    )


def cookie_path(request: Request) -> str:
    return mount_of(request) or "/"
