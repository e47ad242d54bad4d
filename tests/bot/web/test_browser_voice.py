"""Saying it with one's voice, in a real browser with a microphone that hums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Dialog, Page, Route, expect, sync_playwright

from storage import recordings
from tests.bot.web.conftest import Open
from tests.bot.web.waiting import saved, until
from tests.bot.web.world import World
from tests.support.chromium import ARGUMENTS, CHROMIUM, PHONE, faults, need_chromium

pytestmark = pytest.mark.browser
HUMS = "--use-fake-device-for-media-stream"
VOICE = "Voice message"


def launched(*more: str) -> Iterator[Browser]:
    need_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module", params=["--use-fake-ui-for-media-stream"])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Its microphone hums, and is allowed without a question, unless a test has it refused."""
    yield from launched(HUMS, request.param)


def press(page: Page, name: str) -> None:
    page.locator("#speak").get_by_role("button", name=name, exact=True).click()


def spoken(page: Page, milliseconds: int = 1500) -> None:
    """Say something; it waits to be sent."""
    press(page, "Say it")
    expect(page.locator("#speak-now")).to_be_visible()
    page.wait_for_timeout(milliseconds)
    press(page, "Stop")
    expect(page.locator("#speak-send")).to_be_visible()
    page.wait_for_timeout(600)  # what is pressed sooner in the same place is the second half of a double tap


def kept(world: World) -> list[tuple[str, float]]:
    """The type and length of each voice message that was kept."""
    with world.store.read() as tx:
        found = [recordings.one(tx, str(message.content_id)) for message in world.received()]
    return [(one.media_type, one.seconds) for one in found]


def test_start_stop_and_send(world: World, robins_page: Open) -> None:
    page = robins_page()
    spoken(page, 2000)
    assert world.received() == []  # nothing leaves the page before it is sent
    press(page, "Send it")
    saved(page, VOICE)
    [(media_type, seconds)] = kept(world)
    assert media_type == "audio/webm" and 1.5 < seconds < 4
    expect(page.get_by_label("Your words or emoji")).to_be_visible()


def test_it_can_be_heard_before_it_is_sent(robins_page: Open) -> None:
    page = robins_page()
    spoken(page)
    press(page, "Hear it")
    expect(page.locator("#speak-hush")).to_be_focused()
    expect(page.locator("#speak-hear")).to_be_visible(timeout=8000)  # it came to its end


def test_what_they_said_and_what_is_read_never_sound_at_once(world: World, robins_page: Open) -> None:
    world.says("This was there. It goes on for a while, so that it still sounds.")
    page = robins_page()
    spoken(page, 3000)
    press(page, "Hear it")
    world.says("This is new. It goes on for a while, so that it still sounds.")
    new, old = (page.locator(".ours", has_text=text).locator(".hear") for text in ("This is new.", "This was there."))
    expect(new).to_be_visible()
    expect(page.locator(".is-playing")).to_have_count(0)
    expect(page.locator("#speak-hush")).to_be_visible()
    expect(new).to_have_class(re.compile("is-playing"), timeout=8000)  # what they said came to its end
    expect(page.locator("#speak-hear")).to_be_visible()

    press(page, "Hear it")
    expect(page.locator(".is-playing")).to_have_count(0)
    old.get_by_role("button", name="Hear it", exact=True).click()
    expect(page.locator("#speak-hear")).to_be_visible()
    expect(old).to_have_class(re.compile("is-playing"))


def test_thrown_away_it_is_nowhere_and_something_else_can_be_said(world: World, robins_page: Open) -> None:
    page = robins_page()
    spoken(page)
    press(page, "Do not send")
    expect(page.locator("#speak-start")).to_be_focused()
    expect(page.locator("#announced")).to_have_text("I did not keep it.")
    spoken(page)
    press(page, "Send it")
    saved(page, VOICE)
    assert len(kept(world)) == 1


def test_while_it_listens_help_is_there_and_goes_first(world: World, robins_page: Open) -> None:
    page = robins_page()
    press(page, "Say it")
    expect(page.locator("#speak-now")).to_be_visible()
    page.get_by_role("button", name="Help now").click()
    saved(page, "Help now")
    assert [one.control for one in world.received()] == ["help_now"]
    press(page, "Stop")


def test_a_long_upload_keeps_no_cry_for_help_waiting(world: World, robins_page: Open) -> None:
    page = robins_page()
    held: list[Route] = []
    page.route("**/voice?*", lambda route: held.append(route))
    spoken(page)
    press(page, "Send it")
    until(lambda: len(held) == 1, page)
    page.get_by_role("button", name="Help now").click()
    saved(page, "Help now")
    held[0].continue_()
    saved(page, VOICE)


