"""The conversation on a phone: saying, tapping, hearing back."""

import re

import pytest
from playwright.sync_api import expect

from storage import how_messages, inbox, linking, questions
from storage.audit import SYSTEM
from storage.vocabulary import QuestionKind, Speed
from tests.bot.web.conftest import Open
from tests.bot.web.waiting import saved, until
from tests.bot.web.world import World
from tests.support.seen import TEXTS

pytestmark = pytest.mark.browser


def test_a_message_arrives_while_the_page_is_open_and_is_known_to_have(world: World, robins_page: Open) -> None:
    page = robins_page()

    world.says("Hello <b>Robin</b>.")

    expect(page.get_by_role("log")).to_contain_text("Hello <b>Robin</b>.")
    until(lambda: world.unsent() == [], page)


def test_words_are_sent_and_kept_exactly(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.get_by_label("Your words or emoji").fill("  The shower\nwas <cold> 😞 ")

    page.get_by_role("button", name="Send").click()

    saved(page, "The shower")
    assert [message.words for message in world.received()] == ["  The shower\nwas <cold> 😞 "]
    expect(page.get_by_label("Your words or emoji")).to_have_value("")


def test_a_tap_answers_and_the_answers_grow_quiet(world: World, robins_page: Open) -> None:
    page = robins_page()
    asked = world.asks()
    answers = page.locator(".answers.asked")
    expect(answers.get_by_role("button")).to_have_text(["Good", "So-so", "Bad", "Something else", "Not sure"])
    assert answers.locator("span.sign").evaluate_all(TEXTS) == ["😊", "😐", "😞", "💬", "🤷"]

    page.get_by_role("button", name="Bad").click()

    saved(page, "Bad")
    assert [message.option_token for message in world.received()] == [asked.tokens["did_not_work"]]
    expect(answers).to_have_count(0)
    expect(page.get_by_role("button", name="Good")).to_be_visible()


def test_the_second_tap_of_a_shaking_hand_says_nothing(world: World, robins_page: Open) -> None:
    page = robins_page()
    asked = world.asks()

    page.get_by_role("button", name="Good").dblclick()

    saved(page, "Good")
    page.get_by_role("button", name="Say again").dblclick()
    saved(page, "Say again")
    page.wait_for_timeout(300)
    kept = [message.control or message.option_token for message in world.received()]
    assert kept == [asked.tokens["worked"], "repeat"]


def test_the_next_question_takes_over_and_an_old_answer_can_still_be_tapped(world: World, robins_page: Open) -> None:
    page = robins_page()
    first = world.asks()
    expect(page.locator(".answers.asked")).to_be_visible()
    with world.store.write() as tx:
        questions.answer(tx, first.id, "worked")
    second = world.asks(QuestionKind.WHO_HELPED)
    expect(page.get_by_role("button", name="On my own")).to_be_visible()
    expect(page.locator(".answers.asked")).to_have_attribute("data-question", second.id)

    page.get_by_role("button", name="So-so").click()

    saved(page, "So-so")
    assert [message.option_token for message in world.received()] == [first.tokens["mixed"]]
    expect(page.locator(".answers.asked")).to_have_attribute("data-question", second.id)


def test_the_four_controls_are_always_there_and_more_opens_the_others(world: World, robins_page: Open) -> None:
    page = robins_page()
    foot = page.get_by_label("Always here for you")

    for name in ("Help now", "Talk to a person", "Say again"):
        foot.get_by_role("button", name=name).click()
        saved(page, name)
    for name in ("Slower", "Who sees this?"):
        page.locator("summary").click()
        foot.get_by_role("button", name=name).click()
        saved(page, name)
        expect(page.locator(".panel")).to_be_hidden()

    kept = [message.control for message in world.received()]
    assert kept == ["help_now", "need_person", "repeat", "slower", "who_sees"]


def test_too_long_is_refused_kindly_and_nothing_is_lost(world: World, robins_page: Open) -> None:
    page = robins_page()
    words = page.get_by_label("Your words or emoji")
    words.fill("😀" * 2001)

    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("alert")).to_contain_text("That is too long for me to read.")
    expect(words).to_have_value("😀" * 2001)
    assert world.received() == []
    words.fill("😀" * 2000)
    expect(page.get_by_role("alert")).to_be_empty()
    page.get_by_role("button", name="Send").click()
    until(lambda: [message.words for message in world.received()] == ["😀" * 2000], page)
    expect(page.get_by_role("alert")).to_be_empty()


def test_whoever_reads_further_up_is_not_taken_away(world: World, robins_page: Open) -> None:
    for number in range(12):
        world.says(f"Message number {number}.")
    page = robins_page()
    expect(page.get_by_text("Message number 11.")).to_be_in_viewport()
    page.get_by_text("Message number 0.").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, 0)")

    world.says("The newest.")

    see = page.get_by_role("button", name="See the new message")
    expect(see).to_be_visible()
    expect(page.get_by_text("Message number 0.")).to_be_in_viewport()
    see.click()
    expect(page.get_by_text("The newest.")).to_be_in_viewport()
    expect(page.get_by_text("The newest.")).to_be_focused()
    expect(see).to_be_hidden()


def test_a_chat_that_was_unlinked_leaves_the_screen(world: World, robins_page: Open) -> None:
    world.says("Robin's own news.")
    page = robins_page()
    with world.store.write() as tx:
        linking.unlink_all(tx, SYSTEM, world.robin.id)
    page.get_by_label("Your words or emoji").fill("Typed on the lost phone")
    page.get_by_role("button", name="Send").click()
    world.wake(world.robin.id)

    world.says("One more.")

    expect(page.get_by_text("This chat is not open yet.")).to_be_visible(timeout=15000)
    expect(page.get_by_text("Robin's own news.")).to_have_count(0)
    assert page.evaluate("JSON.stringify(sessionStorage)") == "{}"


def test_what_told_of_harm_leaves_the_open_page_when_it_is_answered(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.get_by_label("Your words or emoji").fill("he hits me")
    page.get_by_role("button", name="Send").click()
    saved(page, "he hits me")

    [message] = world.received()
    with world.store.write() as tx:
        inbox.close(tx, message.id, hide=True)
    world.says("If you are hurt or in danger now, call 999.", kind="safety")

    expect(page.get_by_role("log")).to_contain_text("call 999")
    expect(page.get_by_role("log")).not_to_contain_text("he hits me")


def test_whoever_wants_it_slow_gets_one_message_after_the_other_and_safety_at_once(
    world: World, robins_page: Open
) -> None:
    with world.store.write() as tx:
        how_messages.apply(tx, world.robin.id, Speed.SLOW)
    page = robins_page()
    log = page.get_by_role("log")

    with page.expect_response(re.compile("/messages")):
        world.says("One.")
        world.says("Two.")
    expect(log).to_contain_text("One.")
    expect(log).not_to_contain_text("Two.")
    assert world.unsent(), "what is not shown has not arrived"
    expect(log).to_contain_text("Two.", timeout=10_000)
    world.says("Call 999 now.", kind="safety")
    expect(log).to_contain_text("Call 999 now.", timeout=3_000)
