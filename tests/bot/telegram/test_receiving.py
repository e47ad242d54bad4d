"""What comes from Telegram: everything is kept or answered, once, and nothing is kept of strangers and groups."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram import recordings as recordings_of_telegram
from speech import incoming
from storage import deliveries, houses, inbox, linking, recordings
from storage.audit import SYSTEM
from storage.tables.channels import strangers
from storage.tables.recordings import recordings as recordings_table
from storage.vocabulary import Post, QuestionKind
from tests.bot.telegram.world import World
from tests.support.sounds import tone
from tests.support.team import contact, there_all_week
from tests.support.telegram_server.faults import DOWNLOAD
from tests.support.telegram_server.users import User

pytestmark = pytest.mark.usefixtures("channel")


@pytest.fixture
async def robin(world: World, channel: TelegramChannel) -> User:
    return await world.linked()


async def test_words_are_kept_exactly(world: World, robin: User) -> None:
    await robin.writes("Dinner was  cold 😡\nagain")
    [message] = await world.receives()
    assert (message.words, message.channel) == ("Dinner was  cold 😡\nagain", "telegram")


async def test_a_link_opens_the_chat_once_and_begins_the_talk(world: World) -> None:
    code = world.code()
    await world.server.user("Robin Invented").starts(code)
    [message] = await world.receives()
    assert message.control == "start"
    late = world.server.user("Somebody Invented")
    await late.starts(code)
    [_, answer] = await late.hears(2)
    assert answer.words == "This code does not work. Ask your staff for a new one."


async def test_codes_cannot_be_guessed_for_ever(world: World) -> None:
    guesser = world.server.user("Somebody Invented")
    for number in range(6):
        await guesser.starts(f"GUESS{number}")
        heard = await guesser.hears(2)
    assert heard[-1].words == "You tried many times. Wait 15 minutes, then try again."


async def test_start_again_brings_the_controls_back(world: World, robin: User) -> None:
    before = len(world.server.calls_of("sendMessage"))
    await robin.starts()
    assert [one.control for one in await world.receives()] == ["start"]
    [heard] = await robin.hears()
    assert heard.words == "These buttons are always here for you."
    assert "reply_markup" in world.server.calls_of("sendMessage")[before].values


async def test_a_stranger_gets_one_fixed_safe_text_and_is_not_kept(world: World) -> None:
    stranger = world.server.user("Somebody Invented")
    await stranger.writes("Hello, who are you?")
    first, second = await stranger.hears(2)
    assert first.words == "If you are in danger, call 999 now. I am a computer."
    assert second.words == "I do not know you yet. Ask your staff for a code."
    with world.store.read() as tx:
        [row] = tx.execute(strangers.select()).all()
    assert "Hello" not in str(row) and "Somebody" not in str(row)
    assert world.concerns() == []


async def test_a_stranger_who_tells_of_harm_gets_safe_words_and_a_lead_sees_it(world: World) -> None:
    await world.server.user("Somebody Invented").writes("help he is hitting me")
    heard = await world.server.user("Somebody Invented").hears(2)
    assert "999" in heard[0].words
    [concern] = world.concerns()
    assert (concern.person, concern.words) == (None, "help he is hitting me")


@pytest.mark.parametrize(
    ("words", "telling", "bubbles"),
    [
        ("help he is hitting me", "I am telling the safety lead now.", 5),
        ("help the safety lead is hitting me", "I am telling the second safety lead now.", 5),
        ("help the safety lead and Dana hit me", "I am trying to tell a person now.", 7),
    ],
)
async def test_a_stranger_never_hears_that_somebody_is_told_whom_they_may_mean(
    world: World, words: str, telling: str, bubbles: int
) -> None:
    with world.store.write() as tx:
        there_all_week(tx, world.lead, contact(tx, "Dana Ashby", Post.DEPUTY))
    stranger = world.server.user("Somebody Invented")
    await stranger.writes(words)
    heard = [one.words for one in await stranger.hears(bubbles, seconds=15)]
    assert telling in " ".join(heard)
    assert ("Maybe nobody can read this now. If you are in danger, call 999." in heard) is ("trying" in telling)


async def test_the_controls_below_the_chat_are_controls(world: World, robin: User) -> None:
    labels = [label for row in robin.keyboard or [] for label in row]
    assert labels == ["🆘 Help now", "👤 Talk to a person", "🔁 Say again", "☰ More"]
    await robin.taps("👤 Talk to a person")
    await robin.taps("🔁 Say again")
    assert [one.control for one in await world.receives(2)] == ["need_person", "repeat"]


async def test_more_shows_the_other_controls_and_each_of_them_works(world: World, robin: User) -> None:
    await robin.taps("☰ More")
    [menu] = await robin.hears()
    assert menu.words == "You can do these things too."
    await robin.taps(menu.button("⏳ Slower"))
    [message] = await world.receives()
    assert (message.control, message.words) == ("slower", None)


async def test_an_answer_is_a_tap_on_its_own_question(world: World, robin: User) -> None:
    asked = world.asks()
    [question] = await robin.hears()
    await robin.taps(question.button("😊 Good"))
    [message] = await world.receives()
    assert message.option_token == question.button("😊 Good").data
    assert message.words is None and asked.kind is QuestionKind.FEEDBACK_OUTCOME


async def test_a_tap_is_answered_before_anything_else_and_says_what_was_picked(world: World, robin: User) -> None:
    world.asks()
    [question] = await robin.hears()
    calls = len(world.server.calls)
    query = await robin.taps(question.button("😊 Good"))
    await world.receives()
    await world.until(lambda tx: world.server.calls_of("answerCallbackQuery"))
    after = [one for one in world.server.calls[calls:] if one.method != "getUpdates"]
    assert [one.method for one in after] == ["answerCallbackQuery"]
    assert after[0].values["text"] == "You picked: 😊 Good" and query is not None


async def test_a_sticker_counts_as_its_emoji(world: World, robin: User) -> None:
    await robin.sends_sticker("😡")
    [message] = await world.receives()
    assert message.words == "😡"


@pytest.mark.parametrize(
    ("sends", "control"),
    [
        ("sends_photo", "sent_photo"),
        ("sends_video", "sent_video"),
        ("sends_video_note", "sent_video"),
        ("sends_animation", "sent_video"),
        ("sends_document", "sent_file"),
        ("sends_location", "sent_place"),
        ("sends_contact", "sent_contact"),
        ("sends_dice", "sent_other"),
    ],
)
async def test_what_is_no_words_is_known_as_what_it_is(world: World, robin: User, sends: str, control: str) -> None:
    await getattr(robin, sends)()
    [message] = await world.receives()
    assert (message.control, message.words) == (control, None)


@pytest.mark.parametrize("sends", ["sends_voice", "sends_audio"])
async def test_a_voice_message_is_kept_as_it_was_sent(world: World, robin: User, sends: str) -> None:
    sound = tone("ogg" if sends == "sends_voice" else "mp3")
    await (robin.sends_voice(sound, 7) if sends == "sends_voice" else robin.sends_audio(sound))
    [message] = await world.receives()
    assert (message.control, message.words) == ("sent_voice", None)
    with world.store.read() as tx:
        kept = recordings.one(tx, str(message.content_id))
    assert kept.sound == sound
    # What it really is: not what the app says of it.
    assert kept.media_type == ("audio/ogg" if sends == "sends_voice" else "audio/mpeg")
    assert kept.seconds == pytest.approx(2, abs=0.1)


async def test_a_voice_message_is_fetched_again_where_the_first_try_fails(world: World, robin: User) -> None:
    world.server.faults.cut(DOWNLOAD)
    await robin.sends_voice(tone(), 7)
    [message] = await world.receives()
    assert message.control == "sent_voice" and message.content_id is not None


async def test_a_voice_message_that_cannot_be_had_is_asked_for_again(world: World, robin: User) -> None:
    for _ in range(recordings_of_telegram.TRIES):
        world.server.faults.cut(DOWNLOAD)
    await robin.sends_voice(tone(), 2)
    heard = [one.words for one in await robin.hears(2)]
    assert heard == ["I could not get your voice message. Please send it again.", IN_DANGER]
    assert world.received() == []


IN_DANGER = "If you are in danger, call 999 now."
HOSTILE = {
    "nothing at all": b"",
    "text with another name": b"This is a letter." * 50,
    "broken Opus": tone()[:200] + bytes(range(256)) * 100,
}


@pytest.mark.parametrize("what", HOSTILE)
async def test_what_is_no_sound_is_refused_kindly_and_nothing_of_it_stays(world: World, robin: User, what: str) -> None:
    await robin.sends_voice(HOSTILE[what], 3)
    heard = await robin.hears(2)
    assert [one.words for one in heard] == [
        "I could not hear you, so I did not keep it. Please say it again or write it.",
        IN_DANGER,
    ]
    await robin.writes("Dinner was good")
    [message] = await world.receives()
    assert message.words == "Dinner was good"
    with world.store.read() as tx:
        assert tx.execute(select(recordings_table)).all() == []


@pytest.mark.parametrize("is_claimed", [True, False])
async def test_one_that_is_too_long_is_asked_for_in_parts(world: World, robin: User, is_claimed: bool) -> None:
    """One of 100 MB is known by what Telegram says of it, and never fetched; silence can be long in few bytes."""
    if is_claimed:
        await robin.sends_voice(b"OggS", 7200, size=100 * 1024 * 1024)
    else:
        await robin.sends_audio(tone("flac", 21 * 60, loud=0))
    heard = await robin.hears(2)
    assert [one.words for one in heard] == [
        "This is too long, so I did not keep it. Please say it in shorter parts.",
        IN_DANGER,
    ]
    assert world.received() == []


async def test_words_beside_a_sound_that_is_not_kept_are_words_like_any_others(world: World, robin: User) -> None:
    await robin.sends_audio(b"no sound", "The night man hits me")
    [message] = await world.receives()
    assert (message.control, message.words, message.content_id is not None) == (None, "The night man hits me", True)


async def test_a_bad_one_holds_up_no_other_of_its_batch(world: World, robin: User) -> None:
    await robin.sends_voice(b"OggS no sound", 2)
    await robin.sends_voice(tone(), 2)
    await robin.writes("Dinner was good")
    assert [one.control for one in await world.receives(2)] == ["sent_voice", None]


async def test_where_nobody_can_look_at_it_it_is_asked_for_again(
    world: World, robin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "_PROGRAM", Path("/nowhere/measure.py"))
    await robin.sends_voice(tone(), 2)
    heard = [one.words for one in await robin.hears(2)]
    assert heard == ["I could not get your voice message. Please send it again.", IN_DANGER]


async def test_the_sound_of_a_stranger_is_never_fetched(world: World, channel: TelegramChannel) -> None:
    stranger = world.server.user("Nobody")
    await stranger.sends_voice(tone(), 2)
    await stranger.hears()
    assert world.server.calls_of("getFile") == []


async def test_a_poll_and_a_sticker_without_emoji_are_known_too(world: World, robin: User) -> None:
    await robin.sends_poll("Tea?", ["Yes", "No"])
    await robin.sends_sticker(None)
    assert [one.control for one in await world.receives(2)] == ["sent_poll", "sent_other"]


async def test_a_caption_is_words(world: World, robin: User) -> None:
    await robin.sends_photo("My broken door")
    [message] = await world.receives()
    assert (message.control, message.words) == ("sent_photo", "My broken door")


async def test_changed_words_are_kept_beside_the_first(world: World, robin: User) -> None:
    first = await robin.writes("Dinner was good")
    await robin.edits(first, "Dinner was bad")
    kept = await world.receives(2)
    assert [(one.words, one.control) for one in kept] == [("Dinner was good", None), ("Dinner was bad", "edited")]


async def test_deleting_a_message_takes_nothing_back(world: World, robin: User) -> None:
    await robin.deletes(await robin.writes("The bus was late"))
    await robin.writes("And it rained")
    assert [one.words for one in await world.receives(2)] == ["The bus was late", "And it rained"]


async def test_what_is_delivered_again_is_kept_once(world: World, robin: User) -> None:
    world.server.faults.deliver_again(3)
    await robin.writes("Only once")
    await robin.writes("And this")
    await world.receives(2)
    await robin.writes("Then this")
    assert [one.words for one in await world.receives()] == ["Then this"]


async def test_the_order_is_the_one_in_which_it_was_written(world: World, robin: User) -> None:
    world.server.faults.deliver_out_of_order(5)
    for number in range(6):
        await robin.writes(f"Number {number}")
    found: list[str | None] = []
    while len(found) < 6:
        found += [one.words for one in await world.receives()]
    assert found == [f"Number {number}" for number in range(6)]


async def test_groups_are_left_and_nothing_of_them_is_kept(world: World, robin: User) -> None:
    group = world.server.group("The house")
    await robin.adds_bot(group)
    await robin.writes("Robin said that he hits people", to=group)
    await world.until(lambda tx: world.server.calls_of("leaveChat"))
    assert world.received() == [] and world.concerns() == []
    assert {call.chat for call in world.server.calls_of("sendMessage")} == {robin.id}


async def test_whoever_blocks_the_bot_is_marked_and_staff_are_told_once(world: World, robin: User) -> None:
    await robin.blocks_bot()
    await world.until(lambda tx: deliveries.chats_of(tx, "telegram", world.robin.id) == ())
    sent = len(world.server.calls_of("sendMessage"))
    held = world.says("You do not see this yet.")
    await asyncio.sleep(0.1)
    assert world.requests() == ["could_not_deliver"] and not world.sent(held)
    assert len(world.server.calls_of("sendMessage")) == sent
    await robin.unblocks()
    [heard] = await robin.hears()
    assert heard.words == "You do not see this yet."


async def test_an_unlinked_chat_is_a_strangers_at_once(world: World, robin: User) -> None:
    with world.store.write() as tx:
        linking.unlink_all(tx, SYSTEM, world.robin.id)
    world.says("Not for whoever has the phone now.")
    await robin.writes("Hello?")
    heard = await robin.hears(2)
    assert heard[0].words.startswith("If you are in danger")
    assert world.received() == []


async def test_a_shared_phone_goes_over_to_whoever_links_it_next(world: World, robin: User) -> None:
    with world.store.write() as tx:
        sam = houses.add_person(tx, SYSTEM, world.robin.house_id, "Sam Invented")
    await robin.starts(world.code(sam))
    await world.until(lambda tx: linking.person_at(tx, "telegram", str(robin.id)) == sam.id)
    await robin.writes("I am Sam")
    await world.until(lambda tx: len(inbox.all_waiting(tx, sam.id)) == 2)
    assert [one.words for one in world.received(sam)] == [None, "I am Sam"] and world.received() == []


async def test_a_kind_of_message_that_is_newer_than_we_are_is_answered_all_the_same(world: World, robin: User) -> None:
    chat = {"id": robin.id, "type": "private"}
    newer = {"message_id": 900, "date": 1_790_000_000, "chat": chat, "poll": {"shape": "of next year"}}
    world.server.world.updates.push("message", newer, str(robin.id))
    [message] = await world.receives()
    assert (message.control, message.words) == ("sent_other", None)


async def test_an_update_nobody_can_read_holds_up_nothing(world: World, robin: User) -> None:
    world.server.world.updates.push("message", {"message_id": 1, "chat": "what is this"}, str(robin.id))
    await robin.writes("I come after it")
    assert [one.words for one in await world.receives()] == ["I come after it"]
