"""The board."""

from __future__ import annotations

import re

import pytest

from storage import houses, pending_actions, staff_accounts, staff_requests
from storage.audit import SYSTEM
from storage.vocabulary import DidItHelp, HelpedBy, Outcome, RequestKind, Role
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.world import World
from tests.support.chromium import violations
from tests.support.seen import seen


def counts(words: str) -> dict[str, int]:
    """The number in front of each list's name at the top of the board; what is not there is empty."""
    names = (
        *("New", "Requests", "Overdue actions", "My actions", "Actions of others", "Finished, being told"),
        *("To tell in person", "To ask in person", "Told"),
    )
    found = {name: re.search(rf"(\d+) {name}", words) for name in names}
    return {name: int(match[1]) if match else 0 for name, match in found.items()}


async def test_an_empty_board_says_so(world: World) -> None:
    page = await world.signed_in(world.cast.worker).get("/")
    assert set(counts(page.words).values()) == {0}
    assert "Board Nothing waits for anybody in your house." in page.words and "<h2" not in page.html


async def test_the_first_manager_of_an_empty_house_reads_how_to_begin(world: World) -> None:
    with world.store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Fern House")
        manager = staff_accounts.add(tx, SYSTEM, "Mina Sample", "mina@example.org", Role.MANAGER, "hash", (house.id,))
        worker = staff_accounts.add(tx, SYSTEM, "Wil Sample", "wil@example.org", Role.KEYWORKER, "hash", (house.id,))
    page = await world.signed_in(manager).get("/")
    assert "Nobody is here yet. To begin: Add the staff who will read what people say. Add a person." in page.words
    assert 'href="/staff/set-up/staff"' in page.html and 'href="/staff/people"' in page.html
    assert "Nothing waits for anybody in your house." in (await world.signed_in(worker).get("/")).words
    with world.store.write() as tx:
        houses.add_person(tx, SYSTEM, house.id, "Fay Sample")
    assert "Nothing waits for anybody in your house." in (await world.signed_in(manager).get("/")).words


async def test_new_feedback_shows_the_exact_words_and_who_helped(world: World) -> None:
    item = world.says("it is <script>alert(1)</script> & loud\nat night 😡")
    History(world).helped_by(item.id, HelpedBy.READ_TO_ME)
    page = await world.signed_in(world.cast.worker).get("/")
    assert "“it is <script>alert(1)</script> & loud\nat night 😡”" not in page.html
    assert "“it is &lt;script&gt;alert(1)&lt;/script&gt; &amp; loud\nat night 😡”" in seen(page.html)
    assert "Plum House. Who helped: someone read it to them. Decide by Friday 27 November." in page.words
    assert "Pim Testwell told us something today at 10:00am" in page.words
    assert "😞 Bad" in page.words
    assert "Overdue " not in page.words.replace("Overdue actions", "")


async def test_a_late_decision_is_marked_in_words(world: World) -> None:
    world.says(None, Outcome.WORKED)
    world.clock.on(days=4)
    page = await world.signed_in(world.cast.worker).get("/")
    assert "A decision was due yesterday. Overdue" in page.words


async def test_what_is_due_today_says_so(world: World) -> None:
    world.says(None, Outcome.WORKED)
    world.clock.on(days=3)
    words = (await world.signed_in(world.cast.worker).get("/")).words
    assert "Decide today." in words and "Overdue " not in words.replace("Overdue actions", "")


async def test_each_action_is_in_one_list(world: World) -> None:
    cast, history = world.cast, History(world)
    world.link_chat()
    mine = history.agree(world.says("i want fish").id, "You get fish on Friday.")
    late = history.agree(world.says("the bus is late").id, "You go by taxi.", in_days=0)
    done = history.agree(world.says("it is cold").id, "You get a new heater.")
    told = history.agree(world.says("it is dark").id, "You get a new lamp.")
    history.finish(told.id, "You have a new lamp.")
    history.finish(done.id, "You have a new heater.", deliver=False)
    world.clock.on(days=1)
    theirs = (await world.signed_in(cast.worker).get("/")).words
    in_person = {"To tell in person": 0, "To ask in person": 0}
    once = {"New": 0, "Requests": 0, "Overdue actions": 1, "Finished, being told": 1, **in_person, "Told": 1}
    assert counts(theirs) == {**once, "My actions": 1, "Actions of others": 0}
    managers = (await world.signed_in(cast.manager).get("/")).words
    assert counts(managers) == {**once, "My actions": 0, "Actions of others": 1}
    assert "Due yesterday. Overdue" in theirs.split(late.what_will_be_different)[1]
    assert "Owner: you. Agreed. Due Tuesday 1 December." in theirs.split(mine.what_will_be_different)[1]
    assert "We ask “Did it help?” Friday 27 November." in theirs


async def test_a_closed_action_is_gone(world: World) -> None:
    history = History(world)
    action = history.agree(world.says("i want fish").id, "You get fish on Friday.")
    history.finish(action.id, "You got fish.")
    history.answer(action.id, DidItHelp.HELPED)
    assert "You get fish on Friday." not in (await world.signed_in(world.cast.worker).get("/")).words


async def test_requests_wait_and_some_only_for_the_manager(world: World) -> None:
    with world.store.write() as tx:
        for kind in (RequestKind.WANTS_TO_TALK, RequestKind.DID_NOT_HELP_TWICE):
            staff_requests.ask(tx, world.cast.person.id, kind, kind)
    worker = (await world.signed_in(world.cast.worker).get("/")).words
    manager = (await world.signed_in(world.cast.manager).get("/")).words
    assert counts(worker)["Requests"] == 1 and "Pim Testwell: wants to talk" in worker
    assert counts(manager)["Requests"] == 2 and "Pim Testwell: it did not help, twice" in manager


async def test_another_house_shows_nothing(world: World) -> None:
    History(world).agree(world.says("i want fish").id, "You get fish on Friday.")
    world.says("the bus is late")
    page = await world.signed_in(world.cast.stranger).get("/")
    assert set(counts(page.words).values()) == {0}
    assert "Pim" not in page.words


async def test_a_lead_has_no_house_board(world: World) -> None:
    world.says("the bus is late")
    lead = world.signed_in(world.cast.lead)
    page = await lead.get("/")
    assert (page.status, page.location, page.words) == (303, "/staff/concerns", "")
    assert "Board" not in (await lead.get("/concerns")).words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_board_reads_well_for_everyone(site: Site, phone: bool) -> None:
    world, history = site.world, History(site.world)
    history.agree(world.says("i want fish").id, "You get fish on Friday.", in_days=0)
    world.says("a" * 200)
    world.clock.on(days=10)
    with world.store.write() as tx:
        pending_actions.start(tx, world.cast.worker, pending_actions.in_houses_of(tx, world.cast.worker)[0].id)
        staff_requests.ask(tx, world.cast.person.id, RequestKind.WANTS_TO_TALK, "from-the-chat")
    tab = await site.signed_in(world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}/")
    assert await tab.get_by_text("Overdue", exact=True).count() == 2
    assert await violations(tab) == []
