"""What a bot may send, and what is refused, as the real server refuses it."""

import io
import json
from typing import Any

import httpx
import numpy as np
import pytest
import soundfile
from telegram import (
    Bot,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MenuButtonCommands,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.error import BadRequest, Forbidden, InvalidToken, RetryAfter

from tests.support.telegram_server import Hands, Limits, TelegramServer, User
from tests.support.uploads import photo
from tests.telegram_server.conftest import bot_of


def ogg(seconds: float = 1.0) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, np.zeros(round(48_000 * seconds)), 48_000, format="OGG", subtype="OPUS")
    return file.getvalue()


def taps(*data: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(f"Tap {one}", callback_data=one)] for one in data])


async def test_the_bot_of_python_telegram_bot_talks_to_it(server: TelegramServer) -> None:
    async with bot_of(server) as bot:
        assert (bot.id, bot.username) == (7100000001, "said_and_done_bot")
        alex = server.user("Alex Invented")
        await alex.starts("CODE")
        (update,) = await bot.get_updates()
        assert update.message and update.message.text == "/start CODE"
        sent = await bot.send_message(update.message.chat.id, "Hello")
    (heard,) = await alex.hears()
    assert (heard.text, heard.from_bot, heard.id) == ("Hello", True, sent.message_id)
    assert [call.method for call in server.calls] == ["getMe", "getUpdates", "sendMessage"]


