"""A voice for every message: with its words, or after them and once; uploaded once where it is the same for everybody."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.channels.telegram import TelegramChannel, calls, finding, sending
from speech import Speech, SpeechFailed, taken
from speech.espeak import Espeak
from storage import houses, how_messages, inbox, phrase_recordings, phrase_voices
from storage.audit import SYSTEM
from storage.inbox import Incoming
from storage.phrase_recordings import Heard
from storage.tables.channels import uploaded_voices, voices_owed
from storage.vocabulary import Sound
from tests.bot.telegram.world import World
from tests.support.telegram_server.refusals import Refused
from tests.support.telegram_server.seen import Seen
from tests.support.telegram_server.users import User

FIXED, FROM = "Your code worked. This chat is for you now.", "utter_welcome_linked"
NO_SOUND = "No sound just now. Here are the words."
LONG = "It is a long story." + "😊" * 513
"""Longer than a caption may be, and soon said."""


class Slow:
    """The voices wait until they are let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._go, self._speaks = threading.Event(), Speech.voice
        monkeypatch.setattr(Speech, "voice", lambda speech, *about: self._voice(speech, *about))
        monkeypatch.setattr(sending, "VOICE_WITHIN", 0.05)

    def _voice(self, speech: Speech, *about: object) -> object:
        assert self._go.wait(20)
        return self._speaks(speech, *about)  # type: ignore[arg-type]

    def speak(self) -> None:
        self._go.set()


@pytest.fixture
async def robin(world: World, channel: TelegramChannel) -> User:
    """Counts on the voice."""
    return await world.linked(audio=True)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(monkeypatch)
    yield made
    made.speak()  # no thread may wait beyond its test


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost answers and rests of the network last no seconds."""
    monkeypatch.setattr(sending, "SETTLED_AFTER", 0.0)
    monkeypatch.setattr(finding, "SETTLED_AFTER", 0.0)
    monkeypatch.setattr(calls, "NETWORK_REST", 0.05)


@pytest.fixture
async def broken(robin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no engine can say anything."""

    def fails(*_: object) -> None:
        raise SpeechFailed("an invented failure")

    monkeypatch.setattr(Speech, "voice", fails)


def owed(world: World) -> int:
    with world.store.read() as tx:
        return len(tx.execute(select(voices_owed)).all())


def kept_ids(world: World) -> set[str]:
    with world.store.read() as tx:
        return set(tx.execute(select(uploaded_voices.c.file_id)).scalars())


async def linked_in_quiet(world: World) -> User:
    """Linked without a voice, which is wanted from then on."""
    user = await world.linked()
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Sound.ON)
    return user


async def says_fixed(world: World, robin: User) -> list[Seen]:
    """A message that is the same for everybody, until its sound is known to be at Telegram's."""
    world.says(FIXED, response=FROM)
    heard = await robin.hears()
    await world.until(lambda tx: heard[0].content["voice"]["file_id"] in kept_ids(world))
    return heard


async def nothing_more(robin: User) -> None:
    """What could still come would have come."""
    before = len(robin.from_bot)
    await asyncio.sleep(0.4)
    assert len(robin.from_bot) == before


async def test_a_message_is_one_voice_message_with_words_and_answers(world: World, robin: User) -> None:
    world.asks()
    [question] = await robin.hears()
    assert question.voice and question.words.endswith("How was it?") and question.button("😊 Good")
    assert int(world.server.calls_of("sendVoice")[-1].values["duration"]) >= 1
    await nothing_more(robin)
    assert owed(world) == 0


# What Telegram holds already


async def test_what_is_the_same_for_everybody_is_uploaded_once(world: World, robin: User) -> None:
    with world.store.write() as tx:
        sam = houses.add_person(tx, SYSTEM, world.robin.house_id, "Sam Invented")
    other = await world.linked("Sam Invented", sam, audio=True)
    [first] = await says_fixed(world, robin)
    world.says(FIXED, response=FROM, person=sam)
    [second] = await other.hears()
    assert first.voice and first.voice == second.voice
    assert world.server.calls_of("sendVoice", chat=other.id)[-1].values["voice"] in kept_ids(world)


async def test_nobodys_own_words_are_held_for_another_time(world: World, robin: User) -> None:
    world.says("Alex will fix your shower on Friday.")
    world.asks()
    heard = await robin.hears(2)
    assert all(one.voice for one in heard)
    await nothing_more(robin)
    ids = {one.content["voice"]["file_id"] for one in heard}
    assert len(ids & kept_ids(world)) == 1 and heard[0].content["voice"]["file_id"] not in kept_ids(world)


async def test_an_id_that_telegram_refuses_is_forgotten_and_the_file_uploaded(world: World, robin: User) -> None:
    [first] = await says_fixed(world, robin)
    wrong = "Bad Request: wrong file_id or the file is temporarily unavailable"
    world.server.faults.refuse(Refused(400, wrong), "sendVoice")
    world.says(FIXED, response=FROM)
    [again] = await robin.hears()
    assert again.voice and again.words == FIXED
    new, old = (one.content["voice"]["file_id"] for one in (again, first))
    await world.until(lambda tx: new in kept_ids(world) and old not in kept_ids(world))
    assert world.requests() == []


