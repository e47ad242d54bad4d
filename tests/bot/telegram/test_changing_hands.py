"""A chat that ends or becomes another person's while something is under way into it."""

import asyncio

import pytest

from storage import houses, linking
from storage.audit import SYSTEM
from storage.houses import Person
from tests.bot.telegram.world import World
from tests.support.telegram_server.refusals import Refused

CONTROLS = "These buttons are always here for you."


@pytest.fixture
def sam(world: World) -> Person:
    with world.store.write() as tx:
        return houses.add_person(tx, SYSTEM, world.robin.house_id, "Sam Invented")


async def test_what_waits_for_its_turn_does_not_reach_the_next_owner(world: World, sam: Person) -> None:
    async with world.running(between_messages=0.6):
        chat = await world.linked()
        world.says("One for Robin.")
        await chat.hears()
        world.says("Two for Robin.")
        await asyncio.sleep(0.1)
        await chat.starts(world.code(sam))
        await world.until(lambda tx: linking.linked_chats(tx, sam.id))
        world.says("One for Sam.", person=sam)
        await chat.hears(2)
        await asyncio.sleep(0.7)
    assert [one.words for one in chat.from_bot][1:] == ["One for Robin.", CONTROLS, "One for Sam."]


async def test_what_waits_for_its_turn_does_not_reach_a_lost_phone(world: World) -> None:
    async with world.running(between_messages=0.4):
        chat = await world.linked()
        world.says("One.")
        await chat.hears()
        world.says("Two.")
        await asyncio.sleep(0.1)
        with world.store.write() as tx:
            linking.unlink_all(tx, SYSTEM, world.robin.id)
        await chat.hears_nothing(0.8)


async def test_an_old_answer_that_comes_late_does_not_bring_up_what_was_said_before(world: World, sam: Person) -> None:
    async with world.running():
        chat = await world.linked()
        world.server.faults.delay(0.6, "sendMessage")
        slow = world.says("For Robin.")
        world.says("Said to Sam long ago.", person=sam)
        await asyncio.sleep(0.1)
        await chat.starts(world.code(sam))
        await world.until(lambda tx: world.sent(slow))
        now = world.says("For Sam.", person=sam)
        await chat.sees(lambda: chat.from_bot[-1].words == "For Sam.")
        await chat.hears(3)
        await chat.hears_nothing()
    assert now and "Said to Sam long ago." not in [one.words for one in chat.from_bot]
    assert chat.keyboard


async def test_whoever_is_linked_by_now_is_not_told_that_nobody_knows_them(world: World) -> None:
    async with world.running():
        chat = world.server.user("Robin Invented")
        await chat.starts()
        await chat.hears(2)
        world.server.floods(chat.id, 3)
        await chat.writes("Hello?")
        await world.until(lambda tx: world.server.calls_of("sendMessage")[-1].outcome == "refused")
        await chat.starts(world.code())
        await world.until(lambda tx: linking.linked_chats(tx, world.robin.id))
        [heard] = await chat.hears()
        await chat.hears_nothing(5.5)
    assert heard.words == "These buttons are always here for you."


async def test_a_text_for_a_stranger_that_was_lost_on_the_way_is_sent_again(world: World) -> None:
    async with world.running():
        somebody = world.server.user("Somebody Invented")
        world.server.faults.cut("sendMessage")
        await somebody.writes("Hello?")
        await somebody.hears()


async def test_a_long_message_that_is_refused_in_the_middle_is_not_told(world: World) -> None:
    async with world.running():
        chat = await world.linked()
        world.server.faults.refuse(Refused(400, "Bad Request: something odd"), "sendMessage")
        long, after = world.says("word " * 1_000), world.says("After it.")
        await world.until(lambda tx: world.sent(after))
    assert not world.sent(long) and [one.words for one in chat.from_bot][1:] == ["After it."]


@pytest.mark.parametrize("odd", ["half a sign \ud83d", "nothing \0 in it"])
async def test_signs_that_no_database_keeps_hold_nobody_up(world: World, odd: str) -> None:
    async with world.running():
        chat = await world.linked()
        chat.say({"text": odd})
        await chat.writes("And this.")
        found = await world.receives(2)
    assert [one.words for one in found][1] == "And this."
