"""Handing an action over on its page."""

from __future__ import annotations

from datetime import date

import pytest

from storage import Transaction, absences, pending_actions, staff_accounts, staff_admin, updates
from storage.audit import SYSTEM
from storage.pending_actions import PendingAction
from storage.staff_rights import Wanted
from storage.vocabulary import Role
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.test_absences import a_colleague
from tests.staff.world import Cast, World
from tests.support.chromium import violations

WHY = "The kitchen is shut."


def an_action(world: World) -> PendingAction:
    return History(world).agree(world.says("i want fish").id, "You get fish on Friday.")


def now(world: World, action: PendingAction) -> PendingAction:
    with world.store.read() as tx:
        return pending_actions.one(tx, action.id)


def _limited(tx: Transaction, cast: Cast) -> str:
    """A colleague who may know of nobody."""
    place = (cast.house.id,)
    made = staff_accounts.add(tx, SYSTEM, "Lim Sample", "lim@example.org", Role.SUPPORT_WORKER, "x", place)
    staff_admin.change(tx, cast.manager, made.id, Wanted(made.name, made.role, place, ()))
    return made.id


def form(owner: str, day: date, why: str = WHY) -> dict[str, str]:
    due = {"due-day": str(day.day), "due-month": str(day.month), "due-year": str(day.year)}
    return {"step": "hand_over", "owner": owner, "why": why, **due}


async def test_a_later_day_and_another_owner(world: World) -> None:
    action, colleague = an_action(world), a_colleague(world)
    visitor = world.signed_in(world.cast.worker)
    sent = form(colleague.id, date(2026, 12, 4))
    for _ in range(2):  # a double press changes it once
        answer = await visitor.post(f"/actions/{action.id}", **sent)
        assert answer.location == f"/staff/actions/{action.id}"
    assert (now(world, action).owner_id, now(world, action).due_on) == (colleague.id, date(2026, 12, 4))
    assert world.told == [world.cast.person.id]
    with world.store.read() as tx:
        assert [one.response for one in updates.to_queue(tx)] == [updates.DAY_MOVED]
    page = (await world.signed_in(colleague).get(f"/actions/{action.id}")).words
    assert "Due Friday 4 December First promised for Tuesday 1 December" in page
    line = (
        "Wes Sample gave it from Wes Sample to Cole Sample and moved the day from Tuesday 1 December to "
        f"Friday 4 December (“{WHY}”), today at 10:00am"
    )
    assert line in page and "Still to be sent to Pim Testwell: the new day" in page


async def test_the_form_is_for_owner_and_manager_while_it_is_open(world: World) -> None:
    action, colleague = an_action(world), a_colleague(world)
    title = "Hand it over, or move the day"
    for who, sees in ((world.cast.worker, True), (world.cast.manager, True), (colleague, False)):
        assert (title in (await world.signed_in(who).get(f"/actions/{action.id}")).words) is sees
    sent = form(colleague.id, action.due_on)
    page = await world.signed_in(colleague).post(f"/actions/{action.id}", **sent)
    assert page.status == 422 and "Only its owner or a manager" in page.words
    History(world).finish(action.id, "You got fish.")
    assert title not in (await world.signed_in(world.cast.worker).get(f"/actions/{action.id}")).words


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"why": ""}, "Write why, in a few words."),
        ({"owner": ""}, "Choose who owns the action."),
        ({"due-day": "32"}, "Type a real day"),
        ({"due-day": "", "due-month": "", "due-year": ""}, "Type the day by which it will be done."),
        ({"due-day": "1", "due-month": "11"}, "This day is in the past."),
        ({"owner": "nobody"}, "Choose an owner who works in this house"),
        ({}, "Choose another owner, another day, or both."),
    ],
)
async def test_what_cannot_be_comes_back(world: World, change: dict[str, str], advice: str) -> None:
    action = an_action(world)
    sent = {**form(world.cast.worker.id, action.due_on), **change}
    page = await world.signed_in(world.cast.worker).post(f"/actions/{action.id}", **sent)
    assert page.status == 422 and page.words.count(advice) == 2
    assert now(world, action) == action


async def test_whom_the_words_name_is_there_for_a_manager_who_says_that_it_is_not_about_them(world: World) -> None:
    colleague, day = a_colleague(world), date(2026, 12, 1)
    action = History(world).agree(world.says("cole burns the fish").id, "You get fish on Friday.")
    path, sent = f"/actions/{action.id}", form(colleague.id, day)
    assert "Cole Sample" not in (await world.signed_in(world.cast.worker).get(path)).words
    manager = world.signed_in(world.cast.manager)
    assert "The words name Cole Sample. Are they about the new owner?" in (await manager.get(path)).words
    assert (await manager.post(path, **sent)).words.count("The words name Cole Sample. Choose someone else") == 2
    assert (await manager.post(path, **sent, not_about_owner="yes")).status == 303
    assert now(world, action).owner_id == colleague.id


async def test_a_cover_who_may_not_see_it_does_not_stand_in_for_it(world: World) -> None:
    action, cast = an_action(world), world.cast
    today = world.store.calendar.day(world.clock.now)
    with world.store.write() as tx:
        absences.add(tx, cast.worker, cast.worker.id, today, today, _limited(tx, cast))
    page = (await world.signed_in(cast.manager).get(f"/actions/{action.id}")).words
    assert "Owner is away Until today. The managers stand in." in page


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_form_reads_well_for_everyone(site: Site, phone: bool) -> None:
    world, action = site.world, an_action(site.world)
    tab = await site.signed_in(world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}/actions/{action.id}")
    await tab.get_by_role("button", name="Keep the change").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await violations(tab) == []
