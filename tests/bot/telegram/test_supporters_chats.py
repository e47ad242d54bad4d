"""Whose chat a supporter's is: opened by a code, never a person's, heard where it tells of harm, and ended at once."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.outsiders import name_in
from storage import alert_news, concerns, houses, linking, supporter_access, supporter_chats
from storage.audit import SYSTEM
from storage.tables.channels import supporter_messages
from storage.tables.conversation import inbox, outbox
from tests.bot.telegram.helping import CHOICE, NOW, Helper, chooses, code, ends, helper
from tests.bot.telegram.world import World

pytestmark = pytest.mark.usefixtures("channel")
ENDED = "You do not help Robin Invented here any more."


@pytest.fixture
async def dave(world: World, channel: TelegramChannel) -> Helper:
    return await helper(world)


async def test_a_code_opens_the_chat_once_and_says_what_one_sees(world: World) -> None:
    typed = code(world)
    dave = world.server.user("Dave 🔥 Invented")
    await dave.starts(typed)
    [heard] = await dave.hears()
    assert "You help Robin Invented." in heard.words
    assert "You see the choices you prepare and what they choose. Nothing else." in heard.words
    assert "Robin Invented sees that you help, as Dave Invented." in heard.words and "call 999" in heard.words
    late = world.server.user("Late Invented")
    await late.starts(typed)
    [_, refused] = await late.hears(2)
    assert refused.words == "This code does not work. Ask your staff for a new one."


async def test_the_person_is_to_be_told_of_it(world: World, dave: Helper) -> None:
    await world.linked()
    with world.store.read() as tx:
        assert supporter_access.to_tell(tx) == ((dave.known.id, world.robin.id),)


async def test_codes_cannot_be_guessed_for_ever_not_even_with_the_right_one(world: World, dave: Helper) -> None:
    answers = []
    for number in range(6):
        await dave.user.starts(f"GUESS{number}")
        answers.append(await dave.hears())
    assert answers == ["This code does not work. Ask for a new one."] * 5 + [
        "You tried many times. Wait 15 minutes, then try again."
    ]
    await dave.user.starts(code(world))
    assert await dave.hears() == answers[-1]


@pytest.mark.parametrize(
    ("shown", "name"),
    [("Dave", "Dave"), ("✨ Zoë  O’Hara-Lee ✨", "Zoë O’Hara-Lee"), ("999", ""), ("-. Al", "Al"), ("", "")],
)
def test_a_name_is_letters(shown: str, name: str) -> None:
    assert name_in(shown) == name


async def test_a_name_that_will_not_do_does_not_use_the_code_up(world: World) -> None:
    typed, odd = code(world), world.server.user("🔥 999")
    await odd.starts(typed)
    [heard] = await odd.hears()
    assert heard.words.startswith("I cannot use your name here.") and "https://said.example" in heard.words
    assert "Robin" not in heard.words
    with world.store.read() as tx:
        assert supporter_access.code_is_good(tx, typed)


async def test_a_new_phone_closes_the_chat_before_it(world: World, dave: Helper) -> None:
    new = world.server.user("dave invented")  # the same name, and another phone
    await new.starts(code(world))
    await new.hears()
    assert await dave.says(CHOICE) == ENDED


async def test_a_persons_chat_is_never_a_supporters(world: World) -> None:
    robin, typed = await world.linked(), code(world)
    await robin.starts(typed)
    [heard] = await robin.hears()
    assert heard.words == "This code is for a helper. It does not work in this chat."
    with world.store.read() as tx:
        assert supporter_chats.at(tx, "telegram", str(robin.id)) == () and supporter_access.code_is_good(tx, typed)


async def test_a_chat_that_becomes_a_persons_is_no_supporters_any_more(world: World, dave: Helper) -> None:
    await dave.says(CHOICE)
    await dave.taps(NOW)
    old = dave.user.from_bot[-2].button(NOW)
    await dave.user.starts(world.code())
    await world.until(lambda tx: linking.linked_chats(tx, world.robin.id))
    await dave.user.hears()
    await dave.user.taps(old)
    await dave.user.writes("/choices")
    assert [one.words for one in await world.receives(3)] == [None, None, "/choices"]
    chooses(world, dave.choices()[0], 0)
    await dave.user.hears_nothing(5.5)


async def test_nothing_of_a_supporter_is_in_a_conversation(world: World, dave: Helper) -> None:
    await dave.says(CHOICE)
    await dave.says("The dinner was bad today")
    await dave.taps(NOW)
    with world.store.read() as tx:
        assert tx.execute(select(inbox)).all() == [] and tx.execute(select(outbox)).all() == []
        kept = str(tx.execute(select(supporter_messages)).all())
    assert "dinner" not in kept and "Swimming" not in kept, "what has arrived is kept nowhere twice"
    assert world.wanted == []


async def test_harm_is_a_concern_about_the_person_that_they_did_not_tell(world: World, dave: Helper) -> None:
    await dave.user.writes("the night staff is hitting her")
    heard = await dave.user.hears(3)
    assert "999" in " ".join(one.words for one in heard)
    [concern] = world.concerns()
    assert (concern.person, concern.words) == ("Robin Invented", "the night staff is hitting her")
    assert concern.is_of_supporter and not concern.is_of_somebody_known
    with world.store.write() as tx:
        _, [note] = concerns.one_for_lead(tx, world.lead, concern.id)
        assert note.note == "Written in Telegram. Dave Invented helps Robin Invented to choose."
        assert concerns.latest_open(tx, world.robin.id) is None
        assert alert_news.to_say_still_trying(tx) == () == alert_news.to_tell(tx)
    assert dave.choices() == ()


async def test_harm_in_a_choice_in_a_caption_and_in_changed_words_is_heard(world: World, dave: Helper) -> None:
    await dave.user.writes("What do you want to do?\n🏊 Swimming\n😡 Cinema: He hits her every night")
    await dave.user.sends_photo("2 he is hitting me, help")
    sent = await dave.user.writes("Thank you")
    await dave.user.edits(sent, "help, they are hitting me")
    await world.until(lambda tx: len(world.concerns()) == 3)
    assert dave.choices() == ()


async def test_what_is_unclear_goes_to_the_lead_beside_the_choice(world: World, dave: Helper) -> None:
    await dave.says(CHOICE.replace("You go with Sam", "Nobody hit me there"))
    [concern] = world.concerns()
    assert (concern.tier, concern.person) == ("check", "Robin Invented") and concern.is_of_supporter
    assert len(dave.choices()) == 1


async def test_words_behind_start_are_no_code_and_are_heard(world: World, dave: Helper) -> None:
    await dave.user.writes("/start help he is hitting me")
    await world.until(lambda tx: len(world.concerns()) == 1)
    stranger = world.server.user("Sal Invented")
    await stranger.writes("/start help he is hitting me")
    await world.until(lambda tx: len(world.concerns()) == 2)
    assert {one.person for one in world.concerns()} == {"Robin Invented", None}


async def test_a_person_who_writes_behind_start_is_heard_as_well(world: World) -> None:
    robin = await world.linked()
    await robin.writes("/start help he is hitting me")
    assert [one.words for one in await world.receives()] == ["help he is hitting me"]


async def test_harm_told_by_who_helps_two_people_is_about_nobody_in_particular(world: World, dave: Helper) -> None:
    with world.store.write() as tx:
        sam = houses.add_person(tx, SYSTEM, world.robin.house_id, "Sam Invented")
    await dave.user.starts(code(world, sam))
    await dave.hears()
    await dave.user.writes("help he is hitting me")
    await world.until(lambda tx: world.concerns())
    [concern] = world.concerns()
    assert concern.person is None
    with world.store.write() as tx:
        _, [note] = concerns.one_for_lead(tx, world.lead, concern.id)
    assert "helps Robin Invented" in str(note.note) and "helps Sam Invented" in str(note.note)


async def test_an_ended_link_is_silence_and_one_sentence(world: World, dave: Helper) -> None:
    await dave.says(CHOICE)
    await dave.taps(NOW)
    ends(world, dave.known)
    chooses(world, dave.choices()[0], 0)
    await dave.user.hears_nothing(5.5)
    for said in ("/choices", CHOICE, "/stop", "/start"):
        assert await dave.says(said) == ENDED
    await dave.user.taps(NOW)
    assert await dave.hears() == ENDED
    await dave.user.writes("help he is hitting me")
    await world.until(lambda tx: world.concerns())
    assert world.concerns()[0].person is None


async def test_they_end_it_themselves(world: World, dave: Helper) -> None:
    await dave.says(CHOICE)
    assert await dave.says("/stop") == ENDED
    assert await dave.says(CHOICE) == ENDED
    with world.store.read() as tx:
        assert supporter_chats.at(tx, "telegram", str(dave.user.id)) == ()


async def test_groups_are_left_and_nothing_is_prepared_there(world: World, dave: Helper) -> None:
    group = world.server.group("The family")
    await dave.user.adds_bot(group)
    await dave.user.writes(CHOICE, to=group)
    await world.until(lambda tx: world.server.calls_of("leaveChat"))
    assert dave.choices() == ()


async def test_help_is_explained(dave: Helper) -> None:
    for said in ("/help", "/start", "Hello"):
        assert (await dave.says(said)).startswith("Write one message.")


async def test_the_example_is_a_choice_that_can_be_offered(dave: Helper) -> None:
    shown = (await dave.says("/help")).split("\n\n")
    [example] = [one for one in shown if one.startswith("What do you want")]
    assert (await dave.says(example)).startswith("This is what Robin Invented sees.")
