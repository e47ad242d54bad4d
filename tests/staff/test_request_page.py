"""A person asked for something that is not feedback."""

from __future__ import annotations

import pytest

from storage import contents, staff_requests
from storage.audit import Actor
from storage.staff_requests import StaffRequest
from storage.vocabulary import RequestKind
from tests.staff.browser import Site
from tests.staff.world import World
from tests.support.chromium import violations


def asked(world: World, kind: RequestKind = RequestKind.NOT_UNDERSTOOD) -> StaffRequest:
    person_id = world.cast.person.id
    with world.store.write() as tx:
        words = contents.keep(tx, Actor("person", person_id), person_id, "blue <b>thing</b> gone")
        staff_requests.ask(tx, person_id, kind, "from-the-chat", content_id=words)
        return staff_requests.waiting(tx, world.cast.manager)[0]


async def test_the_page_shows_what_it_is_and_the_exact_words(world: World) -> None:
    page = await world.signed_in(world.cast.worker).get(f"/requests/{asked(world).id}")
    assert "“blue &lt;b&gt;thing&lt;/b&gt; gone”" in page.html
    assert "Pim Testwell: the assistant did not understand" in page.words
    assert "When today at 10:00am House Plum House" in page.words


async def test_what_did_not_get_through_leads_to_the_chats_of_the_person(world: World) -> None:
    item, visitor = asked(world, RequestKind.COULD_NOT_DELIVER), world.signed_in(world.cast.worker)
    page = await visitor.get(f"/requests/{item.id}")
    assert "Which chat does not get through is under “Chat” on the page of Pim Testwell." in page.words
    assert (
        "Chat"
        in (await visitor.get(page.html.split("is under “Chat” on ")[1].split('href="/staff')[1].split('"')[0])).words
    )


async def test_it_is_finished_with_what_was_done(world: World) -> None:
    item, visitor = asked(world), world.signed_in(world.cast.worker)
    empty = await visitor.post(f"/requests/{item.id}", what_was_done=" ")
    assert empty.status == 422 and empty.words.count("Write in a few words what you did.") == 2
    for _ in range(2):  # a double press
        answer = await visitor.post(f"/requests/{item.id}", what_was_done="We found the blue cup.")
        assert answer.location == "/staff/"
    assert "The request is off the board." in (await visitor.get("/")).words
    page = await visitor.get(f"/requests/{item.id}")
    assert "What was done We found the blue cup." in page.words
    assert "off the board" not in page.words  # no form any more


async def test_a_colleague_was_quicker(world: World) -> None:
    item = asked(world)
    await world.signed_in(world.cast.manager).post(f"/requests/{item.id}", what_was_done="We found it.")
    page = await world.signed_in(world.cast.worker).post(f"/requests/{item.id}", what_was_done="I looked.")
    assert page.status == 422 and "Somebody has dealt with this already." in page.words
    assert "We found it." in page.words


async def test_only_the_manager_is_told_that_something_failed_twice(world: World) -> None:
    item = asked(world, RequestKind.DID_NOT_HELP_TWICE)
    assert (await world.signed_in(world.cast.worker).get(f"/requests/{item.id}")).status == 404
    assert (await world.signed_in(world.cast.manager).get(f"/requests/{item.id}")).status == 200


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("java_script", [False, True])
async def test_a_request_from_the_board_and_off_it(site: Site, phone: bool, java_script: bool) -> None:
    asked(site.world)
    tab = await site.signed_in(site.world.cast.worker, phone=phone, java_script=java_script)
    await tab.goto(f"{site.address}/")
    await tab.get_by_role("link", name="Pim Testwell: the assistant did not understand").click()
    await tab.get_by_label("What did you do?").fill("We found the blue cup.")
    if java_script:  # axe-core is a script itself
        assert await violations(tab) == []
    await tab.get_by_role("button", name="Keep it and take it off the board").click()
    assert await tab.get_by_text("The request is off the board.").is_visible()
