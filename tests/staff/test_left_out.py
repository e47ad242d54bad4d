"""Leaving somebody out of a concern by hand, on its page."""

from __future__ import annotations

import pytest

from tests.staff.browser import Site
from tests.staff.test_concerns import raise_concern
from tests.staff.world import World
from tests.support.chromium import violations
from tests.support.team import settle_team


async def test_who_is_left_out_and_why_stands_on_the_page(world: World) -> None:
    with world.store.write() as tx:
        team = settle_team(tx)
    concern_id = raise_concern(world, "zelda hit me")
    path = f"/concerns/{concern_id}"
    lead = world.signed_in(world.cast.lead)
    page = await lead.get(path)
    assert "Zelda Teamwell: the words may mean them, today at 10:00am" in page.words
    answer = await lead.post(f"{path}/left-out", token_from=path, who=team.deputy.id)
    assert answer.location == f"/staff{path}"
    page = await lead.get(path)
    assert "They are left out from now on." in page.words
    assert "Xanthe Teamwell is the only other lead who may know of it." in page.words
    assert "Quentin Teamwell: Lea Sample left them out, today at 10:00am" in page.words
    assert f'value="{team.alternate.id}"' in page.html and f'value="{team.deputy.id}"' not in page.html
    for out in (team.lead, team.deputy):
        assert (await world.signed_in(out).get(path)).status == 404
        assert concern_id not in (await world.signed_in(out).get("/concerns")).html


async def test_what_cannot_be_comes_back(world: World) -> None:
    with world.store.write() as tx:
        team = settle_team(tx)
    path = f"/concerns/{raise_concern(world, 'zelda and quentin')}"
    lead = world.signed_in(world.cast.lead)
    page = await lead.post(f"{path}/left-out", token_from=path)
    assert page.status == 422 and page.words.count("Choose who is left out.") == 2
    page = await lead.post(f"{path}/left-out", token_from=path, who=team.alternate.id)
    assert page.status == 422 and page.words.count("Nobody would be left who is told of it.") == 2
    assert (await world.signed_in(team.alternate).get(path)).status == 200


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_it_reads_well_for_everyone(site: Site, phone: bool) -> None:
    world = site.world
    with world.store.write() as tx:
        settle_team(tx)
    concern_id = raise_concern(world, "zelda hit me")
    tab = await site.signed_in(world.cast.lead, phone=phone)
    await tab.goto(f"{site.address}/concerns/{concern_id}")
    assert await violations(tab) == []
    await tab.get_by_role("button", name="Leave them out").click()
    assert await violations(tab) == []
