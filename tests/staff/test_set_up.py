"""Houses and staff on the pages: no manager ever needs a terminal, and none reaches beyond their houses."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from storage import houses, pending_actions, people_for_staff, staff_accounts, staff_admin
from storage.audit import SYSTEM
from storage.errors import Refused
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.vocabulary import Role, WhatChanges
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.test_account import choose
from tests.staff.test_sign_in import sign_in
from tests.staff.world import ADDRESS, Page, Visitor, World
from tests.support.chromium import violations

ACCOUNT = "/account"


@pytest.fixture
def admin(world: World) -> StaffMember:
    with world.store.write() as tx:
        return staff_accounts.add(tx, SYSTEM, "Ada Sample", "ada@example.org", Role.ADMIN, "hash", ())


async def post(visitor: Visitor, path: str, **form: str) -> Page:
    return await visitor.post(path, token_from=ACCOUNT, **form)


async def add(
    visitor: Visitor, role: Role, *places: str, email: str = "nia@example.org", name: str = "Nia New"
) -> Page:
    boxes = {f"house-{one}": "yes" for one in places}
    return await post(visitor, "/set-up/staff", name=name, email=email, role=role, **boxes)


def found(world: World, email: str) -> StaffMember | None:
    with world.store.read() as tx:
        return staff_accounts.by_email(tx, email)


async def test_an_administrator_opens_a_house_from_nothing_to_a_signed_in_manager(
    world: World, admin: StaffMember
) -> None:
    visitor = world.signed_in(admin)
    assert (await visitor.get("/")).location == "/staff/set-up"
    assert (await post(visitor, "/set-up", house_name=" Rose House ")).location == "/staff/set-up"
    page = await visitor.get("/set-up")
    assert "Rose House Nobody works here yet." in page.words and "The house is added." in page.words
    with world.store.read() as tx:
        rose = houses.called(tx, "rose house")
    assert rose is not None
    invited = await add(visitor, Role.MANAGER, rose.id)
    address = re.search(rf"{ADDRESS}/staff/invitation\?token=([\w-]+)", invited.html)
    assert address and "until Tuesday 1 December at 10:00am" in invited.words
    assert "Has not signed in yet" in (await visitor.get("/set-up")).words
    client = world.client()
    await choose(client, address[1])
    assert (await sign_in(client, "nia@example.org", "purple tractor seventeen")).location == "/staff/"
    assert "Nia New, manager" in (await Visitor(client).get("/")).words


@pytest.mark.parametrize(
    ("name", "advice"), [("", "Give the house a name."), ("plum house", "called Plum House already")]
)
async def test_a_house_that_will_not_do(world: World, admin: StaffMember, name: str, advice: str) -> None:
    page = await post(world.signed_in(admin), "/set-up", house_name=name)
    assert page.status == 422 and advice in page.words


@pytest.mark.parametrize("role", [Role.SUPPORT_WORKER, Role.KEYWORKER, Role.MANAGER, Role.REVIEWER])
async def test_a_manager_adds_staff_to_their_own_house(world: World, role: Role) -> None:
    page = await add(world.signed_in(world.cast.manager), role, world.cast.house.id)
    assert page.status == 200 and "A link for Nia New" in page.words
    made = found(world, "nia@example.org")
    assert made is not None and (made.role, made.house_ids) == (role, (world.cast.house.id,))


@pytest.mark.parametrize("role", [Role.ADMIN, Role.SAFEGUARDING_LEAD])
async def test_a_manager_makes_no_administrator_and_no_lead(world: World, admin: StaffMember, role: Role) -> None:
    page = await add(world.signed_in(world.cast.manager), role, world.cast.house.id)
    assert page.status == 422 and "Choose one of these roles." in page.words
    assert f'value="{role}"' not in page.html
    assert (await add(world.signed_in(admin), role)).status == 200


async def test_the_only_house_of_a_manager_is_ticked_and_can_be_unticked(world: World, admin: StaffMember) -> None:
    manager, ticked = world.signed_in(world.cast.manager), r'<input[^>]*name="house-[^>]* checked'
    assert re.search(ticked, (await manager.get("/set-up/staff")).html)
    assert not re.search(ticked, (await add(manager, Role.SUPPORT_WORKER)).html)
    with world.store.write() as tx:
        staff_admin.add_house(tx, admin, "Rose House")
    assert not re.search(ticked, (await world.signed_in(admin).get("/set-up/staff")).html)


async def test_a_manager_adds_nobody_to_a_house_that_is_not_theirs(world: World) -> None:
    for places in ((world.cast.other_house.id,), (world.cast.house.id, world.cast.other_house.id), ("no-such-house",)):
        assert (await add(world.signed_in(world.cast.manager), Role.MANAGER, *places)).status == 404
    assert found(world, "nia@example.org") is None


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ({"name": ""}, "Write their name"),
        ({"email": "nia at example"}, "Write an address such as"),
        ({"email": "WES@example.org"}, "wes@example.org is in use already."),
        ({"role": "king"}, "Choose what they may do."),
        ({"house": "none"}, "Choose the house they work in."),
    ],
)
async def test_what_is_missing_is_said_and_what_was_typed_stays(
    world: World, form: dict[str, str], advice: str
) -> None:
    good = {"name": "Nia New", "email": "nia@example.org", "role": "keyworker"}
    places = {} if "house" in form else {f"house-{world.cast.house.id}": "yes"}
    page = await post(world.signed_in(world.cast.manager), "/set-up/staff", **{**good, **form, **places})
    assert page.status == 422 and advice in page.words
    assert all(f'value="{one}"' in page.html for one in {**good, **form}.values() if one not in ("", "king", "none"))


async def test_a_lead_stands_outside_of_every_house(world: World, admin: StaffMember) -> None:
    page = await add(world.signed_in(admin), Role.SAFEGUARDING_LEAD, world.cast.house.id)
    assert page.status == 422 and "stands outside of every house" in page.words


async def test_name_role_and_house_are_changed_from_the_next_click_on(world: World) -> None:
    cast, worker = world.cast, world.signed_in(world.cast.worker)
    path = f"/set-up/staff/{cast.worker.id}"
    boxes = {f"house-{cast.house.id}": "yes"}
    manager = world.signed_in(cast.manager)
    done = await post(manager, path, do="change", name="Wes Renamed", role="reviewer", sees="everybody", **boxes)
    assert done.location == f"/staff{path}"
    assert "Wes Renamed, reviewer" in (await worker.get("/")).words


async def test_a_member_is_limited_to_some_people(world: World) -> None:
    cast = world.cast
    with world.store.write() as tx:
        hebe = people_for_staff.add(tx, cast.manager, cast.house.id, "Hebe Housemate")
    world.says("only of pim")
    world.says("only of hebe", person=hebe)
    path, boxes = f"/set-up/staff/{cast.worker.id}", {f"house-{cast.house.id}": "yes"}
    limit = {"sees": "named", f"person-{hebe.id}": "yes", f"person-{cast.other_person.id}": "yes"}
    manager = world.signed_in(cast.manager)
    await post(manager, path, do="change", name="Wes Sample", role="support_worker", **limit, **boxes)
    worker = world.signed_in(cast.worker)
    board, people = (await worker.get("/")).words, (await worker.get("/people")).words
    assert "only of hebe" in board and "only of pim" not in board and "1 New" in board
    assert "Hebe" in people and "Pim" not in people and "Quill" not in people
    assert (await worker.get(f"/people/{cast.person.id}")).status == 404
    assert "Sees some people" in (await manager.get("/set-up")).words
    # As a manager they see everybody again: the limit is gone, not asleep.
    await post(manager, path, do="change", name="Wes Sample", role="manager", **limit, **boxes)
    assert "only of pim" in (await worker.get("/")).words


async def test_with_nobody_named_a_limited_member_sees_nobody(world: World) -> None:
    cast = world.cast
    world.says("only of pim")
    path, boxes = f"/set-up/staff/{cast.worker.id}", {f"house-{cast.house.id}": "yes"}
    manager, worker = world.signed_in(cast.manager), world.signed_in(cast.worker)
    await post(manager, path, do="change", name="Wes Sample", role="support_worker", sees="named", **boxes)
    assert "only of pim" not in (await worker.get("/")).words and "Pim" not in (await worker.get("/people")).words


async def test_nobody_changes_or_ends_their_own_account(world: World, admin: StaffMember) -> None:
    for member in (world.cast.manager, admin):
        visitor, path = world.signed_in(member), f"/set-up/staff/{member.id}"
        assert "This is you." in (await visitor.get(path)).words
        change = {"name": "Me", "role": "admin" if member is admin else "manager"}
        boxes = {f"house-{one}": "yes" for one in member.house_ids}
        for form in ({"do": "end"}, {"do": "invite"}, {"do": "reset"}, {"do": "change", **change, **boxes}):
            page = await post(visitor, path, **form)
            assert page.status == 422 and "your own account" in page.words, form
        assert (await visitor.get(ACCOUNT)).status == 200


async def test_who_works_elsewhere_too_is_changed_by_an_administrator_alone(world: World, admin: StaffMember) -> None:
    cast = world.cast
    with world.store.write() as tx:
        places = (cast.house.id, cast.other_house.id)
        both = staff_accounts.add(tx, SYSTEM, "Bea Both", "bea@example.org", Role.KEYWORKER, "hash", places)
    manager, path = world.signed_in(cast.manager), f"/set-up/staff/{both.id}"
    page = await manager.get(path)
    assert "Only an administrator can change this account" in page.words
    assert cast.other_house.name not in page.html and cast.other_house.id not in page.html
    for do in ("end", "invite", "reset", "restore"):
        assert (await post(manager, path, do=do)).status == 404
    assert (await post(world.signed_in(admin), path, do="end")).status == 303


async def test_an_ended_account_is_out_at_once_and_its_open_actions_are_marked(world: World) -> None:
    cast, history = world.cast, History(world)
    history.agree(world.says("the bus is late").id, "You go by taxi.")
    with world.store.write() as tx:
        people_for_staff.set_keyworker(tx, cast.manager, cast.person.id, cast.worker.id)
    worker, manager = world.signed_in(cast.worker), world.signed_in(cast.manager)
    path = f"/set-up/staff/{cast.worker.id}"
    before = (await manager.get(path)).words
    assert "owns open actions." in before and "You go by taxi. For Pim Testwell" in before
    assert "does not work here any more" not in (await manager.get("/")).words
    await post(manager, path, do="end")
    assert (await worker.get("/")).status == 303
    after = (await manager.get(path)).words
    assert (
        "This account has ended." in after
        and "Open each one, and hand it over to somebody else. You go by taxi." in after
    )
    assert "Its owner does not work here any more" in (await manager.get("/")).words
    assert "Accounts that have ended Wes Sample" in (await manager.get("/set-up")).words
    assert "Keyworker Nobody yet" in (await manager.get(f"/people/{cast.person.id}")).words
    assert (await post(manager, path, do="invite")).status == 404


async def test_an_ended_account_is_opened_again_with_a_new_password(world: World) -> None:
    cast, manager = world.cast, world.signed_in(world.cast.manager)
    path = f"/set-up/staff/{cast.worker.id}"
    await post(manager, path, do="end")
    page = await post(manager, path, do="restore")
    token = re.search(r"invitation\?token=([\w-]+)", page.html)
    assert token and (await sign_in(world.client(), "wes@example.org", "a good old password")).status == 422
    await choose(world.client(), token[1])
    assert (await sign_in(world.client(), "wes@example.org", "purple tractor seventeen")).status == 303


async def test_a_post_that_asks_for_nothing_we_know_is_refused(world: World) -> None:
    manager = world.signed_in(world.cast.manager)
    for path in (f"/set-up/staff/{world.cast.worker.id}", f"/people/{world.cast.person.id}/details", ACCOUNT):
        assert (await post(manager, path, do="dance")).status == 400


# A person's name, house and keyworker


async def test_a_person_is_renamed_and_gets_a_keyworker(world: World) -> None:
    cast, manager = world.cast, world.signed_in(world.cast.manager)
    path = f"/people/{cast.person.id}"
    await post(manager, f"{path}/details", do="name", name=" Pim Renamed ")
    await post(manager, f"{path}/details", do="keyworker", keyworker=cast.worker.id)
    page = await manager.get(path)
    assert "Pim Renamed Plum House" in page.words and "Keyworker Wes Sample" in page.words
    await post(manager, f"{path}/details", do="keyworker", keyworker="")
    assert "Keyworker Nobody yet: the managers hear of what is new" in (await manager.get(path)).words


@pytest.mark.parametrize("name", ["", "x" * 121, "hebe housemate"])
async def test_a_name_that_will_not_do_is_refused(world: World, name: str) -> None:
    cast, manager = world.cast, world.signed_in(world.cast.manager)
    with world.store.write() as tx:
        people_for_staff.add(tx, cast.manager, cast.house.id, "Hebe Housemate")
    page = await post(manager, f"/people/{cast.person.id}/details", do="name", name=name)
    assert page.status == 422 and "There is a problem" in page.words


async def test_only_who_works_in_the_house_is_a_keyworker(world: World) -> None:
    cast, manager = world.cast, world.signed_in(world.cast.manager)
    for somebody in (cast.stranger.id, cast.lead.id, "nobody"):
        page = await post(manager, f"/people/{cast.person.id}/details", do="keyworker", keyworker=somebody)
        assert page.status == 422 and "Choose a keyworker who works in this house." in page.words


async def test_a_person_moves_with_all_that_is_theirs(world: World, admin: StaffMember) -> None:
    cast, history = world.cast, History(world)
    with world.store.write() as tx:
        wanted = Wanted("Sten Sample", Role.MANAGER, (cast.house.id, cast.other_house.id))
        staff_admin.change(tx, admin, cast.stranger.id, wanted)
        people_for_staff.set_keyworker(tx, cast.manager, cast.person.id, cast.worker.id)
        boss = staff_accounts.member(tx, cast.stranger.id)
    world.says("said before the move")
    history.agree(world.says("the bus is late").id, "You go by taxi.")
    path = f"/people/{cast.person.id}"
    refused = await post(world.signed_in(cast.manager), f"{path}/details", do="house", house=cast.other_house.id)
    assert refused.status == 404, "a house that is not theirs"
    done = await post(world.signed_in(boss), f"{path}/details", do="house", house=cast.other_house.id)
    assert done.status == 303
    worker, there = world.signed_in(cast.worker), world.signed_in(boss)
    assert (await worker.get(path)).status == 404 and "said before the move" not in (await worker.get("/")).words
    page = (await there.get(path)).words
    assert "Pim Testwell Quince Cottage" in page and "said before the move" in page and "Keyworker Wes" not in page
    board = (await there.get("/")).words
    assert "Its owner does not work here any more" in board and "Quince Cottage" in board


async def test_an_action_can_be_agreed_only_with_an_owner_who_may_see_the_person(world: World) -> None:
    cast = world.cast
    item = world.says("the bus is late")
    with world.store.write() as tx:
        wanted = Wanted("Wes Sample", Role.SUPPORT_WORKER, (cast.house.id,), ())
        staff_admin.change(tx, cast.manager, cast.worker.id, wanted)
        rev = staff_accounts.add(tx, SYSTEM, "Rae Sample", "rae@example.org", Role.REVIEWER, "hash", (cast.house.id,))
        for owner in (cast.worker.id, rev.id):
            with pytest.raises(Refused):
                due = date(2026, 11, 24) + timedelta(days=3)
                pending_actions.agree(tx, cast.manager, item.id, owner, WhatChanges.ROUTINE, "You go by taxi.", due)
    page = await world.signed_in(cast.manager).get(f"/feedback/{item.id}")
    owners = page.html.split('name="owner"')[1].split("</select>")[0]
    assert "Mara Sample" in owners and "Wes Sample" not in owners and "Rae Sample" not in owners


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_have_no_barrier(site: Site, phone: bool) -> None:
    cast = site.world.cast
    tab = await site.signed_in(cast.manager, phone=phone)
    paths = ("/set-up", "/set-up/staff", f"/set-up/staff/{cast.worker.id}", f"/people/{cast.person.id}/details")
    for path in paths:
        await tab.goto(f"{site.address}{path}")
        assert await violations(tab) == []
    await tab.goto(f"{site.address}/set-up/staff/{cast.worker.id}")
    await tab.get_by_label("Only some people").check()
    await tab.get_by_label("Pim Testwell, Plum House").check()
    await tab.get_by_role("button", name="Keep this").click()
    await tab.get_by_text("It is kept, from their next click on.").wait_for()
    await tab.get_by_role("button", name="Make a link").click()
    await tab.get_by_role("heading", name="A link for Wes Sample").wait_for()
    assert await violations(tab) == []


@pytest.mark.browser
async def test_somebody_is_added_without_javascript(site: Site) -> None:
    tab = await site.signed_in(site.world.cast.manager, phone=True, java_script=False)
    await tab.goto(f"{site.address}/set-up")
    await tab.get_by_role("button", name="Add a member of staff").click()
    await tab.get_by_label("Name, as people know them").fill("Nia New")
    await tab.get_by_label("E-mail address").fill("nia@example.org")
    await tab.get_by_label("Keyworker").check()
    await tab.get_by_label("Plum House").check()
    await tab.get_by_role("button", name="Add them and make a link").click()
    await tab.get_by_label("The link").wait_for()
