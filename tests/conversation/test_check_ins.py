"""The person chooses what they are asked about and when, in a few taps; it is asked so, and stopped at once."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from storage import askings, check_ins, check_ins_for_staff, concerns, feedback, own_times, questions
from storage.check_ins import CheckIn
from storage.vocabulary import AskingStatus, NotAsked, Outcome, QuestionKind
from tests.conversation.conftest import House, SetClock
from tests.conversation.states import asked, has_check_in, is_checked_in_on
from tests.support.talk import Talk

ASKED = "Think of “swimming” today. How was it?"
MENU = "What do you want to do with your check-ins?"
STOP_ANY_TIME = "You can stop it any time. Just write: my check-ins."


async def mine(talk: Talk) -> list[CheckIn]:
    return list(await talk.store.reading(check_ins.of_person, talk.person_id))


async def prepared(talk: Talk, house: House, *words: str) -> None:
    for one in words:
        await talk.store.writing(check_ins_for_staff.prepare, house.worker, talk.person_id, one, None)


async def rounds(talk: Talk) -> list[str]:
    await talk.service.schedule.round()
    return await talk.looks()


@pytest.mark.parametrize("words", ["my check ins", "ask me after swimming", "what time do you ask me"])
async def test_my_check_ins_can_be_asked_for_in_words(talk: Talk, words: str) -> None:
    assert await talk.says(words) == ["You have no check-ins now.", MENU]
    assert talk.buttons() == [
        "🆕 A new check-in",
        "⏸️ Have a rest",
        "🛑 Stop one of them",
        "💬 Something else",
        "🤷 Not sure",
    ]


async def test_one_is_chosen_by_five_taps_from_what_staff_prepared(talk: Talk, house: House) -> None:
    await prepared(talk, house, "work", "swimming")
    await talk.presses("my_check_ins")
    assert await talk.taps("🆕 A new check-in") == ["I can ask you about “work”. What do you want?"]
    assert await talk.taps("➡️ Show the next one") == ["I can ask you about “swimming”. What do you want?"]
    assert await talk.taps("✔️ Ask me about this") == ["On which days do you want it?"]
    assert await talk.taps("☝️ One day in the week") == ["Which day do you want?"]
    assert talk.buttons() == ["Monday", "Tuesday", "Wednesday", "⏩ Other days"]
    await talk.taps("⏩ Other days")
    assert talk.buttons() == ["Thursday", "Friday", "⏩ Other days"]
    assert await talk.taps("Friday") == ["At what time do you want it?"]
    assert await talk.taps("🌆 Evening, at 6") == [
        "I will ask about “swimming” each Friday at 6 in the evening.",
        "If you keep it, your staff see it too. What do you want?",
    ]
    assert await mine(talk) == []
    kept = await talk.taps("💾 Keep it")
    assert kept == ["OK, I will ask you. I do not ask you when you have a rest.", STOP_ANY_TIME]
    [found] = await mine(talk)
    assert (found.about, found.weekdays, found.at, found.chosen_with) == ("swimming", (4,), time(18), None)
    assert await talk.says("my check-ins") == [
        "I ask you about these:\n“swimming” each Friday at 6 in the evening",
        MENU,
    ]


async def test_own_words_are_read_back_as_they_are(talk: Talk, house: House) -> None:
    await talk.presses("my_check_ins")
    assert await talk.says("a new one") == ["What do you want me to ask about? Use a few words."]
    assert await talk.says("tea wiv my mum") == ["On which days do you want it?"]
    await talk.says("every day")
    said = await talk.says("10")
    assert said[0] == "I will ask about “tea wiv my mum” every day at 10 in the morning."
    await talk.says("yes")
    assert [one.about for one in await mine(talk)] == ["tea wiv my mum"]


@pytest.mark.parametrize("words", ["ask me after swimming", "bowling", "🏊", "my art class was nice"])
async def test_whatever_is_said_is_what_it_is_about(talk: Talk, words: str) -> None:
    await talk.presses("my_check_ins")
    await talk.taps("🆕 A new check-in")
    assert await talk.says(words) == ["On which days do you want it?"]
    assert await talk.store.reading(feedback.of_person, talk.person_id) == ()


async def test_too_many_words_are_asked_for_again(talk: Talk) -> None:
    await talk.presses("my_check_ins")
    await talk.taps("🆕 A new check-in")
    said = await talk.says("about the swimming and the bowling and the tea and the bus and all of the other things")
    assert said == ["That is too long for me.", "What do you want me to ask about? Use a few words."]


async def test_any_day_can_be_typed_whichever_are_shown(talk: Talk, house: House) -> None:
    await prepared(talk, house, "swimming")
    await talk.presses("my_check_ins")
    for label in ("🆕 A new check-in", "✔️ Ask me about this", "☝️ One day in the week"):
        await talk.taps(label)
    assert await talk.says("on sundays") == ["At what time do you want it?"]
    await talk.says("morning")
    assert talk.bubbles[-2].text == "I will ask about “swimming” each Sunday at 10 in the morning."


async def test_back_goes_one_step_back_and_not_kept_is_not_asked(talk: Talk, house: House) -> None:
    await prepared(talk, house, "swimming")
    await talk.presses("my_check_ins")
    for label in ("🆕 A new check-in", "✔️ Ask me about this", "🗓️ Monday to Friday", "☀️ Afternoon, at 3"):
        await talk.taps(label)
    assert await talk.presses("back") == ["At what time do you want it?"]
    assert await talk.presses("back") == ["On which days do you want it?"]
    assert await talk.presses("back") == ["I can ask you about “swimming”. What do you want?"]
    for label in ("✔️ Ask me about this", "📅 Every day", "🌅 Morning, at 10"):
        await talk.taps(label)
    assert await talk.taps("❌ Do not keep it") == ["OK, I do not keep it."]
    assert await mine(talk) == []


async def test_two_on_one_day_only_where_the_person_says_so(talk: Talk, house: House) -> None:
    await has_check_in(talk, house, "work")
    await prepared(talk, house, "swimming")
    await talk.presses("my_check_ins")
    for label in ("🆕 A new check-in", "✔️ Ask me about this", "🗓️ Monday to Friday"):
        await talk.taps(label)
    said = await talk.taps("🌆 Evening, at 6")
    assert said[0] == "“swimming” Monday to Friday at 6 in the evening: then I ask two things on one day."
    assert talk.buttons() == ["✌️ Ask me two a day", "↩️ Start again", "❌ Do not keep it"]
    await talk.taps("✌️ Ask me two a day")
    assert (await talk.store.reading(own_times.of_person, talk.person_id)).a_day == 2
    assert len(await mine(talk)) == 2
    await talk.presses("my_check_ins")
    for label in ("🆕 A new check-in", "✔️ Ask me about this", "📅 Every day"):
        await talk.taps(label)
    assert await talk.taps("🌅 Morning, at 10") == [
        "I ask you two things on one of these days. That is the most.",
        "On which days do you want it?",
    ]


async def test_it_is_asked_after_swimming_and_staff_see_what_it_was_about(
    talk: Talk, house: House, clock: SetClock
) -> None:
    check_in_id = await is_checked_in_on(talk, house, clock)
    assert talk.buttons() == ["😊 Good", "😐 So-so", "😞 Bad", "💬 Something else", "🤷 Not sure"]
    assert await talk.taps("😊 Good") == ["What was good? Tell me in your own words or emoji."]
    assert (await talk.says("i did ten lengths"))[0] == "You said: “i did ten lengths”"
    await talk.taps("📨 Send it")
    [told] = await talk.store.reading(feedback.of_person, talk.person_id)
    assert (told.words, told.outcome, told.asked_about) == ("i did ten lengths", Outcome.WORKED, "swimming")
    [asking] = await talk.store.reading(askings.newest_of, check_in_id, 5)
    assert asking.status is AskingStatus.ASKED and told.asking_id == asking.id
    clock.passes(days=1)
    assert await rounds(talk) == [], "what was answered is not asked about again"


async def test_it_can_be_answered_in_words_and_a_late_face_means_them(
    talk: Talk, house: House, clock: SetClock
) -> None:
    await is_checked_in_on(talk, house, clock)
    await talk.says("we went in the big pool and then had chips")
    question = await asked(talk)
    assert question is not None and question.kind in (QuestionKind.FEEDBACK_OUTCOME, QuestionKind.READ_BACK)
    await talk.taps("😊 Good")
    await talk.taps("📨 Send it")
    [told] = await talk.store.reading(feedback.of_person, talk.person_id)
    assert told.asked_about == "swimming" and told.outcome is Outcome.WORKED


async def test_back_from_the_words_asks_about_swimming_again(talk: Talk, house: House, clock: SetClock) -> None:
    await is_checked_in_on(talk, house, clock)
    await talk.taps("😞 Bad")
    assert await talk.presses("back") == [ASKED]
    assert await talk.says("it was good") == ["What was good? Tell me in your own words or emoji."]


async def test_a_nudge_the_next_day_in_simpler_words_then_silence(talk: Talk, house: House, clock: SetClock) -> None:
    await is_checked_in_on(talk, house, clock)
    clock.passes(hours=23, minutes=50)
    assert await rounds(talk) == []
    clock.passes(minutes=15)
    assert await rounds(talk) == ["“swimming” yesterday: pick good, so-so or bad."]
    for _ in range(4):
        clock.passes(days=1)
        assert await rounds(talk) == []
    assert "swimming" not in " ".join(await talk.says("hello"))
    assert await talk.taps("😐 So-so") == ["What was it like? Tell me in your own words or emoji."]
    clock.now = datetime(2026, 3, 9, 15, 1, tzinfo=UTC)
    clock.passes(hours=2)
    assert await rounds(talk) == [ASKED]


async def test_yesterdays_is_never_shown_as_todays(talk: Talk, house: House, clock: SetClock) -> None:
    """Nothing ran in the night, and the person writes before the first round of the morning."""
    await is_checked_in_on(talk, house, clock)
    clock.passes(hours=17)
    assert await talk.presses("repeat") == ["Think of “swimming” yesterday. How was it?"]
    clock.passes(days=5)
    assert await talk.presses("repeat") == ["Think of “swimming” on Monday 2 March. How was it?"]


async def test_said_again_after_it_was_left_it_names_its_day(talk: Talk, house: House, clock: SetClock) -> None:
    await is_checked_in_on(talk, house, clock)
    for _ in range(3):
        clock.passes(days=1)
        await rounds(talk)
    assert await asked(talk) is None
    assert await talk.presses("repeat") == ["“swimming” on Monday 2 March: pick good, so-so or bad."]


async def test_one_is_stopped_at_once_and_the_others_go_on(talk: Talk, house: House, clock: SetClock) -> None:
    await has_check_in(talk, house, "work", weekdays=(1,))
    await has_check_in(talk, house)
    await talk.presses("my_check_ins")
    assert talk.bubbles[-2].text == (
        "I ask you about these:\n“swimming” each Monday at 3 in the afternoon\n“work” each Tuesday at 3 in the afternoon"
    )
    assert await talk.taps("🛑 Stop one of them") == [
        "I ask about “swimming” each Monday at 3 in the afternoon. What do you want?"
    ]
    await talk.taps("➡️ Show the next one")
    assert (await talk.taps("➡️ Show the next one"))[0].startswith("I ask about “swimming”")
    assert await talk.taps("🚫 Stop this one") == ["OK, I do not ask you about that any more."]
    assert [one.about for one in await mine(talk)] == ["work"]
    clock.passes(hours=6)
    assert await rounds(talk) == []


async def test_one_chosen_with_staff_is_told_of_and_may_be_stopped(talk: Talk, house: House) -> None:
    await has_check_in(talk, house)
    assert [bubble.text for bubble in talk.bubbles[-2:]] == [
        f"You and {house.worker.name} picked this: I ask about “swimming” each Monday at 3 in the afternoon.",
        STOP_ANY_TIME,
    ]


async def test_more_than_three_are_counted(talk: Talk, house: House) -> None:
    for day, words in enumerate(("tea", "work", "bus", "club", "home")):
        await has_check_in(talk, house, words, weekdays=(day,))
    assert (await talk.presses("my_check_ins"))[0].splitlines()[-2:] == [
        "“bus” each Wednesday at 3 in the afternoon",
        "And 2 more.",
    ]


async def test_a_pause_is_obeyed_at_once_and_ends_by_itself(talk: Talk, house: House, clock: SetClock) -> None:
    check_in_id = await has_check_in(talk, house, weekdays=tuple(range(7)))
    assert await talk.says("pause for a week") == ["How long do you want a rest from my questions?"]
    assert await talk.taps("⛺ A week") == [
        "OK, I ask you nothing before Tuesday 10 March.",
        "I still tell you what we did about your things.",
    ]
    said = []
    for _ in range(8):
        clock.passes(hours=6)
        said += await rounds(talk)
        clock.passes(hours=18)
        said += await rounds(talk)
    assert said == []
    reasons = {one.reason for one in await talk.store.reading(askings.newest_of, check_in_id, 9) if one.reason}
    assert reasons == {NotAsked.PAUSED}
    clock.passes(hours=6)
    assert await rounds(talk) == [ASKED]


async def test_a_pause_until_they_say_is_ended_by_them(talk: Talk, house: House, clock: SetClock) -> None:
    await has_check_in(talk, house)
    await talk.says("pause")
    assert (await talk.taps("💤 Until I say"))[0] == "OK, I ask you nothing until you say so. Just write: my check-ins."
    clock.passes(days=28, hours=6)
    assert await rounds(talk) == []
    said = await talk.says("my check-ins")
    assert said[-1] == "You have a rest from my questions now. What do you want?"
    assert await talk.taps("🔕 Stay quiet") == ["OK, I stay quiet."]
    assert (await talk.says("unpause"))[-1] == "You have a rest from my questions now. What do you want?"
    assert await talk.taps("⏯️ Ask me again") == ["OK, I ask you things again."]
    clock.passes(minutes=2)
    assert await rounds(talk) == [ASKED]


async def test_stop_asking_wins_over_every_check_in(talk: Talk, house: House, clock: SetClock) -> None:
    await is_checked_in_on(talk, house, clock)
    await talk.says("stop asking me")
    for _ in range(16):
        clock.passes(hours=12)
        assert await rounds(talk) == []
    assert (await talk.says("my check-ins"))[0].startswith("I ask you about these:")


async def test_own_quiet_times_add_up_and_hold_for_news_too(talk: Talk, house: House, clock: SetClock) -> None:
    await talk.presses("my_check_ins")
    assert await talk.taps("💬 Something else") == ["When do you not want me to write?"]
    assert await talk.taps("🌃 After 8 in the evening") == ["OK, I do not start after 8 in the evening."]
    await talk.presses("my_check_ins")
    await talk.taps("💬 Something else")
    assert await talk.taps("🐓 Before 9 in the morning") == [
        "OK, I start after 9 in the morning. I stop at 8 in the evening."
    ]
    clock.now = datetime(2026, 3, 2, 20, 30, tzinfo=UTC)
    await has_check_in(talk, house, weekdays=(1,), at=time(9))
    assert talk.bubbles[-1].text == "OK, I start after 9 in the morning. I stop at 8 in the evening."
    clock.now = datetime(2026, 3, 3, 8, 30, tzinfo=UTC)
    assert await rounds(talk) == []
    clock.now = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
    assert (await rounds(talk))[0].startswith(f"You and {house.worker.name} picked this")
    clock.passes(minutes=2)
    assert await rounds(talk) == [ASKED]


async def test_what_they_are_in_the_middle_of_is_not_broken_into(talk: Talk, house: House, clock: SetClock) -> None:
    await has_check_in(talk, house)
    clock.passes(hours=4, minutes=59)
    await talk.tells("the shower is cold", "😞 Bad")
    clock.passes(minutes=5)
    assert await rounds(talk) == []
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    clock.passes(minutes=2)
    assert await rounds(talk) == [ASKED]


async def test_words_that_turn_out_to_tell_of_harm_are_asked_about_by_nobody(talk: Talk, house: House) -> None:
    await talk.presses("my_check_ins")
    await talk.taps("🆕 A new check-in")
    assert await talk.says("nobody hit me") == ["I want to check. Are you OK?"]
    await talk.taps("😞 I am not OK")
    before = len(talk.bubbles)
    await talk.says("hello")
    await talk.presses("my_check_ins")
    await talk.taps("🆕 A new check-in")
    assert "nobody hit me" not in " ".join(bubble.text for bubble in talk.bubbles[before:])
    assert await mine(talk) == []
    [worry] = await talk.store.writing(concerns.for_lead, house.lead)
    assert worry.tier == "amber"
    waiting = [await talk.store.reading(questions.waiting_of, talk.person_id, kind) for kind in QuestionKind]
    assert not [one for some in waiting for one in some if one.kind is QuestionKind.CHECK_IN_DAYS]


async def test_harm_is_heard_while_one_is_chosen(talk: Talk, house: House) -> None:
    await talk.presses("my_check_ins")
    await talk.taps("🆕 A new check-in")
    said = await talk.says("the night man hits me")
    assert "999" in said[0]
    assert await mine(talk) == []
