"""Stopping, coming back, and buttons that are tapped late or twice."""

from __future__ import annotations

from storage import Store, drafts, pending_actions, questions
from storage.references import easy_words_ref
from storage.vocabulary import QuestionKind
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import (
    SAID,
    UNSURE,
    asked,
    finished,
    is_asked,
    read_back,
    sent,
    taps_first,
)
from tests.support.talk import Talk


async def test_stop_then_a_tap_on_the_old_read_back_sends_it(talk: Talk) -> None:
    await read_back(talk)
    await talk.presses("stop")
    assert (await taps_first(talk, "📨 Send it"))[0].startswith("Thank you, I sent it.")
    assert (await taps_first(talk, "📨 Send it"))[0] == "You answered that one before. I kept your answer."
    assert await sent(talk) == [SAID]


async def test_stopping_again_and_again_asks_once_whether_to_carry_on(talk: Talk) -> None:
    await read_back(talk)
    for _ in range(3):
        await talk.presses("stop")
        assert (await talk.says("hello"))[-1] == "You did not finish last time. What do you want to do now?"
    assert (await talk.taps("▶️ Carry on"))[0] == f"You said: “{SAID}”"
    await talk.taps("📨 Send it")
    assert await talk.presses("skip") == ["OK, we skip that."]
    assert await asked(talk) is None


async def test_carry_on_with_nothing_left_is_answered(talk: Talk) -> None:
    await read_back(talk)
    await talk.presses("stop")
    await talk.says("hello")
    await taps_first(talk, "📨 Send it")
    await talk.presses("skip")
    assert await taps_first(talk, "▶️ Carry on")


async def test_start_again_never_throws_away_what_was_begun_since(talk: Talk) -> None:
    await read_back(talk)
    await talk.presses("stop")
    await talk.says("hello")
    await talk.says("the bus was late again")
    await taps_first(talk, "↩️ Start again")
    kept = await talk.store.reading(drafts.open_draft, talk.person_id)
    assert kept is not None and await talk.store.reading(drafts.words, kept.id) == "the bus was late again"


async def test_opening_the_chat_again_never_begins_anew_over_something_unfinished(talk: Talk) -> None:
    await read_back(talk)
    await talk.presses("stop")
    assert (await talk.presses("start"))[-1] == "You did not finish last time. What do you want to do now?"


async def test_slower_after_stop_says_no_more_than_two_things(talk: Talk) -> None:
    await talk.presses("stop")
    assert len(await talk.presses("slower")) <= 2


async def test_an_answer_to_an_older_question_says_no_more_than_two_things(
    talk: Talk, house: House, clock: SetClock
) -> None:
    await is_asked(talk, house, clock)
    await talk.says("the bus was late again")
    assert len(await taps_first(talk, "😊 Better")) <= 2
    assert (await talk.says("bad"))[0] == "You said: “the bus was late again”"


async def test_a_tap_on_a_read_back_that_is_gone_never_says_that_it_was_kept(talk: Talk) -> None:
    await read_back(talk)
    await talk.presses("back")
    said = await taps_first(talk, "📨 Send it")
    assert said == ["We left that one. I did nothing with it.", "What was bad? Tell me in your own words or emoji."]
    assert await sent(talk) == []


async def test_did_it_help_tapped_twice_counts_once(talk: Talk, house: House, clock: SetClock) -> None:
    await is_asked(talk, house, clock)
    await taps_first(talk, "😞 No")
    assert await taps_first(talk, "😞 No") == ["You answered that one before. I kept your answer."]
    [action] = await talk.store.reading(pending_actions.of_person, talk.person_id)
    assert (action.status, action.reopened) == ("reopened", 1)


async def test_an_old_did_it_help_says_nothing_about_the_new_try(talk: Talk, house: House, clock: SetClock) -> None:
    await is_asked(talk, house, clock)
    await taps_first(talk, "😞 No")
    [action] = await talk.store.reading(pending_actions.of_person, talk.person_id)
    await finished(talk, house, clock, action.id)
    assert (await taps_first(talk, "😞 No"))[0] == "You answered that one before. I kept your answer."
    assert (await talk.store.reading(pending_actions.one, action.id)).reopened == 1
    assert (await talk.taps("😊 Better"))[0] == "Thank you. I heard: it is better."


async def test_words_while_two_bot_questions_wait(talk: Talk, house: House, clock: SetClock, store: Store) -> None:
    await is_asked(talk, house, clock)
    [action] = await store.reading(pending_actions.of_person, talk.person_id)
    ask = (talk.person_id, QuestionKind.DID_IT_HELP, "utter_ask_did_it_help")
    done = {"done": easy_words_ref(action.id)}
    with store.write() as tx:
        for _ in range(2):
            questions.ask(tx, *ask, values=done, subject_id=action.id, started_by="bot", wait=True)
    await talk.tells("the bus was late again", "😞 Bad")
    assert (await talk.taps("📨 Send it"))[0].startswith("Thank you, I sent it.")
    assert await sent(talk) == ["the bus was late again", SAID]


async def test_a_face_on_the_first_showing_answers_the_question_about_the_words(talk: Talk) -> None:
    await talk.says("hello")
    first = talk.bubbles[-1]
    await talk.says(UNSURE)
    bad = next(option.token for option in first.options if option.label == "😞 Bad")
    assert (await talk._send(option_token=bad))[0] == f"You said: “{UNSURE}”"
