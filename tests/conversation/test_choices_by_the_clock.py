"""Choices that the bot puts by itself: at their time, one question a day, once more before something changes, one gentle nudge,
and then silence (conversation rules 27, 37 and 58, R44)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.schedule import Schedule
from storage import due_choices, how_messages, how_often, pending_actions
from storage.vocabulary import ActionStatus, Agreement, Asks, ChoiceState, OfferForm, RequestKind, WhatChanges
from tests.conversation.choosing import OFFERED, QUESTION, offers, picks, prepared, requests, state, versions
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import button
from tests.support.talk import Talk

ONCE_MORE = f"I ask you this one more time. {QUESTION}"
NUDGE = [QUESTION, "Pick one, or say: not now."]


async def rounds(talk: Talk) -> list[str]:
    await talk.service.schedule.round()
    await talk.service.schedule.round()
    return await talk.looks()


async def decided(talk: Talk, label: str = "🏊 Swimming") -> None:
    await picks(talk, label)
    await talk.taps("Say nothing")
    await talk.presses("skip")


async def test_it_is_offered_at_its_time_and_not_before(talk: Talk, house: House, clock: SetClock) -> None:
    kept = await prepared(talk, house, offer_from=clock.now + timedelta(hours=5))
    assert await rounds(talk) == []
    clock.passes(hours=5)
    assert await rounds(talk) == [OFFERED]
    assert await state(talk, kept) == ChoiceState.OFFERED
    await talk.taps("🏊 Swimming")
    assert (await talk.taps("📨 Send it"))[0].startswith("You chose: 🏊 Swimming")


async def test_without_a_time_only_the_person_asks(talk: Talk, house: House, clock: SetClock) -> None:
    await prepared(talk, house)
    clock.passes(days=3)
    assert await rounds(talk) == []


async def test_whoever_wants_no_questions_is_offered_nothing_and_finds_it(
    talk: Talk, house: House, clock: SetClock
) -> None:
    await talk.store.writing(how_often.choose, talk.person_id, Asks.ONLY_WHEN_I_START)
    await prepared(talk, house, offer_from=clock.now)
    clock.passes(days=2)
    assert await rounds(talk) == []
    assert await talk.says("my choices") == [OFFERED]


async def test_it_waits_for_a_moment_of_rest(talk: Talk, house: House, clock: SetClock) -> None:
    await prepared(talk, house, offer_from=clock.now)
    await talk.says("thanks")
    assert await rounds(talk) == []
    clock.passes(minutes=2)
    assert await rounds(talk) == [OFFERED]


async def test_several_at_once_are_announced_together_and_follow_each_other(
    talk: Talk, house: House, clock: SetClock
) -> None:
    await prepared(talk, house, offer_from=clock.now)
    await prepared(talk, house, offer_from=clock.now, question="What do you want to eat on Friday?")
    clock.passes(hours=1)
    assert await rounds(talk) == [f"I have some things for you to choose. {QUESTION}"]
    await talk.taps("🌳 The park")
    await talk.taps("📨 Send it")
    await talk.taps("Say nothing")
    assert (await talk.taps("On my own"))[-1] == "You can choose. What do you want to eat on Friday?"


async def test_one_at_a_time_they_come_on_different_days(talk: Talk, house: House, clock: SetClock) -> None:
    await talk.store.writing(how_messages.apply, talk.person_id, OfferForm.ONE_AT_A_TIME)
    await prepared(talk, house, offer_from=clock.now)
    await prepared(talk, house, offer_from=clock.now, question="What do you want to eat on Friday?")
    clock.passes(hours=1)
    assert (await rounds(talk))[0] == f"Soon you can choose. {QUESTION}"
    for _ in range(3):
        await talk.taps("➡️ Next")
    await talk.taps("⏰ Not now")
    clock.passes(hours=2)
    assert await rounds(talk) == []
    clock.passes(days=1)
    assert (await rounds(talk))[0] == "Soon you can choose. What do you want to eat on Friday?"


async def test_silence_is_nudged_once_and_then_left_alone(talk: Talk, house: House, clock: SetClock) -> None:
    kept = await prepared(talk, house, offer_from=clock.now)
    assert await rounds(talk) == [OFFERED]
    clock.passes(hours=23)
    assert await rounds(talk) == []
    clock.passes(hours=2)
    assert await rounds(talk) == NUDGE
    for _ in range(10):
        clock.passes(days=1)
        assert await rounds(talk) == []
    assert await state(talk, kept) == ChoiceState.OFFERED
    await talk.taps("🏊 Swimming")
    send = button(talk, "📨 Send it")
    clock.passes(days=4)
    assert not {OFFERED, *NUDGE} & set(await rounds(talk))  # it is over, so that something else may be asked
    assert (await state(talk, kept), await versions(talk, kept)) == (ChoiceState.EXPIRED, ())
    assert (await talk._send(option_token=send))[0] == "We left that one. I did nothing with it."


async def test_a_restart_at_any_point_neither_loses_nor_repeats_one(talk: Talk, house: House, clock: SetClock) -> None:
    kept = await prepared(talk, house, offer_from=clock.now)
    said: list[str] = []
    for _ in range(40):
        old = talk.service.schedule
        again = Schedule(old.store, old.speaker, old.hub, old.quiet, old.alerting)
        await again.round()
        said += await talk.looks()
        clock.passes(hours=2)
    assert said == [OFFERED, *NUDGE]
    assert len(await offers(talk, kept)) == 1


async def test_two_rounds_at_once_offer_it_once(talk: Talk, house: House, clock: SetClock) -> None:
    kept = await prepared(talk, house, offer_from=clock.now)
    await talk.store.writing(due_choices.offer, kept.id)
    await talk.store.writing(due_choices.offer, kept.id)
    assert len(await offers(talk, kept)) == 1


async def test_before_a_routine_changes_it_is_asked_once_more_and_the_same_is_carried_out(
    talk: Talk, house: House, clock: SetClock
) -> None:
    kept = await prepared(talk, house, what_changes=WhatChanges.ROUTINE)
    said = await picks(talk)
    assert said[0].endswith("I will ask you one more time on another day.")
    await talk.taps("Say nothing")
    await talk.presses("skip")
    assert await rounds(talk) == []
    clock.passes(days=1, hours=1)
    looked = await rounds(talk)
    assert looked[0] == f"Soon you can choose. {QUESTION}"
    for _ in range(2):
        await talk.taps("➡️ Next")
    assert await talk.taps("➡️ Next") == [ONCE_MORE]
    first, second = await offers(talk, kept)
    assert second.shown_order == first.shown_order[::-1]
    await talk.taps("🏊 Swimming")
    assert (await talk.taps("📨 Send it"))[0].startswith("You chose the same again: 🏊 Swimming")
    [decision] = await versions(talk, kept)
    assert decision.agreement is Agreement.SAME
    action = await talk.store.reading(pending_actions.one, str(decision.pending_action_id))
    assert action.status is ActionStatus.AGREED


@pytest.mark.parametrize("label", ["🌳 The park", "🎥 The cinema"])
async def test_a_difference_means_let_us_talk_about_it_together(
    talk: Talk, house: House, clock: SetClock, label: str
) -> None:
    kept = await prepared(talk, house, what_changes=WhatChanges.RISK)
    await decided(talk)
    clock.passes(days=2)
    await rounds(talk)
    for _ in range(3):
        await talk.taps("➡️ Next")
    await talk.taps(label)
    assert await talk.taps("📨 Send it") == ["This time it was not the same.\nLet us talk about it together."]
    [decision] = await versions(talk, kept)
    assert (decision.agreement, decision.pending_action_id) == (Agreement.DIFFERENT, None)
    assert await requests(talk, house) == [RequestKind.TALK_IT_OVER]


async def test_whoever_wants_no_questions_is_asked_once_more_when_they_look_at_their_choices(
    talk: Talk, house: House, clock: SetClock
) -> None:
    await talk.store.writing(how_often.choose, talk.person_id, Asks.ONLY_WHEN_I_START)
    kept = await prepared(talk, house, what_changes=WhatChanges.ROUTINE)
    await decided(talk)
    clock.passes(days=2)
    assert await rounds(talk) == []
    assert (await talk.says("my choices"))[0] == f"Soon you can choose. {QUESTION}"
    for _ in range(3):
        await talk.taps("➡️ Next")
    await talk.taps("🏊 Swimming")
    await talk.taps("📨 Send it")
    [decision] = await versions(talk, kept)
    assert decision.agreement is Agreement.SAME
