"""The same conversation in Telegram: linked by a code, told, acted on, heard, and asked whether it helped (R62, R72)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.service import Service
from bot.voices import Voices
from speech import Speech
from storage import Store, concerns, feedback, houses, linking, outcomes, pending_actions
from storage.audit import SYSTEM
from storage.vocabulary import ActionStatus, Agreement, DidItHelp, Route, Voice, WhatChanges
from tests.conversation.choosing import OFFERED, WAYS_OUT, chosen_labels, prepared, versions
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import UNSURE
from tests.support.talk import Talk
from tests.support.telegram_server import TelegramServer
from tests.support.telegram_server.limits import Limits
from tests.support.telegram_server.seen import Seen
from tests.support.telegram_server.users import User

SAID = "the shower is cold every morning"
CHANGE, DONE = "Sam will fix the shower.", "Sam put in a new shower."


@pytest.fixture
async def telegram(store: Store, service: Service, tmp_path: Path) -> AsyncIterator[TelegramServer]:
    """A strict local Telegram in which the service takes part; its pace is proved elsewhere."""
    voices = Voices(Speech(tmp_path / "sound"), service.renderer.catalogue, store)
    async with TelegramServer(limits=Limits(per_chat=None)) as server:
        about = TelegramSettings(server.token, server.url, between_messages=0)
        channel = TelegramChannel(store, service.gateway, service.hub, service.renderer, voices, about)
        async with channel.running():
            yield server


@pytest.fixture
async def alex(telegram: TelegramServer, store: Store, house: House) -> User:
    """Alex, who opened the link and said yes."""
    await store.writing(houses.set_audio, house.person.id, False)
    code = (await store.writing(linking.make_code, SYSTEM, house.person.id)).code
    user = telegram.user("Alex Invented")
    await user.starts(code)
    heard = await user.hears(8)
    assert [one.words for one in (heard[0], heard[1], heard[-1])] == [
        "These buttons are always here for you.",
        "Your code worked. This chat is for you now.",
        "Do you want to use this chat?",
    ]
    await user.taps(heard[-1].button("Yes"))
    assert [one.words for one in await user.hears(2)] == [
        "OK. You can use this chat now.",
        "Think of one thing from today. How was it?",
    ]
    return user


async def asked(user: User, label: str) -> Seen:
    """The next message with this answer under it."""
    while True:
        [heard] = await user.hears()
        if [label] in heard.labels:
            return heard


async def read_back(user: User) -> Seen:
    """What was written, read back; how it was is tapped if that is asked."""
    while True:
        [heard] = await user.hears()
        if ["😞 Bad"] in heard.labels:
            await user.taps(heard.button("😞 Bad"))
        if ["📨 Send it"] in heard.labels:
            return heard


async def test_said_done_told_and_helped(
    alex: User, store: Store, service: Service, house: House, clock: SetClock
) -> None:
    await alex.writes(SAID)
    await alex.taps((await read_back(alex)).button("📨 Send it"))
    await asked(alex, "🤷 Not sure")
    [said] = await store.reading(feedback.of_person, house.person.id)
    assert (said.words, said.route, said.voice) == (SAID, Route.CHAT_TEXT, Voice.SELF)

    due = clock().date() + timedelta(days=4)
    about = (house.manager, said.id, house.worker.id, WhatChanges.ROUTINE, CHANGE, due)
    action = await store.writing(pending_actions.agree, *about)
    await service.schedule.round()
    assert (await alex.hears(2))[-1].words == f"We will do this by Friday 6 March: {CHANGE}"
    await store.writing(pending_actions.finish, house.worker, action.id, done=True, easy_words=DONE)
    await service.schedule.round()
    assert (await alex.hears(2))[-1].words == f"We did this: {DONE}"

    while (await store.reading(pending_actions.one, action.id)).status is not ActionStatus.PERSON_TOLD:
        await asyncio.sleep(0.01)
    clock.passes(days=3)
    for _ in range(2):
        await service.schedule.round()
    await alex.taps((await alex.hears(2))[-1].button("😊 Better"))
    assert (await alex.hears())[0].words == "Thank you. I heard: it is better."
    assert (await store.reading(pending_actions.one, action.id)).status is ActionStatus.CLOSED
    [answered] = await store.reading(outcomes.of_action, action.id)
    assert answered.outcome is DidItHelp.HELPED


async def test_a_disclosure_is_answered_first_and_leaves_the_screen(
    alex: User, store: Store, house: House, clock: SetClock
) -> None:
    told = await alex.writes("Daz hits me when nobody is there")
    assert "999" in (await alex.hears())[0].words
    [concern] = await store.writing(concerns.for_lead, house.lead)
    assert (concern.tier, concern.words) == ("amber", "Daz hits me when nobody is there")
    await alex.sees(lambda: told.deleted, seconds=8)


async def test_help_now_is_one_tap_from_every_message(alex: User, store: Store, house: House) -> None:
    await alex.taps("🆘 Help now")
    assert (await alex.hears())[0].words == "Call 999 now. Say: I need help."
    [concern] = await store.writing(concerns.for_lead, house.lead)
    assert concern.tier == "red"


async def test_the_controls_do_what_they_say(alex: User) -> None:
    await alex.taps("👤 Talk to a person")
    assert (await alex.hears(2))[0].words.startswith("I put this on the list for your staff.")
    await alex.taps("☰ More")
    await alex.taps((await asked(alex, "💻 Are you a person?")).button("💻 Are you a person?"))
    assert (await alex.hears())[0].words == "I am a computer, not a person. People read what you send."
    await alex.writes("/privacy")
    await alex.sees(lambda: "staff at Invented House" in alex.from_bot[-1].words)


async def test_a_tap_on_an_old_question_answers_that_one(alex: User, store: Store, house: House) -> None:
    await alex.writes(UNSURE)
    how_was_it = await asked(alex, "😞 Bad")
    await alex.taps(how_was_it.button("😞 Bad"))
    read_back = await asked(alex, "📨 Send it")
    await alex.taps(how_was_it.button("😊 Good"))
    await asked(alex, "📨 Send it")
    await alex.taps(read_back.button("📨 Send it"))
    await asked(alex, "🤷 Not sure")
    [said] = await store.reading(feedback.of_person, house.person.id)
    assert said.outcome == "did_not_work"


async def test_a_choice_is_tapped_or_typed_and_sent(alex: User, store: Store, service: Service, house: House) -> None:
    talk = Talk(store, service, house.person.id)
    kept = await prepared(talk, house)
    await alex.writes("my choices")
    offered = await asked(alex, "🏊 Swimming")
    assert offered.words == OFFERED
    assert [label for row in offered.labels for label in row][3:] == WAYS_OUT
    await alex.writes("swiming")
    heard = await asked(alex, "📨 Send it")
    await alex.taps(heard.button("✏️ Change it"))
    again = await asked(alex, "🏊 Swimming")
    assert again.labels == offered.labels
    await alex.taps(again.button("🌳 The park"))
    await alex.taps((await asked(alex, "📨 Send it")).button("📨 Send it"))
    await asked(alex, "Say nothing")
    assert await chosen_labels(talk, kept) == ["The park"]


async def test_a_choice_is_offered_once_more_and_talked_about_where_it_differs(
    alex: User, store: Store, service: Service, house: House, clock: SetClock
) -> None:
    talk = Talk(store, service, house.person.id)
    kept = await prepared(talk, house, what_changes=WhatChanges.ROUTINE)
    await alex.writes("my choices")
    await alex.taps((await asked(alex, "🏊 Swimming")).button("🏊 Swimming"))
    await alex.taps((await asked(alex, "📨 Send it")).button("📨 Send it"))
    await alex.taps((await asked(alex, "Say nothing")).button("Say nothing"))
    await alex.taps((await asked(alex, "On my own")).button("On my own"))
    await alex.hears()
    clock.passes(days=1, hours=2)
    await service.schedule.round()
    await service.schedule.round()
    for _ in range(3):
        looked = await asked(alex, "➡️ Next")
        await alex.taps(looked.button("➡️ Next"))
    await alex.taps((await asked(alex, "🎥 The cinema")).button("🎥 The cinema"))
    await alex.taps((await asked(alex, "📨 Send it")).button("📨 Send it"))
    [heard] = await alex.hears()
    assert heard.words == "This time it was not the same.\nLet us talk about it together."
    assert [one.agreement for one in await versions(talk, kept)] == [Agreement.DIFFERENT]
