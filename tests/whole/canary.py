"""The ways by which words, names, codes, passwords and tokens come into the service, and the ways in which each can fail.

A new way in (a channel, a page, somebody who is told) is a function here, listed in `PATHS`, or in a module beside this one.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from html import unescape

import httpx

from bench.chat import Chatter
from bot.assistant_child import free_port
from staff.passwords import hashed
from storage import Store, Transaction, feedback, houses, inbox, linking, safeguarding_team, staff_accounts
from storage.audit import SYSTEM
from storage.vocabulary import Post, Role
from tests.support.mail_server import MailServer
from tests.support.running_app import RunningApp
from tests.support.team import settle_team, there_all_week
from tests.support.telegram_server import TelegramServer
from tests.support.web_hook import WebHook

WORDS = "quokkabert ate my zanzibread"
NAME = "Quokkella Zanzinvented"
EMAIL = "quokkamail@zanzi.invented"
LEAD, LEAD_EMAIL = "Nomen Zanziquokka", "quokkalead@zanzi.invented"
PASSWORD = "quokkapass-zanzibar"
METRICS_TOKEN = "quokkatoken-zanzibar-1"
KEY = "quokkakey" * 4
PARTS = ("quokka", "zanzi", "Daz hits")
"""None of these may be found, in capitals or small letters."""


@dataclass
class Canary:
    """The service under test, a person, a manager and a safeguarding lead in it, whose second way is `phone`. `secrets`: codes and cookies that came up on the way."""

    app: RunningApp
    store: Store
    telegram: TelegramServer
    mail: MailServer
    phone: WebHook
    pager: WebHook
    person_id: str = ""
    secrets: list[str] = field(default_factory=list)
    chatter: Chatter | None = None

    @property
    def chat(self) -> Chatter:
        assert self.chatter is not None
        return self.chatter

    def settle(self) -> None:
        with self.store.write() as tx:
            # Of the demo house the program prints names and codes when it starts; of any other house, nothing.
            home = houses.add_house(tx, SYSTEM, f"{NAME} House")
            staff_accounts.add(tx, SYSTEM, NAME, EMAIL, Role.MANAGER, hashed(PASSWORD), (home.id,))
            self.person_id = houses.add_person(tx, SYSTEM, home.id, NAME).id
            houses.keep_notice_answer(tx, self.person_id, "test", "yes")
            for one in safeguarding_team.contacts(tx):  # those of the demo house
                safeguarding_team.remove_contact(tx, SYSTEM, one.member.id)
            team = settle_team(tx)
            safeguarding_team.remove_contact(tx, SYSTEM, team.lead.id)
            role, direct = Role.SAFEGUARDING_LEAD, self.phone.url("quokkaphone").replace("t0ken", "zanzitoken")
            lead = staff_accounts.add(tx, SYSTEM, LEAD, LEAD_EMAIL, role, hashed(PASSWORD), ())
            safeguarding_team.set_contact(tx, SYSTEM, lead.id, Post.LEAD, (f"the {LEAD}",), direct)
            there_all_week(tx, lead, team.deputy)

    async def link(self) -> None:
        with self.store.write() as tx:
            code = linking.make_code(tx, SYSTEM, self.person_id).code
        self.chatter = await Chatter.link(self.app.base, code)
        self.secrets += [code, *self.chatter.client.cookies.values()]

    async def hears(self, words: str) -> None:
        """Send, and wait until something came back."""
        before = len(self.chat.heard)
        await self.chat.send(words=words)
        async with asyncio.timeout(90):
            while len(self.chat.heard) == before:
                await self.chat.listen(5)

    async def is_worked_off(self) -> None:
        async with asyncio.timeout(90):
            while await self.store.reading(_waits, self.person_id):
                await asyncio.sleep(0.05)

    @asynccontextmanager
    async def refusing(self, table: str, verb: str = "INSERT") -> AsyncIterator[None]:
        """The database refuses this, with the canary in its reason."""
        with closing(sqlite3.connect(str(self.store.engine.url.database), timeout=10)) as database:
            database.execute(
                f"CREATE TRIGGER canary BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"
            )
            database.commit()
            try:
                yield
            finally:
                database.execute("DROP TRIGGER canary")
                database.commit()

    async def desk(self) -> Desk:
        """The manager, signed in."""
        desk = Desk(httpx.AsyncClient(base_url=self.app.base, follow_redirects=True, timeout=30))
        answer = await desk.post("/staff/sign-in", email=EMAIL, password=PASSWORD)
        assert answer.status_code == httpx.codes.OK and "sign-in" not in str(answer.url)
        self.secrets += desk.client.cookies.values()
        return desk


def _waits(tx: Transaction, person_id: str) -> bool:
    return bool(inbox.all_waiting(tx, person_id))


@dataclass(frozen=True)
class Desk:
    """A browser on the staff pages."""

    client: httpx.AsyncClient

    async def token(self, path: str) -> str:
        """That of the forms on a page."""
        found = re.search(r'name="csrf_token" value="([^"]+)"', (await self.client.get(path)).text)
        assert found, "the page holds no form"
        return unescape(found[1])

    async def post(self, path: str, **form: str) -> httpx.Response:
        """Posted with the token it needs, if none is given."""
        token = form.pop("csrf_token", "") or await self.token(path)
        return await self.client.post(path, data={"csrf_token": token, **form})


async def told_in_the_chat(canary: Canary) -> None:
    for words in (WORDS, "bad", "send it", "just me"):
        await canary.hears(words)


async def heard_as_sound(canary: Canary) -> None:
    for bubble in canary.chat.heard:
        await canary.chat.client.get(f"/chat/sound/{bubble['id']}")


async def tapped_what_nobody_offered(canary: Canary) -> None:
    client = canary.chat.client
    for form in ({"token": WORDS}, {"control": WORDS}, {"words": WORDS, "token": WORDS}, {"words": WORDS * 400}):
        await client.post("/chat/send", data={"id": "abcdef0123456789", **form})
    await client.post("/chat/send", data={"id": WORDS, "words": WORDS})
    await client.post("/chat/send", json={"words": WORDS})
    await client.post("/chat/send", content=WORDS.encode(), headers={"Content-Type": "multipart/form-data; boundary=x"})
    await client.get("/chat/messages", params={"after": WORDS, "wait": WORDS, "chat": WORDS})
    await client.get(f"/chat/sound/{WORDS}")


async def a_code_that_is_none(canary: Canary) -> None:
    async with httpx.AsyncClient(base_url=canary.app.base, headers={"Origin": canary.app.base}) as stranger:
        await stranger.get("/chat/link", params={"code": WORDS})
        await stranger.post("/chat/link", data={"code": WORDS})
        await stranger.get("/chat/", headers={"Cookie": f"said_chat={PASSWORD}"})


async def told_of_harm(canary: Canary) -> None:
    await canary.hears(f"Daz hits me. {WORDS}")
    await canary.hears(f"do not tell anyone, {WORDS}")


async def requests_that_are_none(canary: Canary) -> None:
    """Bytes that no browser sends, straight into the socket."""
    for raw in (
        f"GET /{WORDS} HTTP/9.9\r\n\r\n",
        f"{PASSWORD}\r\n\r\n",
        f"POST /chat/send HTTP/1.1\r\nHost: x\r\nContent-Length: {PASSWORD}\r\n\r\n",
        f"POST /chat/send HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{PASSWORD}\r\n",
        f"GET /chat/?{PASSWORD} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {PASSWORD}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {PASSWORD}\r\n\r\n",
    ):
        reader, writer = await asyncio.open_connection("127.0.0.1", canary.app.port)
        writer.write(raw.encode())
        with contextlib.suppress(OSError, TimeoutError):
            await asyncio.wait_for(reader.read(2000), 1)
        writer.close()
    async with httpx.AsyncClient(base_url=canary.app.base) as client:
        for path in (f"/{WORDS}", f"/staff/{WORDS}", f"/staff/feedback/{WORDS}", "/metrics", "/health"):
            await client.request("GET", path, headers={"Authorization": f"Bearer {PASSWORD}", "X-Said": PASSWORD})
            await client.request("QUOKKA", path, content=WORDS)


async def a_sign_in_that_fails(canary: Canary) -> None:
    async with httpx.AsyncClient(base_url=canary.app.base) as client:
        await Desk(client).post("/staff/sign-in", email=EMAIL, password=f"{PASSWORD}2", next=f"/{WORDS}")
        await Desk(client).post("/staff/sign-in", email=f"{WORDS}@zanzi", password=PASSWORD)
        await client.post("/staff/sign-in", data={"csrf_token": PASSWORD, "email": EMAIL, "password": PASSWORD})
        async with canary.refusing("sign_in_attempts"):
            answer = await Desk(client).post("/staff/sign-in", email=EMAIL, password=PASSWORD)
            assert answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR


async def staff_decide(canary: Canary) -> None:
    """Decided on, added, checked for easy words; each refused as well, and each with a page that breaks."""
    desk = await canary.desk()
    with canary.store.read() as tx:
        item = feedback.of_person(tx, canary.person_id)[0].id
    page, token = f"/staff/feedback/{item}", await desk.token("/staff/people")
    assert WORDS in (await desk.client.get(page)).text
    await desk.post(page, decision="action", words=WORDS, owner=WORDS, changes=WORDS, due_day=WORDS)
    await desk.post("/staff/people", name=WORDS, house=WORDS)
    for path in ("/staff/check-words", "/staff/hear"):
        await desk.post(path, csrf_token=token, words=WORDS, kind=WORDS, about=WORDS)
    async with canary.refusing("audit_events"):
        answer = await desk.post(page, csrf_token=token, decision="noted", note=WORDS)
        assert answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR


async def staff_write_down_a_sign(canary: Canary) -> None:
    """From here on the person's words go to the assistant with what they mean."""
    desk, page = await canary.desk(), f"/staff/people/{canary.person_id}/meanings"
    sign = {"do": "add", "means": WORDS, "kind": "none"}
    await desk.post(page, sign=f"{WORDS}!", **sign)
    async with canary.refusing("meanings"):
        answer = await desk.post(page, sign="quokkabert", **sign)
        assert answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR
    assert (await desk.post(page, sign="quokkabert", **sign)).status_code == httpx.codes.OK


