"""The safeguarding team on its pages: administrators change it, leads look at it, and everybody sees when it is not whole."""

from __future__ import annotations

import re
from datetime import date

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from speech import Speech
from staff import StaffSettings, application
from staff.settings import SentTest
from storage import absences, concerns, drills, houses, safeguarding_team, staff_accounts, staffing
from storage.audit import SYSTEM
from storage.safeguarding_team import Contact
from storage.staff_accounts import StaffMember
from storage.vocabulary import Post, Role
from storage.week import Span, spans_of
from tests.staff.browser import Site
from tests.staff.world import ADDRESS, Page, Visitor, World
from tests.support.chromium import violations
from tests.support.team import DIRECT, Team, settle_team
from wording.catalogue import Catalogue

TEAM, ACCOUNT = "/safeguarding", "/account"


@pytest.fixture
def admin(world: World) -> StaffMember:
    with world.store.write() as tx:
        return staff_accounts.add(tx, SYSTEM, "Ada Sample", "ada@example.org", Role.ADMIN, "hash", ())


@pytest.fixture
def team(world: World) -> Team:
    with world.store.write() as tx:
        return settle_team(tx)


def contact_of(world: World, who: StaffMember) -> Contact | None:
    with world.store.read() as tx:
        return next((one for one in safeguarding_team.contacts(tx) if one.member.id == who.id), None)


def week_of(world: World, who: StaffMember) -> tuple[Span, ...]:
    with world.store.read() as tx:
        return spans_of(one for one in safeguarding_team.rota(tx) if one.staff_id == who.id)


async def send(visitor: Visitor, who: StaffMember, do: str, **form: str) -> Page:
    return await visitor.post(f"{TEAM}/{who.id}", token_from=ACCOUNT, do=do, **form)


async def test_the_page_says_who_is_told_when_and_how(world: World, admin: StaffMember, team: Team) -> None:
    page = await world.signed_in(admin).get(TEAM)
    assert "Zelda Teamwell Post Lead E-mail zelda@team.example Second way Set" in page.words
    assert "Monday 00:00 to 24:00: Quentin Teamwell 00:00 to 24:00: Zelda Teamwell Tuesday" in page.words
    assert "Safeguarding leads who are told of nothing yet Lea Sample" in page.words
    assert "What is missing" not in page.words and "Not staffed" not in page.words
    assert "secret-way" not in page.html


async def test_a_lead_looks_and_changes_nothing(world: World, team: Team) -> None:
    lead = world.signed_in(team.lead)
    page = await lead.get(TEAM)
    assert "Quentin Teamwell" in page.words and "Zelda Teamwell (you)" in page.words
    assert f"{TEAM}/{team.lead.id}" not in page.html and "Open a name" not in page.words
    for do in ("keep", "remove", "test", "week"):
        assert (await send(lead, team.deputy, do, post="lead")).status == 404
    assert contact_of(world, team.deputy) is not None


async def test_what_is_missing_stands_at_the_top_in_plain_words(world: World, admin: StaffMember) -> None:
    page = (await world.signed_in(admin).get(TEAM)).words
    assert "The service is not staffed for safeguarding. Until it is, no chat can be linked." in page
    assert page.index("There is no contact who is a deputy.") < page.index("Who is told")
    assert "Monday 00:00 to 24:00: Nobody" in page


async def test_every_page_of_an_administrator_and_a_lead_says_not_staffed(world: World, admin: StaffMember) -> None:
    for member, path in ((admin, "/set-up"), (admin, "/account"), (world.cast.lead, "/concerns")):
        page = await world.signed_in(member).get(path)
        assert "Warning Not staffed: Nobody is there now, by the rota and the days away. And 4 more." in page.words
    for member in (world.cast.manager, world.cast.worker):
        assert "Not staffed" not in (await world.signed_in(member).get("/")).words
    with world.store.write() as tx:
        settle_team(tx)
    assert "Not staffed" not in (await world.signed_in(admin).get("/set-up")).words


async def test_a_lead_gets_a_post_names_and_a_second_way(world: World, admin: StaffMember) -> None:
    visitor, lead = world.signed_in(admin), world.cast.lead
    answer = await send(visitor, lead, "keep", post="lead", also_called="Leo\r\n\r\nthe big boss", direct=DIRECT)
    assert answer.location == f"/staff{TEAM}/{lead.id}"
    kept = contact_of(world, lead)
    assert kept is not None and (kept.post, kept.also_called, kept.has_direct) == (
        Post.LEAD,
        ("Leo", "the big boss"),
        True,
    )
    page = await visitor.get(f"{TEAM}/{lead.id}")
    assert (
        "It is kept. Every concern whose words may mean them is hidden from them, earlier ones as well." in page.words
        and "secret-way" not in page.html
    )
    assert "A second way to them (one is set)" in page.words
    await send(visitor, lead, "keep", post="deputy", also_called="Leo")
    assert (after := contact_of(world, lead)) is not None and after.has_direct and after.post is Post.DEPUTY
    await send(visitor, lead, "keep", post="deputy", no_direct="yes")
    assert (last := contact_of(world, lead)) is not None and not last.has_direct


