"""The emergency plan on its page, and that enrolment is not complete without one."""

from __future__ import annotations

import pytest

from storage import concerns, emergency_plans
from storage.emergency_plans import KeptPlan
from storage.vocabulary import CanPhone, TextTo999
from tests.staff.browser import Site
from tests.staff.world import Page, World
from tests.support.chromium import violations


def filled(**changed: str) -> dict[str, str]:
    form = {"version": "0", "trusts": "Ana Invented, sister", "can_phone": "no", "text_to_999": "registered"}
    practised = {"practised-day": "20", "practised-month": "11", "practised-year": "2026"}
    reviewed = {"reviewed-day": "24", "reviewed-month": "11", "reviewed-year": "2026"}
    following = {"next-day": "24", "next-month": "5", "next-year": "2027"}
    return {**form, **practised, **reviewed, **following, "notes": "", **changed}


def path(world: World) -> str:
    return f"/people/{world.cast.person.id}/emergency-plan"


async def send(world: World, **changed: str) -> Page:
    return await world.signed_in(world.cast.worker).post(path(world), **filled(**changed))


def kept(world: World) -> tuple[KeptPlan, ...]:
    with world.store.write() as tx:
        return emergency_plans.versions(tx, world.cast.manager, world.cast.person.id)


async def test_until_it_is_reviewed_every_page_about_the_person_says_so(world: World) -> None:
    visitor, person = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}"
    assert "Emergency plan not reviewed yet" in (await visitor.get("/people")).words
    assert "Pim Testwell is not fully enrolled until it is." in (await visitor.get(person)).words
    code = await visitor.post(person, token_from="/people", do="make_code")
    assert code.status == 200 and "The chat works without it, but make the plan today" in code.words

    assert (await send(world)).location == f"/staff{person}"

    assert "Emergency plan" not in (await visitor.get("/people")).words
    page = await visitor.get(person)
    assert "not fully enrolled" not in page.words and "Next review Monday 24 May 2027." in page.words
    code = await visitor.post(person, token_from="/people", do="make_code")
    assert "make the plan today" not in code.words

    world.clock.on(days=182)
    assert "Emergency plan review overdue" in (await world.signed_in(world.cast.worker).get("/people")).words
    page = await world.signed_in(world.cast.worker).get(person)
    assert "The emergency plan was to be reviewed by yesterday." in page.words


async def test_what_is_kept_is_what_was_typed_and_is_offered_again(world: World) -> None:
    await send(world, notes="Says “red” when afraid.")
    [first] = kept(world)
    assert (first.plan.can_phone, first.plan.text_to_999) == (CanPhone.NO, TextTo999.REGISTERED)
    assert (first.kept_by, first.plan.notes) == ("Wes Sample", "Says “red” when afraid.")
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert 'name="version" value="1"' in page.html and "Ana Invented, sister" in page.html
    assert 'value="registered" checked' in page.html
    assert "Version 1, kept by Wes Sample today at 10:00am" in page.words
    assert "Send the word “register” to 999" in page.words
    await send(world, version="1", can_phone="alone")
    assert [one.plan.can_phone for one in kept(world)] == [CanPhone.ALONE, CanPhone.NO]


async def test_a_lead_sees_it_with_a_concern(world: World) -> None:
    item = world.says("I am not safe here")
    form = {"decision": "worry_about_safety"}
    await world.signed_in(world.cast.worker).post(f"/feedback/{item.id}", **form)
    with world.store.write() as tx:
        [concern] = concerns.for_lead(tx, world.cast.lead)
    lead = world.signed_in(world.cast.lead)
    assert "There is none yet." in (await lead.get(f"/concerns/{concern.id}")).words
    await send(world)
    page = await lead.get(f"/concerns/{concern.id}")
    assert "Emergency plan of Pim Testwell Trusts Ana Invented, sister Can phone No" in page.words


async def test_what_a_colleague_kept_in_the_meantime_is_not_written_over(world: World) -> None:
    await send(world)
    page = await send(world, trusts="Nobody yet")
    assert page.status == 422 and "Somebody has kept this plan in the meantime." in page.words
    assert len(kept(world)) == 1


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"trusts": ""}, "Write who they trust, or that there is nobody yet."),
        ({"can_phone": ""}, "Choose whether they can make a phone call."),
        ({"text_to_999": ""}, "Choose whether their phone is registered."),
        ({"reviewed-day": "40"}, "Type a real day"),
        ({"next-day": "", "next-month": "", "next-year": ""}, "Type the day."),
        ({"practised-day": "1x"}, "Type a real day"),
        ({"reviewed-year": "2027"}, "This day has not come yet."),
        ({"next-year": "2026"}, "Choose a day in the future for the next review."),
    ],
)
async def test_a_plan_that_is_not_in_order_comes_back(world: World, changed: dict[str, str], advice: str) -> None:
    page = await send(world, notes="Kept <in> the field", **changed)
    assert page.status == 422 and advice in page.words and "Kept &lt;in&gt; the field" in page.html
    assert kept(world) == ()


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_it_reads_well_for_everyone(site: Site, phone: bool) -> None:
    await send(site.world)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    for where in (path(site.world), f"/people/{site.world.cast.person.id}", "/people"):
        await tab.goto(f"{site.address}{where}")
        assert await violations(tab) == [], where