async def test_an_id_of_another_bot_is_not_used(world: World) -> None:
    async with world.running():
        robin = await world.linked(audio=True)
        await says_fixed(world, robin)
    with world.store.write() as tx:
        tx.execute(uploaded_voices.update().values(bot="7"))
    async with world.running():
        world.says(FIXED, response=FROM)
        [again] = await robin.hears()
    assert again.voice and "voice" not in world.server.calls_of("sendVoice")[-1].values


async def test_a_voice_that_is_taken_back_is_at_telegram_under_no_id_of_ours(world: World, tmp_path: Path) -> None:
    world.speech = Speech(tmp_path / "sound", ("recordings",))
    with world.store.write() as tx:
        voice = phrase_voices.add(tx, world.manager, world.robin.house_id, "Nan Known", agreed=True)
        sound = taken(Espeak().render(FIXED, "normal"), FIXED)
        phrase_recordings.keep(tx, world.manager, voice, Heard(FIXED, FROM, sound.data, sound.seconds))
    async with world.running():
        robin = await world.linked(audio=True)
        [first] = await says_fixed(world, robin)
        with world.store.write() as tx:
            phrase_voices.withdraw(tx, world.manager, voice)
        assert first.content["voice"]["file_id"] not in kept_ids(world)
        [second] = await says_fixed(world, robin)
    assert "voice" not in world.server.calls_of("sendVoice")[-1].values and second.voice != first.voice


# The voice after its words


async def test_words_do_not_wait_and_the_voice_comes_as_a_reply_to_them(world: World, robin: User, slow: Slow) -> None:
    world.asks()
    [words] = await robin.hears()
    assert words.kind == "text" and words.button("😊 Good")
    slow.speak()
    [voice] = await robin.hears()
    assert voice.voice and not voice.words and not voice.labels and voice.reply_to == words.id
    await nothing_more(robin)
    assert owed(world) == 0


async def test_several_late_voices_come_in_the_order_of_their_words(world: World, robin: User, slow: Slow) -> None:
    for number in ("one", "two", "three"):
        world.says(f"This is number {number}.")
    words = await robin.hears(3)
    slow.speak()
    voices = await robin.hears(3)
    assert all(one.voice for one in voices) and [one.reply_to for one in voices] == [one.id for one in words]


async def test_a_late_voice_holds_no_words_up(world: World, robin: User, slow: Slow) -> None:
    world.says("First.")
    world.says("Second.")
    assert [one.text for one in await robin.hears(2)] == ["First.", "Second."]


async def test_whoever_moved_on_is_not_talked_into(world: World, robin: User, slow: Slow) -> None:
    world.says("How are you?")
    await robin.hears()
    await robin.writes("I am fine")
    await world.receives()
    slow.speak()
    await nothing_more(robin)


async def test_whoever_moved_on_elsewhere_is_not_talked_into_either(world: World, robin: User, slow: Slow) -> None:
    world.says("How are you?")
    await robin.hears()
    with world.store.write() as tx:
        inbox.receive(tx, Incoming(world.robin.id, "web", "elsewhere", tx.now, words="I am fine"))
    slow.speak()
    await nothing_more(robin)


async def test_a_voice_that_took_too_long_does_not_come(world: World, robin: User, slow: Slow) -> None:
    world.says("How are you?")
    await robin.hears()
    clock, world.store.clock = world.store.clock, lambda: clock() + timedelta(minutes=11)
    slow.speak()
    await nothing_more(robin)
    await world.until(lambda tx: owed(world) == 0)


async def test_a_text_too_long_for_a_caption_has_its_voice_after_it(world: World, robin: User) -> None:
    world.says(LONG)
    words, voice = await robin.hears(2)
    assert words.kind == "text" and voice.voice and voice.reply_to == words.id


async def test_a_text_in_several_messages_has_one_voice_after_the_last(world: World, robin: User) -> None:
    world.says(LONG * 4)
    *words, voice = await robin.hears(3)
    assert [one.kind for one in words] == ["text", "text"] and voice.voice and voice.reply_to == words[-1].id
    await nothing_more(robin)


@pytest.mark.usefixtures("soon")
async def test_a_voice_whose_answer_is_lost_does_not_come_twice(world: World, robin: User, slow: Slow) -> None:
    world.says("Only once.")
    await robin.hears()
    world.server.faults.lose_answers("sendVoice")
    slow.speak()
    await robin.hears()
    await world.until(lambda tx: owed(world) == 0)
    await nothing_more(robin)


