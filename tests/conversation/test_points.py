"""What was understood is used: how it was is not asked where the words say it for sure, and several things told in one
message are read back and sent as several. The readings are set here; the rest is real."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from sqlalchemy import select

from bot.assistant import Part
from bot.service import build
from storage import Store, Transaction, concerns, feedback, houses, outbox, staff_requests
from storage.feedback import Feedback
from storage.tables.conversation import inbox as inbox_table
from storage.vocabulary import HelpedBy, Outcome, VisibleTo
from tests.conversation.conftest import NO_QUIET, SERVICE_WORDS, House
from tests.support.running_assistant import RunningAssistant
from tests.support.talk import Talk
from tests.support.taught_assistant import TaughtAssistant, read_as
from wording.catalogue import Catalogue

BAD, GOOD = "the food is bad", "the disco was brill"
MIXED = "bus late but pub was brill"
SIDES = (Part("bus late", "did_not_work", ("transport",)), Part("pub was brill", "worked", ("activities",)))
WANT = "i want to go bowling on friday"
SEND = ["📨 Send it", "✏️ Change it", "❌ Do not send it", "👥 Pick who sees it"]
FACES = ["😊 Good", "😐 So-so", "😞 Bad", "💬 Something else", "🤷 Not sure"]


@pytest.fixture
async def taught(assistant: RunningAssistant) -> AsyncIterator[TaughtAssistant]:
    async with TaughtAssistant(lambda: assistant.url, assistant.token) as client:
        client.taught = {
            BAD: read_as("did_not_work", topics=("meals",)),
            GOOD: read_as("worked", topics=("activities",)),
            MIXED: read_as("mixed", topics=("transport", "activities"), parts=SIDES),
            WANT: read_as(intent="want", topics=("activities",)),
        }
        yield client


@pytest.fixture
async def talk(talk: Talk, store: Store, catalogue: Catalogue, taught: TaughtAssistant) -> AsyncIterator[Talk]:
    """Somebody who said yes, and whose words are read as they are taught."""
    talk.service = build(store, catalogue, taught, SERVICE_WORDS, NO_QUIET)
    yield talk
    await talk.service.workers.stop()


async def sent(talk: Talk) -> list[Feedback]:
    """In the order in which it was said."""
    return sorted(await talk.store.reading(feedback.of_person, talk.person_id), key=lambda one: (one.said_at, one.part))


async def what(talk: Talk) -> list[tuple[str | None, str]]:
    return [(one.words, one.outcome) for one in await sent(talk)]


def things(*lines: str) -> str:
    return "\n".join([f"You told me {len(lines)} things:", *lines])


def _has_not_said_yes(tx: Transaction, person_id: str) -> None:
    houses.keep_notice_answer(tx, person_id, "an earlier version", "not_sure")


def _reading_of(tx: Transaction, number: str) -> dict[str, Any]:
    row = tx.execute(select(inbox_table.c.reading).where(inbox_table.c.channel_message_id == number)).one()
    return dict(row.reading)


async def test_what_is_surely_bad_is_read_back_at_once(talk: Talk) -> None:
    assert await talk.says(BAD) == [
        f"You said: “{BAD}”",
        "You said it was bad. If you send it, your staff will see it.",
    ]
    assert talk.buttons() == SEND
    await talk.taps("📨 Send it")
    [kept] = await sent(talk)
    assert (kept.words, kept.outcome, kept.topics, kept.first_id) == (BAD, Outcome.DID_NOT_WORK, ("meals",), None)


@pytest.mark.parametrize(("kind", "sure"), [("did_not_work", 0.59), ("unclear", 0.99)])
async def test_what_is_not_sure_is_asked(talk: Talk, taught: TaughtAssistant, kind: str, sure: float) -> None:
    taught.taught[BAD] = read_as(kind, sure=sure)
    assert await talk.says(BAD) == ["I kept your words. How was it?"]
    assert talk.buttons() == FACES
    await talk.taps("😐 So-so")
    await talk.taps("📨 Send it")
    assert await what(talk) == [(BAD, "mixed")]


async def test_the_face_that_was_tapped_outranks_the_words(talk: Talk) -> None:
    await talk.says("hello")
    await talk.says("bad")
    assert (await talk.says(GOOD))[-1].startswith("You said it was bad.")


async def test_what_the_words_answer_is_told_to_the_model(talk: Talk, taught: TaughtAssistant) -> None:
    await talk.presses("start")
    await talk.taps("😞 Bad")
    await talk.says("Nothing.")
    assert taught.asked == ["did_not_work"]


async def test_something_else_leaves_it_to_the_words(talk: Talk) -> None:
    await talk.presses("start")
    await talk.taps("💬 Something else")
    assert (await talk.says(WANT))[-1].startswith("You said you want this.")


async def test_two_things_are_read_back_and_sent_as_two(talk: Talk, house: House) -> None:
    assert await talk.says(MIXED) == [
        things("1. 😞 Bad: “bus late”", "2. 😊 Good: “pub was brill”"),
        "If you send them, your staff will see them.",
    ]
    assert talk.buttons() == SEND
    assert (await talk.taps("📨 Send it"))[0].startswith("Thank you, I sent it.")
    await talk.taps("On my own")
    first, second = await sent(talk)
    assert (first.words, first.outcome, first.topics) == ("bus late", Outcome.DID_NOT_WORK, ("transport",))
    assert (second.words, second.outcome, second.topics) == ("pub was brill", Outcome.WORKED, ("activities",))
    assert {one.first_id for one in (first, second)} == {first.id}
    assert {one.whole for one in (first, second)} == {MIXED}
    assert {one.helped_by for one in (first, second)} == {HelpedBy.ALONE}
    assert await talk.store.reading(feedback.said_with, house.manager, second) == (first,)


async def test_only_the_manager_may_be_picked_for_all(talk: Talk) -> None:
    await talk.says(MIXED)
    await talk.taps("👥 Pick who sees it")
    assert (await talk.taps("🔑 Only the manager"))[-1] == "If you send them, only the manager will see them."
    await talk.taps("📨 Send it")
    assert {one.visible_to for one in await sent(talk)} == {VisibleTo.ONLY_MANAGER}


async def test_each_is_told_of_when_asked_what_was_done(talk: Talk) -> None:
    await talk.says(MIXED)
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    assert (await talk.presses("what_happened"))[1].startswith("You said: “bus late”")
    assert (await talk.taps("➕ Hear more"))[0].startswith("You said: “pub was brill”")


async def test_two_messages_that_say_different_things_are_two(talk: Talk) -> None:
    await talk.says(BAD)
    assert (await talk.says(GOOD))[0] == things(f"1. 😞 Bad: “{BAD}”", f"2. 😊 Good: “{GOOD}”")
    assert (await talk.says(WANT))[0].endswith(f"3. You want this: “{WANT}”")
    await talk.taps("📨 Send it")
    assert await what(talk) == [(BAD, "did_not_work"), (GOOD, "worked"), (WANT, "want")]


async def test_more_than_three_things_stay_one(talk: Talk) -> None:
    for words in (MIXED, GOOD, WANT):
        said = await talk.says(words)
    assert said[0] == f"You said: “{MIXED}\n{GOOD}\n{WANT}”"
    await talk.taps("📨 Send it")
    assert await what(talk) == [(f"{MIXED}\n{GOOD}\n{WANT}", "mixed")]


async def test_words_of_which_nobody_can_be_sure_join_what_was_told(talk: Talk) -> None:
    await talk.says(BAD)
    assert (await talk.says("and no pudding"))[-1].startswith("You said it was bad.")
    await talk.taps("📨 Send it")
    assert await what(talk) == [(f"{BAD}\nand no pudding", "did_not_work")]


async def test_parts_that_are_not_in_the_words_make_no_things(talk: Talk, taught: TaughtAssistant) -> None:
    taught.taught[MIXED] = read_as("mixed", parts=(SIDES[0], Part("club was brill", "worked", ())))
    assert (await talk.says(MIXED))[0] == f"You said: “{MIXED}”"
    await talk.taps("📨 Send it")
    assert await what(talk) == [(MIXED, "mixed")]


async def test_change_it_changes_how_it_was(talk: Talk) -> None:
    await talk.says(BAD)
    assert await talk.taps("✏️ Change it") == ["What do you want to change?"]
    assert talk.buttons() == ["📝 My words", "Good or bad", "↩️ Nothing, go back"]
    assert await talk.taps("Good or bad") == ["OK, let us change that one. How was it?"]
    assert await talk.taps("😊 Good") == [
        f"You said: “{BAD}”",
        "You said it was good. If you send it, your staff will see it.",
    ]
    await talk.taps("📨 Send it")
    assert await what(talk) == [(BAD, "worked")]


async def test_change_it_asks_about_each_thing(talk: Talk) -> None:
    await talk.says(MIXED)
    await talk.taps("✏️ Change it")
    assert await talk.taps("Good or bad") == ["“bus late” How was it?"]
    assert await talk.taps("😊 Good") == ["“pub was brill” How was it?"]
    assert (await talk.taps("😐 So-so"))[0] == things("1. 😊 Good: “bus late”", "2. 😐 So-so: “pub was brill”")
    await talk.taps("📨 Send it")
    assert await what(talk) == [("bus late", "worked"), ("pub was brill", "mixed")]


@pytest.mark.parametrize("way_back", ["Nothing", "back", "skip"])
async def test_nothing_is_changed_after_all(talk: Talk, way_back: str) -> None:
    read_back = await talk.says(MIXED)
    await talk.taps("✏️ Change it")
    if way_back == "Nothing":
        assert await talk.taps("↩️ Nothing, go back") == read_back
    else:
        assert await talk.presses(way_back) == read_back


async def test_back_from_the_faces_changes_nothing(talk: Talk) -> None:
    read_back = await talk.says(BAD)
    await talk.taps("✏️ Change it")
    await talk.taps("Good or bad")
    assert await talk.presses("back") == read_back


async def test_change_my_words_reads_the_new_ones(talk: Talk) -> None:
    await talk.says(BAD)
    await talk.taps("✏️ Change it")
    assert await talk.taps("📝 My words") == ["OK, let us change that one. Say it again in your own words."]
    assert (await talk.says(GOOD))[-1].startswith("You said it was good.")
    await talk.taps("📨 Send it")
    assert await what(talk) == [(GOOD, "worked")]


async def test_what_was_read_of_words_that_are_gone_says_nothing_of_new_ones(talk: Talk) -> None:
    await talk.says(BAD)
    await talk.taps("✏️ Change it")
    await talk.taps("📝 My words")
    assert await talk.says("lunch it was") == ["I kept your words. How was it?"]


async def test_new_words_in_place_of_an_answer_change_the_words(talk: Talk) -> None:
    await talk.says(BAD)
    await talk.taps("✏️ Change it")
    assert (await talk.says(GOOD))[0] == f"You said: “{GOOD}”"


@pytest.mark.parametrize("words", ["no it was good", "Good", "😊", "sorry i meant good"])
@pytest.mark.parametrize("is_changing", [False, True])
async def test_how_it_was_is_put_right_by_typing(talk: Talk, words: str, is_changing: bool) -> None:
    await talk.says(BAD)
    if is_changing:
        await talk.taps("✏️ Change it")
    assert await talk.says(words) == [
        f"You said: “{BAD}”",
        "You said it was good. If you send it, your staff will see it.",
    ]


async def test_a_face_on_the_first_showing_outranks_the_words(talk: Talk) -> None:
    await talk.presses("start")
    faces = {one.label: one.token for one in talk.bubbles[-1].options}
    await talk.says(BAD)
    assert (await talk._send(option_token=faces["🤷 Not sure"]))[0].startswith("You answered that one before.")
    assert (await talk._send(option_token=faces["😊 Good"]))[-1].startswith("You said it was good.")
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    await talk.says(BAD)
    assert (await talk._send(option_token=faces["😊 Good"]))[0].startswith("You answered that one before.")
    assert (await talk.presses("repeat"))[-1].startswith("You said it was bad.")


async def test_a_correction_in_other_words_is_read_by_the_model(talk: Talk, taught: TaughtAssistant) -> None:
    taught.taught["no i had a smashing time"] = read_as("worked", topics=("other",))
    taught.taught["no the pool was smashing"] = read_as("worked", topics=("activities",))
    await talk.says(BAD)
    assert (await talk.says("no i had a smashing time"))[-1].startswith("You said it was good.")
    await talk.says(BAD)
    assert (await talk.says("no the pool was smashing"))[0] == f"You said: “{BAD}\n{BAD}\nno the pool was smashing”"


async def test_undo_replaces_all_that_was_sent_at_once(talk: Talk, house: House) -> None:
    await talk.says(MIXED)
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    await talk.presses("undo")
    await talk.says(BAD)
    assert (await talk.taps("📨 Send it"))[0].startswith("I changed it.")
    assert await what(talk) == [(BAD, "did_not_work")]
    assert [one.words for one in await talk.store.reading(feedback.to_triage, house.manager)] == [BAD]


async def test_one_thing_can_become_two_and_two_can_become_other_two(talk: Talk) -> None:
    for words in (BAD, MIXED, MIXED):
        await talk.presses("undo")
        await talk.says(words)
        await talk.taps("📨 Send it")
        await talk.presses("skip")
    assert await what(talk) == [("bus late", "did_not_work"), ("pub was brill", "worked")]


async def test_do_not_send_leaves_no_thing_anywhere(talk: Talk, store: Store) -> None:
    await talk.says(MIXED)
    await talk.taps("✏️ Change it")
    await talk.taps("Good or bad")
    await talk.taps("😊 Good")
    await talk.taps("😊 Good")
    await talk.taps("❌ Do not send it")
    assert await sent(talk) == []
    shown = await store.reading(outbox.conversation, talk.person_id)
    assert not [line.text for line in shown if "bus late" in line.text or "pub was" in line.text]


async def test_words_told_before_yes_are_read_back_after_it(newcomer: Talk, talk: Talk) -> None:
    newcomer.service = talk.service
    await newcomer.store.writing(_has_not_said_yes, newcomer.person_id)
    await newcomer.presses("start")
    await newcomer.says(MIXED)
    assert (await newcomer.says("yes"))[-1] == "If you send them, your staff will see them."


@pytest.mark.parametrize(
    ("signs", "named"),
    [
        ("🚌😞", "bus, sad face"),
        ("🚌❌", "bus, cross"),
        ("👍🏽👍🏿", "thumbs up"),
        ("👨‍👩‍👧", "family"),
        ("🇬🇧!!", "the flag of United Kingdom"),
    ],
)
async def test_emoji_alone_are_said_in_words_and_asked(
    talk: Talk, taught: TaughtAssistant, signs: str, named: str
) -> None:
    taught.taught[signs] = read_as("did_not_work", sure=1.0)
    assert await talk.says(signs) == [f"You sent: {named}. How was it?"]
    assert talk.buttons() == FACES
    assert await talk.taps("😞 Bad") == [
        f"You sent “{signs}”: {named}.",
        "You said it was bad. If you send it, your staff will see it.",
    ]
    await talk.taps("📨 Send it")
    assert await what(talk) == [(signs, "did_not_work")]


async def test_emoji_that_come_after_words_are_asked_too(talk: Talk) -> None:
    await talk.says(BAD)
    assert await talk.says("🎉") == ["You sent: party. How was it?"]
    assert (await talk.taps("😐 So-so"))[0] == f"You said: “{BAD}\n🎉”"


async def test_an_emoji_under_a_face_that_was_tapped_is_read_back_in_words(talk: Talk) -> None:
    await talk.presses("start")
    await talk.taps("😞 Bad")
    assert await talk.says("🥶") == [
        "You sent “🥶”: cold face.",
        "You said it was bad. If you send it, your staff will see it.",
    ]


async def test_an_emoji_that_is_an_answer_stays_one(talk: Talk) -> None:
    await talk.presses("start")
    assert await talk.says("😞") == ["What was bad? Tell me in your own words or emoji."]


async def test_emoji_that_were_not_sent_are_named_nowhere(talk: Talk, store: Store) -> None:
    await talk.says("🚌🥶")
    await talk.taps("😞 Bad")
    await talk.taps("❌ Do not send it")
    shown = await store.reading(outbox.conversation, talk.person_id)
    assert not [line.text for line in shown if "cold face" in line.text]


@pytest.mark.parametrize("tier", ["amber", "red"])
async def test_harm_that_only_the_model_hears_goes_the_way_of_a_screened_one(
    talk: Talk, taught: TaughtAssistant, house: House, tier: str
) -> None:
    taught.taught[BAD] = read_as("did_not_work", tier=tier)
    said = await talk.says(BAD)
    assert "999" in said[0]
    assert not [text for text in said if BAD in text]
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    assert (concern.tier, concern.kind, concern.reasons, concern.words) == (tier, "unclear", ("model",), BAD)
    assert await sent(talk) == []
    assert not [line for line in await talk.store.reading(outbox.conversation, talk.person_id) if BAD in line.text]


async def test_a_check_that_only_the_model_hears_asks_are_you_ok(
    talk: Talk, taught: TaughtAssistant, house: House
) -> None:
    taught.taught[BAD] = read_as("did_not_work", tier="check")
    assert await talk.says(BAD) == ["I want to check. Are you OK?"]
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    assert (concern.tier, concern.reasons) == ("check", ("model",))
    assert (await talk.taps("😊 I am OK"))[1] == f"You said: “{BAD}”"


async def test_the_model_makes_what_the_rules_found_only_more_serious(
    talk: Talk, taught: TaughtAssistant, house: House
) -> None:
    words = "nobody hit me"
    taught.taught[words] = read_as("worked", tier="none")
    assert await talk.says(words) == ["I want to check. Are you OK?"]
    [concern] = await talk.store.writing(concerns.for_lead, house.lead)
    assert "model" not in concern.reasons


async def test_before_yes_harm_that_only_the_model_hears_is_heard(
    talk: Talk, taught: TaughtAssistant, house: House
) -> None:
    taught.taught["can you help"] = read_as(intent="out_of_scope", tier="amber")
    await talk.store.writing(_has_not_said_yes, talk.person_id)
    await talk.says("can you help")
    assert len(await talk.store.writing(concerns.for_lead, house.lead)) == 1


async def test_a_cry_for_help_that_only_the_model_hears_is_danger_whatever_the_tier(
    talk: Talk, taught: TaughtAssistant, house: House
) -> None:
    taught.taught["come quick"] = read_as(intent="help_now", tier="amber")
    assert (await talk.says("come quick"))[0].startswith("Call 999 now.")
    assert [one.tier for one in await talk.store.writing(concerns.for_lead, house.lead)] == ["red"]


async def test_no_words_stand_in_what_is_kept_of_a_reading(talk: Talk) -> None:
    number = await talk.drops_in(words=MIXED)
    await talk.hears()
    reading = await talk.store.reading(_reading_of, number)
    assert "bus" not in str(reading) and "brill" not in str(reading)
    assert reading["heard"]["points"] == [
        ["did_not_work", ["transport"], 0, 8, []],
        ["worked", ["activities"], 13, 26, []],
    ]


async def test_staff_are_not_asked_for_help_by_any_of_it(talk: Talk, house: House) -> None:
    await talk.says(MIXED)
    await talk.taps("📨 Send it")
    assert await talk.store.reading(staff_requests.waiting, house.worker) == ()
