"""What supporters are sent comes once, whatever happens on the way, and not at all once they were ended."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.channels.telegram import calls, finding
from bot.channels.telegram.supporting import sending
from storage.tables.channels import supporter_messages
from tests.bot.telegram.helping import CHOICE, NOW, chooses, ends, helper
from tests.bot.telegram.world import World
from tests.support.telegram_server.refusals import Refused

SHOWN = "This is what Robin Invented sees."


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost answers and rests of the network last no seconds."""
    monkeypatch.setattr(sending, "SETTLED_AFTER", 0.0)
    monkeypatch.setattr(finding, "SETTLED_AFTER", 0.0)
    monkeypatch.setattr(calls, "NETWORK_REST", 0.05)


def statuses(world: World) -> list[str]:
    with world.store.read() as tx:
        return list(tx.execute(select(supporter_messages.c.status).order_by(supporter_messages.c.position)).scalars())


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("fault", ["lose_answers", "cut", "broken"])
async def test_it_comes_once_whatever_gets_lost(world: World, fault: str) -> None:
    async with world.running():
        dave = await helper(world)
        arguments = (502, "sendMessage") if fault == "broken" else ("sendMessage",)
        getattr(world.server.faults, fault)(*arguments)
        assert (await dave.says(CHOICE)).startswith(SHOWN)
        await world.until(lambda tx: statuses(world) == ["sent", "sent"])
        assert len([one for one in dave.user.from_bot if one.words.startswith(SHOWN)]) == 1
        assert len(dave.choices()) == 1


async def test_it_waits_as_long_as_telegram_says(world: World) -> None:
    async with world.running():
        dave = await helper(world)
        world.server.floods(dave.user.id, 1)
        await dave.user.writes(CHOICE)
        [heard] = await dave.user.hears(seconds=8)
        assert heard.words.startswith(SHOWN)


async def test_what_is_delivered_again_is_answered_once(world: World) -> None:
    async with world.running():
        dave = await helper(world)
        world.server.faults.deliver_again(3)
        await dave.says(CHOICE)
        await dave.user.hears_nothing()
        assert len(dave.choices()) == 1


@pytest.mark.usefixtures("soon")
async def test_a_stop_between_keeping_and_sending_loses_and_doubles_nothing(world: World) -> None:
    async with world.running():
        dave = await helper(world)
        world.server.faults.hang("sendMessage")
        await dave.user.writes(CHOICE)
        await dave.user.hears()
        assert statuses(world)[-1] == "sending"
    async with world.running():
        await world.until(lambda tx: statuses(world) == ["sent", "sent"])
        assert (await dave.says("/choices")).endswith("Not offered yet.")
    assert len([one for one in dave.user.from_bot if one.words.startswith(SHOWN)]) == 1


async def test_what_was_chosen_while_the_program_was_down_is_told(world: World) -> None:
    async with world.running():
        dave = await helper(world)
        await dave.says(CHOICE)
        await dave.taps(NOW)
    chooses(world, dave.choices()[0], 1)
    async with world.running():
        assert await dave.hears() == "Robin Invented chose: Cinema."


async def test_nothing_goes_out_that_waited_when_the_link_was_ended(world: World) -> None:
    async with world.running():
        dave = await helper(world)
        await dave.says(CHOICE)
        await dave.taps(NOW)
        world.server.faults.too_many(2, "sendMessage", chat=dave.user.id)
        chooses(world, dave.choices()[0], 0)
        await world.until(lambda tx: world.server.calls_of("sendMessage")[-1].outcome == "refused")
        ends(world, dave.known)
        await dave.user.hears_nothing(4)
    with world.store.read() as tx:
        assert "Swimming" not in str(tx.execute(select(supporter_messages)).all())


async def test_who_blocked_the_bot_is_told_when_they_let_it_in(world: World) -> None:
    async with world.running():
        dave = await helper(world)
        await dave.says(CHOICE)
        await dave.taps(NOW)
        await dave.user.blocks_bot()
        await asyncio.sleep(0.2)
        sent = len(world.server.calls_of("sendMessage"))
        chooses(world, dave.choices()[0], 0)
        await world.until(lambda tx: len(statuses(world)) == 4)
        await asyncio.sleep(0.2)
        assert len(world.server.calls_of("sendMessage")) == sent
        assert world.requests() == [], "it is no person who cannot be reached"
        await dave.user.unblocks()
        assert await dave.hears() == "Robin Invented chose: Swimming."


async def test_what_telegram_refuses_holds_nothing_up(world: World) -> None:
    async with world.running():
        dave = await helper(world)
        world.server.faults.refuse(Refused(400, "Bad Request: something odd"), "sendMessage")
        await dave.user.writes("Hello")
        await world.until(lambda tx: statuses(world)[-1] == "failed")
        assert (await dave.says(CHOICE)).startswith(SHOWN)


@pytest.mark.usefixtures("soon")
async def test_a_message_of_a_person_is_not_taken_for_one_of_a_supporter(world: World) -> None:
    async with world.running():
        robin, dave = await world.linked(), await helper(world)
        world.server.faults.lose_answers("sendMessage", chat=robin.id)
        said = world.says("You have a new key.")
        await dave.says(CHOICE)
        await world.until(lambda tx: world.sent(said))
        assert [one.words for one in robin.from_bot].count("You have a new key.") == 1
