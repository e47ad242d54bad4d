"""What matters to me: small questions over days, each answer read back, nothing rephrased, and nobody pressed."""

from __future__ import annotations

import pytest

from storage import concerns, contents, drafts, feedback, houses, own_page, questions, staff_requests, what_matters
from storage.own_page import Entry
from storage.vocabulary import Asks, HelpedBy, MattersKind, QuestionKind, Route, Topic, VisibleTo, Voice
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import MATTERS, asked, is_asked, tells_what_matters
from tests.support.talk import Talk

GOOD_DAY = "What makes a good day for you? Use your own words or emoji."
READ_BACK = [f"You said: “{MATTERS}”", "If you send it, it goes on your page. Your staff will see it."]
SENT = "Thank you. It is on your page now."


async def page(talk: Talk) -> list[Entry]:
    return list(await talk.store.reading(own_page.page, talk.person_id))


async def words_on_page(talk: Talk) -> list[str | None]:
    return [one.words for one in await page(talk)]


async def rounds(talk: Talk) -> list[str]:
    await talk.service.schedule.round()
    await talk.service.schedule.round()
    return await talk.looks()


async def is_asked_by_the_bot(talk: Talk, clock: SetClock) -> None:
    clock.passes(days=8)
    assert await rounds(talk) == [GOOD_DAY]


async def test_an_answer_is_read_back_and_kept_as_it_is(talk: Talk) -> None:
    assert await talk.presses("about_me") == ["There is nothing on your page yet. You can tell me one thing.", GOOD_DAY]
    assert talk.buttons() == ["⏰ Not now", "Say nothing"]
    assert await talk.says(MATTERS) == READ_BACK
    assert await words_on_page(talk) == []
    assert await talk.taps("📨 Send it") == [SENT, "How did you tell me this? You can skip this one."]
    await talk.taps("Someone read it to me")
    [entry] = await page(talk)
    assert (entry.words, entry.kind, entry.voice) == (MATTERS, MattersKind.MATTERS_MOST, Voice.SELF)
    assert (entry.helped_by, entry.route) == (HelpedBy.READ_TO_ME, Route.CHAT_TEXT)
    assert Topic.ACTIVITIES in entry.topics or Topic.RELATIONSHIPS in entry.topics
    assert await talk.store.reading(feedback.of_person, talk.person_id) == ()


@pytest.mark.parametrize(
    "words", ["football", "my mum", "🐶", "when staff knock", "quiet", "i want to see my sister more", "bah bah"]
)
async def test_few_words_and_emoji_are_answers_as_well(talk: Talk, words: str) -> None:
    await talk.presses("about_me")
    said = await talk.says(words)
    assert said[0] == f"You said: “{words}”"
    assert await talk.says("yes") == [SENT, "How did you tell me this? You can skip this one."]
    assert await words_on_page(talk) == [words]


@pytest.mark.parametrize("words", ["hello", "yes", "thank you"])
async def test_small_talk_is_no_answer(talk: Talk, words: str) -> None:
    await talk.presses("about_me")
    await talk.says(words)
    assert await talk.store.reading(what_matters.being_told, talk.person_id) is None
    assert await words_on_page(talk) == []


async def test_the_bot_asks_one_small_thing_on_a_day(talk: Talk, clock: SetClock) -> None:
    await is_asked_by_the_bot(talk, clock)
    await talk.says(MATTERS)
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    clock.passes(days=2)
    assert await rounds(talk) == []
    clock.passes(days=1, minutes=2)
    assert await rounds(talk) == ["How do you show that you are happy?"]
    await talk.says("i clap")
    await talk.taps("📨 Send it")
    entry = (await page(talk))[1]
    assert (entry.kind, entry.response) == (MattersKind.HOW_I_SAY, "utter_ask_what_matters_how_i_say")


@pytest.mark.parametrize(
    ("leave", "hears"),
    [
        ("⏰ Not now", "OK, not now. To tell me any time, just write: about me."),
        ("Say nothing", "OK, I will not ask you this again."),
    ],
)
async def test_to_leave_it_is_a_good_answer_and_it_is_not_pushed(
    talk: Talk, clock: SetClock, leave: str, hears: str
) -> None:
    await is_asked_by_the_bot(talk, clock)
    assert await talk.taps(leave) == [hears]
    heard: list[str] = []
    for _ in range(27):
        clock.passes(days=1)
        heard += await rounds(talk)
    assert GOOD_DAY not in heard and heard


async def test_stop_ends_it_and_stop_asking_ends_all_of_them(talk: Talk, clock: SetClock) -> None:
    await is_asked_by_the_bot(talk, clock)
    assert (await talk.says("stop"))[0] == "OK, I stop now. I kept what you told me."
    assert await asked(talk) is None
    await talk.says("stop asking me")
    clock.passes(days=60)
    assert await rounds(talk) == []
    assert (await talk.store.reading(houses.person, talk.person_id)).asks == Asks.ONLY_WHEN_I_START


async def test_after_a_day_of_silence_what_they_write_is_told_and_no_answer(talk: Talk, clock: SetClock) -> None:
    await is_asked_by_the_bot(talk, clock)
    clock.passes(days=1, minutes=1)
    await rounds(talk)
    assert await asked(talk) is None
    assert (await talk.says("the bus was late again"))[0] == "You said: “the bus was late again”"
    question = await asked(talk)
    assert question is not None and question.kind is QuestionKind.READ_BACK


