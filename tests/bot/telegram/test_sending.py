"""What goes into Telegram: in order, once whatever happens on the way, at its pace and within its limits."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest

from bot.channels.telegram import TelegramChannel, TelegramSettings, calls, finding, sending, username_of
from storage import houses, inbox
from storage.audit import SYSTEM
from tests.bot.telegram.world import World
from tests.support.telegram_server.refusals import Refused
from tests.support.telegram_server.users import User

CONTROLS = "These buttons are always here for you."


@pytest.fixture
async def robin(world: World, channel: TelegramChannel) -> User:
    return await world.linked()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost answers and rests of the network last no seconds."""
    monkeypatch.setattr(sending, "SETTLED_AFTER", 0.0)
    monkeypatch.setattr(finding, "SETTLED_AFTER", 0.0)
    monkeypatch.setattr(calls, "NETWORK_REST", 0.05)


async def settled(world: World, outbox_id: str) -> None:
    await world.until(lambda tx: world.sent(outbox_id))


async def test_messages_come_in_order(world: World, robin: User) -> None:
    for number in range(5):
        world.says(f"Number {number}")
    assert [one.words for one in await robin.hears(5)] == [f"Number {number}" for number in range(5)]


async def test_answers_stand_under_their_question_each_on_a_line_of_its_own(world: World, robin: User) -> None:
    world.asks()
    [question] = await robin.hears()
    assert question.labels[0] == ["😊 Good"] and all(len(row) == 1 for row in question.labels)


async def test_it_is_told_once_telegram_has_it(world: World, robin: User) -> None:
    said = world.says("You have a new key.")
    await robin.hears()
    await settled(world, said)


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("buttons", [True, False])
async def test_a_lost_answer_is_not_sent_twice(world: World, robin: User, buttons: bool) -> None:
    world.server.faults.lose_answers("sendMessage")
    if buttons:
        world.asks()
    else:
        world.says("Only once.")
    after = world.says("And then this.")
    await settled(world, after)
    assert len(world.server.calls_of("sendMessage", chat=robin.id)) == 3
    assert len([one for one in robin.from_bot if one.words == "Only once." or one.buttons]) == 1


@pytest.mark.usefixtures("soon")
async def test_what_never_left_is_sent_again(world: World, robin: User) -> None:
    world.server.faults.cut("sendMessage")
    said = world.says("Once, at the second try.")
    await settled(world, said)
    assert [one.words for one in robin.from_bot].count("Once, at the second try.") == 1


@pytest.mark.usefixtures("soon")
async def test_a_lost_answer_is_found_among_what_others_wrote_meanwhile(world: World, robin: User) -> None:
    stranger = world.server.user("Somebody Invented")
    world.server.faults.lose_answers("sendMessage", chat=robin.id)
    world.server.faults.refuse(Refused(500, "Internal Server Error"), "editMessageReplyMarkup")
    said = world.says("Only once.")
    await robin.hears()
    for number in range(3):
        await stranger.writes(f"Hello {number}")
        await robin.writes(f"Words {number}")
    await settled(world, said)
    assert [one.words for one in robin.from_bot].count("Only once.") == 1


@pytest.mark.usefixtures("soon")
async def test_the_first_message_with_the_controls_is_not_doubled_either(
    world: World, channel: TelegramChannel
) -> None:
    robin = world.server.user("Robin Invented")
    world.server.faults.lose_answers("sendMessage")
    await robin.starts(world.code())
    await world.receives()
    said = world.says("Your code worked.")
    await settled(world, said)
    assert [one.words for one in robin.from_bot] == [CONTROLS, "Your code worked."] and robin.keyboard


@pytest.mark.usefixtures("soon")
async def test_a_stop_in_the_middle_of_sending_doubles_nothing(world: World) -> None:
    async with world.running():
        robin = await world.linked()
        world.server.faults.hang("sendMessage")
        said = world.says("Only once.")
        await robin.hears()
    assert not world.sent(said)
    async with world.running():
        await settled(world, said)
    assert [one.words for one in robin.from_bot].count("Only once.") == 1


async def test_too_many_stops_one_chat_and_no_other(world: World, robin: User) -> None:
    with world.store.write() as tx:
        sam = houses.add_person(tx, SYSTEM, world.robin.house_id, "Sam Invented")
    other = await world.linked("Sam Invented", sam)
    world.server.floods(robin.id, 1)
    world.says("Later.")
    world.says("At once.", person=sam)
    [heard] = await other.hears(seconds=0.8)
    assert heard.words == "At once." and not [one for one in robin.from_bot if one.words == "Later."]
    [late] = await robin.hears()
    assert late.words == "Later."


