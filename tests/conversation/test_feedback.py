"""Feedback in three steps, by tap, words or emoji; what is sent is what was said, byte for byte (R37)."""

from __future__ import annotations

import pytest

from storage import Store, feedback, outbox, staff_requests
from storage.feedback import Feedback
from storage.vocabulary import FeedbackStatus, HelpedBy, Outcome, RequestKind, Route, VisibleTo
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import UNSURE
from tests.support.talk import Talk


async def sent(talk: Talk) -> tuple[Feedback, ...]:
    return await talk.store.reading(feedback.of_person, talk.person_id)


async def test_three_steps_by_tap_and_words(talk: Talk) -> None:
    assert (await talk.says("hello"))[-1] == "Think of one thing from today. How was it?"
    assert talk.buttons() == ["😊 Good", "😐 So-so", "😞 Bad", "💬 Something else", "🤷 Not sure"]
    assert await talk.taps("😞 Bad") == ["What was bad? Tell me in your own words or emoji."]
    words = "shower is freezin  COLD 🥶\nevry morning"
    assert await talk.says(words) == [
        f"You said: “{words}”",
        "You said it was bad. If you send it, your staff will see it.",
    ]
    assert talk.buttons() == ["📨 Send it", "✏️ Change it", "❌ Do not send it", "👥 Pick who sees it"]
    assert await talk.taps("📨 Send it") == [
        "Thank you, I sent it. A person will read it by Thursday 5 March.",
        "How did you tell me this? You can skip this one.",
    ]
    assert await talk.taps("Someone read it to me") == ["Thank you. I kept that."]
    [kept] = await sent(talk)
    assert (kept.words, kept.outcome, kept.helped_by) == (words, Outcome.DID_NOT_WORK, HelpedBy.READ_TO_ME)
    assert (kept.status, kept.visible_to) == (FeedbackStatus.RECEIVED, VisibleTo.MY_STAFF)


async def test_everything_can_be_typed(talk: Talk) -> None:
    await talk.says("hiya")
    await talk.says("it was good")
    await talk.says("i made toast by myself")
    await talk.says("yes send it")
    await talk.says("just me")

    [kept] = await sent(talk)
    assert (kept.words, kept.outcome, kept.helped_by) == ("i made toast by myself", Outcome.WORKED, HelpedBy.ALONE)


async def test_numbers_mean_the_order_shown(talk: Talk) -> None:
    await talk.says("hi")
    assert await talk.says("3") == ["What was bad? Tell me in your own words or emoji."]


async def test_words_first_then_only_the_face_is_asked(talk: Talk) -> None:
    assert await talk.says(UNSURE) == ["I kept your words. How was it?"]
    assert (await talk.says("😞"))[0] == f"You said: “{UNSURE}”"


async def test_a_wish_is_not_asked_how_it_was(talk: Talk) -> None:
    assert await talk.says("i want to go bowling on friday") == [
        "You said: “i want to go bowling on friday”",
        "You said you want this. If you send it, your staff will see it.",
    ]
    await talk.taps("📨 Send it")
    assert [one.outcome for one in await sent(talk)] == [Outcome.WANT]


async def test_several_messages_become_one_thing_said(talk: Talk) -> None:
    await talk.tells("dinner was cold again", "😞 Bad")
    assert (await talk.says("and no pudding was left"))[
        0
    ] == "You said: “dinner was cold again\nand no pudding was left”"
    await talk.taps("📨 Send it")
    assert [one.words for one in await sent(talk)] == ["dinner was cold again\nand no pudding was left"]


async def test_a_face_alone_can_be_sent(talk: Talk) -> None:
    await talk.says("hello")
    await talk.taps("😊 Good")
    assert (await talk.presses("skip"))[0] == "You said: “😊 Good”"
    await talk.taps("📨 Send it")
    [kept] = await sent(talk)
    assert (kept.words, kept.outcome, kept.route) == (None, Outcome.WORKED, Route.CHAT_EMOJI)


