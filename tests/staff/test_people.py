"""The list of people and one person at a glance: whose they are, linking a chat, ending it, and sound."""

from __future__ import annotations

import re

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from speech import Speech
from staff import StaffSettings, application
from storage import deliveries, houses, linking
from storage.audit import SYSTEM
from storage.errors import NotFound
from storage.houses import LONGEST_NAME
from storage.vocabulary import VisibleTo
from tests.staff.browser import Site
from tests.staff.invented_history import a_small_one
from tests.staff.world import ADDRESS, World
from tests.support.chromium import violations
from wording.catalogue import Catalogue


def link(world: World, code: str) -> None:
    with world.store.write() as tx:
        linking.link_address(tx, code, "web", f"phone {code}")


async def code_made_for_pim(world: World) -> str:
    page = await world.signed_in(world.cast.worker).post(
        f"/people/{world.cast.person.id}", token_from="/people", do="make_code"
    )
    found = re.search(r'class="app-code">([A-Z0-9]{5} [A-Z0-9]{5})<', page.html)
    assert found
    return found[1]


async def test_a_member_sees_who_lives_in_their_house_and_nobody_else(world: World) -> None:
    world.says("The door sticks")
    page = await world.signed_in(world.cast.worker).get("/people")

    assert "Plum House" in page.words and "Pim Testwell 1 to decide, 0 open actions. Chat not linked." in page.words
    assert "Quill" not in page.words and "Quince" not in page.words


async def test_what_only_the_manager_may_see_is_neither_listed_nor_counted_for_a_worker(world: World) -> None:
    world.says("Only for the manager to know", visible_to=VisibleTo.ONLY_MANAGER)
    path = f"/people/{world.cast.person.id}"
    worker, manager = world.signed_in(world.cast.worker), world.signed_in(world.cast.manager)

    assert "Only for the manager" not in (await worker.get(path)).words
    assert "Waiting for a decision. Only for the manager." in (await manager.get(path)).words
    assert "Things said 0" in (await worker.get(path)).words
    assert "Pim Testwell 0 to decide" in (await worker.get("/people")).words
    assert "“Only for the manager to know”" in (await manager.get(path)).words


async def test_a_person_at_a_glance(world: World) -> None:
    a_small_one(world)
    page = await world.signed_in(world.cast.worker).get(f"/people/{world.cast.person.id}")

    assert "Waiting for a decision 1 Open actions 1, 1 overdue Finished, waiting to be told 0" in page.words
    whose = "Things said 5 In their own voice 5 of 5 How they came 5 in the chat, 0 written down by staff"
    assert whose in page.words
    assert "“It is <b>too loud</b> at night & I can't sleep 😡”" in page.words
    assert "<b>too loud" not in page.html
    assert "“Did it help?” Better, Wednesday 4 November at 11:00am." in page.words


async def test_the_newest_ten_are_shown_and_the_rest_is_counted(world: World) -> None:
    for number in range(12):
        world.says(f"Thing number {number}.")
        world.clock.on(minutes=1)
    page = await world.signed_in(world.cast.worker).get(f"/people/{world.cast.person.id}")

    assert "“Thing number 11.”" in page.words and "“Thing number 1.”" not in page.words
    assert "These are the newest 10 of 12" in page.words


@pytest.mark.parametrize("who", ["stranger", "lead"])
async def test_others_get_the_page_that_does_not_exist(world: World, who: str) -> None:
    visitor = world.signed_in(getattr(world.cast, who))
    nowhere = await visitor.get("/people/nobody")
    path = f"/people/{world.cast.person.id}"

    assert (await visitor.get(path)).html == nowhere.html
    for do in ("make_code", "unlink"):
        page = await visitor.post(path, do=do)
        assert (page.status, page.html) == (404, nowhere.html)


async def test_a_code_is_shown_large_with_its_address_and_picture_and_links_one_chat(world: World) -> None:
    page = await world.signed_in(world.cast.worker).post(
        f"/people/{world.cast.person.id}", token_from="/people", do="make_code"
    )
    found = re.search(r'class="app-code">([A-Z0-9]{5}) ([A-Z0-9]{5})<', page.html)

    assert found
    code = found[1] + found[2]
    assert f"{ADDRESS}/chat/link?code={code}" in page.words
    assert re.search(r'role="img" aria-label="A picture[^"]+"><svg', page.html)
    assert "until Tuesday 1 December at 10:00am" in page.words
    link(world, code)
    with pytest.raises(NotFound):
        link(world, code)