async def the_store_refuses_a_message(canary: Canary) -> None:
    async with canary.refusing("contents"):
        with contextlib.suppress(AssertionError):
            await canary.chat.send(words=WORDS)


async def an_action_fails(canary: Canary) -> None:
    """Every try: in the end a person has to read it."""
    async with canary.refusing("drafts"):
        await canary.hears(WORDS)
        await canary.is_worked_off()


async def metrics_and_health_are_asked(canary: Canary) -> None:
    async with httpx.AsyncClient(base_url=canary.app.base) as client:
        answers = [
            await client.get("/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}),
            await client.get("/health"),
        ]
    for answer in answers:
        assert answer.status_code == httpx.codes.OK
        assert not [part for part in PARTS if part.lower() in answer.text.lower()]
    assert 'said_turns_total{outcome="failed"} 0.0' not in answers[0].text, "the failing ways did not fail"


async def the_assistant_is_broken(canary: Canary) -> None:
    """It answers with an error that quotes the words, then with what is no answer, then not at all."""

    async def quoting(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        body = WORDS.encode()
        status = next(statuses, b"200 OK")
        writer.write(b"HTTP/1.1 %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (status, len(body), body))
        await writer.drain()
        writer.close()

    statuses = iter([b"500 X", b"500 X", b"409 X"])
    port = free_port()
    server = await asyncio.start_server(quoting, "127.0.0.1", port)
    await canary.app.stop()
    canary.app.more["ASSISTANT_URL"] = f"http://127.0.0.1:{port}"
    await canary.app.start()
    await canary.hears(WORDS)
    server.close()
    await canary.chat.send(words=f"{WORDS} again")
    await canary.chat.listen(2)


Path = Callable[[Canary], Awaitable[None]]
PATHS: tuple[Path, ...] = (
    told_in_the_chat,
    heard_as_sound,
    tapped_what_nobody_offered,
    a_code_that_is_none,
    requests_that_are_none,
    a_sign_in_that_fails,
    staff_decide,
    staff_write_down_a_sign,
    the_store_refuses_a_message,
    an_action_fails,
    told_of_harm,
)
LAST_PATHS: tuple[Path, ...] = (metrics_and_health_are_asked, the_assistant_is_broken)
"""Asked once all the others have failed; the last one leaves the service without an assistant."""