async def test_only_the_manager_may_be_picked(talk: Talk) -> None:
    await talk.tells("the new staff is always late", "😞 Bad")
    assert await talk.taps("👥 Pick who sees it") == ["Who do you want to see this?"]
    assert (await talk.taps("🔑 Only the manager"))[-1].endswith("If you send it, only the manager will see it.")
    await talk.taps("📨 Send it")
    assert [one.visible_to for one in await sent(talk)] == [VisibleTo.ONLY_MANAGER]


async def test_change_asks_for_the_words_again(talk: Talk) -> None:
    await talk.tells("dinner was cold again", "😞 Bad")
    await talk.taps("✏️ Change it")
    assert await talk.taps("📝 My words") == ["OK, let us change that one. Say it again in your own words."]
    await talk.tells("lunch was cold", "😞 Bad")
    await talk.taps("📨 Send it")
    assert [one.words for one in await sent(talk)] == ["lunch was cold"]


async def test_the_second_change_brings_a_person(talk: Talk, house: House) -> None:
    await talk.tells("dinner was cold again", "😞 Bad")
    await talk.taps("✏️ Change it")
    await talk.taps("📝 My words")
    await talk.tells("no lunch it was", "😞 Bad")
    await talk.taps("✏️ Change it")
    said = await talk.taps("📝 My words")

    assert said[0] == "A person can help you with the words. I put it on the list for your staff."
    assert "Say it again" in said[1]
    [asked] = await talk.store.reading(staff_requests.waiting, house.worker)
    assert asked.kind is RequestKind.WANTS_TO_TALK


async def test_do_not_send_leaves_no_words_anywhere(talk: Talk, tmp_path: object, store: Store) -> None:
    await talk.tells("zebracanary was horrid", "😞 Bad")
    assert (await talk.taps("❌ Do not send it"))[0] == "I did not send it. I will not keep those words."
    assert await sent(talk) == ()
    shown = await store.reading(outbox.conversation, talk.person_id)
    assert not [line.text for line in shown if "zebracanary" in line.text]


async def test_not_sure_is_a_good_answer(talk: Talk) -> None:
    await talk.says("hello")
    assert await talk.taps("🤷 Not sure") == [
        "“Not sure” is a good answer.",
        "What do you want to tell me? Use your own words or emoji.",
    ]


@pytest.mark.parametrize("words", ["Nothing.", "no", "yes", "hello kitty club", "ok"])
async def test_short_words_are_an_answer_when_words_are_asked_for(talk: Talk, words: str) -> None:
    await talk.says("hello")
    await talk.taps("😊 Good")
    assert (await talk.says(words))[0] == f"You said: “{words}”"


async def test_a_tap_on_an_old_question_answers_that_one_once(talk: Talk) -> None:
    await talk.says("hello")
    first = talk.bubbles[-1]
    await talk.taps("😞 Bad")
    said = await talk._send(option_token=first.options[0].token)

    assert said == [
        "You answered that one before. I kept your answer.",
        "What was bad? Tell me in your own words or emoji.",
    ]


async def test_what_was_sent_can_be_changed_for_a_day(talk: Talk, clock: SetClock) -> None:
    await talk.tells("dinner was cold again", "😞 Bad")
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    clock.passes(hours=23)
    assert await talk.presses("undo") == ["OK, let us change that one. Say it again in your own words."]
    await talk.says("tea was cold")
    assert (await talk.taps("📨 Send it"))[0] == "I changed it. A person will read your new words."
    assert [one.words for one in await sent(talk)] == ["tea was cold"]


async def test_after_a_day_a_person_helps_to_change_it(talk: Talk, clock: SetClock) -> None:
    await talk.tells("dinner was cold again", "😞 Bad")
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    clock.passes(hours=25)
    assert (await talk.presses("undo"))[0].startswith("I can only change things from the last day.")
