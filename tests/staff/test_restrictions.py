"""Restrictions on their pages: written down, reviewed, ended, and overdue wherever their person is spoken of."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from speech import Speech
from staff import StaffSettings, application
from staff.concern_words import NO_AUTHORITY
from staff.review_pack import Period, render
from storage import concerns, restrictions
from storage.audit import Actor
from storage.restrictions import RestrictionFile
from storage.vocabulary import Authority, RestrictionType
from tests.staff.browser import Site
from tests.staff.test_risk_plans import made as plan_made
from tests.staff.world import ADDRESS, Page, World
from tests.support.chromium import violations
from wording.catalogue import Catalogue


def filled(**changed: str) -> dict[str, str]:
    form = {
        **{"form": "a form", "type": "locked", "about": "The <gate> is locked.", "reason": "He ran into the road."},
        **{"authority": "court_of_protection", "authority_reference": "COP 123", "reduction": "Practise the road."},
        "easy_words": "The door is shut.",
        **{"authority-day": "1", "authority-month": "10", "authority-year": "2026"},
        **{"start-day": "24", "start-month": "11", "start-year": "2026"},
        **{"review-day": "24", "review-month": "1", "review-year": "2027"},
    }
    return {**form, **changed}


def new(world: World) -> str:
    return f"/people/{world.cast.person.id}/risks/restriction"


async def send(world: World, **changed: str) -> Page:
    return await world.signed_in(world.cast.worker).post(new(world), **filled(**changed))


async def made(world: World, **changed: str) -> str:
    page = await send(world, **changed)
    assert page.status == 303, page.words
    return page.location.removeprefix("/staff")


def the_file(world: World, path: str) -> RestrictionFile:
    with world.store.write() as tx:
        return restrictions.for_member(tx, world.cast.manager, path.rpartition("/")[2])


async def test_what_is_kept_is_what_was_typed(world: World) -> None:
    path = await made(world)
    kept = the_file(world, path).newest.restriction
    assert (kept.type, kept.authority) == (RestrictionType.LOCKED, Authority.COURT_OF_PROTECTION)
    page = await world.signed_in(world.cast.manager).get(path)
    assert "The &lt;gate&gt; is locked." in page.html and "Where it is found COP 123" in page.words
    assert "How it will be made less Practise the road." in page.words


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"type": ""}, "Choose what is limited."),
        ({"about": ""}, "Write what is limited."),
        ({"reason": ""}, "Write what it is for."),
        ({"authority": ""}, "it must not go on: tell the manager now"),
        ({"authority_reference": ""}, "Write where the authority is found."),
        ({"authority-year": "2027"}, "This day has not come yet."),
        ({"reduction": ""}, "Write how it will be made less."),
        ({"easy_words": "Access is restricted."}, "hard word"),
        ({"review-day": "x"}, "Type a real day"),
        ({"review-month": "3"}, "Choose a day within 3 months from today."),
    ],
)
async def test_one_with_something_missing_comes_back_as_it_was_typed(
    world: World, changed: dict[str, str], advice: str
) -> None:
    page = await send(world, **{"reduction": "Kept <in> the field", **changed})
    assert page.status == 422 and advice in page.words
    assert "reduction" in changed or "Kept &lt;in&gt; the field" in page.html
    assert (
        "There is none in force."
        in (await world.signed_in(world.cast.worker).get(f"/people/{world.cast.person.id}")).words
    )


async def test_how_far_ahead_is_what_the_service_set(world: World, catalogue: Catalogue, speech: Speech) -> None:
    inner = application(world.store, catalogue, speech, StaffSettings(True, True, ADDRESS, restriction_months=1))
    world.pages = lambda _secure: Starlette(routes=[Mount("/staff", inner)])
    page = await send(world)
    assert page.status == 422 and "Choose a day within 1 month from today." in page.words


async def test_a_review_is_a_new_version(world: World) -> None:
    path, worker = await made(world), world.signed_in(world.cast.worker)
    page = await worker.get(path)
    assert "Practise the road." in page.html and 'name="version" value="1"' in page.html
    later = {"do": "review", "version": "1", "reduction": "He has a key.", "review-month": "2"}
    assert (await worker.post(path, **filled(**later))).location == f"/staff{path}"
    assert [one.restriction.reduction for one in the_file(world, path).versions] == [
        "He has a key.",
        "Practise the road.",
    ]
    again = await worker.post(path, **filled(**later))
    assert again.status == 422 and "Somebody has reviewed it in the meantime." in again.words


async def test_it_belongs_to_a_plan_and_stands_on_the_persons_page_of_it(world: World) -> None:
    plan, worker = await plan_made(world), world.signed_in(world.cast.worker)
    plan_id = plan.rpartition("/")[2]
    assert f'value="{plan_id}" selected' in (await worker.get(f"{new(world)}?plan={plan_id}")).html
    path = await made(world, plan=plan_id)
    assert f'href="/staff{path}"' in (await worker.get(plan)).html
    own = (await worker.get(f"{plan}/page")).words
    assert "Rules for you now The door is shut. We will look at it again on Sunday 24 January 2027." in own
    refused = await worker.post(plan, do="end", end_reason="Over.")
    assert refused.status == 422 and "A restriction of this plan is in force. End it first." in refused.words
    await worker.post(path, do="end", end_reason="He has a key.")
    assert "by Wes Sample: He has a key." in (await worker.get(path)).words
    assert (await worker.post(plan, do="end", end_reason="Over.")).status == 303


async def test_past_its_day_it_is_overdue_everywhere(world: World, catalogue: Catalogue) -> None:
    item = world.says("The soup is cold")
    path, plan = await made(world), await plan_made(world)
    person, day = f"/people/{world.cast.person.id}", "Sunday 24 January"
    world.clock.on(days=182)
    for member in (world.cast.worker, world.cast.manager):
        visitor = world.signed_in(member)
        board = await visitor.get("/")
        assert board.words.index("Restrictions and risk plans to review (2)") < board.words.index("New (1)")
        assert f'href="/staff{path}"' in board.html and f'href="/staff{plan}"' in board.html
        assert f"Restriction: its review was due {day}." in (await visitor.get(person)).words
        people = (await visitor.get("/people")).words
        assert people.count("1 restriction overdue") == 2, "at the house and at the person"
        assert people.count("1 risk plan overdue") == 2
        assert f"Its review was due {day}." in (await visitor.get(path)).words
        assert "Review overdue" in (await visitor.get(f"{person}/risks")).words
        sheet = (await visitor.get(f"/feedback/{item.id}/sheet")).words
        assert f"The door is shut. We are late. The day to look at it again was {day}." in sheet
        review = (await visitor.get(f"{person}/review")).words
        assert f"Its review was due {day}. Review overdue" in review
    facts = json.loads(render(world.store, world.cast.person.id, None, "json", catalogue))
    assert [(one["kind"], one["status"]) for one in facts["in_force"]] == [
        ("restriction", "overdue"),
        ("risk_plan", "overdue"),
    ]
    today = world.store.calendar.day(world.clock())
    pack = render(world.store, world.cast.person.id, Period(today - timedelta(days=9), today), "html", catalogue)
    assert f"The day to look at it again was {day}." in pack


async def test_a_lead_sees_what_is_recorded_where_it_is_about_a_restriction(world: World) -> None:
    person = world.cast.person
    with world.store.write() as tx:
        concern_id = concerns.raise_concern(
            tx,
            Actor("person", person.id),
            person.id,
            "they lock me in",
            tier="amber",
            kind="restrictive_practice",
            reasons=("an invented reason",),
            rules_version="1",
            words="they lock me in",
            said_at=tx.now,
        )
    lead = world.signed_in(world.cast.lead)
    assert NO_AUTHORITY in (await lead.get(f"/concerns/{concern_id}")).words
    path = await made(world)
    page = await lead.get(f"/concerns/{concern_id}")
    assert NO_AUTHORITY not in page.words and "for you to judge" in page.words
    assert "Authority An order of the Court of Protection Where it is found COP 123" in page.words
    world.clock.on(days=62)
    page = await world.signed_in(world.cast.lead).get(f"/concerns/{concern_id}")
    assert "Review overdue" in page.words and "Review was due yesterday" in page.words
    await world.signed_in(world.cast.worker).post(path, do="end", end_reason="Over.")
    assert NO_AUTHORITY in (await world.signed_in(world.cast.lead).get(f"/concerns/{concern_id}")).words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_it_reads_well_for_everyone(site: Site, phone: bool) -> None:
    await plan_made(site.world)
    path = await made(site.world)
    site.world.clock.on(days=200)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    for where in (path, new(site.world)):
        await tab.goto(f"{site.address}{where}")
        assert await violations(tab) == [], where
