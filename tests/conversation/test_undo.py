"""Change what I said: unsent, sent, twice, left out."""

from __future__ import annotations

from storage import concerns
from tests.conversation.conftest import House
from tests.conversation.states import (
    SAID,
    asked,
    has_sent,
    read_back,
    sent,
)
from tests.support.talk import Talk


async def test_undo_while_the_read_back_is_open_changes_what_is_read_back(talk: Talk) -> None:
    await read_back(talk)
    assert await talk.presses("undo") == ["OK, let us change that one. Say it again in your own words."]
    assert (await talk.tells("the bath is cold", "😞 Bad"))[0] == "You said: “the bath is cold”"
    await talk.taps("📨 Send it")
    assert await sent(talk) == ["the bath is cold"]


async def test_undo_twice_is_once(talk: Talk) -> None:
    await has_sent(talk)
    assert await talk.presses("undo") == await talk.presses("undo")
    await talk.says("the bath is cold")
    assert (await talk.taps("📨 Send it"))[0] == "I changed it. A person will read your new words."
    await talk.presses("skip")
    assert await sent(talk) == ["the bath is cold"]
    assert await asked(talk) is None


async def test_undo_after_sending_changes_what_was_sent_and_not_an_older_draft(talk: Talk) -> None:
    await read_back(talk)
    await talk.presses("stop")
    await talk.tells("the bus was late", "😞 Bad")
    await talk.taps("📨 Send it")
    await talk.presses("undo")
    await talk.says("the train was late")
    await talk.taps("📨 Send it")
    assert await sent(talk) == ["the train was late"]
    assert (await talk.presses("skip"))[-2] == f"You said: “{SAID}”"


async def test_an_undo_that_is_skipped_leaves_what_was_sent(talk: Talk) -> None:
    await has_sent(talk)
    await talk.presses("undo")
    assert await talk.presses("skip") == ["OK, we skip that."]
    assert await sent(talk) == [SAID]
    assert await asked(talk) is None


async def test_change_after_who_sees_keeps_who_sees(talk: Talk) -> None:
    await read_back(talk)
    await talk.taps("👥 Pick who sees it")
    await talk.taps("🔑 Only the manager")
    await talk.taps("✏️ Change it")
    await talk.taps("📝 My words")
    assert (await talk.tells("the bath is cold", "😞 Bad"))[-1].endswith("only the manager will see it.")


async def test_a_wish_without_its_words_is_not_read_back(talk: Talk) -> None:
    await talk.says("i want to go bowling on friday")
    await talk.taps("✏️ Change it")
    await talk.taps("📝 My words")
    assert await talk.presses("skip") == ["OK, we skip that."]
    assert await asked(talk) is None


async def test_a_disclosure_cannot_be_undone_and_nothing_else_is_taken_for_it(talk: Talk, house: House) -> None:
    await has_sent(talk)
    await talk.says("the night man hits me")
    said = await talk.presses("undo")
    assert said[0] == "I have to tell the safety lead. I am sorry if that is hard."
    assert await sent(talk) == [SAID] and await asked(talk) is None
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    found, notes = await talk.store.writing(concerns.one_for_lead, house.lead, concern.id)
    assert (found.tier, found.status, [one.kind for one in notes]) == ("amber", "raised", ["undo"])


async def test_what_is_told_after_a_disclosure_can_be_undone(talk: Talk) -> None:
    await talk.says("the night man hits me")
    await has_sent(talk)
    assert await talk.presses("undo") == ["OK, let us change that one. Say it again in your own words."]
