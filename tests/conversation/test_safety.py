"""Harm comes first, in every state, and is never echoed (R01-R12, R16, R19, R23)."""

from __future__ import annotations

import pytest

from storage import Store, concerns, feedback, outbox, staff_requests
from storage.concerns import Concern
from tests.conversation.conftest import House, SetClock
from tests.support.talk import Talk

HARM = "the night man hits me"


async def raised(talk: Talk, house: House) -> tuple[Concern, ...]:
    return await talk.store.writing(concerns.for_lead, house.lead)


@pytest.mark.parametrize("state", [[], ["hello"], ["hello", "bad"], ["hello", "bad", "the telly is broken"], ["stop"]])
async def test_a_disclosure_is_heard_in_every_state(talk: Talk, house: House, state: list[str]) -> None:
    for words in state:
        await talk.says(words)
    said = await talk.says(HARM)

    assert said[0] == "If you are hurt or in danger now, call 999. I am telling the safety lead now."
    assert not [text for text in said if "?" in text or "hits" in text]
    [concern] = await raised(talk, house)
    assert (concern.tier, concern.words) == ("amber", HARM)
    assert await talk.store.reading(feedback.of_person, talk.person_id) == ()


async def test_a_disclosure_before_yes_is_heard(newcomer: Talk, house: House) -> None:
    await newcomer.presses("start")
    assert "call 999" in (await newcomer.says(HARM))[0]
    assert len(await raised(newcomer, house)) == 1


async def test_i_have_told_comes_only_after_a_lead_has_taken_it_on(talk: Talk, house: House) -> None:
    await talk.says(HARM)
    await talk.service.schedule.round()
    assert await talk.looks() == []
    [concern] = await raised(talk, house)
    await talk.store.writing(concerns.acknowledge, house.lead, concern.id)
    await talk.service.schedule.round()
    assert await talk.looks() == [
        "I have told the safety lead.",
        "What do you want to happen? You can say nothing.",
    ]


@pytest.mark.parametrize("words", ["dont tell anyone", "only joking", "pls dont say nothing to staff"])
async def test_taking_it_back_is_answered_kindly_and_changes_nothing(talk: Talk, house: House, words: str) -> None:
    await talk.says(HARM)
    assert (await talk.says(words))[0] == "I have to tell the safety lead. I am sorry if that is hard."
    [concern] = await raised(talk, house)
    assert (concern.tier, concern.status) == ("amber", "raised")


async def test_the_middle_of_a_question_survives_a_disclosure(talk: Talk, house: House) -> None:
    await talk.says("hello")
    await talk.taps("😞 Bad")
    await talk.says(HARM)
    assert (await talk.says("the telly is broken"))[0] == "You said: “the telly is broken”"


async def test_it_is_gone_from_the_screen(talk: Talk, store: Store, clock: SetClock) -> None:
    await talk.says(HARM)
    lines = await store.reading(outbox.conversation, talk.person_id)
    assert not [line for line in lines if "hits" in line.text]
    clock.passes(hours=2)
    lines = await store.reading(outbox.conversation, talk.person_id)
    assert not [line for line in lines if "telling" in line.text]


async def test_a_check_asks_are_you_ok_and_the_talk_goes_on(talk: Talk, house: House) -> None:
    await talk.says("hello")
    await talk.taps("😞 Bad")
    assert await talk.says("nobody hit me") == ["I want to check. Are you OK?"]
    assert talk.buttons() == ["😊 I am OK", "😞 I am not OK", "👤 Talk to a person"]
    said = await talk.taps("😊 I am OK")
    assert said[:2] == ["Thank you for telling me. A person will read this too.", "You said: “nobody hit me”"]
    [concern] = await raised(talk, house)
    assert concern.tier == "check"


@pytest.mark.parametrize("answer", ["😞 I am not OK", "👤 Talk to a person"])
async def test_not_ok_is_amber(talk: Talk, house: House, answer: str) -> None:
    await talk.says("nobody hit me")
    assert (await talk.taps(answer))[0] == "If you are in danger, call 999 now. I am telling the safety lead now."
    [concern] = await raised(talk, house)
    assert concern.tier == "amber"
    assert await talk.store.reading(staff_requests.waiting, house.manager) == ()
