"""Names that people call staff by, and what triage does with them (R39)."""

from __future__ import annotations

import pytest

from storage import feedback, pending_actions, staff_names
from tests.staff.browser import Site
from tests.staff.test_feedback_page import agreeing
from tests.staff.world import World
from tests.support.chromium import violations


def called(world: World, alias: str) -> None:
    with world.store.write() as tx:
        staff_names.add(tx, world.cast.manager, world.cast.worker.id, alias)


async def test_a_manager_adds_names_and_takes_them_away(world: World) -> None:
    manager, staff = world.signed_in(world.cast.manager), world.cast.worker.id
    await manager.post("/names", do="add", staff=staff, alias="Big Daz")
    page = await manager.get("/names")
    assert "The names are kept." in page.words and "Big Daz" in page.words
    bad = await manager.post("/names", do="add", staff=staff, alias=" ")
    assert bad.status == 422 and f'href="#alias-{staff}"' in bad.html and f'id="alias-{staff}"' in bad.html
    await manager.post("/names", do="remove", staff=staff, alias="Big Daz")
    assert "Big Daz" not in (await manager.get("/names")).words
    assert (await manager.post("/names", do="dance")).status == 400


@pytest.mark.parametrize("who", ["worker", "lead"])
async def test_for_others_the_page_does_not_exist(world: World, who: str) -> None:
    visitor = world.signed_in(getattr(world.cast, who))
    nowhere = await visitor.get("/no-such-page")
    assert (await visitor.get("/names")).html == nowhere.html
    sent = await visitor.post("/names", do="add", staff=world.cast.worker.id, alias="Daz")
    assert (sent.status, sent.html) == (404, nowhere.html)


async def test_a_manager_elsewhere_knows_no_names_of_here(world: World) -> None:
    stranger = world.signed_in(world.cast.stranger)
    assert "Wes" not in (await stranger.get("/names")).words
    sent = await stranger.post("/names", do="add", staff=world.cast.worker.id, alias="Daz")
    assert sent.status == 404


async def test_triage_says_whom_the_words_name_and_suggests_them(world: World) -> None:
    called(world, "Daz")
    item, other = world.says("daz is always late"), world.says("the bus is late")
    visitor = world.signed_in(world.cast.worker)
    page = await visitor.get(f"/feedback/{item.id}")
    assert "The words name Wes Sample. Is it about them?" in page.words
    about = page.html.split('id="about"')[1].split("</select>")[0]
    assert f'<option value="{world.cast.worker.id}" selected>' in about
    assert "not about the owner" not in page.words  # for managers
    assert "The words name" not in (await visitor.get(f"/feedback/{other.id}")).words
    # A suggestion only: nobody chosen stays nobody.
    again = await visitor.post(f"/feedback/{item.id}", decision="", about="")
    assert "selected" not in again.html.split('id="about"')[1].split("</select>")[0]


async def test_whoever_is_named_does_not_own_it_unless_a_manager_says_so(world: World) -> None:
    called(world, "Daz")
    item = world.says("I cook with daz")
    form = agreeing(world, about="")
    refused = await world.signed_in(world.cast.manager).post(f"/feedback/{item.id}", **form)
    assert refused.status == 422 and "The words name Wes Sample. Choose someone else" in refused.words
    ticked = {**form, "not_about_owner": "yes"}
    assert (await world.signed_in(world.cast.worker).post(f"/feedback/{item.id}", **ticked)).status == 422
    manager = world.signed_in(world.cast.manager)
    assert "Yes, they are not about the owner" in (await manager.get(f"/feedback/{item.id}")).words
    assert (await manager.post(f"/feedback/{item.id}", **ticked)).status == 303
    with world.store.read() as tx:
        action = pending_actions.one(tx, str(feedback.one(tx, item.id).pending_action_id))
    assert action.owner_id == world.cast.worker.id


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_read_well_for_everyone(site: Site, phone: bool) -> None:
    called(site.world, "Daz")
    item = site.world.says("daz is always late")
    tab = await site.signed_in(site.world.cast.manager, phone=phone)
    for path in ("/names", f"/feedback/{item.id}"):
        await tab.goto(f"{site.address}{path}")
        assert await violations(tab) == [], path