async def test_where_the_service_is_on_telegram_too_the_code_goes_either_way(
    world: World, catalogue: Catalogue, speech: Speech
) -> None:
    settings = StaffSettings(True, True, ADDRESS, telegram_username=lambda: "said_invented_bot")
    inner = application(world.store, catalogue, speech, settings)
    world.pages = lambda _secure: Starlette(routes=[Mount("/staff", inner)])
    page = await world.signed_in(world.cast.worker).post(
        f"/people/{world.cast.person.id}", token_from="/people", do="make_code"
    )
    code = page.html.split('class="app-code">')[1].split("<")[0].replace(" ", "")
    assert f"https://t.me/said_invented_bot?start={code}" in page.words
    assert f"{ADDRESS}/chat/link?code={code}" in page.words
    assert page.html.count('role="img"') == 2


async def test_a_new_code_stops_the_old_one(world: World) -> None:
    first, second = await code_made_for_pim(world), await code_made_for_pim(world)

    with pytest.raises(NotFound):
        link(world, first)
    link(world, second)


async def test_a_lost_phone_is_unlinked_at_once(world: World) -> None:
    link(world, await code_made_for_pim(world))
    unused = await code_made_for_pim(world)
    worker, path = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}"
    assert "Chat Web chat, linked today at 10:00am Make" in (await worker.get(path)).words

    await worker.post(path, token_from="/people", do="unlink")

    page = await worker.get(path)
    assert "Every chat and unused code of this person has ended." in page.words
    assert "No chat is linked." in page.words
    with pytest.raises(NotFound):
        link(world, unused)


async def test_a_post_that_asks_for_nothing_we_know_is_refused(world: World) -> None:
    page = await world.signed_in(world.cast.worker).post(
        f"/people/{world.cast.person.id}", token_from="/people", do="dance"
    )

    assert page.status == 400


async def test_a_manager_adds_a_person_and_comes_to_their_page(world: World) -> None:
    manager = world.signed_in(world.cast.manager)
    page = await manager.post("/people", token_from="/people", name="Nia Newcomer", house=world.cast.house.id)
    person = await manager.get(page.location.removeprefix("/staff"))

    assert page.status == 303
    assert "Nia Newcomer Plum House" in person.words and "The person is added." in person.words


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("", "Give the person's name, as they want to be called."),
        ("pim testwell", "Somebody of this name lives in this house already."),
        ("x" * (LONGEST_NAME + 1), f"Use {LONGEST_NAME} letters or fewer."),
    ],
)
async def test_a_name_that_will_not_do_is_refused_and_kept_in_the_field(world: World, name: str, advice: str) -> None:
    page = await world.signed_in(world.cast.manager).post(
        "/people", token_from="/people", name=name, house=world.cast.house.id
    )

    assert page.status == 422 and advice in page.words
    assert f'value="{name}"' in page.html or not name


async def test_only_a_manager_of_that_house_can_add_a_person(world: World) -> None:
    worker, stranger = world.signed_in(world.cast.worker), world.signed_in(world.cast.stranger)

    assert "Add a person" not in (await worker.get("/people")).words
    for visitor in (worker, stranger):
        page = await visitor.post("/people", token_from="/people", name="Nia Newcomer", house=world.cast.house.id)
        assert page.status == 404
    with world.store.read() as tx:
        assert len(houses.people_in(tx, (world.cast.house.id,))) == 1


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_have_no_barrier(site: Site, phone: bool) -> None:
    world = site.world
    a_small_one(world)
    with world.store.write() as tx:
        houses.add_person(tx, SYSTEM, world.cast.house.id, "Averylongfirstname Evenlongerlastname")
    tab = await site.signed_in(world.cast.manager, phone=phone)
    person = f"{site.address}/people/{world.cast.person.id}"

    for address in (f"{site.address}/people", person):
        await tab.goto(address)
        assert await violations(tab) == []
    await tab.get_by_role("button", name="Make a one-time link code").click()
    await tab.get_by_role("heading", name="Link the chat of Pim Testwell").wait_for()
    assert await violations(tab) == []


async def test_each_linked_chat_is_listed_and_one_that_is_shut_says_so(world: World) -> None:
    link(world, await code_made_for_pim(world))
    with world.store.write() as tx:
        code = linking.make_code(tx, SYSTEM, world.cast.person.id).code
        linking.link_address(tx, code, "telegram", "1234")
        deliveries.shut_out(tx, deliveries.chat_at(tx, "telegram", "1234") or "")
    page = (await world.signed_in(world.cast.worker).get(f"/people/{world.cast.person.id}")).words
    assert "Web chat, linked today at 10:00am Telegram, linked today at 10:00am" in page
    assert page.count("Pim Testwell blocked us there: nothing reaches them in it.") == 1


@pytest.mark.browser
async def test_a_phone_is_unlinked_without_javascript(site: Site) -> None:
    world = site.world
    link(world, await code_made_for_pim(world))
    tab = await site.signed_in(world.cast.worker, phone=True, java_script=False)
    await tab.goto(f"{site.address}/people")
    await tab.get_by_role("link", name="Pim Testwell").click()
    await tab.get_by_role("button", name="Lost phone").click()

    await tab.get_by_text("No chat is linked.").wait_for()
