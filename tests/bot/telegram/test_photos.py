"""Photos go before the words they belong to, once; and whatever becomes of them, the words come soon and whole (R54)."""

from __future__ import annotations

import asyncio
import time

import pytest

from bot.channels.telegram import TelegramChannel, calls, finding, photos, sending
from storage import houses, images, pictures, questions
from storage.audit import SYSTEM
from storage.outbox import ShownOption
from storage.vocabulary import QuestionKind
from tests.bot.telegram.world import World
from tests.support import uploads
from tests.support.telegram_server.refusals import Refused
from tests.support.telegram_server.seen import Seen
from tests.support.telegram_server.users import User

QUESTION = "What do you want to do?"
CHOICES = ("🏊 Swimming", "🎳 Bowling", "Something else")
SOON = 4.0
"""Seconds: with the waits cut short, far less than any of the faults lasts, on a busy machine too."""


@pytest.fixture
async def robin(world: World, channel: TelegramChannel) -> User:
    return await world.linked()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lost answers and rests of the network last no seconds."""
    monkeypatch.setattr(sending, "SETTLED_AFTER", 0.0)
    monkeypatch.setattr(finding, "SETTLED_AFTER", 0.0)
    monkeypatch.setattr(calls, "NETWORK_REST", 0.05)
    monkeypatch.setattr(photos, "NETWORK_REST", 0.05)
    monkeypatch.setattr(photos, "PHOTOS_WITHIN", 0.5)


def photo(world: World, colour: str, shows: str = "The pool", size: tuple[int, int] = (640, 480)) -> str:
    made = images.made(uploads.photo(size, colour=colour))
    with world.store.write() as tx:
        return pictures.add(tx, world.manager, world.robin.id, shows, made)


def offers(world: World, *picture_ids: str | None) -> str:
    """A question whose answers have these photos, in this order; returns the message's id."""
    with world.store.write() as tx:
        asked = questions.ask(tx, world.robin.id, QuestionKind.FEEDBACK_OUTCOME, "utter_example")
        tokens = list(asked.tokens.values())
    options = tuple(ShownOption(*one) for one in zip(tokens, CHOICES, picture_ids, strict=False))
    return world.says(QUESTION, question_id=asked.id, options=options)


async def both(world: World, robin: User, said: str) -> list[Seen]:
    """All that came, once the words are known to be there."""
    await world.until(lambda tx: world.sent(said))
    return [one for one in robin.from_bot if one.kind == "photo" or one.words == QUESTION]


async def test_the_photos_of_the_answers_are_one_album_before_the_question(world: World, robin: User) -> None:
    said = offers(world, photo(world, "teal"), photo(world, "red"), None)
    *album, question = await both(world, robin, said)
    assert [one.caption for one in album] == ["1 🏊 Swimming", "2 🎳 Bowling"]
    assert len({one.content["media_group_id"] for one in album}) == 1 and all(one.file for one in album)
    assert question.words == QUESTION and [row[0] for row in question.labels] == list(CHOICES)
    assert len(world.server.calls_of("sendMediaGroup", chat=robin.id)) == 1


async def test_one_photo_goes_by_itself_with_the_number_of_its_answer(world: World, robin: User) -> None:
    said = offers(world, None, photo(world, "red"), None)
    before, question = await both(world, robin, said)
    assert (before.kind, before.caption, question.kind) == ("photo", "2 🎳 Bowling", "text")


async def test_a_photo_of_the_message_itself_says_what_it_shows(world: World, robin: User) -> None:
    said = world.says(QUESTION, picture_id=photo(world, "teal", "The pool in Plum Street"))
    before, words = await both(world, robin, said)
    assert before.caption == "The pool in Plum Street" and words.words == QUESTION


async def test_without_photos_nothing_goes_before_the_words(world: World, robin: User) -> None:
    [question] = await both(world, robin, offers(world, None, None, None))
    assert question.words == QUESTION


async def test_the_voice_still_comes_with_the_words(world: World, channel: TelegramChannel) -> None:
    robin = await world.linked(audio=True)
    said = world.says(QUESTION, picture_id=photo(world, "teal"))
    before, words = await both(world, robin, said)
    assert before.kind == "photo" and words.voice is not None and words.caption == QUESTION


