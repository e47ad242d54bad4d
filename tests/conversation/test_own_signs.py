"""A person's own signs in a talk: they are read as what they mean, kept as they were typed, and the reading is counted."""

from __future__ import annotations

import pytest

from storage import concerns, feedback, meanings, readings
from storage.meanings import Meaning
from storage.vocabulary import MeaningKind
from tests.conversation.conftest import House
from tests.support.talk import Talk

SIGNS = (
    Meaning("🐻", "a bad day", MeaningKind.DID_NOT_WORK),
    Meaning("bah", "bath", MeaningKind.NONE),
    Meaning("zoop", "send it", MeaningKind.NONE),
    Meaning("🔴", "the night man hits me", MeaningKind.DID_NOT_WORK),
    Meaning("👍", "swimming", MeaningKind.WORKED),
)


@pytest.fixture
async def talk_with_signs(talk: Talk, house: House) -> Talk:
    for sign in SIGNS:
        await talk.store.writing(meanings.add, house.worker, talk.person_id, sign)
    return talk


async def read_back(talk: Talk, words: str) -> None:
    """Says it, up to the read-back; where the words alone do not say how it was, it was bad."""
    await talk.says(words)
    if "😞 Bad" in talk.buttons():
        await talk.taps("😞 Bad")
    assert "📨 Send it" in talk.buttons()


async def ended(talk: Talk) -> dict[str, int]:
    found = await talk.store.reading(readings.by_end)
    return {str(end): count for end, count in found.items() if count}


async def kept(talk: Talk) -> list[str | None]:
    return [one.words for one in await talk.store.reading(feedback.of_person, talk.person_id)]


async def test_what_is_sent_is_what_was_typed(talk_with_signs: Talk) -> None:
    await read_back(talk_with_signs, "bah was cold again 🐻🏽")
    assert any("“bah was cold again 🐻🏽”" in bubble.text for bubble in talk_with_signs.bubbles)
    await talk_with_signs.says("zoop")  # answers as what it means
    assert await kept(talk_with_signs) == ["bah was cold again 🐻🏽"]
    assert (await ended(talk_with_signs))["confirmed"] == 1


async def test_an_own_sign_is_not_the_answer_it_is_for_others(talk_with_signs: Talk) -> None:
    await read_back(talk_with_signs, "the bus was late again")
    await talk_with_signs.says("👍")
    assert await kept(talk_with_signs) == []


async def test_what_is_changed_counts_as_corrected(talk_with_signs: Talk) -> None:
    await read_back(talk_with_signs, "the bus was late again")
    await talk_with_signs.taps("✏️ Change it")
    await talk_with_signs.taps("📝 My words")
    assert (await ended(talk_with_signs))["corrected"] == 1


async def test_what_nobody_can_tell_counts_as_not_understood(talk: Talk) -> None:
    await talk.says("xqz vrpl")
    assert (await ended(talk)) == {"not_understood": 1}


async def test_taps_and_answers_of_a_question_are_no_readings(talk: Talk) -> None:
    await talk.presses("start")
    await talk.taps("😞 Bad")
    await talk.says("the bus was late again")
    await talk.says("1")
    assert sum((await ended(talk)).values()) == 1


async def test_harm_in_an_own_sign_is_heard_before_anything_is_read(talk_with_signs: Talk, house: House) -> None:
    said = await talk_with_signs.says("again 🔴")
    assert said[0] == "If you are hurt or in danger now, call 999. I am telling the safety lead now."
    [concern] = await talk_with_signs.store.writing(concerns.for_lead, house.lead)
    assert (concern.tier, concern.words) == ("amber", "again 🔴")
    assert await ended(talk_with_signs) == {}


async def test_a_meaning_makes_harm_no_smaller(talk: Talk, house: House) -> None:
    game = Meaning("hits me", "plays tag with me", MeaningKind.WORKED)
    await talk.store.writing(meanings.add, house.worker, talk.person_id, game)
    await talk.says("the night man hits me")
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    assert (concern.tier, concern.words) == ("amber", "the night man hits me")
