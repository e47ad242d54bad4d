"""A person's own photos in their chat: large on the answers, beside the words, and gone when they are taken away."""

from __future__ import annotations

import re

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from storage import unused_files
from storage.tables.pictures import pictures as table
from tests.bot.web.conftest import Open
from tests.bot.web.waiting import saved
from tests.bot.web.world import World
from tests.support.chromium import DESK, PHONE, faults
from tests.support.seen import seen


def take_away(world: World, picture_id: str) -> None:
    with world.store.write() as tx:
        tx.execute(table.update().where(table.c.id == picture_id).values(ended_at=tx.now))
        unused_files.tidy(tx)


async def test_a_photo_is_for_its_person_alone_and_stays_in_no_cache(world: World, robin: httpx.AsyncClient) -> None:
    answer = await robin.get(f"/chat/photo/{world.photo()}")
    headers = answer.headers
    assert answer.content.startswith(b"\xff\xd8") and headers["content-type"] == "image/jpeg"
    assert (headers["cache-control"], headers["x-content-type-options"]) == ("no-store", "nosniff")
    sams = world.photo(person=world.add_person("Sam Example"))
    assert (await robin.get(f"/chat/photo/{sams}")).status_code == 404


async def test_one_that_cannot_be_opened_is_not_there(world: World, robin: httpx.AsyncClient) -> None:
    first = world.photo()
    assert world.store.media is not None
    for file in world.store.media.iterdir():
        file.unlink()
    assert (await robin.get(f"/chat/photo/{first}")).status_code == 404


async def test_the_page_and_the_news_have_the_same_photos(world: World, robin: httpx.AsyncClient) -> None:
    own, answer = world.photo(shows="The <pool>"), world.photo("red")
    asked = world.offers(answer, None, None, own=own)
    page = seen((await robin.get("/chat/")).text)
    assert f'<img class="photo" src="/chat/photo/{own}" alt="The &lt;pool&gt;">' in page
    assert re.search(rf'class="pictured">\s*<img class="photo" src="/chat/photo/{answer}" alt="">', page)
    [news] = (await robin.get("/chat/messages", params={"wait": 0})).json()["messages"][-1:]
    assert news["picture"] == [own, "The <pool>"]
    first, second = news["options"][:2]
    assert first == [asked.tokens["worked"], "🏊 Swimming", answer] and second[2] is None


async def test_what_was_taken_away_is_on_no_page_any_more(world: World, robin: httpx.AsyncClient) -> None:
    own, answer = world.photo(), world.photo("red")
    world.offers(answer, None, None, own=own)
    for one in (own, answer):
        take_away(world, one)
    page = (await robin.get("/chat/")).text
    assert own not in page and answer not in page and "Swimming" in page
    assert (await robin.get(f"/chat/photo/{own}")).status_code == 404


LARGE_ABOVE_ITS_LABEL = """(button) => {
  const [whole, photo, words] = [button, ...button.querySelectorAll(".photo, .words")].map((one) => one.getBoundingClientRect());
  return words.top >= photo.bottom && photo.width > 0.85 * whole.width;
}"""


def all_loaded(page: Page, count: int) -> None:
    expect(page.locator("#log .photo")).to_have_count(count)
    page.wait_for_function("() => [...document.querySelectorAll('#log .photo')].every((one) => one.naturalWidth > 0)")


@pytest.mark.browser
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_they_are_large_above_their_labels_and_one_tap_answers(world: World, robins_page: Open, size: object) -> None:
    page = robins_page(viewport=size)
    asked = world.offers(world.photo(), world.photo("red"), None, own=world.photo("green", "The garden"))
    all_loaded(page, 3)
    answers = page.locator(".answers.asked")
    expect(answers.get_by_role("button")).to_have_text(["Swimming", "Bowling", "Something else"])
    expect(page.get_by_role("img", name="The garden")).to_be_visible()
    assert answers.get_by_role("button", name="Swimming").evaluate(LARGE_ABOVE_ITS_LABEL)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert faults(Axe().run(page)) == []
    page.reload()
    all_loaded(page, 3)
    answers.get_by_role("button", name="Bowling").click()
    saved(page, "Bowling")
    assert [one.option_token for one in world.received()] == [[*asked.tokens.values()][1]]


@pytest.mark.browser
def test_a_photo_that_does_not_come_leaves_its_words(world: World, robins_page: Open) -> None:
    page = robins_page()
    page.route("**/photo/*", lambda route: route.abort())
    world.offers(world.photo(), None, None, own=world.photo("red"))
    expect(page.locator(".answers.asked").get_by_role("button", name="Swimming")).to_be_visible()
    expect(page.locator("#log .photo")).to_have_count(0)
