"""What every answer carries so that a browser keeps the pages to themselves, and how much may be sent to them."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from storage import images

MOST_BYTES = 64 * 1024
MOST_BYTES_WITH_PHOTO = MOST_BYTES + images.MOST_BYTES
MOST_BYTES_WITH_SOUND = MOST_BYTES + 10 * 2**20
"""A minute of the largest kind that a phone makes; a browser's own recording is a tenth of it."""
_MAY_BRING = {
    re.compile(r"/people/[^/]+/photos"): MOST_BYTES_WITH_PHOTO,
    re.compile(r"/set-up/recordings/[^/]+"): MOST_BYTES_WITH_SOUND,
}
CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "media-src 'self' blob:",  # a preview is heard from memory
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_POLICY = "camera=(), geolocation=(), microphone={}"
MICROPHONE = _POLICY.format("(self)")
"""The permissions of the one page on which somebody records their voice."""
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": _POLICY.format("()"),
    # What a person said must not stay behind on a shared computer.
    "Cache-Control": "no-store",
}
# Their addresses carry a digest of what is in them.
STATIC_FILES_MAY_STAY = "public, max-age=31536000, immutable"


class Protection:
    """Adds the headers, and turns away a body that no form of ours can be."""

    def __init__(self, app: ASGIApp, too_large: Callable[[Request], Awaitable[Response]]) -> None:
        """`too_large`: the page that says so."""
        self._app, self._too_large = app, too_large

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        is_file = _is_static_file(scope)  # asked now: routing changes the scope

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if message["status"] in (200, 304) and is_file:
                    headers["Cache-Control"] = STATIC_FILES_MAY_STAY
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["method"] == "POST" and not _is_small(scope):
            # Told by what the head of the request says: what comes after it is not read at all.
            response = await self._too_large(Request(scope))
            await response(scope, receive, send_protected)
            return
        await self._app(scope, receive, send_protected)


def _path(scope: Scope) -> str:
    return str(scope["path"]).removeprefix(str(scope.get("root_path", "")))


def _is_static_file(scope: Scope) -> bool:
    return _path(scope).startswith("/static/")


def _is_small(scope: Scope) -> bool:
    length = Headers(scope=scope).get("content-length", "")
    path = _path(scope)
    most = next((most for pages, most in _MAY_BRING.items() if pages.fullmatch(path)), MOST_BYTES)
    return length.isdecimal() and int(length) <= most
