"""Change what I said: unsent, sent, twice, left out."""

from __future__ import annotations

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
