"""What a lead decides and records about a concern, as it stands on its page and on the one to print (R09, R20, R21, R25, R26)."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from staff.concern_words import NO_AUTHORITY
from storage import concern_duties, concerns, people_for_staff, staff_accounts, supporter_concerns, supporters
from storage.audit import SYSTEM
from storage.findings import Found
from storage.staff_accounts import StaffMember
from storage.supporter_concerns import Told
from storage.tables.governance import audit_events
from storage.vocabulary import Duty, Relation, Role
from tests.staff.browser import Site
from tests.staff.test_concerns import raise_concern
from tests.staff.world import PASSWORD_HASH, Page, Visitor, World
from tests.support.chromium import violations

DONE = {
    "duty": "police_999",
    "police_999-decision": "done",
    "police_999-on-day": "24",
    "police_999-on-month": "11",
    "police_999-on-year": "2026",
    "police_999-time": "9:05",
    "police_999-who": "Wes Sample",
}


def begun(world: World, *, tier: str = "amber", words: str = "He hit me") -> str:
    """A concern that the lead has taken on; returns the path of its page."""
    concern_id = raise_concern(world, words, tier=tier)
    with world.store.write() as tx:
        concerns.acknowledge(tx, world.cast.lead, concern_id)
    return f"/concerns/{concern_id}"


def deputy(world: World) -> StaffMember:
    with world.store.write() as tx:
        email = "dee@example.org"
        return staff_accounts.add(tx, SYSTEM, "Dee Sample", email, Role.SAFEGUARDING_LEAD, PASSWORD_HASH, ())


async def sends(lead: Visitor, path: str, do: str, **form: str) -> Page:
    """The page after a form that was taken, or the page that says what is wrong."""
    sent = await lead.post(path, token_from=path, do=do, **form)
    return await lead.get(path) if sent.status == 303 else sent


async def test_until_a_lead_takes_it_on_nothing_else_can_be_recorded(world: World) -> None:
    page = await world.signed_in(world.cast.lead).get(f"/concerns/{raise_concern(world)}")
    assert "I have read this and take it on" in page.words and "What comes next?" not in page.words


async def test_the_council_is_always_in_sight(world: World) -> None:
    for path in (f"/concerns/{raise_concern(world)}", begun(world, tier="check")):
        page = await world.signed_in(world.cast.lead).get(path)
        assert "Council, adult safeguarding Not set up in this demo" in page.words


async def test_a_duty_is_recorded_with_its_time_and_who_did_it(world: World) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    assert "Police or 999: not recorded yet" in (await lead.get(path)).words
    page = await sends(lead, path, "duty", **DONE)
    assert "The duty is recorded." in page.words
    assert "Police or 999: done today at 9:05am by Wes Sample" in page.words
    assert "Lea Sample recorded: Police or 999: done today at 9:05am by Wes Sample" in page.words


async def test_a_time_is_the_time_of_the_service(world: World) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    await sends(lead, path, "duty", **{**DONE, "police_999-on-day": "14", "police_999-on-month": "7"})
    with world.store.read() as tx:
        [recorded] = concern_duties.of_concern(tx, path.removeprefix("/concerns/"))
    assert recorded.decided.done_at is not None and recorded.decided.done_at.hour == 8  # in summer, in UTC


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"police_999-decision": ""}, "Choose whether it is done or not needed."),
        ({"police_999-decision": "not_needed"}, "Write why it is not needed."),
        ({"police_999-on-day": "31"}, "Type a real day"),
        ({"police_999-on-day": "", "police_999-on-month": "", "police_999-on-year": ""}, "Type the day"),
        ({"police_999-time": "half past nine"}, "Type the time, such as 14:30."),
        ({"police_999-time": "24:30"}, "Type the time, such as 14:30."),
        ({"police_999-time": "23:59"}, "This time has not come yet."),
        ({"police_999-who": ""}, "Write the name of who did it."),
    ],
)
async def test_a_duty_that_does_not_say_enough_is_refused(world: World, changed: dict[str, str], problem: str) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    page = await lead.post(path, token_from=path, do="duty", **{**DONE, **changed})
    assert page.status == 422 and problem in page.words
    with world.store.read() as tx:
        assert concern_duties.of_concern(tx, path.removeprefix("/concerns/")) == ()


@pytest.mark.parametrize(
    ("do", "form", "problem"),
    [
        ("duty", {"duty": "tea"}, "Choose a duty."),
        ("note", {"note": "Seen."}, "Choose whether it is a fact or an opinion."),
        ("about", {"about_staff": "no"}, "Choose whom it is about."),
        ("about", {"subject": "self"}, "Choose whether it is about a member of staff."),
        ("asked", {}, "Choose whether they were asked."),
        ("asked", {"asked": "yes_expressed"}, "Write what they said they want"),
        ("met", {}, "Choose how far it came about."),
        ("met", {"met": "fully"}, "Nothing is recorded that they wanted."),
        ("step", {}, "Choose the next step."),
        ("step", {"step": "closed", "step_reason": "Done."}, "This step cannot follow now."),
        ("answer", {}, "Choose whether you agree."),
        ("answer", {"agrees": "yes", "agrees_reason": "Yes."}, "Nothing is proposed now."),
        ("raise", {"tier": "red"}, "Write the reason"),
    ],
)
async def test_a_form_that_does_not_say_enough_is_refused(
    world: World, do: str, form: dict[str, str], problem: str
) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    page = await lead.post(path, token_from=path, do=do, **form)
    assert page.status == 422 and problem in page.words


async def test_a_blank_duty_is_overdue_on_the_page_and_on_the_list(world: World) -> None:
    path = begun(world)
    world.clock.on(days=2)
    lead = world.signed_in(world.cast.lead)
    assert "Overdue" in (await lead.get(path)).words
    assert "A duty is not recorded: it was due yesterday." in (await lead.get(path)).words
    assert "Overdue" in (await lead.get("/concerns")).words
    for duty in Duty:
        await lead.post(
            path, token_from=path, do="duty", duty=duty, **{f"{duty}-decision": "not_needed", f"{duty}-reason": "No."}
        )
    assert "Overdue" not in (await lead.get(path)).words + (await lead.get("/concerns")).words


async def test_a_check_says_that_nobody_has_decided(world: World) -> None:
    path = begun(world, tier="check")
    world.clock.on(days=2)
    lead = world.signed_in(world.cast.lead)
    assert "Nobody has decided about it: it was due yesterday." in (await lead.get(path)).words
    await sends(lead, path, "about", subject="self", about_staff="no")
    page = await sends(lead, path, "step", step="not_safeguarding", step_reason="It was a film.")
    assert "Lea Sample recorded: Not a safeguarding matter It was a film." in page.words and "Overdue" not in page.words
    assert path not in (await lead.get("/concerns")).html and path in (await lead.get("/concerns?show=closed")).html


async def test_a_check_that_is_a_concern_is_raised_with_a_reason(world: World) -> None:
    path, lead = begun(world, tier="check"), world.signed_in(world.cast.lead)
    assert "Safe for now" not in (await lead.get(path)).words
    page = await sends(lead, path, "raise", tier="amber", tier_reason="She has bruises.")
    assert "Lea Sample found that they may be at risk of harm: it is amber now She has bruises." in page.words
    assert "Safe for now: not recorded yet" in page.words


async def test_whom_it_is_about_begins_with_what_the_rules_suggest(world: World) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    assert "No lead has said yet." in (await lead.get(path)).words
    form = {"subject": "other_adult", "about_staff": "yes", "type-threat": "yes", "type-physical": "yes"}
    page = await sends(lead, path, "about", **form)
    said = "Another adult. An allegation against staff. Physical abuse, threat"
    assert f"Whom it is about {said}." in page.words
    assert f"Lea Sample recorded whom it is about: {said}" in page.words


async def test_a_child_has_the_councils_childrens_services(world: World) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    telling = "tell the council’s children’s services too"
    assert telling not in (await lead.get(path)).words
    page = await sends(lead, path, "about", subject="child", about_staff="no")
    assert f"This is about a child: {telling}" in page.words


async def test_so_has_a_person_under_18(world: World) -> None:
    path, manager = begun(world), world.signed_in(world.cast.manager)
    details = f"/people/{world.cast.person.id}/details"
    refused = await manager.post(details, token_from=details, do="age", age="12")
    assert refused.status == 422 and "Choose one of these." in refused.words
    await manager.post(details, token_from=details, do="age", age="under_18")
    page = await world.signed_in(world.cast.lead).get(path)
    assert "Pim Testwell is under 18: tell the council’s children’s services too" in page.words
    with world.store.write() as tx:
        people_for_staff.set_under_18(tx, world.cast.manager, world.cast.person.id, is_under_18=False)
    assert "is under 18" not in (await world.signed_in(world.cast.lead).get(path)).words


async def test_a_restriction_has_no_recorded_authority(world: World) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    assert NO_AUTHORITY not in (await lead.get(path)).words
    await sends(lead, path, "about", subject="self", about_staff="no", **{"type-restrictive_practice": "yes"})
    assert NO_AUTHORITY in (await lead.get(path)).words


async def test_what_the_person_wants_stands_in_their_words(world: World) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    await sends(lead, path, "asked", asked="yes_expressed", wanted="<b>No more</b> of him")
    page = await sends(lead, path, "met", met="partly")
    assert "“<b>No more</b> of him”" in page.words and "<b>No more" not in page.html
    assert "Asked Asked, and they said what they want Came about Partly" in page.words


async def test_a_red_concern_ends_when_a_second_lead_agrees(world: World) -> None:
    path, lead = begun(world, tier="red"), world.signed_in(world.cast.lead)
    second = world.signed_in(deputy(world))
    await sends(lead, path, "about", subject="self", about_staff="no")
    await sends(lead, path, "step", step="screened", step_reason="Looked into.")
    assert "A second safeguarding lead has to agree." in (await lead.get(path)).words
    page = await sends(lead, path, "step", step="not_safeguarding", step_reason="It was a film.")
    assert "It is proposed." in page.words and "Lea Sample proposed: Not a safeguarding matter" in page.words
    assert "Do you agree?" not in page.words
    refused = await lead.post(path, token_from=path, do="answer", agrees="yes", agrees_reason="Me again.")
    assert refused.status == 422 and "You proposed it." in refused.words
    assert "A second lead has to agree" in (await second.get("/concerns")).words
    assert "Do you agree?" in (await second.get(path)).words
    page = await sends(second, path, "answer", agrees="yes", agrees_reason="I saw the film.")
    assert "Stage: not a safeguarding matter" in page.words
    assert "Dee Sample agreed with: Not a safeguarding matter I saw the film." in page.words
    assert "A second lead has to agree" not in (await second.get("/concerns")).words
    page = await sends(lead, path, "step", step="acknowledged", step_reason="She told more.")
    assert "Stage: taken on" in page.words


async def test_the_page_to_print_has_all_of_it_with_exact_times_and_a_line_in_the_trail(world: World) -> None:
    path, lead = begun(world), world.signed_in(world.cast.lead)
    await sends(lead, path, "duty", **DONE)
    await sends(lead, path, "note", note="Seen alone.", note_kind="opinion")
    page = await lead.get(f"{path}/timeline")
    for words in (
        "Tuesday 24 November 2026, 09:55:00 GMT , it was said “He hit me”",
        "Done Tuesday 24 November 2026, 09:05:00 GMT by Wes Sample. Recorded by Lea Sample, Tuesday 24 November 2026",
        "Person seen Not recorded",
        "What they want Not recorded",
        "Lea Sample, an opinion Seen alone.",
        "All times are of Europe/London.",
    ):
        assert words in page.words
    with world.store.read() as tx:
        verb = audit_events.c.verb == "view_concern_timeline"
        assert tx.execute(select(audit_events.c.actor_id).where(verb)).scalars().all() == [world.cast.lead.id]


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_have_no_barrier(site: Site, phone: bool) -> None:
    world = site.world
    path = begun(world, tier="red")
    world.clock.on(days=2)
    tab = await site.signed_in(world.cast.lead, phone=phone)
    await tab.goto(f"{site.address}{path}")
    for one in await tab.locator("details > summary").all():
        await one.click()
    assert await violations(tab) == []
    await tab.get_by_role("button", name="Record: Person seen").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await violations(tab) == []
    await tab.goto(f"{site.address}{path}/timeline")
    assert await violations(tab) == []


async def test_what_a_supporter_wrote_is_never_taken_for_the_persons_own_words(world: World) -> None:
    with world.store.write() as tx:
        person_id = world.cast.person.id
        aunt = supporters.add(tx, SYSTEM, person_id, "Aunt Ivy", Relation.FAMILY)
        told = Told(
            "telegram m:1:1", "The new man hits her", tx.now, Found("amber", "harm", ("an invented reason",), "1")
        )
        concern_id = supporter_concerns.raise_concern(tx, (aunt,), told, where="Telegram")
    lead = world.signed_in(world.cast.lead)
    page = await lead.get(f"/concerns/{concern_id}")
    assert "Whose words Of somebody who helps them to choose, not their own" in page.words
    assert "these are not the person's own words" in page.words.replace("’", "'")
    assert "Written in Telegram. Aunt Ivy helps Pim Testwell to choose." in page.words
    assert "Of somebody who helps them" in (await lead.get("/concerns")).words
    own = await lead.get(begun(world))
    assert "Whose words" not in own.words
