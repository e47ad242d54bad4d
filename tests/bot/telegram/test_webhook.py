"""Brought instead of asked for: only by whoever knows the secret, and confirmed only once it is kept."""

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.updates import LONGEST_UPDATE
from bot.listening import listen, served
from storage import StoreError
from tests.bot.telegram.world import World


@pytest.fixture
async def channel(world: World) -> object:
    listening = listen("127.0.0.1", 0)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/telegram"
    async with world.running(webhook_url=url) as running:
        app = Starlette(routes=[Route("/telegram", running.webhook, methods=["POST"])])
        async with served(app, listening):
            running.url = url  # type: ignore[attr-defined]
            yield running


async def test_a_whole_talk_goes_by_webhook(world: World, channel: TelegramChannel) -> None:
    robin = await world.linked()
    await robin.writes("Brought to you")
    [message] = await world.receives()
    assert message.words == "Brought to you"
    assert {call.method for call in world.server.calls}.isdisjoint({"getUpdates"})


async def test_what_is_posted_again_is_kept_once(world: World, channel: TelegramChannel) -> None:
    robin = await world.linked()
    world.server.faults.lose_answers("webhook", times=3)
    await robin.writes("Only once")
    await robin.writes("And this")
    found: list[str | None] = []
    while len(found) < 2:
        found += [one.words for one in await world.receives()]
    assert found == ["Only once", "And this"]


async def test_a_forged_update_is_turned_away(world: World, channel: TelegramChannel) -> None:
    robin = await world.linked()
    forged = {
        "update_id": 1,
        "message": {
            "message_id": 999,
            "date": 1,
            "chat": {"id": robin.id, "type": "private"},
            "from": {"id": robin.id, "is_bot": False, "first_name": "Robin"},
            "text": "I never said this",
        },
    }
    async with httpx.AsyncClient() as client:
        for headers in ({}, {"x-telegram-bot-api-secret-token": "guessed"}):
            answer = await client.post(channel.url, json=forged, headers=headers)  # type: ignore[attr-defined]
            assert answer.status_code == 403
    assert world.received() == []


async def test_nobody_comes_in_where_there_is_no_webhook(world: World) -> None:
    async with world.running() as polling:
        app = Starlette(routes=[Route("/telegram", polling.webhook, methods=["POST"])])
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://said.test") as client:
            assert (await client.post("/telegram", json={})).status_code == 403


async def test_a_body_that_is_no_update_is_refused(world: World, channel: TelegramChannel) -> None:
    secret = {"x-telegram-bot-api-secret-token": channel._webhook._secret}  # type: ignore[union-attr]
    async with httpx.AsyncClient() as client:
        url = channel.url  # type: ignore[attr-defined]
        assert (await client.post(url, content=b"{", headers=secret)).status_code == 400
        assert (await client.post(url, content=b"x" * (LONGEST_UPDATE + 1), headers=secret)).status_code == 413


async def test_what_cannot_be_kept_is_not_confirmed(
    world: World, channel: TelegramChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    robin = await world.linked()
    working, failures = world.store.writing, iter([True])

    async def fails_once(*a: object, **k: object) -> object:
        if next(failures, False):
            raise StoreError("an invented failure")
        return await working(*a, **k)  # type: ignore[arg-type]

    monkeypatch.setattr(world.store, "writing", fails_once)
    await robin.writes("Kept in the end")
    [message] = await world.receives()
    assert message.words == "Kept in the end"