async def test_words_that_were_no_answer_go_to_staff_as_something_told(talk: Talk) -> None:
    await talk.presses("about_me")
    await talk.says("the bus was late again")
    await talk.taps("💬 Something else")
    await talk.tells("", "😞 Bad") if "😞 Bad" in talk.buttons() else None
    await talk.taps("📨 Send it")
    assert [one.words for one in await talk.store.reading(feedback.of_person, talk.person_id)] == [
        "the bus was late again"
    ]
    assert await words_on_page(talk) == []


async def test_what_may_be_a_complaint_is_told_and_no_answer(talk: Talk) -> None:
    await talk.presses("about_me")
    await talk.says("I want to make a complaint about the food")
    question = await asked(talk)
    assert question is not None and question.kind in (QuestionKind.READ_BACK, QuestionKind.FEEDBACK_OUTCOME)
    assert await talk.store.reading(drafts.open_draft, talk.person_id) is not None


async def test_harm_in_an_answer_is_heard_first_and_on_no_page(talk: Talk, house: House) -> None:
    await talk.presses("about_me")
    assert "call 999" in (await talk.says("when the night man does not hit me"))[0]
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    assert concern.tier in ("amber", "red")
    assert await talk.store.reading(what_matters.being_told, talk.person_id) is None
    assert await words_on_page(talk) == []


async def test_after_a_check_that_was_not_ok_the_words_are_on_no_page(talk: Talk) -> None:
    await talk.presses("about_me")
    assert await talk.says("nobody hit me") == ["I want to check. Are you OK?"]
    await talk.taps("😞 I am not OK")
    assert await talk.store.reading(what_matters.being_told, talk.person_id) is None
    question = await asked(talk)
    assert question is None or question.kind is not QuestionKind.MATTERS_READ_BACK


async def test_after_a_check_that_was_ok_it_is_read_back(talk: Talk) -> None:
    await talk.presses("about_me")
    await talk.says("nobody hit me")
    said = await talk.taps("😊 I am OK")
    assert "nobody hit me" in " ".join(said)


async def test_change_asks_for_the_words_again_and_then_a_person_helps(talk: Talk, house: House) -> None:
    await tells_what_matters(talk)
    assert await talk.taps("✏️ Change it") == ["OK, let us change that one. Say it again in your own words."]
    assert (await talk.says("my cat"))[0] == "You said: “my cat”"
    await talk.taps("✏️ Change it")
    assert len(await talk.store.reading(staff_requests.waiting, house.worker)) == 1
    await talk.says("my cat and my dog")
    await talk.taps("📨 Send it")
    assert await words_on_page(talk) == ["my cat and my dog"]


async def test_do_not_send_leaves_no_words(talk: Talk) -> None:
    await tells_what_matters(talk)
    told = await talk.store.reading(what_matters.being_told, talk.person_id)
    assert told is not None
    assert (await talk.taps("❌ Do not send it"))[0] == "I did not send it. I will not keep those words."
    assert await words_on_page(talk) == []
    assert await talk.store.reading(contents.words_of, str(told.content_id)) is None


async def test_only_the_manager_if_they_say_so(talk: Talk) -> None:
    await tells_what_matters(talk)
    await talk.taps("👥 Pick who sees it")
    said = await talk.taps("🔑 Only the manager")
    assert said == [READ_BACK[0], "If you send it, it goes on your page. Only the manager will see it."]
    await talk.taps("📨 Send it")
    assert (await page(talk))[0].visible_to is VisibleTo.ONLY_MANAGER


async def test_undo_changes_what_was_just_put_on_the_page(talk: Talk) -> None:
    await tells_what_matters(talk)
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    assert await talk.presses("undo") == ["OK, let us change that one. Say it again in your own words."]
    await talk.says("watching rugby")
    assert await words_on_page(talk) == [MATTERS]
    await talk.taps("📨 Send it")
    assert await words_on_page(talk) == ["watching rugby"]


async def test_back_keeps_the_words_until_others_are_told(talk: Talk) -> None:
    await tells_what_matters(talk)
    assert await talk.presses("back") == [GOOD_DAY]
    assert await talk.taps("⏰ Not now") == READ_BACK


async def test_start_again_drops_what_was_not_sent(talk: Talk) -> None:
    await tells_what_matters(talk)
    await talk.says("stop")
    await talk.says("hello")
    await talk.taps("↩️ Start again")
    assert await talk.store.reading(what_matters.being_told, talk.person_id) is None


async def test_something_else_told_in_between_loses_neither(talk: Talk) -> None:
    await tells_what_matters(talk)
    await talk.says("the telly is broken again")
    await talk.taps("📨 Send it")
    said = await talk.presses("skip")
    assert said[-1] == READ_BACK[1] or said[-2:] == READ_BACK
    await talk.taps("📨 Send it")
    assert await words_on_page(talk) == [MATTERS]


async def test_did_it_help_is_not_kept_waiting(talk: Talk, house: House, clock: SetClock) -> None:
    clock.passes(days=7)
    await is_asked(talk, house, clock)  # which looks that it is the one thing asked


async def test_a_tap_on_the_question_counts_for_weeks(talk: Talk, clock: SetClock) -> None:
    await is_asked_by_the_bot(talk, clock)
    clock.passes(days=2)
    await rounds(talk)
    assert await talk.taps("Say nothing") == ["OK, I will not ask you this again."]
    assert await talk.store.reading(questions.open_question, talk.person_id) is None
