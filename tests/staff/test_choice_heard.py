"""Harm in the words of a choice goes to the safeguarding lead alone, whoever wrote it, and its writer is told the fixed words."""

from __future__ import annotations

import pytest

from storage import choice_sets, concerns, staff_requests, supporters
from storage.concerns import Concern
from tests.staff.browser import Site
from tests.staff.supporting import code_for, known_as, let_in
from tests.staff.test_choice_prepare import QUESTION, choices, form, kept, send
from tests.staff.test_supporters_pages import prepares
from tests.staff.world import World
from tests.support.chromium import violations

HARM, UNCLEAR = "He hits her every night", "Nobody hit me there"


def raised(world: World) -> list[Concern]:
    with world.store.write() as tx:
        return list(concerns.for_lead(tx, world.cast.lead))


@pytest.mark.parametrize("field", ["question", "label_1", "meaning_0", "synonyms_0"])
@pytest.mark.parametrize("step", ["offer", "keep", "talk"])
async def test_what_staff_write_of_harm_is_a_concern_and_no_choice(world: World, field: str, step: str) -> None:
    sent = await send(world, step=step, **{field: HARM})
    assert sent.location == f"/staff/people/{world.cast.person.id}/prepare-choice/lead"
    [concern] = raised(world)
    assert concern.person == "Pim Testwell" and HARM in str(concern.words) and concern.tier in ("amber", "red")
    with world.store.write() as tx:
        _, [note] = concerns.one_for_lead(tx, world.cast.lead, concern.id)
        assert staff_requests.waiting(tx, world.cast.worker) == ()
        assert concerns.latest_open(tx, world.cast.person.id) is None, "it is not the person's own"
    assert note.note == f"{world.cast.worker.name} wrote it in a choice for Pim Testwell. " + (
        "These are not Pim Testwell’s own words."
    )
    assert kept(world) == ()


async def test_they_are_told_what_to_do_and_no_page_of_the_house_tells_of_it(world: World) -> None:
    manager = world.signed_in(world.cast.manager)
    before = [(await manager.get(page)).html for page in (choices(world), "/")]
    sent = await send(world, question=HARM)
    page = await world.signed_in(world.cast.worker).get(sent.location.removeprefix("/staff"))
    assert "call 999" in page.words and "It was not kept as a choice" in page.words and HARM not in page.words
    assert [(await manager.get(page)).html for page in (choices(world), "/")] == before


async def test_a_form_that_is_sent_twice_is_one_concern_and_a_changed_one_another(world: World) -> None:
    for words in (HARM, HARM, f"{HARM} and day"):
        await send(world, meaning_0=words)
    assert len(raised(world)) == 2


async def test_what_is_unclear_goes_to_the_lead_and_the_choice_goes_on(world: World) -> None:
    sent = await send(world, meaning_0=UNCLEAR, meaning_1="You go there", step="keep")
    [concern], [draft] = raised(world), kept(world)
    assert concern.tier == "check" and sent.location == f"/staff{choices(world, f'/{draft.id}')}"
    await send(world, meaning_0=UNCLEAR, meaning_1="You go there", step="keep", draft=draft.id)
    assert len(raised(world)) == 1, "the same words of the same choice"


async def test_an_ordinary_choice_tells_the_lead_nothing(world: World) -> None:
    await send(world)
    assert raised(world) == [] and len(kept(world)) == 1


@pytest.mark.parametrize("step", ["offer", "keep", "talk"])
async def test_a_supporter_reads_the_signed_words_and_nothing_else(world: World, step: str) -> None:
    helper = await let_in(world)
    page = await prepares(helper, world, meaning_0=HARM, step=step)
    assert page.status == 200 and "call 999" in page.words and "Thank you for telling me." in page.words
    assert HARM not in page.words and QUESTION not in page.words
    [concern] = raised(world)
    assert concern.is_of_supporter and concern.person == "Pim Testwell" and HARM in str(concern.words)
    with world.store.write() as tx:
        _, [note] = concerns.one_for_lead(tx, world.cast.lead, concern.id)
        assert choice_sets.listed(tx, known_as(world), world.cast.person.id) == ()
    assert note.note == "Written in a choice on the supporters’ page. Aunt Ivy helps Pim Testwell to choose."


async def test_whoever_helps_no_more_is_let_in_to_nothing(world: World) -> None:
    helper = await let_in(world)
    token = (await helper.get()).csrf_token
    with world.store.write() as tx:
        supporters.end_by_person(tx, world.cast.person.id, known_as(world).id)
    sent = await helper.client.post("/supporter/prepare", data={"csrf_token": token, **form(world, question=HARM)})
    assert sent.headers["location"].endswith("/sign-in") and raised(world) == []


@pytest.mark.parametrize("is_staff", [True, False])
async def test_what_its_writer_reads_is_fit_for_everybody(site: Site, is_staff: bool) -> None:
    if is_staff:
        tab = await site.signed_in(site.world.cast.worker, phone=True)
        await tab.goto(f"{site.address}/people/{site.world.cast.person.id}/prepare-choice")
    else:
        tab, outer = await site.tab(phone=True), site.address.removesuffix("/staff")
        await tab.goto(f"{outer}/supporter/sign-in?code={code_for(site.world)}")
        await tab.get_by_label("Your name, as they call you").fill("Aunt Ivy")
        await tab.get_by_role("radio", name="Family").click()
        await tab.get_by_role("button", name="Go on").click()
        await tab.goto(f"{outer}/supporter/prepare")
    await tab.get_by_label("The question, in easy words", exact=True).fill(HARM)
    await tab.get_by_role("button", name="Offer it", exact=True).click()
    await tab.get_by_text("call 999").first.wait_for()
    assert await violations(tab) == []
    assert len(raised(site.world)) == 1
