"""For everybody: by keyboard, by screen reader, large, on a small phone, and without script."""

import emoji
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from storage.vocabulary import QuestionKind
from tests.bot.web.conftest import Open
from tests.bot.web.live import LiveServer
from tests.bot.web.waiting import saved
from tests.bot.web.world import World
from tests.support.chromium import DESK, PHONE, faults
from tests.support.seen import TEXTS
from wording import pictured

pytestmark = pytest.mark.browser


def test_everything_can_be_done_with_the_keyboard_alone(world: World, robins_page: Open) -> None:
    world.asks()
    page = robins_page(viewport=DESK)
    press = page.keyboard.press

    press("Tab")
    expect(page.get_by_role("link", name="Go to where you write")).to_be_focused()
    press("Enter")
    expect(page.get_by_label("Your words or emoji")).to_be_focused()
    page.keyboard.type("Hello")
    press("Shift+Enter")
    page.keyboard.type("Robin here")
    press("Enter")
    saved(page, "Robin here")

    for _ in range(5):  # Send, the three controls, More
        press("Tab")
    expect(page.locator("summary")).to_be_focused()
    press("Enter")
    press("Escape")
    expect(page.locator(".panel")).to_be_hidden()
    expect(page.locator("summary")).to_be_focused()
    press("Space")
    press("Tab")
    press("Space")
    saved(page, "Slower")

    page.get_by_role("button", name="So-so").focus()
    press("Enter")
    saved(page, "So-so")
    sent = [(message.words, message.control, bool(message.option_token)) for message in world.received()]
    assert sent == [("Hello\nRobin here", None, False), (None, "slower", False), (None, None, True)]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desktop"])
def test_no_page_has_an_accessibility_fault(
    live: LiveServer, world: World, robins_page: Open, new_page: Open, size: dict[str, int]
) -> None:
    pages = {"not linked": "/", "start": "/link?code=ABC", "lost": "/nowhere"}
    for name, path in pages.items():
        page = new_page(viewport=size)
        page.goto(live.base + path)
        assert (name, faults(Axe().run(page))) == (name, [])
    world.says("Hello.")
    world.asks()
    page = robins_page(viewport=size)
    page.get_by_label("Your words or emoji").fill("x" * 2001)
    page.get_by_role("button", name="Send").click()
    world.says("A message that came by itself.")
    expect(page.get_by_text("came by itself")).to_be_visible()
    assert ("chat", faults(Axe().run(page))) == ("chat", [])
    page.locator("summary").click()
    assert ("more", faults(Axe().run(page))) == ("more", [])


@pytest.mark.parametrize("larger", [False, True], ids=["usual text", "text at 200 %"])
@pytest.mark.parametrize("width", [320, 390])
def test_nothing_is_wider_than_a_small_phone(world: World, robins_page: Open, width: int, larger: bool) -> None:
    world.says("Averylongwordwithoutanyplacetobreakitanywherewhichsomebodymaywellsend " * 2)
    world.asks()
    page = robins_page(viewport={"width": width, "height": 640})
    expect(page.locator(".answers.asked")).to_be_visible()
    if larger:
        page.evaluate("document.documentElement.style.fontSize = '200%'; document.body.style.fontSize = '1.125rem'")
    page.locator("summary").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    cut = page.locator("button:visible").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent.trim())"
    )
    assert cut == []


def test_every_button_is_large_enough_to_hit(world: World, robins_page: Open) -> None:
    world.asks()
    world.asks(QuestionKind.WHO_HELPED)
    page = robins_page()
    page.locator("summary").click()

    sizes = page.locator("button:visible, summary").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(one => [one.width, one.height])"
    )

    assert len(sizes) > 20
    assert [size for size in sizes if min(size) < 44] == []


def test_without_script_everything_works_by_plain_forms(world: World, robins_page: Open) -> None:
    page = robins_page(java_script_enabled=False)
    world.says("Hello Robin.")
    asked = world.asks()
    page.get_by_role("link", name="Look for new messages").click()
    expect(page.get_by_text("Hello Robin.")).to_be_visible()

    page.get_by_role("button", name="Good").click()
    page.get_by_label("Your words or emoji").fill("One\nTwo")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("button", name="Say again").click()
    page.locator("summary").click()
    page.get_by_role("button", name="Not sure").last.click()

    kept = [(message.option_token, message.words, message.control) for message in world.received()]
    assert kept == [
        (asked.tokens["worked"], None, None),
        (None, "One\nTwo", None),
        (None, None, "repeat"),
        (None, None, "not_sure"),
    ]
    assert world.unsent() == []
    assert page.locator(".mine .text").evaluate_all(TEXTS) == [
        "😊 Good",
        "One\nTwo",
        "🔁 Say again",
        "🤷 Not sure",
    ]


def test_emoji_look_the_same_whatever_the_device_draws(robins_page: Open, world: World) -> None:
    page = robins_page()
    world.says("You sent 👍🏽. Was it good?")
    world.asks()
    page.get_by_label("Your words or emoji").fill("The bus 🚌😞")
    page.get_by_role("button", name="Send").click()
    for _ in ("by the script", "by the server"):
        expect(page.locator(".mine img.sign")).to_have_count(2)
        expect(page.locator(".answers.asked img.sign")).to_have_count(5)
        page.wait_for_function("() => [...document.images].every((one) => one.complete && one.naturalWidth > 0)")
        assert page.evaluate("getSelection().selectAllChildren(document.getElementById('log')), `${getSelection()}`")
        page.reload()


def test_the_script_finds_the_same_picture_for_each_emoji_as_the_server(robins_page: Open) -> None:
    page = robins_page()
    every = [one for one in emoji.EMOJI_DATA if pictured.name_of(one)]
    script = page.locator("script[type=module]").get_attribute("src")
    assert script is not None
    found = page.evaluate(SHOWN, [script.replace("chat.js", "signs/signs.js"), every])
    assert found == [[pictured.name_of(one)] for one in every]


SHOWN = """async ([script, every]) => {
  const { fill, nameOf, textOf } = await import(script);
  const box = document.createElement("p");
  return every.map((sign) => {
    fill(box, `a ${sign} b`);
    const signs = [...box.querySelectorAll("img")].map((one) => nameOf(one.alt));
    return textOf(box) === `a ${sign} b` ? signs : textOf(box);
  });
}"""
