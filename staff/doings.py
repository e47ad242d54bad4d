"""A page with several forms: each names in its field `do` what it wants done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response

from staff.access import Visit
from storage import sight

Doing = Callable[[Visit], Awaitable[Response]]


async def what_the_form_names(visit: Visit, doings: Mapping[str, Doing]) -> Response:
    """Do it, for who may act. Raises NotFound for who only looks, HTTPException (400) for a form that names none of these."""
    sight.acting(visit.member)
    do = doings.get(visit.form.get("do", ""))
    if do is None:
        raise HTTPException(400)
    return await do(visit)