@pytest.mark.parametrize(
    ("form", "advice"),
    [
        ({}, "Choose what they are."),
        ({"post": "boss"}, "Choose what they are."),
        ({"post": "lead"}, "Zelda Teamwell is the lead already. Give them another post first."),
        ({"post": "alternate", "also_called": "😡"}, "Write 20 names or fewer"),
        ({"post": "alternate", "direct": "json://secret-way" + "x" * 2000}, "This is no address that can be used."),
    ],
)
async def test_what_cannot_be_comes_back_without_the_secret(
    world: World, admin: StaffMember, team: Team, form: dict[str, str], advice: str
) -> None:
    page = await send(world.signed_in(admin), world.cast.lead, "keep", **form)
    assert page.status == 422 and page.words.count(advice) == 2
    assert "secret-way" not in page.html
    assert contact_of(world, world.cast.lead) is None


async def test_the_week_is_kept_with_nights_and_several_times_a_day(
    world: World, admin: StaffMember, team: Team
) -> None:
    visitor = world.signed_in(admin)
    times = {"monday-0-from": "20:00", "monday-0-to": "08:00", "friday-0-from": "09:00", "friday-0-to": "12:00"}
    times |= {"friday-1-from": "13:00", "friday-1-to": "00:00"}
    assert (await send(visitor, team.lead, "week", **times)).status == 303
    spans = (Span(0, 1200, 480), Span(4, 540, 720), Span(4, 780, 1440))
    assert week_of(world, team.lead) == spans
    page = await visitor.get(f"{TEAM}/{team.lead.id}")
    shown = dict(re.findall(r'id="((?:monday|friday)-\d-(?:from|to))"[^>]*? value="([^"]+)"', page.html))
    assert shown == times
    await send(visitor, team.lead, "week", **shown)
    assert week_of(world, team.lead) == spans


async def test_monday_is_copied_to_every_day(world: World, admin: StaffMember, team: Team) -> None:
    times = {"monday-0-from": "20:00", "monday-0-to": "08:00", "friday-0-from": "09:00", "friday-0-to": "12:00"}
    await send(world.signed_in(admin), team.lead, "copy_monday", **times)
    assert week_of(world, team.lead) == tuple(Span(day, 1200, 480) for day in range(7))


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"tuesday-0-from": "09:00"}, "tuesday-0-to"),
        ({"tuesday-0-to": "09:00"}, "tuesday-0-from"),
        ({"tuesday-0-from": "9 am", "tuesday-0-to": "10:00"}, "tuesday-0-from"),
    ],
)
async def test_half_a_time_comes_back(
    world: World, admin: StaffMember, team: Team, times: dict[str, str], field: str
) -> None:
    before = week_of(world, team.lead)
    page = await send(world.signed_in(admin), team.lead, "week", **times)
    assert page.status == 422 and f'href="#{field}"' in page.html and f'id="{field}"' in page.html
    assert page.words.count("Tuesday: type both times, as 09:00 and 17:30, or neither.") == 2
    assert week_of(world, team.lead) == before


async def test_who_has_no_post_has_no_week(world: World, admin: StaffMember) -> None:
    visitor, times = world.signed_in(admin), {"monday-0-from": "09:00", "monday-0-to": "17:00"}
    page = await send(visitor, world.cast.lead, "week", **times)
    assert page.status == 422 and "Give them a post first." in page.words
    assert "When they are there" not in (await visitor.get(f"{TEAM}/{world.cast.lead.id}")).words
    assert (await send(visitor, world.cast.lead, "test")).status == 404


async def test_somebody_is_taken_off_the_team(world: World, admin: StaffMember, team: Team) -> None:
    page = await send(world.signed_in(admin), team.deputy, "remove")
    assert page.status == 422 and "Tick that you are sure." in page.words
    assert contact_of(world, team.deputy) is not None
    assert (await send(world.signed_in(admin), team.deputy, "remove", sure="yes")).location == f"/staff{TEAM}"
    assert contact_of(world, team.deputy) is None and week_of(world, team.deputy) == ()


async def test_days_that_leave_nobody_are_named(world: World, admin: StaffMember, team: Team) -> None:
    for lead in (team.lead, team.deputy):
        days = {"from-day": "26", "to-day": "26"}
        days |= {f"{name}-{part}": one for name in ("from", "to") for part, one in (("month", "11"), ("year", "2026"))}
        answer = await world.signed_in(lead).post("/absences", token_from=ACCOUNT, do="enter", **days)
        assert answer.location == "/staff/absences"
    page = await world.signed_in(admin).get(TEAM)
    assert "Because of days away nobody is there: Thursday 26 November, 00:00 to 24:00" in page.words
    page = await world.signed_in(team.lead).get("/absences")
    assert "Quentin Teamwell Will be away Thursday 26 November. Nobody stands in." in page.words
    assert "Teamwell" not in (await world.signed_in(world.cast.manager).get("/absences")).words


