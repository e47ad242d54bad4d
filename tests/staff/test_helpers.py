"""Whom a person chose, on the pages of their staff: a code made together, a member of staff chosen, and the end of it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from starlette.applications import Starlette
from starlette.routing import Mount

from speech import Speech
from staff import StaffSettings, application
from storage import supporters
from storage.supporters import Supporter
from storage.tables.choices import supporters as table
from storage.tables.governance import audit_events
from storage.vocabulary import Relation
from tests.staff.browser import Site
from tests.staff.supporting import let_in, outside
from tests.staff.world import ADDRESS, World
from tests.support.chromium import violations
from wording.catalogue import Catalogue


def path(world: World) -> str:
    return f"/people/{world.cast.person.id}/helpers"


def theirs(world: World) -> tuple[Supporter, ...]:
    with world.store.read() as tx:
        return supporters.of_person(tx, world.cast.person.id)


async def test_a_code_is_made_with_the_person_and_works(world: World) -> None:
    visitor = world.signed_in(world.cast.worker)
    assert "Nobody yet." in (await visitor.get(path(world))).words
    page = await visitor.post(path(world), token_from=path(world), do="make_code")
    found = re.search(r"code=([A-Z2-9]{10})", page.html)
    assert page.status == 200 and found and "<svg" in page.html
    assert f"{found[1][:5]} {found[1][5:]}" in page.words
    assert "t.me/" not in page.html, "there is no bot"
    assert (await outside(world).enter(found[1], "Uncle Ned", "friend")).status == 303
    page = await visitor.get(path(world))
    assert "Uncle Ned A friend. Since today" in page.words or "Uncle Ned Friend. Since today" in page.words
    with world.store.read() as tx:
        made = tx.execute(select(audit_events.c.actor_id).where(audit_events.c.verb == "make_supporter_code"))
        assert made.scalar() == world.cast.worker.id


async def test_it_ends_at_once_and_who_ended_it_is_kept(world: World) -> None:
    helper = await let_in(world)
    [aunt] = theirs(world)
    visitor = world.signed_in(world.cast.manager)
    ended = await visitor.post(path(world), token_from=path(world), do="end", which=aunt.id)
    assert ended.status == 303 and theirs(world) == ()
    assert (await helper.get()).location == "/supporter/sign-in"
    with world.store.read() as tx:
        assert tx.execute(select(table.c.ended_by)).scalar() == world.cast.manager.id


async def test_a_member_of_staff_may_be_chosen(world: World) -> None:
    visitor = world.signed_in(world.cast.manager)
    send = {"token_from": path(world), "do": "add_staff"}
    wrong = await visitor.post(path(world), **send, staff=world.cast.stranger.id)
    assert wrong.status == 422 and "Choose a member of staff who works with this person." in wrong.words
    assert 'href="#staff"' in wrong.html and 'id="staff"' in wrong.html
    assert (await visitor.post(path(world), **send, staff=world.cast.worker.id)).status == 303
    [chosen] = theirs(world)
    assert (chosen.name, chosen.relation, chosen.staff_id) == ("Wes Sample", Relation.STAFF, world.cast.worker.id)
    assert f'value="{world.cast.worker.id}"' not in (await visitor.get(path(world))).html


@pytest.mark.parametrize("phone", [True, False])
async def test_the_page_is_fit_for_everybody(site: Site, phone: bool) -> None:
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}{path(site.world)}")
    assert await violations(tab) == []
    await tab.get_by_role("button", name="Make a one-time code").click()
    assert await violations(tab) == []


async def test_where_the_service_is_on_telegram_the_code_opens_a_chat_there_too(
    world: World, catalogue: Catalogue, speech: Speech
) -> None:
    settings = StaffSettings(True, True, ADDRESS, telegram_username=lambda: "said_invented_bot")
    inner = application(world.store, catalogue, speech, settings)
    world.pages = lambda _secure: Starlette(routes=[Mount("/staff", inner)])
    page = await world.signed_in(world.cast.worker).post(path(world), token_from=path(world), do="make_code")
    code = page.html.split('class="app-code">')[1].split("<")[0].replace(" ", "")
    assert f"https://t.me/said_invented_bot?start={code}" in page.words
