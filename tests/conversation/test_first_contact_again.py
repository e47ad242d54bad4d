"""First contact when it is interrupted, taken back or gone around."""

from __future__ import annotations

import pytest

from tests.conversation.conftest import House
from tests.conversation.states import (
    UNSURE,
    asked,
    taps_first,
)
from tests.support.talk import Talk


async def test_an_old_yes_after_no_asks_once_more(newcomer: Talk) -> None:
    await newcomer.presses("start")
    await newcomer.taps("No")
    said = await taps_first(newcomer, "Yes")
    assert said[0] == "You answered that one before. I kept your answer."
    assert said[-1] == "Do you want to use this chat?"
    assert (await newcomer.taps("Yes"))[0] == "OK. You can use this chat now."


async def test_first_contact_is_asked_once_however_often_it_is_interrupted(newcomer: Talk) -> None:
    await newcomer.presses("start")
    for _ in range(2):
        await newcomer.presses("stop")
        assert (await newcomer.says("hello"))[-1] == "Do you want to use this chat?"
    await newcomer.taps("Yes")
    await newcomer.taps("😊 Good")
    await newcomer.says("toast was nice")
    await newcomer.taps("📨 Send it")
    assert "Do you want to use this chat?" not in await newcomer.presses("skip")
    assert await asked(newcomer) is None


@pytest.mark.parametrize("control", ["need_person", "who_sees", "slower", "repeat", "are_you_real"])
async def test_nothing_is_asked_about_words_before_the_person_said_yes(newcomer: Talk, control: str) -> None:
    await newcomer.says(UNSURE)
    await newcomer.taps("🤷 Not sure")
    assert "I kept your words. How was it?" not in await newcomer.presses(control)
    assert (await newcomer.says("thanks"))[-1] == "Do you want to use this chat?"
    assert (await newcomer.taps("Yes"))[-1] == "I kept your words. How was it?"


async def test_what_is_not_understood_before_yes_does_not_go_round_the_question(newcomer: Talk) -> None:
    assert (await newcomer.says("qwertyuiop asdfgh"))[-1] == "Do you want to use this chat?"


async def test_a_cry_for_help_that_only_the_model_hears_is_heard_before_yes(newcomer: Talk, house: House) -> None:
    assert (await newcomer.says("get help"))[0] == "Call 999 now. Say: I need help."
