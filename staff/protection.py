"""What every answer carries so that a browser keeps the pages to themselves, and how much may be sent to them."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 64 * 1024
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
HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # What a person said must not stay behind on a shared computer.
    "Cache-Control": "no-store",
}
# Their addresses carry a digest of what is in them.
STATIC_FILES_MAY_STAY = "public, max-age=31536000, immutable"


class Protection:
    """Adds the headers, and turns away a body that no form of ours can be."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

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

        if scope["method"] == "POST" and not _is_small(Headers(scope=scope)):
            await PlainTextResponse("This is too much at once.", 413)(scope, receive, send_protected)
            return
        await self._app(scope, receive, send_protected)


def _is_static_file(scope: Scope) -> bool:
    path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
    return path.startswith("/static/")


def _is_small(headers: Headers) -> bool:
    length = headers.get("content-length", "")
    return length.isdecimal() and int(length) <= MOST_BYTES
