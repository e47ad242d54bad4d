"""What can be made to go wrong, does; and only that."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from tests.support.telegram_server import DOWNLOAD, FOREVER, Refused, TelegramServer, User
from tests.telegram_server.conftest import bot_of
from tests.telegram_server.test_sending import ogg


@pytest.fixture(autouse=True)
def without_limits(server: TelegramServer) -> None:
    server.limits.per_chat = None


async def test_an_answer_is_lost_after_the_message_was_sent(server: TelegramServer, bot: Bot, alex: User) -> None:
    server.faults.lose_answers("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(alex.id, "1")
    await bot.send_message(alex.id, "2")
    assert [seen.text for seen in await alex.hears(2)] == ["1", "2"]
    calls = server.calls_of("sendMessage")
    assert [(call.outcome, call.carried_out) for call in calls] == [("answer lost", True), ("ok", True)]
    server.faults.lose_answers("sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(1, "Refused, and that is lost too")


async def test_a_connection_is_cut_before_anything_was_sent(server: TelegramServer, bot: Bot, alex: User) -> None:
    server.faults.cut("sendMessage", times=2)
    for _ in range(2):
        with pytest.raises(NetworkError):
            await bot.send_message(alex.id, "1")
    await bot.send_message(alex.id, "2")
    assert [seen.text for seen in alex.from_bot] == ["2"]
    assert [call.outcome for call in server.calls_of("sendMessage")] == ["cut", "cut", "ok"]


async def test_a_bot_that_gives_up_waiting_does_not_know_that_it_was_sent(
    server: TelegramServer, bot: Bot, alex: User
) -> None:
    server.faults.hang("sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(alex.id, "1", read_timeout=0.1)
    server.faults.delay(0.2, "sendMessage")
    with pytest.raises(TimedOut):
        await bot.send_message(alex.id, "2", read_timeout=0.1)
    assert [seen.text for seen in alex.from_bot] == ["1"]
    assert [seen.text for seen in await alex.hears(2)] == ["1", "2"]


@pytest.mark.parametrize("status", [500, 502])
async def test_a_page_of_a_proxy_comes_instead_of_an_answer(
    server: TelegramServer, bot: Bot, alex: User, status: int
) -> None:
    server.faults.broken(status, "sendMessage")
    with pytest.raises(NetworkError, match=str(status)):
        await bot.send_message(alex.id, "1")
    assert alex.from_bot == []
    await bot.send_message(alex.id, "1")


async def test_a_refusal_meets_only_its_method_and_chat_and_so_many_calls(
    server: TelegramServer, bot: Bot, alex: User
) -> None:
    sam = server.user("Sam Invented")
    await sam.starts()
    server.faults.too_many(7, chat=alex.id, times=2)
    await bot.send_message(sam.id, "1")
    for _ in range(2):
        with pytest.raises(RetryAfter) as wait:
            await bot.send_message(alex.id, "1")
        assert wait.value._retry_after.total_seconds() == 7
    await bot.send_message(alex.id, "1")
    server.faults.refuse(Refused(400, "Bad Request: not now"), "sendVoice", times=FOREVER)
    await bot.send_message(alex.id, "2")
    with pytest.raises(BadRequest, match="Not now"):
        await bot.send_voice(alex.id, ogg(0.1))
    server.faults.clear()
    await bot.send_voice(alex.id, ogg(0.1))


async def test_a_fault_for_any_method_leaves_the_polls_alone(server: TelegramServer, bot: Bot, alex: User) -> None:
    server.faults.broken()
    assert await bot.get_updates() == ()
    with pytest.raises(NetworkError):
        await bot.send_message(alex.id, "1")
    server.faults.broken(method="getUpdates")
    with pytest.raises(NetworkError):
        await bot.get_updates()


async def test_a_file_cannot_be_fetched(server: TelegramServer, bot: Bot, alex: User) -> None:
    message = await alex.sends_voice(b"OggS", 1)
    file = await bot.get_file(message.content["voice"]["file_id"])
    server.faults.cut(DOWNLOAD)
    with pytest.raises(NetworkError):
        await file.download_as_bytearray()
    assert bytes(await file.download_as_bytearray()) == b"OggS"


async def test_updates_come_again_though_they_were_confirmed(server: TelegramServer, bot: Bot, alex: User) -> None:
    await alex.writes("1")
    (first,) = await bot.get_updates()
    await alex.writes("2")
    server.faults.deliver_again()
    ids = [update.update_id for update in await bot.get_updates(offset=first.update_id + 1)]
    assert ids == [first.update_id, first.update_id + 1]
    ids = [update.update_id for update in await bot.get_updates(offset=first.update_id + 1)]
    assert ids == [first.update_id + 1]


async def test_updates_come_out_of_order(server: TelegramServer, bot: Bot, alex: User) -> None:
    server.faults.deliver_out_of_order()
    await alex.writes("1")
    (one,) = await bot.get_updates()
    for text in ("2", "3"):
        await alex.writes(text)
    ids = [update.update_id - one.update_id for update in await bot.get_updates()]
    assert ids == [2, 0, 1]
    assert [update.update_id - one.update_id for update in await bot.get_updates()] == [0, 1, 2]


async def test_the_server_goes_down_and_comes_up_on_the_same_port(alex: User, server: TelegramServer) -> None:
    async with bot_of(server) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.sleep(0.05)
        url = server.url
        await server.goes_down()
        with pytest.raises(NetworkError):
            await asyncio.wait_for(poll, 2)
        with pytest.raises(NetworkError):
            await bot.send_message(alex.id, "1")
        await alex.writes("While it was down")
        await server.comes_up()
        assert server.url == url
        (update,) = await bot.get_updates()
        assert update.message and update.message.text == "While it was down"
        await bot.send_message(alex.id, "2")
    assert [seen.text for seen in alex.from_bot] == ["2"]
