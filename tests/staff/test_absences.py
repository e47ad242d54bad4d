"""Days away on the pages: entering them, and what the cover sees."""

from __future__ import annotations

from datetime import date

import pytest

from storage import absences, staff_accounts
from storage.audit import SYSTEM
from storage.staff_accounts import StaffMember
from storage.vocabulary import Role
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.world import PASSWORD_HASH, World
from tests.support.chromium import violations

TODAY = date(2026, 11, 24)


def days(first: date = TODAY, last: date = date(2026, 11, 26)) -> dict[str, str]:
    fields: dict[str, str] = {}
    for name, day in (("from", first), ("to", last)):
        fields |= {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
    return fields


def a_colleague(world: World) -> StaffMember:
    with world.store.write() as tx:
        house = (world.cast.house.id,)
        return staff_accounts.add(tx, SYSTEM, "Cole Sample", "cole@example.org", Role.KEYWORKER, PASSWORD_HASH, house)


async def test_one_enters_ones_own_days(world: World) -> None:
    colleague, visitor = a_colleague(world), world.signed_in(world.cast.worker)
    answer = await visitor.post("/absences", do="enter", cover=colleague.id, **days())
    assert answer.location == "/staff/absences"
    page = await visitor.get("/absences")
    assert "Wes Sample (you) Away from today to Thursday 26 November. Cole Sample stands in." in page.words
    assert "Who is away?" not in page.words


async def test_a_manager_enters_them_for_others_and_takes_them_away(world: World) -> None:
    visitor, worker = world.signed_in(world.cast.manager), world.cast.worker
    await visitor.post("/absences", do="enter", who=worker.id, cover=world.cast.manager.id, **days())
    page = await visitor.get("/absences")
    assert "Wes Sample Away from today" in page.words and "You stand in." in page.words
    with world.store.read() as tx:
        [entry] = absences.seen(tx, worker)
    answer = await visitor.post("/absences", do="end", id=entry.id)
    assert answer.status == 303
    assert "Nobody is away" in (await visitor.get("/absences")).words


async def test_nobody_enters_or_ends_anybody_elses(world: World) -> None:
    colleague = a_colleague(world)
    page = await world.signed_in(world.cast.worker).post("/absences", do="enter", who=colleague.id, **days())
    assert page.status == 404
    with world.store.write() as tx:
        entry = absences.add(tx, colleague, colleague.id, TODAY, TODAY, None)
    for other in (world.cast.worker, world.cast.stranger):
        assert (await world.signed_in(other).post("/absences", do="end", id=entry.id)).status == 404
    assert "Take it away" not in (await world.signed_in(world.cast.worker).get("/absences")).words
    assert "Cole" not in (await world.signed_in(world.cast.stranger).get("/absences")).words


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ({}, "Type the first day."),
        ({**days(), "to-day": "31", "to-month": "2"}, "Type a real day"),
        (days(TODAY, date(2026, 11, 23)), "The last day is before the first day."),
        (days(date(2026, 11, 1), date(2026, 11, 2)), "These days are over."),
        ({**days(), "cover": "nobody"}, "Choose somebody else who works in the same house to stand in."),
    ],
)
async def test_what_cannot_be_comes_back(world: World, form: dict[str, str], advice: str) -> None:
    page = await world.signed_in(world.cast.worker).post("/absences", do="enter", **form)
    assert page.status == 422 and page.words.count(advice) == 2


async def test_what_is_no_step_of_the_page_is_refused(world: World) -> None:
    assert (await world.signed_in(world.cast.worker).post("/absences", do="all")).status == 400


async def test_the_cover_has_it_among_their_own_and_the_owner_still_owns_it(world: World) -> None:
    colleague = a_colleague(world)
    action = History(world).agree(world.says("i want fish").id, "You get fish on Friday.")
    with world.store.write() as tx:
        absences.add(tx, world.cast.worker, world.cast.worker.id, TODAY, TODAY, colleague.id)
    visitor = world.signed_in(colleague)
    words = (await visitor.get("/")).words
    mine = words.split("My actions (1)")[1].split("Actions of others")[0]
    assert "You get fish on Friday." in mine and "Owner: Wes Sample (you stand in)." in mine
    page = (await visitor.get(f"/actions/{action.id}")).words
    assert "Owner Wes Sample Owner is away Until today. Cole Sample stands in." in page
    assert "Actions of others (1)" in (await world.signed_in(world.cast.manager).get("/")).words
    world.clock.on(days=1)
    assert "My actions" not in (await world.signed_in(colleague).get("/")).words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_page_reads_well_for_everyone(site: Site, phone: bool) -> None:
    world = site.world
    with world.store.write() as tx:
        absences.add(tx, world.cast.manager, world.cast.worker.id, TODAY, date(2026, 11, 30), world.cast.manager.id)
        absences.add(tx, world.cast.manager, world.cast.manager.id, date(2026, 12, 21), date(2026, 12, 21), None)
    tab = await site.signed_in(world.cast.manager, phone=phone)
    await tab.goto(f"{site.address}/absences")
    assert await violations(tab) == []
    await tab.get_by_role("button", name="Keep it").click()
    assert await violations(tab) == []
