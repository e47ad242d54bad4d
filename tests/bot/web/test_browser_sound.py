"""Hearing the messages: when asked for, by itself for whoever wants it, and never two at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from speech import Speech, SpeechFailed
from storage import how_messages, linking
from storage.audit import SYSTEM
from storage.vocabulary import Sound
from tests.bot.web.conftest import Open
from tests.bot.web.live import LiveServer
from tests.bot.web.waiting import until
from tests.bot.web.world import World

pytestmark = pytest.mark.browser

NO_SOUND = "No sound just now. Here are the words."
# Every player that the page makes, and when one begins while another still sounds.
WATCH = """
window.players = [];
window.overlaps = 0;
const RealAudio = Audio;
window.Audio = function () {
  const player = new RealAudio();
  player.addEventListener("playing", () => {
    overlaps += players.some((one) => one !== player && !one.paused) ? 1 : 0;
  });
  players.push(player);
  return player;
};
"""


@pytest.fixture
def asked() -> list[str]:
    """The ids of the messages whose sound was asked for, with "slow" where they are to be slow, in order."""
    return []


@pytest.fixture
def open_chat(live: LiveServer, world: World, new_page: Open, asked: list[str]) -> Callable[..., Page]:
    """Robin's page; `fresh`: as it is opened from outside, before anything was done on it."""

    def note(url: str) -> None:
        if found := re.search(r"/sound/([\w-]+)(?:\?pace=(\w+))?", url):
            asked.append(found[1] + (" slow" if found[2] == "slow" else ""))

    def make(*, fresh: bool = False, script: str = "") -> Page:
        page = new_page()
        page.add_init_script(WATCH + script)
        page.on("request", lambda request: note(request.url))
        page.goto(f"{live.base}/link?code={world.code()}")
        page.get_by_role("button", name="Start").click()
        expect(page.get_by_text("This chat is for Robin Example.")).to_be_visible()
        if fresh:
            page.goto(f"{live.base}/")
        page.wait_for_load_state("load")
        if not fresh:
            page.locator(".whose").click()
        return page

    return make


def line(page: Page, text: str) -> Locator:
    return page.locator(".ours", has_text=text)


def button(page: Page, text: str, name: str) -> Locator:
    return line(page, text).get_by_role("button", name=name, exact=True)


def sounds(page: Page) -> bool:
    return bool(page.evaluate("players.some((one) => !one.paused && one.currentTime > 0)"))


def test_one_large_button_plays_and_stops(world: World, open_chat: Callable[..., Page]) -> None:
    world.says("Hello Robin. How was your day? Tell me about the best thing and about the worst.")
    page = open_chat(fresh=True)

    play = button(page, "Hello Robin", "Hear it")
    size = play.bounding_box()
    assert size and size["height"] >= 44 and size["width"] >= 44
    play.focus()
    page.keyboard.press("Enter")
    stop = button(page, "Hello Robin", "Stop the sound")
    expect(stop).to_be_focused()
    until(lambda: sounds(page), page)
    page.keyboard.press("Enter")

    expect(play).to_be_visible()
    assert not sounds(page)


def test_again_begins_anew_and_gives_the_focus_back(world: World, open_chat: Callable[..., Page]) -> None:
    world.says("Hello Robin. How was your day? Tell me about the best thing and about the worst.")
    page = open_chat()
    expect(button(page, "Hello Robin", "Again")).to_have_count(0)
    button(page, "Hello Robin", "Hear it").click()
    until(lambda: page.evaluate("players[0].currentTime") > 1, page)

    button(page, "Hello Robin", "Again").click()

    assert page.evaluate("players[0].currentTime") < 1
    page.evaluate("players[0].currentTime = players[0].duration - 0.05")
    expect(button(page, "Hello Robin", "Hear it")).to_be_focused()
    expect(button(page, "Hello Robin", "Again")).to_have_count(0)


def test_slower_is_beside_it_and_at_the_persons_own_pace_slower_still(
    world: World, open_chat: Callable[..., Page], asked: list[str]
) -> None:
    said = world.says("Hello Robin. How was your day?")
    page = open_chat()
    button(page, "Hello Robin", "Slower").click()
    until(lambda: sounds(page), page)
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Sound.SLOWER)
        how_messages.apply(tx, world.robin.id, Sound.OFF)
    world.says("OK. I will talk slower.")
    expect(line(page, "I will talk slower.")).to_be_visible()
    button(page, "Hello Robin", "Stop the sound").click()
    button(page, "Hello Robin", "Hear it").click()
    until(lambda: sounds(page), page)
    assert set(asked) == {f"{said} slow"} and page.evaluate("players[0].playbackRate") == 1

    button(page, "Hello Robin", "Slower").click()

    until(lambda: page.evaluate("players[0].playbackRate") == 0.8, page)


def test_a_shaking_hand_that_presses_twice_hears_it_all_the_same(world: World, open_chat: Callable[..., Page]) -> None:
    world.says("Hello Robin. How was your day?")
    page = open_chat()
    button(page, "Hello Robin", "Hear it").dblclick()
    expect(button(page, "Hello Robin", "Stop the sound")).to_be_visible()
    until(lambda: sounds(page), page)


def test_new_messages_are_read_one_after_the_other_and_old_ones_are_not(
    world: World, open_chat: Callable[..., Page], asked: list[str]
) -> None:
    world.says("This was there.")
    page = open_chat()
    expect(page.get_by_role("button", name="Read to me")).to_have_attribute("aria-pressed", "true")
    said = [
        world.says(text, kind=kind) for text, kind in (("One.", "reply"), ("We did it.", "update"), ("3.", "reply"))
    ]
    until(lambda: asked == said, page)
    until(lambda: page.locator(".is-playing").count() == 0, page)
    assert page.evaluate("[players.filter((one) => one.src).length, overlaps]") == [1, 0]


