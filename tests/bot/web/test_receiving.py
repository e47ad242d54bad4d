"""New messages reach the page in order, and count as arrived only when the page has them."""

import asyncio
from typing import Any

import httpx
import pytest

from bot.channels.web import receiving
from storage import how_messages, linking
from storage.audit import SYSTEM
from storage.vocabulary import Sound
from tests.bot.web.world import World


async def news(client: httpx.AsyncClient, after: int = 0, wait: int = 0) -> dict[str, Any]:
    answer = await client.get("/chat/messages", params={"after": after, "wait": wait})
    assert answer.status_code == 200
    return answer.json()  # type: ignore[no-any-return]


async def test_what_is_new_comes_in_order_with_its_answers(world: World, robin: httpx.AsyncClient) -> None:
    first = world.says("<b>One</b>")
    asked = world.asks()

    found = await news(robin)

    one, two = found["messages"]
    assert one == {
        "id": first,
        "position": 1,
        "kind": "reply",
        "text": "<b>One</b>",
        "question": None,
        "picture": None,
        "options": [],
    }
    assert two["options"][0] == [asked.tokens["worked"], "😊 Good", None]
    assert (found["open"], found["pace"]) == (asked.id, "normal")


async def test_a_held_request_is_answered_when_something_comes(world: World, robin: httpx.AsyncClient) -> None:
    held = asyncio.create_task(news(robin, wait=20))
    await asyncio.sleep(0.1)
    assert not held.done()

    world.says("Here I am.")

    found = await asyncio.wait_for(held, 2)
    assert [message["text"] for message in found["messages"]] == ["Here I am."]


async def test_a_program_that_stops_lets_go_of_every_page(world: World) -> None:
    app = world.app()
    async with world.client(app) as client:
        await client.post("/chat/link", data={"code": world.code()})
        held = asyncio.create_task(news(client, wait=20))
        await asyncio.sleep(0.1)

        app.routes[0].app.state.stopping.set()  # type: ignore[attr-defined]

        assert (await asyncio.wait_for(held, 2))["messages"] == []


async def test_a_message_has_arrived_when_the_page_asks_beyond_it(world: World, robin: httpx.AsyncClient) -> None:
    world.says("One")
    world.says("Two")

    await robin.get("/chat/")
    await news(robin)
    assert world.unsent() == ["One", "Two"]

    await news(robin, after=1)
    assert world.unsent() == ["Two"]


async def test_a_page_without_script_tells_by_its_next_look(world: World, robin: httpx.AsyncClient) -> None:
    world.says("One")
    page = (await robin.get("/chat/")).text
    assert 'href="/chat/?seen=1#end"' in page

    await robin.get("/chat/", params={"seen": 1})

    assert world.unsent() == []


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "9" * 16, "", "²"])
async def test_a_position_that_is_none_counts_as_nothing_seen(
    world: World, robin: httpx.AsyncClient, after: str
) -> None:
    world.says("One")

    found = (await robin.get("/chat/messages", params={"after": after, "wait": 0})).json()

    assert len(found["messages"]) == 1 and world.unsent() == ["One"]


async def test_other_peoples_messages_do_not_come(world: World, robin: httpx.AsyncClient) -> None:
    world.says("For Sam.", person=world.add_person("Sam Example"))

    assert (await news(robin))["messages"] == []


async def test_a_stranger_gets_nothing(world: World, visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/chat/messages")).status_code == 401


async def test_a_link_from_elsewhere_cannot_mark_messages_as_read(world: World, robin: httpx.AsyncClient) -> None:
    world.says("One")

    answer = await robin.get("/chat/messages", params={"after": 1}, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 401 and world.unsent() == ["One"]


async def test_a_page_of_the_person_before_is_sent_away(world: World, robin: httpx.AsyncClient) -> None:
    answer = await robin.get("/chat/messages", params={"chat": "0123456789abcdef"})

    assert answer.status_code == 401


async def test_a_phone_lost_while_its_page_waits_gets_nothing(world: World, robin: httpx.AsyncClient) -> None:
    held = asyncio.create_task(robin.get("/chat/messages", params={"after": 0, "wait": 20}))
    await asyncio.sleep(0.1)
    with world.store.write() as tx:
        linking.unlink_all(tx, SYSTEM, world.robin.id)
    world.says("Not for a thief.")

    answer = await asyncio.wait_for(held, 2)

    assert answer.status_code == 401 and "thief" not in answer.text


async def test_the_persons_own_pace_is_told(world: World, robin: httpx.AsyncClient) -> None:
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Sound.SLOWER)

    assert (await news(robin))["pace"] == "slow"


def test_no_request_is_held_longer_than_proxies_bear() -> None:
    assert receiving.HOLD_SECONDS <= 25
