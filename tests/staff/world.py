"""One invented house with its staff and people, in a real database, and a browser-like client of the pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
from starlette.applications import Starlette

from staff import passwords
from staff.access import SESSION_COOKIE
from storage import Store, contents, drafts, feedback, houses, linking, staff_accounts
from storage.audit import SYSTEM, Actor
from storage.feedback import Feedback
from storage.houses import House, Person
from storage.staff_accounts import StaffMember
from storage.vocabulary import Outcome, Role, VisibleTo
from tests.support.seen import seen

START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)  # a Tuesday
ADDRESS = "https://staff.example"
PASSWORD = "plum-violin-harbour"
# Made once: argon2 is slow on purpose.
PASSWORD_HASH = passwords.hashed(PASSWORD)


@dataclass
class Clock:
    """The time, set by the test."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def on(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass(frozen=True)
class Cast:
    """Everybody the tests know. `stranger` works in another house; `lead` is the safeguarding lead of none."""

    house: House
    other_house: House
    person: Person
    other_person: Person
    manager: StaffMember
    worker: StaffMember
    stranger: StaffMember
    lead: StaffMember


@dataclass
class World:
    """The store, the clock, the cast and the pages over them (for https or not); `told` collects whom the gateway was asked to tell."""

    store: Store
    clock: Clock
    cast: Cast
    pages: Callable[[bool], Starlette]
    told: list[str] = field(default_factory=list)

    def says(
        self,
        words: str | None,
        outcome: Outcome = Outcome.DID_NOT_WORK,
        *,
        person: Person | None = None,
        visible_to: VisibleTo = VisibleTo.MY_STAFF,
    ) -> Feedback:
        """A person sends feedback, as through the chat."""
        who = person or self.cast.person
        with self.store.write() as tx:
            draft = drafts.start(tx, who.id, outcome=outcome)
            drafts.set_visible_to(tx, draft.id, visible_to)
            if words is not None:
                drafts.add_words(tx, draft.id, contents.keep(tx, Actor("person", who.id), who.id, words))
            return feedback.send(tx, draft.id)

    def link_chat(self, person: Person | None = None) -> None:
        """A chat of this person, so that they are told and asked there."""
        who = person or self.cast.person
        with self.store.write() as tx:
            linking.link_address(tx, linking.make_code(tx, SYSTEM, who.id).code, "web", f"phone of {who.id}")

    def client(self) -> httpx.AsyncClient:
        """A browser with no cookies, whose paths start at /staff."""
        transport = httpx.ASGITransport(self.pages(True), raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url=ADDRESS)

    def signed_in(self, member: StaffMember) -> Visitor:
        """A browser in which this member is signed in."""
        with self.store.write() as tx:
            token = staff_accounts.open_session(tx, member.id)
        client = self.client()
        client.cookies.set(SESSION_COOKIE, token, domain="staff.example", path="/staff")
        return Visitor(client)


@dataclass
class Visitor:
    """A signed-in browser. `post` sends the token of a form on the page it posts from, as the browser would."""

    client: httpx.AsyncClient

    async def get(self, path: str) -> Page:
        return Page(await self.client.get(f"/staff{path}"))

    async def token(self, path: str = "/") -> str:
        """The token of the forms on a page, or on the one it leads to, as the board leads a lead to the concerns."""
        page = await self.get(path)
        if page.location:
            page = await self.get(page.location.removeprefix("/staff"))
        return page.csrf_token

    async def post(self, path: str, *, token_from: str = "/", **form: str) -> Page:
        token = await self.token(token_from)
        return Page(await self.client.post(f"/staff{path}", data={"csrf_token": token, **form}))


@dataclass(frozen=True)
class Page:
    """One answer, as its reader and as the browser takes it."""

    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def html(self) -> str:
        return self.response.text

    @property
    def location(self) -> str:
        """Where it leads to, if it is a redirect."""
        return str(self.response.headers.get("location", ""))

    @property
    def words(self) -> str:
        """What is read on the page: no tags, emoji for their pictures, single spaces, characters as they show."""
        shown = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", seen(self.html), flags=re.DOTALL)
        return re.sub(r"\s+", " ", unescape(shown)).replace(" .", ".")

    @property
    def csrf_token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.html)
        assert found, "the page holds no form"
        return found[1]


def invited(store: Store) -> Cast:
    """Everybody, new in an empty store."""
    with store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Plum House", is_demo=True)
        other = houses.add_house(tx, SYSTEM, "Quince Cottage", is_demo=True)
        person = houses.add_person(tx, SYSTEM, house.id, "Pim Testwell")
        other_person = houses.add_person(tx, SYSTEM, other.id, "Quill Example")

        def member(name: str, role: Role, *house_ids: str) -> StaffMember:
            email = f"{name.split()[0].lower()}@example.org"
            return staff_accounts.add(tx, SYSTEM, name, email, role, PASSWORD_HASH, house_ids)

        return Cast(
            house,
            other,
            person,
            other_person,
            member("Mara Sample", Role.MANAGER, house.id),
            member("Wes Sample", Role.SUPPORT_WORKER, house.id),
            member("Sten Sample", Role.MANAGER, other.id),
            member("Lea Sample", Role.SAFEGUARDING_LEAD),
        )
