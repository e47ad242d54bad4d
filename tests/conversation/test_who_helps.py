""" "Who helps me?": whom the person chose, a code for somebody new, the news of who used it, and the end of it at any time."""

from __future__ import annotations

import re

import pytest

from storage import houses, supporter_access, supporters
from storage.audit import SYSTEM
from storage.errors import NotFound
from storage.vocabulary import Asks, Relation
from tests.conversation.choosing import requests
from tests.conversation.conftest import House, SetClock
from tests.support.talk import Talk

NOBODY = "Nobody helps you here yet. You can add someone you trust."
THEY_SEE = "They see what they prepare for you, and what you pick in it."
NEWS = ["Aunt Ivy now helps you. You can stop this any time.", f"{THEY_SEE} They see nothing else."]
STOPPED = ["I stopped it. Aunt Ivy sees nothing of you from now on."]


async def names(talk: Talk) -> list[str]:
    return [one.name for one in await talk.store.reading(supporters.of_person, talk.person_id)]


async def added(talk: Talk, *called: str) -> None:
    for name in called:
        await talk.store.writing(supporters.add, SYSTEM, talk.person_id, name, Relation.FAMILY)


async def code_of(talk: Talk) -> str:
    """A code that the person made in the chat."""
    await talk.says("who helps me")
    said = await talk.taps("🙋 Add someone")
    found = re.search(r"help you: ([A-Z2-9]{5} [A-Z2-9]{5})$", said[0])
    assert found and said[1] == (
        "They type it here: https://said.example/supporter/\nIt works one time, until this time tomorrow."
    )
    return found[1]


async def used(talk: Talk, clock: SetClock, name: str = "Aunt Ivy") -> list[str]:
    """Somebody used a code, and the person has rested a minute."""
    await talk.store.writing(supporter_access.use_code, await code_of(talk), name, Relation.FAMILY)
    clock.passes(minutes=2)
    await talk.service.schedule.round()
    return await talk.looks()


@pytest.mark.parametrize("words", ["who helps me?", "my helpers", "add a helper", "take my dad off the helpers"])
async def test_it_is_asked_for_in_many_words(talk: Talk, words: str) -> None:
    assert await talk.says(words) == [NOBODY]
    assert talk.buttons() == ["🙋 Add someone", "⏰ Not now"]


async def test_whoever_gets_the_code_helps_and_the_person_is_told(talk: Talk, clock: SetClock) -> None:
    assert await used(talk, clock) == NEWS
    assert talk.buttons() == ["👌 That is right", "✂️ Stop this"]
    assert await talk.taps("👌 That is right") == ["OK. It stays like that."]
    await talk.service.schedule.round()
    assert await talk.looks() == [] and await names(talk) == ["Aunt Ivy"]
    assert await talk.says("who helps me") == ["You chose who helps you: Aunt Ivy", THEY_SEE]


@pytest.mark.parametrize("how", ["✂️ Stop this", "no", "that is wrong", "stop them"])
async def test_the_news_itself_stops_it(talk: Talk, clock: SetClock, how: str) -> None:
    await used(talk, clock)
    stopped = await (talk.taps(how) if how.startswith("🛑") else talk.says(how))
    assert stopped == STOPPED and await names(talk) == []


async def test_a_code_works_once_and_a_newer_one_in_its_place(talk: Talk) -> None:
    first = await code_of(talk)
    second = await code_of(talk)
    with pytest.raises(NotFound):
        await talk.store.writing(supporter_access.use_code, first, "Aunt Ivy", Relation.FAMILY)
    await talk.store.writing(supporter_access.use_code, second, "Aunt Ivy", Relation.FAMILY)
    with pytest.raises(NotFound):
        await talk.store.writing(supporter_access.use_code, second, "Somebody", Relation.FAMILY)


async def test_they_are_told_however_seldom_they_want_to_be_asked(talk: Talk, clock: SetClock) -> None:
    await talk.store.writing(houses.set_asks, talk.person_id, Asks.ONLY_WHEN_I_START)
    assert await used(talk, clock) == NEWS


async def test_what_they_were_telling_comes_back_after_the_news(talk: Talk, clock: SetClock) -> None:
    code = await code_of(talk)
    await talk.says("the bus was late")
    await talk.store.writing(supporter_access.use_code, code, "Aunt Ivy", Relation.FAMILY)
    await talk.service.schedule.round()
    assert await talk.looks() == [], "not while they talk"
    clock.passes(minutes=2)
    await talk.service.schedule.round()
    assert await talk.looks() == NEWS
    await talk.taps("👌 That is right")
    assert "📨 Send it" in talk.buttons()


async def test_one_after_the_other_is_shown_and_one_is_stopped(talk: Talk) -> None:
    await added(talk, "Aunt Ivy", "Ned", "Jo")
    assert (await talk.says("who helps me"))[0] == "You chose who helps you: Aunt Ivy, Ned, Jo"
    assert talk.buttons() == ["🙋 Add someone", "🛑 Stop one of them", "⏰ Not now"]
    assert await talk.taps("🛑 Stop one of them") == [f"Aunt Ivy helps you.\n{THEY_SEE}"]
    assert await talk.taps("👌 That is right") == [f"Ned helps you.\n{THEY_SEE}"]
    assert await talk.taps("✂️ Stop this") == ["I stopped it. Ned sees nothing of you from now on."]
    assert await names(talk) == ["Aunt Ivy", "Jo"]


async def test_all_of_them_may_be_right_or_none_of_it_wanted_now(talk: Talk) -> None:
    await added(talk, "Aunt Ivy")
    await talk.says("who helps me")
    await talk.taps("🛑 Stop one of them")
    assert await talk.taps("👌 That is right") == ["OK. It stays like that."]
    await talk.says("who helps me")
    assert len(await talk.taps("⏰ Not now")) == 1 and await names(talk) == ["Aunt Ivy"]


async def test_an_old_button_stops_it_as_well(talk: Talk, clock: SetClock) -> None:
    await used(talk, clock)
    await talk.taps("👌 That is right")
    await talk.says("who helps me")
    await talk.taps("🛑 Stop one of them")
    assert await talk.taps("✂️ Stop this") == STOPPED and await names(talk) == []


async def test_nobody_of_staff_is_asked_for_it(talk: Talk, house: House, clock: SetClock) -> None:
    await used(talk, clock)
    assert await requests(talk, house) == []