def test_a_lost_answer_is_asked_again_and_nothing_is_doubled(world: World, robins_page: Open) -> None:
    page = robins_page()
    lost: list[int] = []

    def lose_the_first_answer(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/voice?*", lose_the_first_answer)
    spoken(page)
    page.locator("#speak-send").dblclick()
    saved(page, VOICE)
    assert lost == [200] and len(kept(world)) == 1
    expect(page.locator(".mine", has_text=VOICE)).to_have_count(1)


def test_without_network_it_says_so_and_sends_it_later(world: World, robins_page: Open) -> None:
    page = robins_page()
    spoken(page)
    page.context.set_offline(True)
    press(page, "Send it")
    state = page.locator(".mine", has_text=VOICE).locator(".state")
    expect(state).to_have_text("I have not saved this yet. I keep trying.")
    page.context.set_offline(False)
    saved(page, VOICE)
    assert len(kept(world)) == 1


def test_whoever_leaves_with_something_unsent_is_asked_first(robins_page: Open) -> None:
    page = robins_page()
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    spoken(page)
    page.reload()
    assert asked == ["beforeunload"]


def test_what_is_no_sound_is_told_kindly(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.route("**/voice?*", lambda route: route.continue_(post_data="no sound at all"))
    spoken(page)
    press(page, "Send it")
    expect(page.get_by_role("alert")).to_contain_text("I could not hear you, so I did not keep it.")
    expect(page.get_by_role("alert")).to_contain_text("If you are in danger, call 999 now.")
    assert world.received() == []


def test_what_something_on_the_way_refuses_is_told_and_not_tried_for_ever(world: World, robins_page: Open) -> None:
    page = robins_page()
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=413, content_type="text/html", body="<h1>Too large</h1>")

    page.route("**/voice?*", refuse)
    spoken(page)
    press(page, "Send it")
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_timeout(2500)
    assert len(asked) == 1 and world.received() == []


def test_a_page_that_nobody_sees_any_more_does_not_begin_to_listen(robins_page: Open) -> None:
    page = robins_page()
    page.evaluate("Object.defineProperty(document, 'visibilityState', { value: 'hidden' })")
    press(page, "Say it")
    expect(page.locator("#speak-send")).to_be_visible()


def test_at_the_longest_it_stops_by_itself_and_keeps_what_was_said(robins_page: Open) -> None:
    page = robins_page()
    page.clock.install()
    press(page, "Say it")
    expect(page.locator("#speak-now")).to_be_visible()
    page.clock.run_for(601_000)
    expect(page.get_by_role("alert")).to_have_text("That was long, so I stopped. You can send it and then say more.")
    expect(page.locator("#speak-send")).to_be_visible()


def test_with_the_keyboard_alone(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.locator("#speak-start").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#speak-stop")).to_be_focused()
    page.wait_for_timeout(800)
    page.keyboard.press("Enter")
    expect(page.locator("#speak-hear")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#speak-send")).to_be_focused()
    page.keyboard.press("Enter")
    saved(page, VOICE)
    expect(page.locator("#speak-start")).to_be_focused()


def test_the_shaking_hand_does_not_stop_what_it_began(robins_page: Open) -> None:
    page = robins_page()
    page.locator("#speak-start").dblclick()
    expect(page.locator("#speak-stop")).to_be_visible()
    page.wait_for_timeout(400)
    expect(page.locator("#speak-stop")).to_be_visible()


@pytest.mark.parametrize("name", ["Send it", "Do not send"])
def test_the_shaking_hand_does_not_begin_anew_what_it_ended(robins_page: Open, name: str) -> None:
    page = robins_page(viewport=PHONE)
    spoken(page)
    page.locator("#speak").get_by_role("button", name=name, exact=True).dblclick()
    expect(page.locator("#speak-start")).to_be_focused()
    page.wait_for_timeout(400)
    expect(page.locator("#speak-start")).to_be_visible()


def test_every_state_shuts_nobody_out_on_a_phone(robins_page: Open, tmp_path: Path) -> None:
    page = robins_page(viewport=PHONE)
    for state in ("ready", "now", "done"):
        if state == "now":
            press(page, "Say it")
            expect(page.locator("#speak-stop")).to_be_visible()
        if state == "done":
            page.wait_for_timeout(500)
            press(page, "Stop")
            expect(page.locator("#speak-send")).to_be_visible()
        assert faults(Axe().run(page)) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.screenshot(path=tmp_path / f"speak-{state}.png")


@pytest.mark.parametrize("browser", ["--use-fake-ui-for-media-stream=deny"], indirect=True)
def test_where_the_microphone_is_refused_it_says_so_kindly(world: World, robins_page: Open) -> None:
    page = robins_page()
    press(page, "Say it")
    expect(page.get_by_role("alert")).to_have_text(
        "I cannot hear you here. You can write to me, or ask someone to turn the sound on."
    )
    page.get_by_label("Your words or emoji").fill("I can write")
    page.get_by_role("button", name="Send").click()
    saved(page, "I can write")


def test_where_there_is_none_it_says_so_too(robins_page: Open) -> None:
    page = robins_page()
    page.evaluate("delete window.MediaRecorder")
    press(page, "Say it")
    expect(page.get_by_role("alert")).to_have_text("I cannot hear you here. You can write to me.")


def test_without_script_there_is_no_button_that_does_nothing(robins_page: Open, new_page: Open) -> None:
    page = robins_page()
    state = page.context.storage_state()
    plain = new_page(java_script_enabled=False, storage_state=state)
    plain.goto(page.url)
    expect(plain.get_by_label("Your words or emoji")).to_be_visible()
    expect(plain.locator("#speak")).to_be_hidden()