async def test_a_wrong_token_and_an_unknown_method_are_refused(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await bot_of(server, "7100000001:AAanother").get_me()
    async with httpx.AsyncClient(base_url=server.url) as client:
        assert (await client.get(f"/bot{server.token}/getNothing")).json() == {
            "ok": False,
            "error_code": 404,
            "description": "Not Found: method not found",
        }
        wrong = await client.get("/botnonsense/getMe")
        assert (wrong.status_code, wrong.json()["description"]) == (404, "Not Found")
        assert (await client.get(f"/file/bot{server.token}x/voice/file_0.oga")).status_code == 401


@pytest.mark.parametrize("how", ["query", "form", "json", "multipart", "other case"])
async def test_parameters_are_taken_in_every_way_the_real_server_takes_them(
    server: TelegramServer, alex: User, how: str
) -> None:
    markup = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}
    values = {"chat_id": str(alex.id), "text": "Hello", "reply_markup": json.dumps(markup)}
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": values},
        "form": {"data": values},
        "json": {"json": {**values, "chat_id": alex.id, "reply_markup": markup}},
        "multipart": {"files": {name: (None, value) for name, value in values.items()}},
        "other case": {"data": values},
    }
    method = "SENDMESSAGE" if how == "other case" else "sendMessage"
    async with httpx.AsyncClient(base_url=f"{server.url}/bot{server.token}/") as client:
        answer = (await client.post(method, **ways[how])).json()
    assert answer["ok"] is True
    assert answer["result"]["reply_markup"] == markup
    assert alex.from_bot[-1].labels == [["Yes"]]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "message text is empty"),
        (" \n ", "text must be non-empty"),
        ("a" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
async def test_text_is_1_to_4096_utf_16_units(bot: Bot, alex: User, text: str, description: str) -> None:
    with pytest.raises(BadRequest) as wrong:
        await bot.send_message(alex.id, text)
    assert wrong.value.message == description[0].upper() + description[1:]
    assert not alex.from_bot


async def test_text_at_the_limit_is_sent_and_spaces_around_it_are_not(bot: Bot, clock: Hands, alex: User) -> None:
    await bot.send_message(alex.id, "😀" * 2048)
    clock.advance(1)
    sent = await bot.send_message(alex.id, "<b>" + "a" * 4096 + "</b>", parse_mode="HTML")
    assert sent.text == "a" * 4096
    assert sent.entities[0].type == "bold"
    clock.advance(1)
    assert (await bot.send_message(alex.id, "  Hello \n")).text == "Hello"


@pytest.mark.parametrize(
    ("text", "mode", "description"),
    [
        ("<b>x", "HTML", "can't parse entities: can't find end tag corresponding to start tag \"b\""),
        ("<b>x</i>", "HTML", "can't parse entities: unmatched end tag at byte offset 4"),
        ("x</b>", "HTML", "can't parse entities: unexpected end tag at byte offset 1"),
        ("ä<foo>", "HTML", 'can\'t parse entities: unsupported start tag "foo" at byte offset 2'),
        ("1 < 2", "HTML", 'can\'t parse entities: unsupported start tag "" at byte offset 2'),
        ("Well.", "MarkdownV2", "can't parse entities: character '.' is reserved"),
        ("*Well", "MarkdownV2", "can't parse entities: can't find end of bold entity at byte offset 0"),
        ("x", "Word", "unsupported parse_mode"),
    ],
)
async def test_wrongly_marked_text_is_refused(bot: Bot, alex: User, text: str, mode: str, description: str) -> None:
    with pytest.raises(BadRequest) as wrong:
        await bot.send_message(alex.id, text, parse_mode=mode)
    assert wrong.value.message.lower().startswith(description)


async def test_marked_text_is_shown_with_its_entities(server: TelegramServer, bot: Bot, alex: User) -> None:
    server.limits.per_chat = None
    text = '😀 <b>bo<i>th</i></b> &lt;3 <a href="https://said.example/x">here</a>'
    sent = await bot.send_message(alex.id, text, parse_mode="HTML")
    assert sent.text == "😀 both <3 here"
    assert [(e.type, e.offset, e.length, e.url) for e in sent.entities] == [
        ("bold", 3, 4, None),
        ("italic", 5, 2, None),
        ("text_link", 11, 4, "https://said.example/x"),
    ]
    sent = await bot.send_message(alex.id, r"*bold* and __under__ \- all", parse_mode="MarkdownV2")
    assert (sent.text, [e.type for e in sent.entities]) == ("bold and under - all", ["bold", "underline"])
    sent = await bot.send_message(alex.id, "  bold", entities=[MessageEntity("bold", 2, 4)])
    assert [(e.offset, e.length) for e in sent.entities] == [(0, 4)]


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ("{", "can't parse reply keyboard markup JSON object"),
        ("[]", "object expected as reply markup"),
        ('{"inline_keyboard": {}}', 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array'),
        ('{"inline_keyboard": [{}]}', 'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        (
            '{"inline_keyboard": [[{"text": "Yes"}]]}',
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            '{"inline_keyboard": [[{"text": "Yes", "callback_data": ""}]]}',
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            '{"inline_keyboard": [[{"callback_data": "y"}]]}',
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        (
            '{"inline_keyboard": [[{"text": " ", "callback_data": "y"}]]}',
            "inline keyboard button text must be non-empty",
        ),
        ('{"keyboard": [[{"text": ""}]]}', "keyboard button text must be non-empty"),
        ('{"keyboard": [[1]]}', "can't parse keyboard button: KeyboardButton must be a String or an Object"),
        (
            '{"keyboard": [["Yes"]], "resize_keyboard": "yes"}',
            'field "resize_keyboard" of the reply markup must be of the type Boolean',
        ),
    ],
)
async def test_a_malformed_keyboard_is_refused(
    server: TelegramServer, alex: User, markup: str, description: str
) -> None:
    async with httpx.AsyncClient() as client:
        values = {"chat_id": alex.id, "text": "Hello", "reply_markup": markup}
        answer = await client.post(f"{server.url}/bot{server.token}/sendMessage", data=values)
    assert answer.status_code == 400
    assert answer.json() == {"ok": False, "error_code": 400, "description": f"Bad Request: {description}"}


async def test_button_data_is_1_to_64_bytes(bot: Bot, alex: User) -> None:
    await bot.send_message(alex.id, "Well?", reply_markup=taps("ä" * 32))
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(alex.id, "Well?", reply_markup=taps("ä" * 32 + "a"))


async def test_a_reply_keyboard_stays_until_another_comes_or_it_is_taken_away(
    server: TelegramServer, bot: Bot, alex: User
) -> None:
    server.limits.per_chat = None
    assert alex.keyboard is None
    first = await bot.send_message(alex.id, "Keys", reply_markup=ReplyKeyboardMarkup([["Help", "More"]]))
    assert first.reply_markup is None
    await bot.send_message(alex.id, "Well?", reply_markup=taps("y"))
    assert alex.keyboard == [["Help", "More"]]
    await bot.send_message(alex.id, "Once", reply_markup=ReplyKeyboardMarkup([["Once"]], one_time_keyboard=True))
    await alex.taps("Once")
    assert (alex.chat[-1].text, alex.keyboard) == ("Once", None)
    last = await bot.send_message(alex.id, "Keys", reply_markup=ReplyKeyboardMarkup([["Help"]]))
    await bot.delete_message(alex.id, last.message_id)
    assert alex.keyboard is None
    await bot.send_message(alex.id, "Keys", reply_markup=ReplyKeyboardMarkup([["Help"]]))
    await bot.send_message(alex.id, "Gone", reply_markup=ReplyKeyboardRemove())
    assert alex.keyboard is None
    await bot.send_message(alex.id, "Say", reply_markup=ForceReply())
    assert alex.keyboard is None


async def test_a_voice_message_is_uploaded_and_sent_again_by_its_id(
    server: TelegramServer, bot: Bot, clock: Hands, alex: User
) -> None:
    sound = ogg(2)
    sent = await bot.send_voice(alex.id, sound, caption="Well?", reply_markup=taps("y"))
    assert sent.voice and sent.voice.duration == 2 and sent.voice.mime_type == "audio/ogg"
    assert sent.caption == "Well?"
    (heard,) = await alex.hears()
    assert (heard.voice, heard.caption, heard.labels) == (sound, "Well?", [["Tap y"]])
    assert [(name, len(data)) for name, data in server.calls[-1].files.items()] == [("voice", len(sound))]
    clock.advance(1)
    again = await bot.send_voice(alex.id, sent.voice.file_id)
    assert again.voice and again.voice.file_unique_id == sent.voice.file_unique_id
    (heard,) = await alex.hears()
    assert heard.voice == sound
    assert not server.calls[-1].files


async def test_what_is_not_ogg_opus_is_no_voice_message(bot: Bot, clock: Hands, alex: User) -> None:
    vorbis = io.BytesIO()
    soundfile.write(vorbis, np.zeros(8_000), 8_000, format="OGG", subtype="VORBIS")
    sent = await bot.send_voice(alex.id, vorbis.getvalue(), filename="voice.ogg")
    assert sent.voice is None and sent.document
    (heard,) = await alex.hears()
    assert (heard.voice, heard.kind) == (None, "document")
    clock.advance(1)
    with pytest.raises(BadRequest, match=r"(?i)can.t use file of type document as voice"):
        await bot.send_voice(alex.id, sent.document.file_id)
    with pytest.raises(BadRequest, match="Wrong file_id"):
        await bot.send_voice(alex.id, "unknown")
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_voice(alex.id, b"")


async def test_a_caption_is_at_most_1024_utf_16_units(bot: Bot, clock: Hands, alex: User) -> None:
    await bot.send_voice(alex.id, ogg(0.1), caption="😀" * 512)
    clock.advance(1)
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_voice(alex.id, ogg(0.1), caption="😀" * 512 + "a")


async def test_voice_is_refused_where_the_person_takes_none(bot: Bot, clock: Hands, alex: User) -> None:
    alex.forbids_voice()
    with pytest.raises(BadRequest, match="Voice_messages_forbidden"):
        await bot.send_voice(alex.id, ogg(0.1))
    assert (await bot.get_chat(alex.id)).has_restricted_voice_and_video_messages
    await bot.send_message(alex.id, "Words go on")
    alex.forbids_voice(False)
    clock.advance(1)
    assert (await bot.send_voice(alex.id, ogg(0.1))).voice


async def test_other_files_are_sent_as_what_they_are(server: TelegramServer, bot: Bot, alex: User) -> None:
    server.limits.per_chat = None
    assert (await bot.send_audio(alex.id, b"ID3 sound", title="Song")).audio
    assert (await bot.send_photo(alex.id, photo(), caption="Look")).photo
    assert (await bot.send_document(alex.id, b"letter", filename="letter.pdf")).document
    assert [seen.kind for seen in await alex.hears(3)] == ["audio", "photo", "document"]


async def test_nobody_is_written_to_who_did_not_start_or_has_blocked_the_bot(
    server: TelegramServer, bot: Bot, clock: Hands, alex: User
) -> None:
    for nobody in (server.user("Sam Invented").id, 1, "@nobody"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(nobody, "Hello")
    await alex.blocks_bot()
    with pytest.raises(Forbidden, match="Forbidden: bot was blocked by the user"):
        await bot.send_message(alex.id, "Hello")
    with pytest.raises(RuntimeError):
        await alex.writes("Hello")
    await alex.unblocks()
    await bot.send_message(alex.id, "Hello")
    alex.deletes_account()
    clock.advance(1)
    with pytest.raises(Forbidden, match="Forbidden: user is deactivated"):
        await bot.send_message(alex.id, "Hello")


async def test_one_message_a_second_to_a_chat_and_others_are_not_held_up(
    server: TelegramServer, bot: Bot, clock: Hands, alex: User
) -> None:
    sam = server.user("Sam Invented")
    await sam.starts()
    await bot.send_message(alex.id, "1")
    clock.advance(0.9)
    with pytest.raises(RetryAfter) as wait:
        await bot.send_message(alex.id, "2")
    assert wait.value._retry_after.total_seconds() == 1
    await bot.send_message(sam.id, "1")
    clock.advance(0.1)
    await bot.send_message(alex.id, "2")
    await bot.send_chat_action(alex.id, "typing")
    assert [seen.text for seen in alex.from_bot] == ["1", "2"]
    assert server.calls_of("sendMessage", chat=alex.id)[1].outcome == "refused"


async def test_thirty_messages_a_second_over_all(server: TelegramServer, bot: Bot, clock: Hands) -> None:
    people = [server.user(f"Person {number} Invented") for number in range(31)]
    for person in people:
        await person.starts()
    for person in people[:30]:
        await bot.send_message(person.id, "Hello")
    with pytest.raises(RetryAfter):
        await bot.send_message(people[30].id, "Hello")
    clock.advance(1)
    await bot.send_message(people[30].id, "Hello")


async def test_short_bursts_can_be_let_through_as_the_real_server_does(clock: Hands) -> None:
    async with TelegramServer(clock=clock, limits=Limits(burst=3)) as server, bot_of(server) as bot:
        alex = server.user("Alex Invented")
        await alex.starts()
        for _ in range(3):
            await bot.send_message(alex.id, "Hello")
        with pytest.raises(RetryAfter):
            await bot.send_message(alex.id, "Hello")


async def test_a_flood_holds_one_chat_for_as_long_as_it_says(
    server: TelegramServer, bot: Bot, clock: Hands, alex: User
) -> None:
    server.floods(alex.id, 30)
    clock.advance(10)
    async with httpx.AsyncClient() as client:
        answer = await client.post(
            f"{server.url}/bot{server.token}/sendMessage", data={"chat_id": alex.id, "text": "Hello"}
        )
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 20",
        "parameters": {"retry_after": 20},
    }
    clock.advance(20)
    sent = await bot.send_message(alex.id, "Hello")
    server.floods(alex.id, 30)
    with pytest.raises(RetryAfter):
        await bot.edit_message_text("Hello again", alex.id, sent.message_id)


async def test_ids_are_one_sequence_over_private_chats_and_groups_but_not_supergroups(
    server: TelegramServer, bot: Bot, alex: User
) -> None:
    sam, group, large = server.user("Sam Invented"), server.group("Group", "group"), server.group("Large")
    ids = [(await sam.starts()).id, (await bot.send_message(alex.id, "Hello")).message_id]
    await sam.adds_bot(group)
    ids += [(await bot.send_message(group.id, "Hello")).message_id, (await alex.writes("Hello")).id]
    first = alex.chat[0].id
    assert ids == [first + 1, first + 2, first + 4, first + 5]
    await sam.adds_bot(large)
    assert (await bot.send_message(large.id, "Hello")).message_id == 2


async def test_a_reply_needs_the_message_it_answers(server: TelegramServer, bot: Bot, alex: User) -> None:
    server.limits.per_chat = None
    asked = await alex.writes("Well?")
    sent = await bot.send_message(alex.id, "Yes", reply_to_message_id=asked.id)
    assert sent.reply_to_message and sent.reply_to_message.text == "Well?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(alex.id, "Yes", reply_to_message_id=999)
    await bot.send_message(alex.id, "Yes", reply_to_message_id=999, allow_sending_without_reply=True)


async def test_commands_and_the_menu_button_are_set(server: TelegramServer, bot: Bot) -> None:
    assert await bot.set_my_commands([("start", "Begin")])
    assert [command.command for command in await bot.get_my_commands()] == ["start"]
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert server.world.menu_button == {"type": "commands"}
    sam = server.user("Sam Invented")
    await sam.starts()
    assert await bot.send_chat_action(sam.id, "typing")
    assert server.world.actions == [(sam.id, "typing")]
    with pytest.raises(BadRequest):
        await bot.set_my_commands([("Not one", "Begin")])
    with pytest.raises(BadRequest):
        await bot.send_chat_action(sam.id, "dance")