async def test_a_test_message_says_what_became_of_it(
    world: World, admin: StaffMember, team: Team, catalogue: Catalogue, speech: Speech
) -> None:
    asked: list[tuple[str, str | None]] = []

    async def send_test(email: str, direct: str | None) -> SentTest:
        asked.append((email, direct))
        return SentTest(email=True, direct=False)

    def pages(secure_cookies: bool) -> Starlette:
        settings = StaffSettings(True, secure_cookies, ADDRESS, send_test=send_test, is_direct_way=lambda _: False)
        return Starlette(routes=[Mount("/staff", application(world.store, catalogue, speech, settings))])

    world.pages = pages
    visitor = world.signed_in(admin)
    page = await send(visitor, team.lead, "test")
    assert asked == [("zelda@team.example", DIRECT)]
    assert "By e-mail: it was sent. By the second way: it could not be sent." in page.words
    assert "secret-way" not in page.html
    refused = await send(visitor, team.lead, "keep", post="lead", direct="nonsense://secret-way")
    assert "This is no address that can be used" in refused.words and "secret-way" not in refused.html


async def test_without_a_mail_server_the_test_says_so(world: World, admin: StaffMember, team: Team) -> None:
    page = await send(world.signed_in(admin), team.lead, "test")
    assert "By e-mail: not set up. By the second way: not set up." in page.words


async def test_no_chat_is_linked_before_the_team_is_whole(world: World, admin: StaffMember) -> None:
    with world.store.write() as tx:
        real = houses.add_house(tx, SYSTEM, "Rose House")
        person = houses.add_person(tx, SYSTEM, real.id, "Noor Example")
        rosa = staff_accounts.add(tx, SYSTEM, "Rosa Sample", "rosa@example.org", Role.MANAGER, "hash", (real.id,))
    visitor, path = world.signed_in(rosa), f"/people/{person.id}"
    page = await visitor.post(path, token_from="/people", do="make_code")
    assert page.status == 422 and "not staffed for safeguarding at every hour. Ask an administrator" in page.words
    assert "app-code" not in page.html
    with world.store.write() as tx:
        settle_team(tx)
    assert "app-code" in (await visitor.post(path, token_from="/people", do="make_code")).html


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_read_well_for_everyone(site: Site, phone: bool) -> None:
    world = site.world
    with world.store.write() as tx:
        admin = staff_accounts.add(tx, SYSTEM, "Ada Sample", "ada@example.org", Role.ADMIN, "hash", ())
    tab = await site.signed_in(admin, phone=phone)
    await tab.goto(f"{site.address}{TEAM}")
    assert await violations(tab) == []
    with world.store.write() as tx:
        team = settle_team(tx)
        safeguarding_team.set_week(tx, SYSTEM, team.lead.id, [Span(0, 1200, 480), Span(0, 540, 720)])
        safeguarding_team.remove_contact(tx, SYSTEM, team.deputy.id)
        absences.add(tx, team.lead, team.lead.id, date(2026, 11, 30), date(2026, 11, 30), None)
        assert staffing.uncovered_days(tx)
    await tab.goto(f"{site.address}{TEAM}")
    assert await violations(tab) == []
    await tab.get_by_role("link", name="Zelda Teamwell").click()
    assert await violations(tab) == []
    await tab.get_by_label("Deputy").check()
    await tab.get_by_role("button", name="Keep this", exact=True).click()
    await tab.get_by_role("button", name="Send a test message").click()
    assert await violations(tab) == []
    await tab.get_by_role("group", name="Tuesday").get_by_label("From").fill("09:00")
    await tab.get_by_role("button", name="Keep this week").click()
    assert await violations(tab) == []
    await tab.get_by_role("group", name="Tuesday").get_by_label("To", exact=True).fill("12:30")
    await tab.get_by_role("button", name="Copy Monday to all days").click()
    assert [one.weekday for one in week_of(world, team.lead)] == [day for day in range(7) for _ in range(2)]


async def test_the_last_test_and_how_the_council_is_reached(world: World, admin: StaffMember, team: Team) -> None:
    visitor = world.signed_in(admin)
    assert "There was none yet" in (await visitor.get(TEAM)).words
    with world.store.write() as tx:
        concern_id = drills.begin(tx, "TEST", tier="amber", kind="harm", reasons=("a-rule",), rules_version="1")
    page = (await visitor.get(TEAM)).words
    assert "by nobody yet" in page and "Overdue" not in page and "Council, adult safeguarding" in page
    world.clock.on(minutes=7)
    with world.store.write() as tx:
        concerns.acknowledge(tx, team.lead, concern_id)
    assert "after 7 minutes" in (await visitor.get(TEAM)).words
    world.clock.on(days=36)
    assert "Overdue" in (await world.signed_in(admin).get(TEAM)).words