def test_what_is_asked_for_comes_instead_of_what_is_read(world: World, open_chat: Callable[..., Page]) -> None:
    world.says("The one that is asked for. It goes on for a while, so that it still sounds.")
    page = open_chat()
    world.says("The one that is read. It goes on for a while, so that it still sounds.")
    expect(button(page, "that is read", "Stop the sound")).to_be_visible()
    button(page, "asked for", "Hear it").click()
    expect(page.locator(".is-playing")).to_have_count(1)
    expect(button(page, "that is read", "Hear it")).to_be_visible()


@pytest.mark.parametrize("tells", [True, False])
def test_before_the_first_tap_the_button_stays_and_nothing_is_wrong(
    world: World, open_chat: Callable[..., Page], asked: list[str], tells: bool
) -> None:
    """`tells`: whether the browser says beforehand that it would let nothing sound; older ones do not."""
    page = open_chat(fresh=True, script="" if tells else "delete Navigator.prototype.userActivation;")
    first = world.says("Before the tap.")
    expect(page.get_by_text("Before the tap.")).to_be_visible()
    until(lambda: tells or asked == [first], page)
    expect(button(page, "Before the tap.", "Hear it")).to_be_visible()
    page.wait_for_timeout(300)
    assert not sounds(page) and page.get_by_text(NO_SOUND).count() == 0
    assert asked == ([] if tells else [first])

    page.locator(".whose").click()
    world.says("After the tap.")

    until(lambda: sounds(page), page)
    expect(button(page, "After the tap.", "Stop the sound")).to_be_visible()


def test_nothing_is_read_to_whoever_wants_no_sound_from_the_moment_they_say_so(
    world: World, open_chat: Callable[..., Page], asked: list[str]
) -> None:
    page = open_chat()
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Sound.OFF)
    world.says("OK. No sound.")
    expect(page.get_by_text("OK. No sound.")).to_be_visible()
    expect(page.get_by_role("button", name="Read to me")).to_have_count(0)
    page.wait_for_timeout(300)
    assert asked == []


def test_what_is_being_read_stops_with_the_wish_and_with_the_chat(world: World, open_chat: Callable[..., Page]) -> None:
    page = open_chat()
    world.says("It goes on for a while. It goes on for a while. It goes on for a while.")
    until(lambda: sounds(page), page)
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Sound.OFF)
    world.says("OK. No sound.")
    until(lambda: not sounds(page), page)

    button(page, "It goes on", "Hear it").click()
    until(lambda: sounds(page), page)
    with world.store.write() as tx:
        linking.unlink_all(tx, SYSTEM, world.robin.id)
    world.says("For nobody here.")
    until(lambda: not sounds(page), page)


def test_read_to_me_off_stays_off_on_this_phone_and_on_begins_with_the_last(
    world: World, open_chat: Callable[..., Page], asked: list[str]
) -> None:
    page = open_chat()
    page.get_by_role("button", name="Read to me").click()
    page.reload()
    last = world.says("Not by itself.")
    expect(page.get_by_text("Not by itself.")).to_be_visible()
    page.wait_for_timeout(300)
    assert asked == []

    page.get_by_role("button", name="Read to me").click()

    until(lambda: asked == [last], page)


def test_what_answers_a_disclosure_sounds_only_when_asked_for(
    world: World, open_chat: Callable[..., Page], asked: list[str]
) -> None:
    page = open_chat()
    said = world.says("Call 999 now.", kind="safety")
    expect(page.get_by_text("Call 999 now.")).to_be_visible()
    page.wait_for_timeout(300)
    assert asked == []
    button(page, "Call 999 now.", "Hear it").click()
    until(lambda: asked == [said], page)


def test_no_sound_is_said_where_it_was_asked_for_and_the_words_stay(
    world: World, open_chat: Callable[..., Page]
) -> None:
    world.says("—")
    page = open_chat()
    page.get_by_role("button", name="Hear it").click()
    expect(page.get_by_text(NO_SOUND)).to_be_visible()
    expect(page.locator(".ours .text")).to_have_text("—")


def test_a_sound_that_does_not_come_is_waited_for_no_longer_than_ten_seconds(
    world: World, open_chat: Callable[..., Page]
) -> None:
    world.says("Hello Robin. How was your day?")
    page = open_chat()
    page.route("**/sound/*", lambda route: None)
    page.clock.install()
    button(page, "Hello Robin", "Hear it").click()
    page.clock.run_for(9_000)
    expect(button(page, "Hello Robin", "Stop the sound")).to_be_visible()

    page.clock.run_for(2_000)

    expect(page.get_by_text(NO_SOUND)).to_be_visible()
    expect(button(page, "Hello Robin", "Hear it")).to_be_visible()


def test_that_nothing_can_be_read_is_said_once(
    world: World, open_chat: Callable[..., Page], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise SpeechFailed("an invented failure")

    page = open_chat()
    monkeypatch.setattr(Speech, "voice", fails)
    for text in ("One.", "Two.", "Three."):
        world.says(text)
    until(lambda: len(asked) == 3, page)
    expect(page.locator(".is-playing")).to_have_count(0)
    expect(page.get_by_text(NO_SOUND)).to_have_count(1)
