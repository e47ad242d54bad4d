"""Who is at the door: a supporter whose person still wants their help. That is asked of the store at every request."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from staff import flash
from staff.access import posted, same, wants_json
from staff.rendering import render, to
from staff.settings import Room
from storage import Transaction, supporter_access
from storage.houses import Person
from storage.supporters import Supporter

SESSION_COOKIE = "supporter_session"
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Call:
    """One request of a supporter. `form` holds what was posted, each value without space around it."""

    request: Request
    room: Room
    supporter: Supporter
    person: Person
    csrf_token: str
    form: dict[str, str] = field(default_factory=dict, repr=False)

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of theirs; its template extends `supporter_page.html`."""
        about = {"supporter": self.supporter, "person": self.person, "csrf_token": self.csrf_token}
        shared: dict[str, Any] = {**about, "form": self.form, "problems": {}}
        return render(self.request, template, status=status, **{**shared, **values})

    def go(self, route: str, /, *, note: str | None = None, **parts: str) -> Response:
        """After something was kept: to another page, with a note on it."""
        response = RedirectResponse(to(self.request, route, **parts), status_code=303)
        if note is not None:
            flash.put(self.request, response, note)
        return response

    @property
    def session_token(self) -> str:
        """What this browser's session is known by."""
        return self.request.cookies[SESSION_COOKIE]

    async def read(self, verb: Callable[Concatenate[Transaction, P], T], /, *a: P.args, **k: P.kwargs) -> T:
        """Run a verb that writes nothing."""
        return await self.room.store.reading(verb, *a, **k)

    async def write(self, verb: Callable[Concatenate[Transaction, P], T], /, *a: P.args, **k: P.kwargs) -> T:
        """Run a verb and commit it."""
        return await self.room.store.writing(verb, *a, **k)


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
        return await page(Call(request, room, session.supporter, session.person, session.csrf_token, form))

    return endpoint
