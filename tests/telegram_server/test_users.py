"""What people do arrives in shapes that python-telegram-bot reads as the real ones."""

import pytest
from telegram import Bot, Message, Update
from telegram.error import BadRequest, Forbidden

from tests.support.telegram_server import TelegramServer, User
from tests.telegram_server.test_sending import ogg


async def only(bot: Bot) -> Update:
    (update,) = await bot.get_updates()
    await bot.get_updates(offset=update.update_id + 1)
    return update


async def message(bot: Bot) -> Message:
    update = await only(bot)
    assert update.message
    return update.message


async def test_who_writes_is_told_and_a_command_is_marked(server: TelegramServer, bot: Bot) -> None:
    sam = server.user("Sam Very Invented", username="sam_invented", language="cy")
    await sam.starts("aB3_-")
    got = await message(bot)
    assert got.from_user and got.from_user.id == sam.id > 2**32
    assert (got.from_user.first_name, got.from_user.last_name) == ("Sam", "Very Invented")
    assert (got.from_user.username, got.from_user.language_code) == ("sam_invented", "cy")
    assert (got.chat.id, got.chat.type) == (sam.id, "private")
    assert got.entities[0].type == "bot_command" and got.parse_entity(got.entities[0]) == "/start"
    for code in ("", "no spaces", "a" * 65):
        with pytest.raises(ValueError, match="start code"):
            await sam.starts(code)


async def test_what_is_too_long_for_one_message_is_sent_as_several(bot: Bot, alex: User) -> None:
    await alex.writes("😀" * 2048 + "b")
    assert [len(update.message.text or "") for update in await bot.get_updates() if update.message] == [2048, 1]


async def test_an_edit_is_told_and_a_deletion_is_not(bot: Bot, alex: User) -> None:
    written = await alex.writes("1")
    first = await message(bot)
    await alex.edits(written, "2")
    update = await only(bot)
    assert update.edited_message and update.edited_message.text == "2"
    assert update.edited_message.message_id == first.message_id
    assert update.edited_message.edit_date
    await alex.deletes(written)
    assert await bot.get_updates() == ()
    assert alex.chat[-1].deleted


async def test_a_voice_message_is_fetched_as_it_was_sent(server: TelegramServer, bot: Bot, alex: User) -> None:
    sound = ogg(3)
    await alex.sends_voice(sound, 3)
    got = await message(bot)
    assert got.voice and got.voice.duration == 3 and got.voice.file_size == len(sound)
    file = await bot.get_file(got.voice.file_id)
    assert file.file_path and file.file_path.startswith(f"{server.url}/file/bot{server.token}/voice/file_")
    assert bytes(await file.download_as_bytearray()) == sound


async def test_files_over_20_mb_and_unknown_ones_are_not_given_out(bot: Bot, alex: User) -> None:
    await alex.sends_voice(b"OggS", 3000, size=20 * 2**20 + 1)
    got = await message(bot)
    assert got.voice
    with pytest.raises(BadRequest, match="File is too big"):
        await bot.get_file(got.voice.file_id)
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.get_file("unknown")


async def test_everything_else_a_person_can_send(bot: Bot, alex: User) -> None:
    await alex.sends_photo("Look")
    photo = await message(bot)
    assert photo.photo[-1].width == 1280 and photo.caption == "Look"
    await alex.sends_audio()
    assert (await message(bot)).audio
    await alex.sends_video("Look")
    assert (await message(bot)).video
    await alex.sends_video_note()
    assert (await message(bot)).video_note
    await alex.sends_document("letter.pdf")
    document = (await message(bot)).document
    assert document and document.file_name == "letter.pdf"
    await alex.sends_animation()
    animated = await message(bot)
    assert animated.animation and animated.document
    await alex.sends_sticker("😀")
    sticker = (await message(bot)).sticker
    assert sticker and sticker.emoji == "😀"
    await alex.sends_sticker(None)
    sticker = (await message(bot)).sticker
    assert sticker and sticker.emoji is None
    await alex.sends_location()
    assert (await message(bot)).location
    await alex.sends_contact()
    assert (await message(bot)).contact
    await alex.sends_poll("Tea?", ["Yes", "No"])
    poll = (await message(bot)).poll
    assert poll and [option.text for option in poll.options] == ["Yes", "No"]
    await alex.sends_dice()
    dice = (await message(bot)).dice
    assert dice and dice.value == 4
    await alex.forwards("Not mine", "Somebody Invented")
    forwarded = await message(bot)
    assert forwarded.forward_origin and forwarded.forward_origin.type == "hidden_user"
    replied = await alex.writes("Mine", reply_to=forwarded.message_id)
    answer = (await message(bot)).reply_to_message
    assert replied.id and answer and answer.text == "Not mine"


async def test_blocking_and_unblocking_are_told(bot: Bot, alex: User) -> None:
    await alex.blocks_bot()
    update = await only(bot)
    change = update.my_chat_member
    assert change and change.chat.type == "private"
    assert (change.old_chat_member.status, change.new_chat_member.status) == ("member", "kicked")
    await alex.starts()
    back, start = await bot.get_updates()
    assert back.my_chat_member and back.my_chat_member.new_chat_member.status == "member"
    assert start.message and start.message.text == "/start"


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_the_bot_is_added_to_and_leaves(server: TelegramServer, bot: Bot, alex: User, kind: str) -> None:
    group = server.group("House", "group" if kind == "group" else "supergroup")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(group.id, "Hello")
    await alex.adds_bot(group)
    joined, service = await bot.get_updates()
    assert joined.my_chat_member and joined.my_chat_member.new_chat_member.status == "member"
    assert joined.my_chat_member.chat.type == kind
    assert service.message and service.message.new_chat_members[0].id == bot.id
    await bot.get_updates(offset=service.update_id + 1)

    await alex.writes("Said among people", to=group)
    await alex.writes("/start", to=group)
    heard = await message(bot)
    assert (heard.text, heard.chat.id) == ("/start", group.id)
    assert [seen.text for seen in group.messages[1:]] == ["Said among people", "/start"]

    assert await bot.leave_chat(group.id)
    left = await only(bot)
    assert left.my_chat_member and left.my_chat_member.new_chat_member.status == "left"
    with pytest.raises(Forbidden, match=f"bot is not a member of the {kind} chat"):
        await bot.send_message(group.id, "Hello")
    await alex.writes("/start", to=group)
    assert await bot.get_updates() == ()
    await alex.removes_bot(group)
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.send_message(group.id, "Hello")


async def test_someone_met_only_in_a_group_cannot_be_written_to(server: TelegramServer, bot: Bot, alex: User) -> None:
    group, sam = server.group("House"), server.user("Sam Invented")
    await alex.adds_bot(group)
    await sam.writes("/hello", to=group)
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(sam.id, "Hello")


async def test_people_wait_for_what_they_hear(server: TelegramServer, bot: Bot, alex: User) -> None:
    server.limits.per_chat = None
    await bot.send_message(alex.id, "1")
    await bot.send_message(alex.id, "2")
    assert [seen.text for seen in await alex.hears()] == ["1"]
    assert [seen.text for seen in await alex.hears()] == ["2"]
    await alex.hears_nothing(0.05)
    with pytest.raises(TimeoutError, match="Alex Invented: 2 new messages did not come"):
        await alex.hears(2, 0.05)
    sent = await bot.send_message(alex.id, "3")
    with pytest.raises(AssertionError, match="3"):
        await alex.hears_nothing(0.05)
    await bot.edit_message_text("4", alex.id, sent.message_id)
    await alex.sees(lambda: alex.from_bot[-1].text == "4")
