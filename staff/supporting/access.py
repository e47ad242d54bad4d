"""Who is at the door: a supporter whose person still wants their help. That is asked of the store at every request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from staff.access import AtTheDoor, posted, same, wants_json
from staff.rendering import render, to
from staff.settings import Room
from storage import supporter_access
from storage.houses import Person
from storage.strangers import Worry
from storage.supporters import Supporter

SESSION_COOKIE = "supporter_session"
Signed = Callable[[str, Worry], tuple[str, ...]]
"""Puts a signed text of the catalogue into words, with who is told of what they wrote."""


@dataclass(frozen=True)
class Call(AtTheDoor):
    """One request of a supporter."""

    supporter: Supporter
    person: Person

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of theirs; its template extends `supporter_page.html`."""
        about = {"supporter": self.supporter, "person": self.person, "csrf_token": self.csrf_token}
        shared: dict[str, Any] = {**about, "form": self.form, "problems": {}}
        return render(self.request, template, status=status, **{**shared, **values})

    def signed(self, response: str, worry: Worry) -> tuple[str, ...]:
        """The messages of a signed text, with who is told."""
        signed: Signed = self.request.app.state.signed
        return signed(response, worry)

    @property
    def session_token(self) -> str:
        """What this browser's session is known by."""
        return self.request.cookies[SESSION_COOKIE]


def let_in(page: Callable[[Call], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The page for a supporter; anyone else goes to where a code is typed."""

    async def endpoint(request: Request) -> Response:
        room: Room = request.app.state.room
        token = request.cookies.get(SESSION_COOKIE)
        session = await room.store.writing(supporter_access.session, token) if token else None
        if session is None:
            if wants_json(request):
                return JSONResponse({"error": "Type a code again."}, status_code=401)
            return RedirectResponse(to(request, "sign_in"), status_code=303)
        form = await posted(request)
        if request.method == "POST" and not same(form.get("csrf_token", ""), session.csrf_token):
            raise HTTPException(403)
        return await page(Call(request, room, session.csrf_token, form, session.supporter, session.person))

    return endpoint
