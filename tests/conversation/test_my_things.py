"""What did you do about my things? With things that change in between."""

from __future__ import annotations

from datetime import timedelta

from storage import pending_actions
from storage.vocabulary import QuestionKind, WhatChanges
from tests.conversation.choosing import picks, prepared
from tests.conversation.conftest import House
from tests.conversation.states import (
    SAID,
    asked,
    button,
    has_sent,
)
from tests.support.talk import Talk

WARNING = "I will show your own words now. Other people may see your screen."


async def test_paging_goes_on_from_the_top_when_the_last_told_thing_was_changed(talk: Talk) -> None:
    for words in ("the bus was late", "the telly is broken", SAID):
        await has_sent(talk, words)
    assert (await talk.presses("what_happened"))[1].startswith(f"You said: “{SAID}”")
    more = button(talk, "➕ Hear more")
    await talk.presses("undo")
    await talk.says("the bath is cold")
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    said = await talk._send(option_token=more)
    assert said
    heard = [*await talk.presses("what_happened")]
    while (question := await asked(talk)) is not None and question.kind is QuestionKind.MORE_NEWS:
        heard += await talk.taps("➕ Hear more")
    told = [text.splitlines()[0] for text in heard if text.startswith("You said")]
    assert told == [f"You said: “{words}”" for words in ("the bath is cold", "the telly is broken", "the bus was late")]


async def test_asking_for_news_again_and_again_leaves_one_question(talk: Talk) -> None:
    for words in ("the bus was late", SAID):
        await has_sent(talk, words)
    for _ in range(3):
        await talk.presses("what_happened")
    await talk.taps("✅ That is enough")
    assert await asked(talk) is None


async def test_what_was_done_is_told_as_done_although_a_manager_closed_it_untold(talk: Talk, house: House) -> None:
    feedback_id = await has_sent(talk)
    day, change = talk.store.clock().date() + timedelta(days=4), "Sam will fix the shower."
    agreed = (house.manager, feedback_id, house.worker.id, WhatChanges.ROUTINE, change, day)
    action = await talk.store.writing(pending_actions.agree, *agreed)
    await talk.store.writing(pending_actions.finish, house.worker, action.id, done=True, easy_words="It is warm now.")
    await talk.store.writing(pending_actions.close, house.manager, action.id, not_told_reason="away")
    assert await talk.presses("what_happened") == [WARNING, f"You said: “{SAID}”\nWe did this: It is warm now."]


async def test_the_warning_comes_once_before_the_first_words_and_not_where_there_are_none(talk: Talk) -> None:
    assert WARNING not in await talk.presses("what_happened")
    for words in ("the bus was late", "the telly is broken"):
        await has_sent(talk, words)
    first = await talk.presses("what_happened")
    assert first[0] == WARNING and first[1].startswith("You said: “the telly is broken”")
    assert WARNING not in await talk.taps("➕ Hear more")
    assert (await talk.presses("what_happened"))[0] == WARNING


async def test_words_after_asking_for_news_go_on_with_what_was_being_told(talk: Talk) -> None:
    for words in ("the bus was late", "dinner was cold"):
        await has_sent(talk, words)
    await talk.says("hello")
    await talk.taps("😞 Bad")
    assert "There is more news." in (await talk.presses("what_happened"))[-1]
    assert await talk.says("the telly is broken") == [
        "You said: “the telly is broken”",
        "You said it was bad. If you send it, your staff will see it.",
    ]


async def test_behind_the_last_thing_what_they_chose_is_named(talk: Talk, house: House) -> None:
    await prepared(talk, house)
    await picks(talk)
    for _ in range(2):
        await talk.presses("skip")
    chose = "You chose: Swimming\nTo hear more of it, say: my choices."
    assert await talk.presses("what_happened") == [chose]
    for words in ("the bus was late", SAID):
        await has_sent(talk, words)
    assert chose not in await talk.presses("what_happened")
    assert (await talk.taps("➕ Hear more"))[1:] == [chose]
