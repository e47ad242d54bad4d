"""Are you OK? In the middle of anything, ignored, skipped, answered twice (R19, R23)."""

from __future__ import annotations

import pytest

from storage import Store, concerns, drafts, outbox
from storage.vocabulary import QuestionKind
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import (
    AFTER_YES,
    asked,
    taps_first,
    to,
)
from tests.support.talk import Talk


@pytest.mark.parametrize("kind", [kind for kind in AFTER_YES if kind is not QuestionKind.ARE_YOU_OK])
async def test_a_check_in_the_middle_of_every_question(
    talk: Talk, kind: QuestionKind, house: House, clock: SetClock
) -> None:
    await to(talk, kind, house, clock)
    assert await talk.says("nobody hit me") == ["I want to check. Are you OK?"]
    assert (await talk.says("yes i am fine"))[0] == "Thank you for telling me. A person will read this too."


async def test_a_skipped_check_still_goes_to_the_person_on_call(talk: Talk, clock: SetClock) -> None:
    for control in ("skip", "not_sure"):
        await talk.says("nobody hit me")
        await talk.presses(control)
    clock.passes(minutes=31)
    assert len(await talk.store.writing(concerns.unanswered_checks)) == 2


async def test_an_ignored_check_comes_back_after_the_words_that_came_instead(talk: Talk, clock: SetClock) -> None:
    await talk.says("nobody hit me")
    clock.passes(minutes=31)
    assert len(await talk.store.writing(concerns.unanswered_checks)) == 1
    await talk.tells("the bus was late again", "😞 Bad")
    await talk.taps("📨 Send it")
    assert (await talk.presses("skip"))[-1] == "I want to check. Are you OK?"


async def test_two_checks_are_asked_once(talk: Talk, house: House) -> None:
    await talk.says("nobody hit me")
    await talk.says("nobody hit me")
    said = await talk.taps("😊 I am OK")
    assert "I want to check. Are you OK?" not in said
    await talk.presses("skip")
    question = await asked(talk)
    assert question is None or question.kind is not QuestionKind.ARE_YOU_OK


async def test_not_ok_takes_the_words_out_of_what_the_house_could_see(talk: Talk, house: House, store: Store) -> None:
    await talk.says("hello")
    await talk.taps("😞 Bad")
    await talk.says("nobody hit me")
    said = await talk.taps("😞 I am not OK")
    for _ in range(3):
        said += await talk.presses("skip")
    assert not [text for text in said if "nobody hit me" in text]
    assert await store.reading(drafts.open_draft, talk.person_id) is None
    lines = await store.reading(outbox.conversation, talk.person_id)
    assert not [line for line in lines if "nobody hit me" in line.text]
    [concern] = await store.writing(concerns.for_lead, house.lead)
    assert concern.words == "nobody hit me"


async def test_not_ok_after_all_is_heard(talk: Talk, house: House) -> None:
    await talk.says("nobody hit me")
    await talk.taps("😊 I am OK")
    assert (await taps_first(talk, "😞 I am not OK"))[0].startswith("If you are in danger, call 999 now.")
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    assert concern.tier == "amber"
