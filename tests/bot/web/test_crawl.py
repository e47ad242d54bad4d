"""Every address of the web chat, from its route table, as who is linked, not linked, linked to another, and unlinked."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from bot.channels.web.visitor import COOKIE
from storage import linking
from storage.audit import SYSTEM
from tests.bot.web.world import World
from tests.support.sounds import tone

# What each kind of visitor gets: Robin, whose chat it is; a browser of nobody's, one whose cookie is made up, one that was
# unlinked; and another person, who gets a page of their own and nothing of Robin's.
NOBODY = ("not linked", "made up", "unlinked")
CASES = {
    ("/", "GET"): {"robin": 200, "nobody": 200, "other": 200},
    ("/link", "GET"): {"robin": 303, "nobody": 200, "other": 303},
    ("/link", "POST"): {"robin": 422, "nobody": 422, "other": 422},
    ("/send", "POST"): {"robin": 200, "nobody": 401, "other": 200},
    ("/voice", "POST"): {"robin": 200, "nobody": 401, "other": 200},
    ("/messages", "GET"): {"robin": 200, "nobody": 401, "other": 200},
    ("/sound/{outbox_id}", "GET"): {"robin": 200, "nobody": 404, "other": 404},
    ("/photo/{picture_id}", "GET"): {"robin": 200, "nobody": 404, "other": 404},
}
SECRET = "Only Robin hears this."


def routes(world: World) -> Iterator[tuple[str, str]]:
    [mount] = [route for route in world.app().routes if isinstance(route, Mount)]
    assert isinstance(mount.app, Starlette)
    for route in mount.app.routes:
        if isinstance(route, Route):
            yield from ((route.path, method) for method in route.methods or () if method != "HEAD")


async def browser(world: World, who: str) -> httpx.AsyncClient:
    client = world.client()
    if who == "made up":
        client.cookies.set(COOKIE, "made-up-by-somebody", domain="said.test", path="/chat")
    if who in ("robin", "unlinked", "other"):
        person = world.add_person("Sam Example") if who == "other" else world.robin
        assert (await client.post("/chat/link", data={"code": world.code(person)})).status_code == 303
    if who == "unlinked":
        with world.store.write() as tx:
            linking.unlink_all(tx, SYSTEM, world.robin.id)
    return client


async def ask(
    client: httpx.AsyncClient, which: tuple[str, str], outbox_id: str, picture_id: str = "none"
) -> httpx.Response:
    path, method = which
    if path == "/voice":
        return await client.post("/chat/voice", params={"id": "voice-of-mine"}, content=tone())
    forms = {"/send": {"id": "message-of-mine", "words": "Hello"}, "/link": {"code": "WRONGCODE2"}}
    sent = {"data": forms[path], "headers": {"accept": "application/json"}} if method == "POST" else {}
    return await client.request(method, f"/chat{path.format(outbox_id=outbox_id, picture_id=picture_id)}", **sent)  # type: ignore[arg-type]


def test_every_address_has_a_case(world: World) -> None:
    assert set(routes(world)) == set(CASES)


@pytest.mark.parametrize("who", ["robin", *NOBODY, "other"])
async def test_everybody_gets_what_is_theirs(world: World, who: str) -> None:
    said = world.says(SECRET)
    client = await browser(world, who)
    kind = "nobody" if who in NOBODY else who
    photo = world.photo()
    got = {which: (await ask(client, which, said, photo)).status_code for which in CASES}
    assert got == {which: expected[kind] for which, expected in CASES.items()}


@pytest.mark.parametrize("who", [*NOBODY, "other"])
async def test_nobody_else_reads_or_hears_anything_of_robins(world: World, who: str) -> None:
    said = world.says(SECRET)
    client = await browser(world, who)
    for which in CASES:
        found = await ask(client, which, said)
        assert SECRET not in found.text and world.robin.name not in found.text and said not in found.text, which
    missing = await ask(client, ("/sound/{outbox_id}", "GET"), "no-such-message")
    theirs = await ask(client, ("/sound/{outbox_id}", "GET"), said)
    assert (missing.status_code, missing.content) == (theirs.status_code, theirs.content)
    photo = [await ask(client, ("/photo/{picture_id}", "GET"), said, one) for one in ("none", world.photo())]
    assert len({(one.status_code, one.content, *one.headers) for one in photo}) == 1


async def test_other_ways_of_asking_are_refused(world: World) -> None:
    client = await browser(world, "robin")
    for path in {path for path, _ in CASES}:
        known = {method for one, method in CASES if one == path} | {"HEAD"}
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - known:
            answer = await client.request(method, f"/chat{path.format(outbox_id='x', picture_id='x')}")
            assert answer.status_code == 405, (path, method)
