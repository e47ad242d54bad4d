"""The person says how often they are asked; it is obeyed at once, and what keeps them safe or tells them news still comes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from storage import concerns, houses, in_person, pending_actions, questions, triage
from storage.vocabulary import Asks, QuestionKind, Triage, WhatChanges
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import asked, has_sent, is_asked, read_back
from tests.support.talk import Talk

NEVER = [
    "OK, I will not ask you things. I still tell you what we did about your things.",
    "You can change it any time. Just write: ask me more.",
]
DONE = "Sam put in a new shower."


async def asks(talk: Talk) -> str:
    return (await talk.store.reading(houses.person, talk.person_id)).asks


async def something_is_done(talk: Talk, house: House) -> str:
    """Told to the person; "Did it help?" is due in three days."""
    feedback_id = await has_sent(talk)
    day, change = talk.store.clock().date() + timedelta(days=4), "Sam will fix the shower."
    agreed = (house.manager, feedback_id, house.worker.id, WhatChanges.ROUTINE, change, day)
    action = await talk.store.writing(pending_actions.agree, *agreed)
    await talk.store.writing(pending_actions.finish, house.worker, action.id, done=True, easy_words=DONE)
    await talk.service.schedule.round()
    await talk.looks()
    return action.id


async def rounds(talk: Talk) -> list[str]:
    await talk.service.schedule.round()
    await talk.service.schedule.round()
    return await talk.looks()


@pytest.mark.parametrize(
    ("label", "kept", "answer"),
    [
        ("📅 Every day", Asks.EVERY_DAY, ["OK, I may ask you one thing a day."]),
        ("📆 Now and then", Asks.NOW_AND_THEN, ["OK, I may ask you one thing a week."]),
        ("👉 Only when I start", Asks.ONLY_WHEN_I_START, NEVER),
    ],
)
async def test_it_is_picked_from_three(talk: Talk, label: str, kept: Asks, answer: list[str]) -> None:
    assert await talk.presses("how_often") == ["When do you want me to ask you things?"]
    assert talk.buttons() == ["📅 Every day", "📆 Now and then", "👉 Only when I start"]
    assert await talk.taps(label) == answer
    assert await asks(talk) == kept


@pytest.mark.parametrize("words", ["ask me less", "ask me mor", "can you ask me less often please", "u ask me to much"])
async def test_it_can_be_asked_for_in_words(talk: Talk, words: str) -> None:
    assert await talk.says(words) == ["When do you want me to ask you things?"]
    assert await talk.says("less") == ["OK, I may ask you one thing a week."]


@pytest.mark.parametrize(
    "words",
    [
        "stop asking me",
        "dont ask me",
        "do not ask me anything",
        "please stop asking me questions",
        "stop askin me things",
    ],
)
async def test_stop_asking_is_obeyed_at_once_and_not_asked_about(talk: Talk, words: str) -> None:
    assert await talk.says(words) == NEVER
    assert await asks(talk) == Asks.ONLY_WHEN_I_START
    assert await talk.says("ask me more") == ["When do you want me to ask you things?"]
    await talk.taps("📅 Every day")
    assert await asks(talk) == Asks.EVERY_DAY


@pytest.mark.parametrize("words", ["staff keep asking me to wash up", "stop staff asking me about my money", "stop"])
async def test_other_asking_is_not_meant(talk: Talk, words: str) -> None:
    await talk.says(words)
    assert await asks(talk) == Asks.EVERY_DAY


async def test_stop_asking_while_words_are_asked_for_keeps_what_was_begun(talk: Talk) -> None:
    await talk.says("hello")
    await talk.taps("😞 Bad")
    assert await talk.says("stop asking me") == NEVER
    assert await asked(talk) is None
    assert (await talk.says("hello"))[-1] == "You did not finish last time. What do you want to do now?"


async def test_before_yes_it_is_obeyed_too(newcomer: Talk) -> None:
    assert await newcomer.says("stop asking me") == NEVER


async def test_only_when_i_start_is_never_asked_if_it_helped_but_hears_news(
    talk: Talk, house: House, clock: SetClock
) -> None:
    await talk.says("stop asking me")
    action_id = await something_is_done(talk, house)
    assert any(DONE in bubble.text for bubble in talk.bubbles)
    clock.passes(days=30)
    assert await rounds(talk) == []
    action = await talk.store.reading(pending_actions.one, action_id)
    assert action.asked_at is None and action.is_asked_in_person
    to_ask = await talk.store.reading(in_person.to_ask, house.worker)
    assert [one.id for one in to_ask] == [action_id]
    feedback_id = await has_sent(talk, "the bus was late")
    await talk.store.writing(triage.decide, house.manager, feedback_id, Triage.NOTED)
    assert (await rounds(talk))[-1] == "A person has read it and kept it."


async def test_what_was_about_to_be_asked_is_not(talk: Talk, house: House, clock: SetClock) -> None:
    action_id = await something_is_done(talk, house)
    clock.passes(days=3)
    await talk.says("thanks")  # no moment of rest: the question waits
    await talk.service.schedule.round()
    [waiting] = await talk.store.reading(questions.waiting_of, talk.person_id, QuestionKind.DID_IT_HELP)
    assert waiting.is_for_the_schedule
    await talk.says("stop asking me")
    clock.passes(days=3)
    assert await rounds(talk) == []
    assert (await talk.store.reading(pending_actions.one, action_id)).is_asked_in_person


async def test_it_is_asked_after_all_when_they_change_it_back(talk: Talk, house: House, clock: SetClock) -> None:
    await talk.says("stop asking me")
    await something_is_done(talk, house)
    clock.passes(days=4)
    await talk.presses("how_often")
    await talk.taps("📅 Every day")
    clock.passes(hours=2)
    assert (await rounds(talk))[-1] == "Did it help?"


async def test_what_was_asked_before_does_not_come_back_but_may_be_tapped(
    talk: Talk, house: House, clock: SetClock
) -> None:
    await is_asked(talk, house, clock)
    await talk.says("stop asking me")
    assert "Did it help?" not in await talk.says("thank you")
    assert await asked(talk) is None
    assert (await talk.taps("😊 Better"))[0] == "Thank you. I heard: it is better."


async def test_now_and_then_is_at_most_one_in_a_week(talk: Talk, house: House, clock: SetClock) -> None:
    await talk.presses("how_often")
    await talk.taps("📆 Now and then")
    for _ in range(2):
        await something_is_done(talk, house)
    clock.passes(days=3)
    assert (await rounds(talk))[-1] == "Did it help?"
    await talk.taps("😊 Better")
    clock.passes(days=6, hours=23)
    assert await rounds(talk) == []
    clock.passes(hours=2)
    assert (await rounds(talk))[-1] == "Did it help?"


async def test_every_day_is_at_most_one_in_a_day(talk: Talk, house: House, clock: SetClock) -> None:
    for _ in range(2):
        await something_is_done(talk, house)
    clock.passes(days=3)
    assert (await rounds(talk))[-1] == "Did it help?"
    await talk.taps("😊 Better")
    clock.passes(hours=25)
    assert (await rounds(talk))[-1] == "Did it help?"


async def test_are_you_ok_is_still_asked(talk: Talk, house: House) -> None:
    await talk.says("stop asking me")
    assert await talk.says("nobody hit me") == ["I want to check. Are you OK?"]
    await talk.says("what")
    question = await asked(talk)
    assert question is not None and question.kind is QuestionKind.ARE_YOU_OK
    assert [one.tier for one in await talk.store.writing(concerns.for_lead, house.lead)] == ["check"]


async def test_their_own_unfinished_thing_is_still_shown(talk: Talk) -> None:
    await read_back(talk)
    await talk.says("stop asking me")
    await talk.says("hello")
    await talk.taps("▶️ Carry on")
    question = await asked(talk)
    assert question is not None and question.kind is QuestionKind.READ_BACK