@pytest.mark.usefixtures("soon")
async def test_what_the_network_cannot_carry_with_its_voice_comes_without_and_the_voice_after(
    world: World, robin: User
) -> None:
    world.server.faults.broken(502, "sendVoice")
    world.says("These words come.")
    words, voice = await robin.hears(2)
    assert words.kind == "text" and voice.voice and voice.reply_to == words.id


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("arrived", [True, False])
async def test_a_stop_as_a_voice_is_sent_after_its_words_doubles_and_loses_nothing(
    world: World, slow: Slow, arrived: bool
) -> None:
    async with world.running():
        robin = await linked_in_quiet(world)
        world.says("Only once.")
        [words] = await robin.hears()
        if arrived:
            world.server.faults.hang("sendVoice")
        else:
            world.server.faults.delay(60, "sendVoice")
        slow.speak()
        await robin.sees(lambda: bool(world.server.calls_of("sendVoice")) or not arrived)
        await asyncio.sleep(0.3)
    world.server.faults.clear()
    assert owed(world) == 1
    async with world.running():
        await world.until(lambda tx: owed(world) == 0)
        await nothing_more(robin)
    voices = [one for one in robin.from_bot if one.voice]
    assert [one.reply_to for one in voices] == [words.id]


async def test_a_stop_before_the_voice_is_made_does_not_lose_it(world: World, slow: Slow) -> None:
    async with world.running():
        robin = await linked_in_quiet(world)
        world.says("Said whatever happens.")
        await robin.hears()
    async with world.running():
        slow.speak()
        await world.until(lambda tx: owed(world) == 0)
    assert len([one for one in robin.from_bot if one.voice]) == 1


async def test_the_voice_of_a_safety_text_leaves_the_screen_with_it(world: World, robin: User, slow: Slow) -> None:
    world.says("Call 999 now.", kind="safety")
    await robin.hears()
    slow.speak()
    [voice] = await robin.hears()
    assert voice.voice
    await world.until(lambda tx: owed(world) == 0)
    clock, world.store.clock = world.store.clock, lambda: clock() + timedelta(minutes=61)
    await robin.sees(lambda: [one.id for one in robin.chat if one.deleted].count(voice.id) == 1, 7)


# A chat that takes no voice messages


async def test_a_chat_that_takes_no_voice_gets_the_sound_as_a_file(world: World, robin: User) -> None:
    robin.forbids_voice()
    world.asks()
    world.says("And this.")
    question, after = await robin.hears(2)
    assert [one.kind for one in (question, after)] == ["audio", "audio"] and after.words == "And this."
    assert question.button("😊 Good") and question.content["audio"]["mime_type"] == "audio/mpeg"
    assert question.content["audio"]["title"] == "Said & Done"
    assert [one.outcome for one in world.server.calls_of("sendVoice")[1:]] == ["refused"]


async def test_it_is_remembered_over_a_stop_and_tried_again_after_a_day(world: World) -> None:
    async with world.running():
        robin = await world.linked(audio=True)
        robin.forbids_voice()
        world.says("One.")
        assert (await robin.hears())[0].kind == "audio"
    robin.forbids_voice(False)
    async with world.running():
        world.says("Two.")
        assert (await robin.hears())[0].kind == "audio"
        clock, world.store.clock = world.store.clock, lambda: clock() + timedelta(hours=25)
        world.says("Three.")
        assert (await robin.hears())[0].voice


async def test_a_late_voice_is_a_file_there_too(world: World, robin: User, slow: Slow) -> None:
    robin.forbids_voice()
    world.says("Words first.")
    [words] = await robin.hears()
    slow.speak()
    [sound] = await robin.hears()
    assert sound.kind == "audio" and sound.reply_to == words.id


# No voice at all


@pytest.mark.usefixtures("broken")
async def test_that_there_is_no_sound_is_said_once_in_a_while(world: World, robin: User) -> None:
    for words in ("First.", "Second."):
        world.says(words)
    assert [one.text for one in await robin.hears(2)] == [f"{NO_SOUND}\n\nFirst.", "Second."]
    await nothing_more(robin)
    clock, world.store.clock = world.store.clock, lambda: clock() + timedelta(hours=13)
    world.says("Third.")
    assert [one.text for one in await robin.hears()] == [f"{NO_SOUND}\n\nThird."]


@pytest.mark.usefixtures("broken")
async def test_nothing_stands_before_what_keeps_a_person_safe(world: World, robin: User) -> None:
    world.says("Call 999 now.", kind="safety")
    assert [one.text for one in await robin.hears()] == ["Call 999 now."]


@pytest.mark.usefixtures("broken")
async def test_whoever_wants_no_voice_hears_nothing_of_it(world: World, channel: TelegramChannel) -> None:
    robin = await world.linked()
    world.says("Words.")
    assert [one.text for one in await robin.hears()] == ["Words."]


@pytest.mark.usefixtures("broken")
async def test_a_voice_that_fails_after_its_words_is_said_as_a_reply_once(world: World, robin: User) -> None:
    for _ in range(2):
        world.says(LONG)
    *words, said = await robin.hears(3)
    assert [one.kind for one in words] == ["text", "text"] and said.text == NO_SOUND
    await nothing_more(robin)
    assert owed(world) == 0


@pytest.mark.usefixtures("soon")
async def test_a_voice_that_telegram_refuses_takes_no_words_with_it(world: World, robin: User) -> None:
    world.server.faults.refuse(Refused(400, "Bad Request: something odd"), "sendVoice", times=2)
    world.says("These words come.")
    [heard] = await robin.hears()
    assert heard.text == "These words come."
    await nothing_more(robin)
    assert world.requests() == [] and owed(world) == 0
