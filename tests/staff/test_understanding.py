"""How well the chat understands, on its page, and how a person writes, on theirs."""

from __future__ import annotations

import pytest

from storage import contents, people_for_staff, readings
from storage.audit import Actor
from storage.houses import Person
from storage.vocabulary import CommunicationNeed
from tests.staff.browser import Site
from tests.staff.world import World
from tests.support.chromium import violations


def read(
    world: World, count: int, *, not_understood: int = 0, corrected: int = 0, person: Person | None = None
) -> None:
    """So many messages, of which some went wrong; those that nobody could tell were not sure."""
    who = person or world.cast.person
    with world.store.write() as tx:
        for one in range(count):
            content_id = contents.keep(tx, Actor("person", who.id), who.id, "soup cold")
            is_sure = one >= not_understood
            readings.read(tx, who.id, content_id, intent="feedback", kind="worked", is_sure=is_sure)
            if one < not_understood:
                readings.not_understood(tx, content_id)
            elif one < not_understood + corrected:
                readings.corrected(tx, (content_id,))


def writes(world: World, need: CommunicationNeed) -> None:
    with world.store.write() as tx:
        people_for_staff.set_communication_need(tx, world.cast.manager, world.cast.person.id, need)


async def test_the_figures_stand_by_need_without_names_or_words(world: World) -> None:
    read(world, 3)
    writes(world, CommunicationNeed.SPELLS_BY_SOUND)
    read(world, 8, not_understood=2, corrected=1)
    read(world, 40, person=world.cast.other_person)
    page = await world.signed_in(world.cast.manager).get("/understanding")
    wrong = "2 asked about 1 corrected 2 not understood"
    together = f"11 messages read 9 read at once {wrong} 18% were not understood."
    by_sound = f"8 messages read 6 read at once {wrong} 25% were not understood."
    few = "3 messages read 3 read at once 0 asked about 0 corrected 0 not understood Too few messages to speak of a share."
    for heading, figures in (("All together", together), ("Spells by sound", by_sound), ("Not known", few)):
        assert f"{heading} {figures}" in page.words
    assert "Pim" not in page.words and "soup" not in page.words
    elsewhere = await world.signed_in(world.cast.stranger).get("/understanding")
    assert "40 messages read" in elsewhere.words and "11" not in elsewhere.words


async def test_with_nothing_read_it_says_so(world: World) -> None:
    assert (
        "No message was read in this time." in (await world.signed_in(world.cast.manager).get("/understanding")).words
    )


async def test_the_link_is_there_for_whom_the_page_is(world: World) -> None:
    link = 'href="/staff/understanding"'
    assert link in (await world.signed_in(world.cast.manager).get("/")).html
    assert link not in (await world.signed_in(world.cast.worker).get("/")).html


async def test_a_manager_says_how_a_person_writes(world: World) -> None:
    manager, person = world.signed_in(world.cast.manager), f"/people/{world.cast.person.id}"
    assert "How they write Not known" in (await manager.get(person)).words
    bad = await manager.post(f"{person}/details", do="need", need="loudly")
    assert bad.status == 422 and 'href="#need"' in bad.html and 'id="need"' in bad.html
    assert (await manager.post(f"{person}/details", do="need", need="few_words")).status == 303
    assert "How they write Few words" in (await manager.get(person)).words
    assert 'value="few_words" checked' in (await manager.get(f"{person}/details")).html


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_they_read_well_for_everyone(site: Site, phone: bool) -> None:
    read(site.world, 6, not_understood=1)
    tab = await site.signed_in(site.world.cast.manager, phone=phone)
    person = f"/people/{site.world.cast.person.id}"
    for where in ("/understanding", person, f"{person}/details"):
        await tab.goto(f"{site.address}{where}")
        assert await violations(tab) == [], where