async def test_one_message_a_second_into_one_chat(world: World) -> None:
    world.server.limits.per_chat, world.server.limits.burst = 1.0, 1
    async with world.running(between_messages=calls.BETWEEN_MESSAGES):
        robin = await world.linked()
        world.says("One.")
        world.says("Two.")
        await robin.hears(2)
    sent = world.server.calls_of("sendMessage", chat=robin.id)
    assert [one.outcome for one in sent] == ["ok"] * 3
    assert all(later.at - earlier.at >= 1 for earlier, later in pairwise(sent))


async def test_a_long_text_comes_whole_in_as_many_messages_as_it_takes(world: World, robin: User) -> None:
    text = "You said: " + " ".join(f"word{number}" for number in range(900)) + "😡" * 400
    said = world.says(text)
    await settled(world, said)
    heard = [one.words for one in robin.from_bot[1:]]
    assert len(heard) == 2 and " ".join(heard) == text


async def test_a_refused_message_holds_up_nothing_and_staff_are_told(world: World, robin: User) -> None:
    world.server.faults.refuse(Refused(400, "Bad Request: something odd"), "sendMessage")
    odd, after = world.says("Odd."), world.says("After it.")
    await settled(world, after)
    assert not world.sent(odd) and world.requests() == ["could_not_deliver"]


@pytest.mark.parametrize("gone", ["blocks_bot", "deletes_account"])
async def test_whoever_is_gone_is_not_tried_again(world: World, robin: User, gone: str) -> None:
    world.server.faults.deliver_again()
    if gone == "blocks_bot":
        robin.person.blocked_bot = True  # and the update that tells of it is lost
    else:
        robin.deletes_account()
    world.says("Nobody hears this.")
    await world.until(lambda tx: world.requests() == ["could_not_deliver"])
    sent = len(world.server.calls_of("sendMessage"))
    world.says("Nor this.")
    await asyncio.sleep(0.1)
    assert len(world.server.calls_of("sendMessage")) == sent and world.requests() == ["could_not_deliver"]


async def test_a_safety_text_and_what_it_answers_leave_the_screen(world: World, robin: User) -> None:
    await robin.writes("He hit me")
    [message] = await world.receives()
    with world.store.write() as tx:
        inbox.close(tx, message.id, hide=True)
    said = world.says("Call 999 now.", kind="safety")
    await settled(world, said)
    clock, world.store.clock = world.store.clock, lambda: clock() + timedelta(minutes=61)
    await robin.sees(lambda: not [one for one in robin.chat if one.words == "He hit me" and not one.deleted], 7)
    await robin.sees(lambda: "Call 999 now." not in [one.words for one in robin.from_bot], 7)
    assert [one.words for one in robin.from_bot] == [CONTROLS]


async def test_telegram_down_at_the_start_is_said_once_and_tried_again(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.keeping_on.FIRST_REST", 0.05)
    await world.server.goes_down()
    async with world.running() as channel:
        await asyncio.sleep(0.4)
        assert not channel.is_reachable and channel.username is None
        await world.server.comes_up()
        await world.linked()
        assert channel.is_reachable and channel.username == world.server.username
    assert [one.message for one in caplog.records if one.levelname == "ERROR"] == [
        "telegram: it cannot be reached. The rest of the service runs, and it is tried again. (NetworkError)"
    ]


async def test_a_start_is_well_at_once_and_not_after_the_first_long_poll(world: World) -> None:
    async with world.running() as channel:
        async with asyncio.timeout(4):
            while not channel.is_reachable:
                await asyncio.sleep(0.02)


async def test_a_wrong_token_is_said_plainly(world: World, caplog: pytest.LogCaptureFixture) -> None:
    async with world.running():
        world.server.token = "7:not_the_one_that_the_channel_has"
        await asyncio.sleep(0.2)
    assert any("@BotFather" in one.message for one in caplog.records)
    assert world.server.token not in caplog.text


async def test_links_are_made_with_the_bots_own_name_or_not_at_all(world: World) -> None:
    about = TelegramSettings(world.server.token, world.server.url)
    assert await username_of(about) == world.server.username
    await world.server.goes_down()
    assert await username_of(about) is None


async def test_a_message_on_which_telegram_fails_for_hours_does_not_hold_up_the_next(
    world: World, robin: User, soon: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "HOPELESS_AFTER", 0.2)
    world.server.faults.broken(500, "sendMessage", times=10)
    bad = world.says("It breaks Telegram.")
    await world.until(lambda tx: world.requests() == ["could_not_deliver"])
    world.server.faults.clear()
    after = world.says("I come after it.")
    await settled(world, after)
    assert not world.sent(bad)
