"""A network that fails: nothing lost, nothing doubled, and the page says plainly what is saved."""

import pytest
from playwright.sync_api import Route, expect

from tests.bot.web.conftest import Open
from tests.bot.web.live import LiveServer
from tests.bot.web.waiting import saved
from tests.bot.web.world import World

pytestmark = pytest.mark.browser


def test_a_lost_answer_is_asked_again_and_nothing_is_doubled(world: World, robins_page: Open) -> None:
    page = robins_page()
    lost: list[int] = []

    def lose_the_first_answer(route: Route) -> None:
        if not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/send", lose_the_first_answer)
    page.get_by_label("Your words or emoji").fill("Once only")
    page.get_by_role("button", name="Send").click()

    saved(page, "Once only")
    assert lost == [200]
    assert [message.words for message in world.received()] == ["Once only"]
    expect(page.locator(".mine")).to_have_count(1)


def test_without_network_it_says_so_keeps_trying_and_keeps_the_order(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.context.set_offline(True)
    for words in ("One", "Two"):
        page.get_by_label("Your words or emoji").fill(words)
        page.get_by_role("button", name="Send").click()
    for words in ("One", "Two"):
        state = page.locator(".mine", has_text=words).locator(".state")
        expect(state).to_have_text("I have not saved this yet. I keep trying.")

    page.context.set_offline(False)

    saved(page, "One")
    saved(page, "Two")
    assert [message.words for message in world.received()] == ["One", "Two"]


def test_help_without_network_says_what_to_do_now(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.context.set_offline(True)

    page.get_by_role("button", name="Help now").click()

    expect(page.get_by_role("alert")).to_have_text("I cannot send this now. If you are in danger, call 999 now.")
    page.context.set_offline(False)
    saved(page, "Help now")
    expect(page.get_by_role("alert")).to_be_empty()


def test_help_after_other_words_that_could_not_go_is_not_kept_waiting(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.context.set_offline(True)
    for words in ("One", "Two"):
        page.get_by_label("Your words or emoji").fill(words)
        page.get_by_role("button", name="Send").click()
    expect(page.locator(".mine .state").last).to_have_text("I have not saved this yet. I keep trying.")
    page.wait_for_timeout(3500)  # by now the page pauses for seconds between two tries

    page.get_by_role("button", name="Help now").click()

    expect(page.get_by_role("alert")).to_have_text(
        "I cannot send this now. If you are in danger, call 999 now.", timeout=1000
    )
    page.context.set_offline(False)
    saved(page, "Two")
    assert [message.control or message.words for message in world.received()] == ["One", "help_now", "Two"]


def test_what_is_on_its_way_survives_a_reload(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.route("**/send", lambda route: route.abort())
    page.get_by_label("Your words or emoji").fill("Still here")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".mine .state")).to_have_text("I have not saved this yet. I keep trying.")

    page.unroute("**/send")
    page.reload()

    saved(page, "Still here")
    assert [message.words for message in world.received()] == ["Still here"]
    page.reload()
    expect(page.locator(".mine")).to_have_count(1)


def test_a_restart_of_the_program_is_only_a_pause(live: LiveServer, world: World, robins_page: Open) -> None:
    page = robins_page()
    live.stop()
    page.get_by_label("Your words or emoji").fill("Sent while it was down")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("I cannot get new messages now.")).to_be_visible()

    live.start()
    world.says("I am back.")

    saved(page, "Sent while it was down")
    expect(page.get_by_text("I am back.")).to_be_visible(timeout=15000)
    assert [message.words for message in world.received()] == ["Sent while it was down"]
