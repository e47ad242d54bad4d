"""Who is at the door: every page but sign-in is for a signed-in member, and every form carries their token."""

from __future__ import annotations

import hmac
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Concatenate, ParamSpec, TypeVar
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from staff import flash
from staff.rendering import mount_of, render, to
from staff.settings import Room
from storage import Transaction, staff_accounts, staffing
from storage.staff_accounts import StaffMember, StaffSession
from storage.vocabulary import Role

SESSION_COOKIE = "staff_session"
# A review may have a field for each of a few hundred things; how many bytes they may take is limited before.
MOST_FIELDS = 1000
NEED_SECOND_FACTOR = (Role.MANAGER, Role.ADMIN, Role.SAFEGUARDING_LEAD)
"""Whose sign-in takes more than a password where the settings require it, as production does (R70)."""
P = ParamSpec("P")
T = TypeVar("T")


class Stage(StrEnum):
    """How far somebody who gave the right password has come; each value is the name of the route that comes next."""

    CODE = "second_factor"
    """They have a second factor, and its code is still to come."""
    SET_UP = "second_factor_set_up"
    """They need a second factor and have none yet."""
    WHOLE = "board"


@dataclass(frozen=True)
class AtTheDoor(ABC):
    """A request of somebody who is signed in, whoever they are. `form` holds what was posted, each value without space around
    it."""

    request: Request
    room: Room
    csrf_token: str
    form: dict[str, str] = field(repr=False)

    @abstractmethod
    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of theirs."""

    def go(self, route: str, /, *, note: str | None = None, **parts: str) -> Response:
        """After something was kept: to another page (so that "reload" repeats nothing), with a note on it."""
        response = RedirectResponse(to(self.request, route, **parts), status_code=303)
        if note is not None:
            flash.put(self.request, response, note)
        return response

    async def read(self, verb: Callable[Concatenate[Transaction, P], T], /, *a: P.args, **k: P.kwargs) -> T:
        """Run a verb that writes nothing, not even that somebody looked."""
        return await self.room.store.reading(verb, *a, **k)

    async def write(self, verb: Callable[Concatenate[Transaction, P], T], /, *a: P.args, **k: P.kwargs) -> T:
        """Run a verb and commit it. Verbs named `for_member` belong here: who looked at what is in the audit trail."""
        return await self.room.store.writing(verb, *a, **k)


@dataclass(frozen=True)
class Visit(AtTheDoor):
    """One request of a signed-in member. `files`: the files of a form that has some; `not_staffed`: what is missing for
    safeguarding, for those who can mend it."""

    member: StaffMember
    stage: Stage = Stage.WHOLE
    not_staffed: tuple[str, ...] = ()
    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """A page of the signed-in area; its template extends `page.html`."""
        shared: dict[str, Any] = {
            "member": self.member,
            "csrf_token": self.csrf_token,
            "form": self.form,
            "problems": {},
            "stage": self.stage,
            "not_staffed": self.not_staffed,
        }
        if self.stage is not Stage.WHOLE:
            shared["navigation"] = []
        return render(self.request, template, status=status, **{**shared, **values})

    @property
    def session_token(self) -> str:
        """What this browser's session is known by."""
        return self.request.cookies[SESSION_COOKIE]

    def part(self, name: str) -> str:
        """A part of the address, such as `id`."""
        return str(self.request.path_params[name])


