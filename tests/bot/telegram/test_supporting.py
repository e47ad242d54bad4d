"""A supporter prepares a choice with one message, and hears what was chosen."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.channels.telegram import TelegramChannel
from storage import houses, pictures, staff_requests
from storage.audit import SYSTEM
from storage.vocabulary import ChoiceState, RequestKind
from tests.bot.telegram.helping import ASKED, CHOICE, NOW, PAGE, TALK, Helper, chooses, code, helper
from tests.bot.telegram.world import World
from tests.support.uploads import bomb, photo

pytestmark = pytest.mark.usefixtures("channel")
TOO_BIG = "Which house do you want to move to?\n🏠 Elm House\n🏡 Oak House"


@pytest.fixture
async def dave(world: World, channel: TelegramChannel) -> Helper:
    return await helper(world)


async def test_one_message_and_one_tap_offer_a_choice(world: World, dave: Helper) -> None:
    shown = await dave.says(CHOICE)
    assert shown.startswith("This is what Robin Invented sees.")
    for line in ("What do you want to do on Saturday?", "▫️ 🏊 Swimming", "▫️ 🎬 Cinema", "Not now", "Talk to"):
        assert line in shown
    assert dave.buttons == [NOW, ASKED, PAGE]
    [kept] = dave.choices()
    assert kept.state is ChoiceState.DRAFT and kept.author == "Dave Invented"
    assert await dave.taps(NOW) == "Robin Invented can choose soon. I tell you what they choose."
    [kept] = dave.choices()
    assert kept.state is ChoiceState.APPROVED and kept.offer_from is not None
    assert [(one.label, one.sign, one.meaning) for one in kept.options] == [
        ("Swimming", "🏊", "You go to the pool"),
        ("Cinema", "🎬", "You go with Sam"),
    ]


async def test_a_double_tap_offers_it_once_and_says_the_same(dave: Helper) -> None:
    await dave.says(CHOICE)
    button = dave.user.from_bot[-1].button(ASKED)
    for _ in range(2):
        await dave.user.taps(button)
        assert await dave.hears() == "Robin Invented can choose when they ask for it. I tell you what they choose."
    [kept] = dave.choices()
    assert kept.state is ChoiceState.APPROVED and kept.offer_from is None


async def test_what_nobody_types_is_filled_in_as_on_the_page(world: World, dave: Helper) -> None:
    await dave.says(CHOICE)
    await dave.taps(ASKED)
    [kept] = dave.choices()
    today = world.store.calendar.day(world.store.clock())
    assert kept.offer_until == today + timedelta(days=14) and kept.review_on == today + timedelta(days=91)
    assert kept.owner_id == world.manager.id and kept.carry_out_days == 5 and kept.offer_from is None


async def test_the_page_goes_on_with_the_draft(dave: Helper) -> None:
    await dave.says(CHOICE)
    [kept] = dave.choices()
    assert f"https://said.example/supporter/prepare?draft={kept.id}" in await dave.taps(PAGE)
    assert dave.choices()[0].state is ChoiceState.DRAFT


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("What is the best thing to do?\n🏊 Swimming\n🎬 Cinema", "Line 1:"),
        ("Do you want to swim?\n🏊 Swimming\n🎬 Cinema", "Line 1: This asks for yes or no."),
        ("What do you want to do on Saturday?\n🏊 Swimming\nCinema", "Line 3: Give it one emoji or a photo."),
        ("What do you want to do on Saturday?\n🏊🏊 Swimming\n🎬 Cinema", "Line 2: Use one emoji and nothing else."),
        ("What do you want to do on Saturday?\n🏊 Swimming", "Line 3: One option is no choice."),
        ("What do you want to do on Saturday?\n🏊 Swimming: You go to the pool\n🎬 Cinema", "Line 3: Say what each"),
        ("What do you want to do on Saturday?\n🏊 Swimming\n🎬 Swimming", "Line 3: Another option is called the same."),
    ],
)
async def test_what_is_wrong_is_said_line_by_line_and_offers_nothing(dave: Helper, text: str, line: str) -> None:
    said = await dave.says(text)
    assert any(one.startswith(line) for one in said.splitlines()), said
    assert said.endswith("Change your message, or send it again.") and dave.buttons == []


async def test_the_next_message_is_the_better_one(dave: Helper) -> None:
    await dave.says("What do you want to do on Saturday?\n🏊 Swimming")
    await dave.says(CHOICE)
    [kept] = dave.choices()
    assert len(kept.options) == 2
    await dave.says(CHOICE.replace("Saturday", "Sunday"))
    assert len(dave.choices()) == 2, "what can be offered is not written over"


async def test_a_changed_message_changes_its_draft_and_the_old_button_offers_nothing_else(dave: Helper) -> None:
    sent = await dave.user.writes(CHOICE)
    [first] = await dave.user.hears()
    await dave.user.edits(sent, CHOICE.replace("Swimming", "Bowling"))
    assert "Bowling" in await dave.hears()
    await dave.user.taps(first.button(NOW))
    assert "Bowling" in await dave.hears()
    [kept] = dave.choices()
    assert kept.state is ChoiceState.DRAFT and kept.options[0].label == "Bowling"
    await dave.taps(NOW)
    await asyncio.sleep(1.1)  # Telegram dates a change by the second
    await dave.user.edits(sent, CHOICE)
    assert await dave.hears() == "You cannot change this choice any more. You can write a new one."
    assert dave.choices()[0].options[0].label == "Bowling"


async def test_a_significant_matter_is_no_draft_and_becomes_a_talk(world: World, dave: Helper) -> None:
    said = await dave.says(TOO_BIG)
    assert "Where to live is never decided in a chat." in said and "This is not for a chat." in said
    assert dave.buttons == [TALK] and dave.choices() == ()
    assert await dave.taps(TALK) == "I asked the staff to plan a talk."
    assert await dave.taps(TALK) == "I do not have this any more. Please send it again."
    with world.store.read() as tx:
        [asked] = staff_requests.waiting(tx, world.manager)
    assert (asked.kind, asked.words) == (RequestKind.PLAN_A_TALK, "Which house do you want to move to?")


async def test_what_became_significant_can_be_offered_no_more(dave: Helper) -> None:
    sent = await dave.user.writes(CHOICE)
    [shown] = await dave.user.hears()
    await dave.user.edits(sent, TOO_BIG)
    await dave.hears()
    await dave.user.taps(shown.button(NOW))
    assert await dave.hears() == "You cannot change this choice any more. You can write a new one."
    assert dave.choices()[0].state is ChoiceState.WITHDRAWN


@pytest.mark.parametrize("place", [0, None])
async def test_they_are_told_once_what_was_chosen(world: World, dave: Helper, place: int | None) -> None:
    await dave.says(CHOICE)
    await dave.taps(NOW)
    chooses(world, dave.choices()[0], place)
    chosen = "Robin Invented wants something else." if place is None else "Robin Invented chose: Swimming."
    [heard] = await dave.user.hears(seconds=10)
    assert heard.words == chosen
    await dave.user.hears_nothing(5.5)
    said = await dave.says("/choices")
    assert said.startswith("What do you want to do on Saturday?")
    assert said.endswith("They want something else." if place is None else "They chose: Swimming.")


async def test_the_list_holds_the_newest_five_and_nothing_of_others(world: World, dave: Helper) -> None:
    assert await dave.says("/choices") == "You have no choices here yet."
    other = await helper(world, "Ivy Invented")
    await other.says(CHOICE.replace("Saturday", "Monday"))
    for number in range(6):
        await dave.says(CHOICE.replace("Cinema", f"Cinema {'abcdef'[number]}"))
    said = await dave.says("/CHOICES ")
    assert said.count("Not offered yet.") == 5 and "Monday" not in said


async def test_who_helps_two_people_taps_for_whom(world: World, dave: Helper) -> None:
    with world.store.write() as tx:
        sam = houses.add_person(tx, SYSTEM, world.robin.house_id, "Sam Invented")
    await dave.user.starts(code(world, sam))
    await dave.hears()
    sent = await dave.user.writes(CHOICE)
    assert await dave.hears() == "Who is this choice for?"
    assert dave.buttons == ["Robin Invented", "Sam Invented"]
    assert (await dave.taps("Sam Invented")).startswith("This is what Sam Invented sees.")
    assert len(dave.choices(sam)) == 1 and dave.choices() == ()
    assert await dave.taps("Robin Invented") == "I do not have this any more. Please send it again."
    await dave.user.edits(sent, CHOICE.replace("Swimming", "Bowling"))
    assert "Bowling" in await dave.hears()
    assert [one.options[0].label for one in dave.choices(sam)] == ["Bowling"]
    assert (await dave.says("/choices")).startswith("Sam Invented: What do you want")
    assert await dave.says("/stop") == "Who do you want to stop helping?"
    assert await dave.taps("Sam Invented") == "You do not help Sam Invented here any more."
    assert (await dave.says(CHOICE)).startswith("This is what Robin Invented sees.")


async def test_a_photo_goes_to_the_option_whose_number_stands_with_it(world: World, dave: Helper) -> None:
    await dave.says(CHOICE.replace("🎬 ", ""))
    await dave.user.sends_photo("2 Cinema", photo())
    seen = await dave.hears()
    assert seen.startswith("This is what Robin Invented sees.")
    assert "📷 Cinema" in seen and seen.count("📷") == 1
    [kept] = dave.choices()
    with world.store.read() as tx:
        shown = pictures.what_they_show(tx, world.robin.id, {str(kept.options[1].picture_id)})
    assert list(shown.values()) == ["Cinema"] and kept.options[0].picture_id is None
    await dave.user.sends_photo("1", photo())
    await dave.hears()
    assert {one.picture_id for one in dave.choices()[0].options} == set(shown), "the same photo is kept once"


async def test_photos_that_are_for_nothing_or_no_photos_are_not_kept(world: World, dave: Helper) -> None:
    which = "What is this photo for? Send it again with the number, like this: 2 Cinema"
    await dave.user.sends_photo("2 Cinema", photo())
    assert await dave.hears() == which
    await dave.says(CHOICE)
    for caption in ("Cinema", "3", "22", None):
        await dave.user.sends_photo(caption, photo())
        assert await dave.hears() == which
    await dave.user.sends_photo("1", b"%PDF-1.7 this is no photo")
    assert "no photo that we can read" in await dave.hears()
    await dave.user.sends_photo("1", bomb(20_000, 20_000))
    assert "too many dots" in await dave.hears()
    with world.store.read() as tx:
        assert pictures.of_person(tx, world.robin.id) == ()


async def test_a_photo_that_cannot_be_fetched_is_asked_for_again(world: World, dave: Helper) -> None:
    await dave.says(CHOICE)
    world.server.faults.cut("download", times=10)
    await dave.user.sends_photo("1", photo())
    [heard] = await dave.user.hears(seconds=10)
    assert heard.words == "I could not get your photo. Please send it again."


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("What?\n" + "🏊 Swimming\n" * 2_000, "This is too long."),
        ("What do you want?\n" + "😀" * 60 + " Swimming\n🎬 Cinema", "One option is too long."),
        ("What do you want?\n" + "\n".join(f"🏊 Swim {one}" for one in "abcdefgh"), "This is too much to choose from."),
        ("What do you want?\n🏊 " + "a" * 300 + "\n🎬 Cinema", "One option is too long."),
        ("Thank you!", "Write one message."),
        ("\u200b\n\u200b", "Write one message."),
        ("😀" * 60, "Write one message."),
    ],
)
async def test_hostile_messages_are_answered_and_keep_nothing(dave: Helper, text: str, answer: str) -> None:
    await dave.user.writes(text)
    heard = await dave.user.hears()
    assert heard[0].words.startswith(answer) and dave.choices() == ()


@pytest.mark.parametrize(
    "sends",
    [
        "sends_video",
        "sends_video_note",
        "sends_document",
        "sends_audio",
        "sends_location",
        "sends_contact",
        "sends_dice",
    ],
)
async def test_other_kinds_are_not_taken(dave: Helper, sends: str) -> None:
    await getattr(dave.user, sends)()
    assert await dave.hears() == "I can only take words, and photos of what they can pick."


async def test_voice_is_not_taken_and_nobody_is_said_to_listen(world: World, dave: Helper) -> None:
    await dave.user.sends_voice(b"OggS an invented sound", 7)
    assert await dave.hears() == "I can only take words, and photos of what they can pick."
    assert world.concerns() == [] and world.received() == []


@pytest.mark.parametrize(
    "data", ["", ":", "now", "now:x", "now::", "for:x:y", "talk:", "stop:x", "control:stop", "a" * 64, "page:..:.."]
)
async def test_buttons_that_somebody_made_up_do_nothing(dave: Helper, data: str) -> None:
    await dave.says(CHOICE)
    await dave.user.forges(dave.user.from_bot[-1], data)
    assert await dave.hears() == "I do not have this any more. Please send it again."
    assert dave.choices()[0].state is ChoiceState.DRAFT


async def test_a_forwarded_message_is_as_their_own(world: World, dave: Helper) -> None:
    await dave.user.forwards(CHOICE)
    assert (await dave.hears()).startswith("This is what Robin Invented sees.")
    await dave.user.forwards("help he is hitting me")
    await world.until(lambda tx: world.concerns())
    assert len(dave.choices()) == 1


async def test_nobody_offers_what_another_prepared(world: World, dave: Helper) -> None:
    await dave.says(CHOICE)
    theirs = dave.user.from_bot[-1].button(NOW).data
    other = await helper(world, "Ivy Invented")
    await other.user.forges(other.user.from_bot[-1], str(theirs))
    assert await other.hears() == "I do not have this any more. Please send it again."
    assert dave.choices()[0].state is ChoiceState.DRAFT
