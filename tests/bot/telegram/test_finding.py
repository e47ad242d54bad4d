"""A message whose answer was lost: found among whatever else Telegram numbered, and never taken for another one."""

import asyncio
from datetime import timedelta

import pytest

from bot.channels.telegram import TelegramChannel, calls, finding, sending
from bot.channels.telegram.sending import CONTROLS_HERE
from storage import deliveries, houses
from storage.audit import SYSTEM
from tests.bot.telegram.world import World
from tests.support.telegram_server import FOREVER
from tests.support.telegram_server.refusals import Refused
from tests.support.telegram_server.users import User


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost answers and rests last no seconds."""
    for room in (finding, sending):
        monkeypatch.setattr(room, "SETTLED_AFTER", 0.0)
    for room in (finding, calls):
        monkeypatch.setattr(room, "NETWORK_REST", 0.05)


@pytest.fixture
async def robin(world: World) -> User:
    """Linked, and the program ended since."""
    async with world.running():
        user = await world.linked()
        await world.until(lambda tx: not deliveries.unsettled(tx))
        return user


def killed_before_the_call(
    world: World, text: str, *, at: timedelta = timedelta(), response: str = "utter_example"
) -> str:
    """What stands in the store when the program is killed between noting a message and asking Telegram; by a clock that was
    wrong by `at`."""
    said = world.says(text, response=response)
    clock, world.store.clock = world.store.clock, lambda: clock() + at
    with world.store.write() as tx:
        [chat] = deliveries.chats_of(tx, "telegram", world.robin.id)
        due = deliveries.next_for(tx, "telegram", chat)
        assert due is not None and deliveries.begin(tx, due, 0, highest(world))
    world.store.clock = clock
    return said


def highest(world: World) -> int:
    return max(max((one.id for one in user.chat), default=0) for user in world.server.users.values())


async def settled(world: World, outbox_id: str) -> None:
    await world.until(lambda tx: world.sent(outbox_id))


def times(user: User, words: str) -> int:
    return [one.words for one in user.from_bot].count(words)


@pytest.mark.parametrize("again", [True, False])
async def test_a_persons_own_words_are_not_taken_for_the_message_with_the_controls(
    world: World, robin: User, again: bool
) -> None:
    """Neither can be changed: it must be known what the person wrote, before it is asked for."""
    said = killed_before_the_call(world, "Here are your buttons.", response=CONTROLS_HERE)
    await robin.deletes(robin.from_bot[-1])  # and with it the controls
    for number in range(3):
        await robin.writes(f"Are you there? {number}")
    world.server.faults.delay(0.5, "getUpdates")
    async with world.running():
        await settled(world, said)
    assert times(robin, "Here are your buttons.") == 1 and robin.keyboard
    if again:  # and a second start finds nothing to do
        async with world.running():
            await asyncio.sleep(0.1)
        assert times(robin, "Here are your buttons.") == 1


async def test_words_written_while_it_is_looked_for_are_not_taken_for_it(world: World, robin: User) -> None:
    said = killed_before_the_call(world, "Here are your buttons.", response=CONTROLS_HERE)
    world.server.faults.delay(0.4, "editMessageReplyMarkup")
    async with world.running():
        await world.until(lambda tx: world.server.calls_of("editMessageReplyMarkup"))
        world.server.faults.delay(0.8, "getUpdates", times=FOREVER)
        await robin.writes("Just now.")
        await settled(world, said)
    assert times(robin, "Here are your buttons.") == 1 and robin.keyboard


async def test_it_is_found_behind_all_that_waited_at_telegrams(world: World, robin: User) -> None:
    crowd = world.server.user("Somebody Invented")
    for number in range(150):
        crowd.say({"text": f"Hello {number}"})
    world.server.faults.delay(0.5, "getUpdates")
    world.server.faults.lose_answers("sendMessage", chat=robin.id)
    said = world.says("Only once.")
    async with world.running():
        await settled(world, said)
    assert times(robin, "Only once.") == 1


async def test_several_chats_at_once_each_find_their_own(world: World, robin: User) -> None:
    people = []
    with world.store.write() as tx:
        for number in range(5):
            people.append(houses.add_person(tx, SYSTEM, world.robin.house_id, f"Sam Invented {number}"))
    async with world.running():
        users = [await world.linked(one.name, one) for one in people]
        world.server.faults.hang("sendMessage", times=len(users))
        for one in people:
            world.says("Only once.", person=one)
        for user in users:
            await user.hears()
    async with world.running():
        ends = [world.says("After it.", person=one) for one in people]
        await world.until(lambda tx: not deliveries.people_due(tx, "telegram"))
    assert ends and [[one.words for one in user.from_bot[-2:]] for user in users] == [["Only once.", "After it."]] * 5
    assert [one.outcome for one in world.server.calls_of("sendMessage")].count("answer lost") == 5


async def test_each_number_is_looked_at_once_whatever_telegram_says_meanwhile(world: World, robin: User) -> None:
    said = killed_before_the_call(world, "Only once.")
    for _ in range(4):
        world.server.faults.refuse(Refused(400, "Bad Request: message to edit not found"), "editMessageReplyMarkup")
        world.server.faults.refuse(Refused(500, "Internal Server Error"), "editMessageReplyMarkup")
    async with world.running():
        await settled(world, said)
    looked = [
        one for one in world.server.calls_of("editMessageReplyMarkup") if one.error and one.error["error_code"] == 400
    ]
    assert len(looked) == len({one.values["message_id"] for one in looked}) and times(robin, "Only once.") == 1


async def test_a_clock_that_is_set_back_holds_nobody_up(world: World, robin: User) -> None:
    said = killed_before_the_call(world, "Only once.", at=timedelta(hours=1))
    async with world.running():
        await settled(world, said)
    assert times(robin, "Only once.") == 1


async def test_whoever_shut_us_out_while_it_was_open_gets_it_once(world: World, robin: User) -> None:
    async with world.running():
        world.server.faults.hang("sendMessage")
        said = world.says("Only once.")
        await robin.hears()
    world.server.faults.refuse(Refused(403, "Forbidden: bot was blocked by the user"), "editMessageReplyMarkup")
    async with world.running():
        await world.until(lambda tx: world.requests() == ["could_not_deliver"])
        await robin.writes("I am back.")
        await settled(world, said)
    assert times(robin, "Only once.") == 1


async def test_a_voice_message_is_found_as_well(world: World) -> None:
    async with world.running():
        robin = await world.linked(audio=True)
        world.server.faults.hang("sendVoice")
        world.asks()
        [question] = await robin.hears()
    async with world.running():
        after = world.says("After it.")
        await settled(world, after)
    assert [one.kind for one in robin.from_bot[-2:]] == ["voice", "voice"]
    assert robin.from_bot[-2].labels == question.labels


async def test_a_voice_that_never_gets_through_leaves_the_words(world: World) -> None:
    async with world.running():
        robin = await world.linked(audio=True)
        world.server.faults.cut("sendVoice", times=FOREVER)
        said = world.says("Words at least.")
        await settled(world, said)
    assert robin.from_bot[-1].kind == "text" and times(robin, "Words at least.") == 1


async def test_an_answer_that_is_no_answer_of_telegrams_shuts_nobody_out(world: World, robin: User) -> None:
    for status in (403, 400, 404, 200):
        world.server.faults.broken(status, "sendMessage")
    async with world.running():
        said = world.says("After all.")
        await settled(world, said)
    assert times(robin, "After all.") == 1 and world.requests() == []


async def test_a_stopped_channel_begins_nothing(world: World, robin: User) -> None:
    async with world.running() as channel:
        pass
    world.says("For the next start.")
    await asyncio.sleep(0.05)
    assert isinstance(channel, TelegramChannel)
    with world.store.read() as tx:
        assert deliveries.unsettled(tx) == 0
