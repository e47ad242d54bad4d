"""Hearing the messages, only ever when asked for."""

import re

import pytest
from playwright.sync_api import expect

from storage import how_messages
from storage.vocabulary import Sound
from tests.bot.web.conftest import Open
from tests.bot.web.waiting import until
from tests.bot.web.world import World

pytestmark = pytest.mark.browser


def test_a_message_is_heard_at_the_persons_pace_when_asked_for(world: World, robins_page: Open) -> None:
    world.says("Hello Robin. How was your day?")
    page = robins_page()
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Sound.SLOWER)
    world.says("OK. I will talk slower.")
    expect(page.get_by_text("I will talk slower.")).to_be_visible()

    with page.expect_response("**/sound/**") as heard:
        page.get_by_role("button", name="Hear it").first.click()

    assert heard.value.ok and heard.value.url.endswith("?pace=slow")
    expect(page.get_by_role("button", name="Stop the sound")).to_have_count(1)
    page.get_by_role("button", name="Stop the sound").click()
    expect(page.get_by_role("button", name="Stop the sound")).to_have_count(0)


def test_nothing_sounds_until_read_to_me_was_pressed(world: World, robins_page: Open) -> None:
    page = robins_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/sound/" in request.url else None)
    world.says("One.")
    expect(page.get_by_text("One.")).to_be_visible()
    assert asked == []

    toggle = page.get_by_role("button", name="Read to me")
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    second = world.says("Two.")
    third = world.says("Three.")

    until(lambda: len(asked) >= 3, page)
    assert [re.sub(r".*/sound/([\w-]+).*", r"\1", url) for url in asked[1:3]] == [second, third]


def test_no_sound_is_said_and_the_words_stay(world: World, robins_page: Open) -> None:
    world.says("—")
    page = robins_page()

    page.get_by_role("button", name="Hear it").click()

    expect(page.get_by_text("No sound just now. Here are the words.")).to_be_visible()
    expect(page.locator(".ours .text")).to_have_text("—")