@pytest.mark.usefixtures("soon")
@pytest.mark.parametrize("method", ["sendMediaGroup", "sendPhoto"])
@pytest.mark.parametrize("fault", ["refused", "too many", "hangs", "broken", "lost"])
async def test_what_goes_wrong_with_photos_never_holds_the_words_up(
    world: World, robin: User, method: str, fault: str
) -> None:
    faults = world.server.faults
    wrong = {
        "refused": lambda: faults.refuse(Refused(400, "Bad Request: IMAGE_PROCESS_FAILED"), method),
        "too many": lambda: faults.too_many(30, method),
        "hangs": lambda: faults.hang(method),
        "broken": lambda: faults.broken(502, method),
        "lost": lambda: faults.lose_answers(method),
    }
    wrong[fault]()
    first, second = photo(world, "teal"), photo(world, "red") if method == "sendMediaGroup" else None
    begun = time.monotonic()
    said = offers(world, first, second, None)
    *album, question = await both(world, robin, said)
    assert time.monotonic() - begun < SOON
    assert question.words == QUESTION and len(question.labels) == 3
    is_there = fault in ("hangs", "lost")
    assert len(album) == ((2 if second else 1) if is_there else 0)
    assert len(world.server.calls_of(method, chat=robin.id)) == 1
    after = world.says("And then this.")
    await world.until(lambda tx: world.sent(after))
    assert len(world.server.calls_of(method, chat=robin.id)) == 1


@pytest.mark.usefixtures("soon")
async def test_after_a_short_wait_that_the_words_have_too_they_go_together(
    world: World, robin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.server.faults.too_many(1, "sendMediaGroup")
    monkeypatch.setattr(photos, "NETWORK_REST", 1.0)
    said = offers(world, photo(world, "teal"), photo(world, "red"), None)
    *album, question = await both(world, robin, said)
    assert len(album) == 2 and question.words == QUESTION


@pytest.mark.usefixtures("soon")
async def test_a_stop_in_the_middle_doubles_no_photo_and_loses_no_word(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.running():
        robin = await world.linked()
        monkeypatch.setattr(photos, "PHOTOS_WITHIN", 60.0)
        world.server.faults.hang("sendMediaGroup")
        said = offers(world, photo(world, "teal"), photo(world, "red"), None)
        await robin.hears(2)
    assert not world.sent(said)
    async with world.running():
        *album, question = await both(world, robin, said)
    assert len(album) == 2 and question.words == QUESTION


@pytest.mark.usefixtures("soon")
async def test_a_stop_before_they_left_sends_them_after_the_start(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with world.running():
        robin = await world.linked()
        monkeypatch.setattr(photos, "PHOTOS_WITHIN", 60.0)
        world.server.faults.delay(60, "sendPhoto")
        said = offers(world, photo(world, "teal"), None, None)
        await asyncio.sleep(0.3)
    world.server.faults.clear()
    async with world.running():
        *album, question = await both(world, robin, said)
    assert [one.caption for one in album] == ["1 🏊 Swimming"] and question.words == QUESTION


async def test_one_that_was_taken_away_or_cannot_be_opened_is_left_out(world: World, robin: User) -> None:
    gone, broken = photo(world, "teal"), photo(world, "red")
    with world.store.write() as tx:
        pictures.take_away(tx, world.manager, world.robin.id, gone)
    assert world.store.media is not None
    for file in world.store.media.iterdir():
        file.write_bytes(b"broken")
    [question] = await both(world, robin, offers(world, gone, broken, None))
    assert question.words == QUESTION


async def test_one_that_is_too_narrow_for_telegram_takes_no_words_with_it(world: World, robin: User) -> None:
    [question] = await both(world, robin, offers(world, photo(world, "teal", size=(1000, 20)), None, None))
    assert question.words == QUESTION


async def test_what_is_taken_away_leaves_the_chat_and_the_others_stay(world: World, robin: User) -> None:
    first = photo(world, "teal")
    said = offers(world, first, photo(world, "red"), None)
    await both(world, robin, said)
    with world.store.write() as tx:
        pictures.take_away(tx, world.manager, world.robin.id, first)
    await robin.sees(lambda: any(one.deleted for one in robin.chat), 8.0)
    assert [one.caption for one in robin.chat if one.deleted] == ["1 🏊 Swimming"]


async def test_nobody_elses_photo_is_sent(world: World, robin: User) -> None:
    with world.store.write() as tx:
        sam = houses.add_person(tx, SYSTEM, world.robin.house_id, "Sam Invented")
        theirs = pictures.add(tx, world.manager, sam.id, "The pool", images.made(uploads.photo()))
    [question] = await both(world, robin, world.says(QUESTION, picture_id=theirs))
    assert question.words == QUESTION
