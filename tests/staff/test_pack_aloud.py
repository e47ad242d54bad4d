"""The review pack can be heard: each thing by itself, and the whole page; by its own readers, and made in house."""

from __future__ import annotations

import asyncio
import io
import re
from html import unescape

import pytest
import soundfile

from speech import Speech, SpeechFailed
from staff.pack_aloud import WHOLE, part_aloud
from staff.pack_wording import PackWording
from staff.review_pack import render
from storage import how_messages, priorities, reviews
from storage.respellings import Name
from storage.vocabulary import Sound
from tests.staff.browser import Site
from tests.staff.invented_history import a_small_one
from tests.staff.test_own_page import told
from tests.staff.test_review import BY, Meeting
from tests.staff.test_views import lines_after, now
from tests.staff.world import World
from tests.support.chromium import violations
from wording.catalogue import Catalogue


@pytest.fixture
def meeting(world: World) -> Meeting:
    return Meeting(world, world.signed_in(world.cast.worker))


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Each text that was said, and at which pace; saying all of them would take minutes."""
    heard: list[tuple[str, str]] = []

    def note(_speech: Speech, text: str, _names: tuple[Name, ...], pace: str) -> tuple[str, bytes]:
        heard.append((text, pace))
        return "audio/mpeg", b"invented"

    monkeypatch.setattr("staff.reviews.say", note)
    return heard


async def players(meeting: Meeting) -> list[str]:
    """Where the sounds of the page are, in its order."""
    page = await meeting.pack()
    return [one.removeprefix("/staff") for one in re.findall(r'<audio [^>]*src="([^"]+)"', unescape(page.html))]


async def test_each_thing_can_be_heard_and_the_whole_page(
    world: World, meeting: Meeting, said: list[tuple[str, str]]
) -> None:
    a_small_one(world)
    await meeting.post("decide", decision="We will mend the door.", who_does_it="Wes Sample", **BY)
    whole, *each = await players(meeting)
    page = (await meeting.pack()).words
    assert len(each) == 5
    for address in (*each, whole):
        assert (await meeting.visitor.get(address)).status == 200

    *things, all_of_it = [text for text, _ in said]
    assert [text.partition("\n")[0] for text in things] == [f"Thing {number} of 5" for number in range(1, 6)]
    for text in things:
        assert text in all_of_it
    assert all(line in page for line in all_of_it.splitlines()) and "We will mend the door." in all_of_it


async def test_what_matters_most_can_be_heard_with_what_came_of_it(
    world: World, meeting: Meeting, said: list[tuple[str, str]]
) -> None:
    football, _ = told(world, "football"), told(world, "my cat")
    about = world.says("The football is loud")
    with world.store.write() as tx:
        priorities.link_feedback(tx, world.cast.worker, about.id, football.id, said_by_person=True)
    whole, _, *each = await players(meeting)
    for address in (*each, whole):
        assert (await meeting.visitor.get(address)).status == 200
    *matter, all_of_it = [text for text, _ in said]
    assert [text.splitlines()[:2] for text in matter] == [
        ["What matters most to you: 1 of 2", "football"],
        ["What matters most to you: 2 of 2", "my cat"],
    ]
    assert "The football is loud" in matter[0] and "The football is loud" not in matter[1]
    assert all(text in all_of_it for text in matter)
    assert (await meeting.pack()).words.count("What matters most to you") == 2


async def test_it_is_heard_at_the_pace_of_its_person_and_noted(
    world: World, meeting: Meeting, said: list[tuple[str, str]]
) -> None:
    world.says("The bus is late")
    with world.store.write() as tx:
        how_messages.apply(tx, world.cast.person.id, Sound.SLOWER)
    sound, before = (await players(meeting))[1], now(world)
    await meeting.visitor.get(sound)
    assert [pace for _, pace in said] == ["slow"]
    worker = world.cast.worker.id
    assert lines_after(world, before) == [(worker, world.cast.person.id, "review_pack_sound")]


async def test_it_is_real_sound_and_nothing_of_it_is_kept(world: World, meeting: Meeting, recordings: object) -> None:
    world.says("The bus is late")
    answer = (await meeting.visitor.get((await players(meeting))[1])).response
    assert answer.headers["content-type"] == "audio/mpeg" and answer.headers["cache-control"] == "no-store"
    assert soundfile.info(io.BytesIO(answer.content)).duration > 5
    assert not list(recordings.rglob("*.mp3"))  # type: ignore[attr-defined]


async def test_what_did_not_go_in_cannot_be_heard(world: World, meeting: Meeting, said: list[tuple[str, str]]) -> None:
    inside, outside = world.says("Talk about this"), world.says("Not about this")
    await meeting.post("choose", **{f"include-{inside.id}": "yes"})
    whole = (await players(meeting))[0]
    assert (await meeting.visitor.get(whole.replace(WHOLE, outside.id))).status == 404
    await meeting.visitor.get(whole)
    assert "Talk about this" in said[0][0] and "Not about this" not in said[0][0]


@pytest.mark.parametrize("who", ["stranger", "lead"])
async def test_others_hear_nothing(world: World, meeting: Meeting, said: list[tuple[str, str]], who: str) -> None:
    world.says("The bus is late")
    for address in await players(meeting):
        assert (await world.signed_in(getattr(world.cast, who)).get(address)).status == 404
    assert said == []


async def test_no_sound_says_so(world: World, meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise SpeechFailed("an invented failure")

    monkeypatch.setattr("staff.reviews.say", fails)
    page = await meeting.visitor.get((await players(meeting))[0])
    assert page.status == 503 and "No sound" in page.words


def test_an_empty_page_can_be_heard_too(world: World, catalogue: Catalogue) -> None:
    cast = world.cast
    with world.store.write() as tx:
        review = reviews.prepare(tx, cast.worker, cast.person.id)
        pack = reviews.pack(tx, cast.worker.actor, cast.person.id, review.from_day, review.to_day)
    heard = part_aloud(PackWording(pack, catalogue), review, WHOLE)
    assert heard is not None and heard.startswith("What you said, and what we did\nThis page is for")
    assert heard.endswith("You can tell us something any time.")


def test_a_page_that_no_service_shows_has_no_player(world: World, catalogue: Catalogue) -> None:
    world.says("The bus is late")
    assert "<audio" not in render(world.store, world.cast.person.id, None, "html", catalogue)


@pytest.mark.browser
async def test_it_plays_in_a_browser_and_is_not_on_paper(site: Site) -> None:
    world = site.world
    world.says("The bus is late")
    meeting = Meeting(world, world.signed_in(world.cast.worker))
    review = meeting.review()
    tab = await site.signed_in(world.cast.worker, phone=True, java_script=True)
    await tab.goto(f"{site.address}/people/{world.cast.person.id}/reviews/{review.id}/pack")
    assert await violations(tab) == []
    player = tab.locator("audio").nth(1)
    box = await player.bounding_box()
    assert box is not None and box["height"] >= 44
    await tab.mouse.click(box["x"] + 30, box["y"] + box["height"] / 2)
    # The page's policy lets nobody wait for it with a script.
    for _ in range(200):
        if await player.evaluate("one => one.currentTime > 0.2"):
            break
        await asyncio.sleep(0.1)
    assert await player.evaluate("one => !one.paused && one.error === null && one.currentTime > 0.2")
    await tab.emulate_media(media="print")
    assert not await player.is_visible()
