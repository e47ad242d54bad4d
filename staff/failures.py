"""The pages for when something does not work: in plain words, and the same for "not there" and "not for you"."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from staff.protection import HEADERS
from staff.rendering import render


async def not_found(request: Request, _: Exception) -> Response:
    """One page for what does not exist and for what this member may not see: the two must look alike."""
    return render(request, "not_found.html", status=404)


async def refused(request: Request, error: Exception) -> Response:
    """A request we do not take: an old form (403), a wrong address (404), or a way of asking we do not know (405)."""
    status = error.status_code if isinstance(error, HTTPException) else 400
    if status == 404:
        return await not_found(request, error)
    return render(request, "refused.html", status=status)


async def too_large(request: Request) -> Response:
    """More than any form of ours holds, or a photo that is too large."""
    return render(request, "too_large.html", status=413)


async def broken(request: Request, _: Exception) -> Response:
    """Our own mistake. The web server logs the kind of error; the page tells nothing of it."""
    response = render(request, "broken.html", status=500)
    # This answer is made outside the protection of the other pages.
    response.headers.update(HEADERS)
    return response