Page = Callable[[Visit], Awaitable[Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def signed_in(page: Page) -> Endpoint:
    """The page for a signed-in member; anyone else goes to sign-in and comes back here, and who is signed in by half goes
    on with that."""
    return at_stage(Stage.WHOLE)(page)


def signed_in_with_files(most: int) -> Callable[[Page], Endpoint]:
    """The same for a page whose form may bring so many files. How large all of it may be is limited before (`protection`)."""
    return at_stage(Stage.WHOLE, most_files=most)


def at_stage(*stages: Stage, most_files: int = 0) -> Callable[[Page], Endpoint]:
    """A page that is open at these stages of signing in, and at no other."""

    def wrap(page: Page) -> Endpoint:
        async def endpoint(request: Request) -> Response:
            room: Room = request.app.state.room
            session = await _session(request, room)
            if session is None:
                return _to_sign_in(request)
            stage = stage_of(session, room)
            if stage not in stages:
                return _to(request, stage)
            form, files = await _sent(request, most_files)
            if request.method == "POST" and not same(form.get("csrf_token", ""), session.csrf_token):
                raise HTTPException(403)
            missing = await _not_staffed(room, session.member) if stage is Stage.WHOLE else ()
            return await page(Visit(request, room, session.csrf_token, form, session.member, stage, missing, files))

        return endpoint

    return wrap


def stage_of(session: StaffSession, room: Room) -> Stage:
    """Asked at every request: who becomes a manager, or whose factor was reset, is led through it at their next click."""
    if session.is_half:
        return Stage.CODE
    is_needed = second_factor_needed(session.member, room)
    return Stage.SET_UP if is_needed and not session.has_second_factor else Stage.WHOLE


def second_factor_needed(member: StaffMember, room: Room) -> bool:
    return room.settings.second_factor_required and member.role in NEED_SECOND_FACTOR


async def posted(request: Request) -> dict[str, str]:
    """What a form sent, without space around it, except a password, where it counts; of a field sent twice, the last."""
    return (await _sent(request, 0))[0]


async def _sent(request: Request, most_files: int) -> tuple[dict[str, str], dict[str, bytes]]:
    """The words of a form, and its files."""
    if request.method != "POST":
        return {}, {}
    async with request.form(max_files=most_files, max_fields=MOST_FIELDS) as form:
        sent = {name: value for name, value in form.items() if isinstance(value, str)}
        files = {name: await value.read() for name, value in form.items() if isinstance(value, UploadFile)}
    return {name: value if "password" in name else value.strip() for name, value in sent.items()}, files


def same(given: str, kept: str) -> bool:
    """Whether two secrets are the same, told in constant time; two empty ones are not."""
    return bool(kept) and hmac.compare_digest(given.encode(), kept.encode())


async def _session(request: Request, room: Room) -> StaffSession | None:
    token = request.cookies.get(SESSION_COOKIE)
    return None if not token else await room.store.writing(staff_accounts.session, token)


async def _not_staffed(room: Room, member: StaffMember) -> tuple[str, ...]:
    """Asked at every page of those who see the team, and of nobody else."""
    return await room.store.reading(staffing.warnings_for, member) if staffing.sees_team(member) else ()


def _to(request: Request, stage: Stage) -> Response:
    """To what comes next in signing in; once it is over, to the board."""
    if stage is Stage.WHOLE:
        return RedirectResponse(to(request, stage), status_code=303)
    if wants_json(request):
        return JSONResponse({"error": "Sign in again."}, status_code=401)
    return RedirectResponse(f"{to(request, stage)}?{urlencode({'next': _here(request)})}", status_code=303)


def _to_sign_in(request: Request) -> Response:
    if wants_json(request):
        return JSONResponse({"error": "Sign in again."}, status_code=401)
    response = RedirectResponse(f"{to(request, 'sign_in')}?{urlencode({'next': _here(request)})}", status_code=303)
    if request.method == "POST":
        flash.put(request, response, "session_over")
    return response


def _here(request: Request) -> str:
    """Where they come back to after signing in: by GET, which not every address answers."""
    can_come_back = "GET" in request.scope["route"].methods
    here = request.url.path.removeprefix(mount_of(request)) if can_come_back else "/"
    return f"{here}?{request.url.query}" if request.url.query and request.method == "GET" else here


def wants_json(request: Request) -> bool:
    """Whether a script asks, which a page to sign in at is of no use to."""
    return "application/json" in request.headers.get("accept", "")
