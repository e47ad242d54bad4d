"""About me: the person's page in the chat, one thing at a time, to hear, change, take away and add to."""

from __future__ import annotations

from storage import images, outbox, own_page, own_page_for_staff, pictures
from storage.own_page_for_staff import Told
from storage.vocabulary import MattersKind, Present, Route, VisibleTo, Voice
from tests.conversation.conftest import House
from tests.conversation.states import MATTERS, asked, sees_their_page, tells_what_matters
from tests.support import uploads
from tests.support.talk import Talk

WARNING = "I will show your own words now. Other people may see your screen."
FIRST = f"A good day for you, from today.\nYou said: “{MATTERS}”"
DO = "What do you want to do?"


async def words_on_page(talk: Talk) -> list[str | None]:
    return [one.words for one in await talk.store.reading(own_page.page, talk.person_id)]


async def puts_on_page(talk: Talk, words: str, *taps: str) -> None:
    """From the end of the page on."""
    while "📝 Add one thing" not in talk.buttons():
        await talk.taps("➕ Hear more")
    for label in ("📝 Add one thing", *taps):
        await talk.taps(label)
    await talk.says(words)
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    await talk.presses("about_me")


async def test_about_me_shows_the_page_after_a_warning(talk: Talk) -> None:
    await tells_what_matters(talk)
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    assert await talk.says("what do you know about me") == [WARNING, FIRST, DO]
    assert talk.buttons() == ["➕ Hear more", "✏️ Change it", "✅ That is enough"]
    assert await talk.taps("✅ That is enough") != []
    assert await asked(talk) is None


async def test_things_come_one_at_a_time_and_then_one_can_be_added(talk: Talk) -> None:
    await sees_their_page(talk)
    await puts_on_page(talk, "music on my headphones", "What helps me")
    await puts_on_page(talk, "i hide under my blanket", "💬 Something else", "How I say things")
    assert await talk.taps("➕ Hear more") == ["What helps you, from today.\nYou said: “music on my headphones”", DO]
    assert await talk.taps("➕ Hear more") == [
        "How do you show that you are happy?\nYou said, today: “i hide under my blanket”",
        DO,
    ]
    assert await talk.taps("➕ Hear more") == ["That is all of your page. What do you want to do?"]
    await talk.taps("✅ That is enough")
    assert await asked(talk) is None


async def test_one_thing_is_changed_and_the_old_words_stay_until_then(talk: Talk) -> None:
    await sees_their_page(talk)
    assert await talk.taps("✏️ Change it") == ["What do you want to do with this one?"]
    assert await talk.taps("📝 My words") == ["OK, let us change that one. Say it again in your own words."]
    await talk.says("watching rugby")
    assert await words_on_page(talk) == [MATTERS]
    await talk.taps("📨 Send it")
    assert await words_on_page(talk) == ["watching rugby"]


async def test_one_thing_is_taken_away(talk: Talk) -> None:
    await sees_their_page(talk)
    await talk.taps("✏️ Change it")
    assert await talk.taps("🧹 Take it away") == ["OK, it is not on your page any more."]
    assert await words_on_page(talk) == []


async def test_nothing_after_all_shows_the_same_thing(talk: Talk) -> None:
    await sees_their_page(talk)
    await talk.taps("✏️ Change it")
    assert await talk.taps("↩️ Nothing, go back") == [FIRST, DO]


async def test_three_good_things_are_the_most(talk: Talk) -> None:
    await sees_their_page(talk)
    for words in ("my cat", "a long bath"):
        await puts_on_page(talk, words, "A good day")
    while "📝 Add one thing" not in talk.buttons():
        await talk.taps("➕ Hear more")
    await talk.taps("📝 Add one thing")
    full = "You have three things that matter most now. To change one, write: about me."
    assert await talk.taps("A good day") == [full]
    assert await words_on_page(talk) == [MATTERS, "my cat", "a long bath"]


async def test_what_staff_wrote_down_is_there_and_reads_as_theirs(talk: Talk, house: House) -> None:
    told = Told(
        "form 1",
        MattersKind.HELPS,
        "He calms down in the garden",
        Route.FACE_TO_FACE,
        Voice.STAFF_OBSERVATION,
        talk.store.calendar.day(talk.store.clock()),
        Present.NOBODY_ELSE,
        None,
        VisibleTo.MY_STAFF,
    )
    await talk.store.writing(own_page_for_staff.write_down, house.worker, talk.person_id, told, None)
    assert await talk.presses("about_me") == [
        WARNING,
        "What helps you, from today.\nSomeone told us: “He calms down in the garden”",
        DO,
    ]


async def test_what_was_taken_away_meanwhile_is_passed_over(talk: Talk, house: House) -> None:
    await sees_their_page(talk)
    await talk.taps("✏️ Change it")
    [entry] = await talk.store.reading(own_page.page, talk.person_id)
    await talk.store.writing(own_page_for_staff.take_away, house.worker, talk.person_id, entry.id)
    said = await talk.taps("📝 My words")
    assert said and "Say it again" not in " ".join(said)


async def test_a_typed_control_works_under_every_page_question(talk: Talk) -> None:
    await sees_their_page(talk)
    assert (await talk.says("stop"))[0].startswith("OK, I stop now.")
    assert (await talk.says("about me"))[:2] == [WARNING, FIRST]


async def test_a_photo_of_their_own_is_shown_with_what_they_said(talk: Talk, house: House) -> None:
    await tells_what_matters(talk)
    await talk.taps("📨 Send it")
    await talk.presses("skip")
    [entry] = await talk.store.reading(own_page.page, talk.person_id)
    photo = images.made(uploads.photo())
    photo_id = await talk.store.writing(pictures.add, house.worker, talk.person_id, "The pool", photo)
    await talk.store.writing(own_page_for_staff.put_photo, house.worker, talk.person_id, entry.id, photo_id)
    await talk.presses("about_me")
    shown = (await talk.store.reading(outbox.last_spoken, talk.person_id))[-1].picture
    assert shown is not None and (shown.id, shown.shows) == (photo_id, "The pool")
