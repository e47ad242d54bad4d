"""Edits and deletions, and what of them is refused."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, ReplyKeyboardMarkup
from telegram.error import BadRequest

from tests.support.telegram_server import Hands, TelegramServer, User
from tests.telegram_server.test_sending import ogg

YES = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="y")]])


@pytest.fixture(autouse=True)
def without_limits(server: TelegramServer) -> None:
    server.limits.per_chat = None


async def test_text_and_buttons_of_a_message_are_changed(bot: Bot, alex: User) -> None:
    sent = await bot.send_message(alex.id, "1", reply_markup=YES)
    edited = await bot.edit_message_text("2", alex.id, sent.message_id, reply_markup=YES)
    assert isinstance(edited, Message) and (edited.text, edited.reply_markup) == ("2", YES)
    assert edited.edit_date
    assert await bot.edit_message_reply_markup(alex.id, sent.message_id)
    (seen,) = alex.from_bot
    assert (seen.id, seen.text, seen.buttons, seen.edited) == (sent.message_id, "2", [], True)


async def test_buttons_go_with_an_edit_that_does_not_name_them(bot: Bot, alex: User) -> None:
    sent = await bot.send_message(alex.id, "1", reply_markup=YES)
    await bot.edit_message_text("2", alex.id, sent.message_id)
    assert alex.from_bot[0].buttons == []


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, alex: User) -> None:
    sent = await bot.send_message(alex.id, "1", reply_markup=YES)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content and reply markup"):
        await bot.edit_message_text("1", alex.id, sent.message_id, reply_markup=YES)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(alex.id, sent.message_id, reply_markup=YES)


async def test_what_cannot_be_edited(bot: Bot, alex: User) -> None:
    theirs = await alex.writes("Hello")
    keyed = await bot.send_message(alex.id, "Keys", reply_markup=ReplyKeyboardMarkup([["Help"]]))
    for message_id in (theirs.id, keyed.message_id):
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_text("2", alex.id, message_id)
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await bot.edit_message_reply_markup(alex.id, message_id, reply_markup=YES)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("2", alex.id, 999)
    gone = await bot.send_message(alex.id, "Gone")
    await alex.deletes(alex.from_bot[-1])
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("2", alex.id, gone.message_id)
    voice = await bot.send_voice(alex.id, ogg(0.1), caption="1")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("2", alex.id, voice.message_id)
    await bot.edit_message_caption(alex.id, voice.message_id, caption="2")
    assert (alex.from_bot[-1].caption, alex.from_bot[-1].kind) == ("2", "voice")
    sent = await bot.send_message(alex.id, "1")
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await bot.edit_message_text(
            "2",
            alex.id,
            sent.message_id,
            reply_markup=ReplyKeyboardMarkup([["Help"]]),  # type: ignore[arg-type]
        )


async def test_messages_of_both_sides_are_deleted_in_a_private_chat(bot: Bot, alex: User) -> None:
    theirs = await alex.writes("Hello")
    mine = await bot.send_message(alex.id, "Hello")
    assert await bot.delete_message(alex.id, theirs.id)
    assert await bot.delete_message(alex.id, mine.message_id)
    assert [seen.deleted for seen in alex.chat[-2:]] == [True, True]
    assert alex.from_bot == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(alex.id, mine.message_id)


async def test_a_message_is_deleted_only_for_48_hours(bot: Bot, clock: Hands, alex: User) -> None:
    sent = await bot.send_message(alex.id, "Hello")
    clock.advance(48 * 3600)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(alex.id, sent.message_id)
    await bot.edit_message_text("Still edited", alex.id, sent.message_id)


async def test_in_a_group_only_its_own_are_deleted(server: TelegramServer, bot: Bot, alex: User) -> None:
    group = server.group("House")
    await alex.adds_bot(group)
    theirs = await alex.writes("/hello", to=group)
    mine = await bot.send_message(group.id, "Hello")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)
    assert await bot.delete_message(group.id, mine.message_id)


async def test_several_are_deleted_and_those_not_found_passed_over(bot: Bot, alex: User) -> None:
    ids = [(await bot.send_message(alex.id, str(number))).message_id for number in range(3)]
    assert await bot.delete_messages(alex.id, [*ids[:2], 999])
    assert [seen.text for seen in alex.from_bot] == ["2"]
    with pytest.raises(BadRequest, match="Too many message identifiers"):
        await bot.delete_messages(alex.id, list(range(1, 102)))
