"""How updates reach a bot that polls."""

import asyncio

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict

from tests.support.telegram_server import Hands, Query, TelegramServer, User
from tests.telegram_server.conftest import bot_of

YES = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Yes", callback_data="y"), InlineKeyboardButton("No", callback_data="n")]]
)


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else None for update in updates]


async def test_updates_come_until_an_offset_confirms_them(bot: Bot, alex: User) -> None:
    for text in ("1", "2", "3"):
        await alex.writes(text)
    got = await bot.get_updates()
    assert texts(got) == ["1", "2", "3"]
    assert [update.update_id - got[0].update_id for update in got] == [0, 1, 2]
    assert texts(await bot.get_updates(limit=2)) == ["1", "2"]
    assert texts(await bot.get_updates(offset=got[1].update_id)) == ["2", "3"]
    assert texts(await bot.get_updates(offset=got[0].update_id)) == ["2", "3"]
    assert texts(await bot.get_updates(offset=got[2].update_id + 1)) == []
    assert texts(await bot.get_updates()) == []


async def test_an_offset_below_zero_keeps_only_the_last(bot: Bot, alex: User) -> None:
    for text in ("1", "2", "3"):
        await alex.writes(text)
    assert texts(await bot.get_updates(offset=-1)) == ["3"]
    assert texts(await bot.get_updates()) == ["3"]


async def test_a_long_poll_waits_for_what_comes(bot: Bot, alex: User) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    assert not poll.done()
    await alex.writes("Hello")
    assert texts(await asyncio.wait_for(poll, 2)) == ["Hello"]
    await bot.get_updates(offset=-1)
    await bot.get_updates(offset=2**30)
    began = asyncio.get_running_loop().time()
    assert await bot.get_updates(timeout=1) == ()
    assert asyncio.get_running_loop().time() - began >= 0.95


async def test_of_two_polls_the_first_is_ended(server: TelegramServer, bot: Bot, alex: User) -> None:
    async with bot_of(server) as other:
        first = asyncio.create_task(bot.get_updates(timeout=10))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(other.get_updates(timeout=10))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await asyncio.wait_for(first, 2)
        await alex.writes("Hello")
        assert texts(await asyncio.wait_for(second, 2)) == ["Hello"]


async def test_only_the_kinds_asked_for_come_and_that_is_remembered(bot: Bot, alex: User) -> None:
    message = await alex.writes("1")
    await bot.get_updates(offset=2**30, allowed_updates=["message"])
    await alex.edits(message, "2")
    await alex.writes("3")
    assert texts(await bot.get_updates()) == ["3"]
    await bot.get_updates(offset=2**30, allowed_updates=["message_reaction"])
    await alex.writes("4")
    await alex.reacts(alex.chat[0], "👍")
    (update,) = await bot.get_updates()
    assert update.message_reaction
    await bot.get_updates(offset=2**30, allowed_updates=[])
    await alex.reacts(alex.chat[0], "👍")
    await alex.writes("5")
    assert texts(await bot.get_updates()) == ["5"]


async def test_what_nobody_fetched_for_a_day_is_gone(bot: Bot, clock: Hands, alex: User) -> None:
    await alex.writes("1")
    clock.advance(23 * 3600)
    await alex.writes("2")
    clock.advance(2 * 3600)
    assert texts(await bot.get_updates()) == ["2"]


async def test_a_tap_comes_with_its_message_and_is_answered(server: TelegramServer, bot: Bot, alex: User) -> None:
    sent = await bot.send_message(alex.id, "Well?", reply_markup=YES)
    query = await alex.taps("No")
    assert isinstance(query, Query)
    (update,) = await bot.get_updates()
    assert update.callback_query and isinstance(update.callback_query.message, type(sent))
    assert (update.callback_query.data, update.callback_query.from_user.id) == ("n", alex.id)
    assert update.callback_query.message.reply_markup == YES
    assert update.callback_query.message.message_id == sent.message_id
    assert await bot.answer_callback_query(update.callback_query.id, "Thank you")
    assert await bot.answer_callback_query(update.callback_query.id)
    assert [answer["text"] for answer in query.answers] == ["Thank you", ""]


async def test_a_tap_can_be_answered_only_for_a_while(bot: Bot, clock: Hands, alex: User) -> None:
    await bot.send_message(alex.id, "Well?", reply_markup=YES)
    query = await alex.taps("Yes")
    assert isinstance(query, Query)
    clock.advance(16)
    for unknown in (query.id, "123"):
        with pytest.raises(
            BadRequest, match=r"(?i)query is too old and response timeout expired or query id is invalid"
        ):
            await bot.answer_callback_query(unknown)


async def test_a_tap_on_an_older_message_a_forged_one_and_one_whose_message_is_gone(
    bot: Bot, clock: Hands, alex: User
) -> None:
    old = await bot.send_message(alex.id, "Old?", reply_markup=YES)
    clock.advance(1)
    await bot.send_message(alex.id, "New?", reply_markup=YES)
    button = alex.from_bot[0].button("Yes")
    await alex.taps(button)
    await alex.forges(alex.from_bot[0], "somebody else's")
    await alex.taps("Yes")
    await bot.delete_message(alex.id, old.message_id)
    with pytest.raises(LookupError):
        await alex.taps(button)
    await alex.taps(button, inaccessible=True)
    got = [update.callback_query for update in await bot.get_updates()]
    assert [query.data for query in got if query] == ["y", "somebody else's", "y", "y"]
    assert [query.message.message_id for query in got if query and query.message] == [
        old.message_id,
        old.message_id,
        old.message_id + 1,
        old.message_id,
    ]
    assert got[3] and got[3].message and not got[3].message.is_accessible
    with pytest.raises(LookupError, match="Maybe"):
        await alex.taps("Maybe")
