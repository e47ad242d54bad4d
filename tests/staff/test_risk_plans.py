"""Making a risk plan together on its page, going through it anew, telling it, and the person's own page of it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from bot.rendering import Renderer, ServiceWords
from storage import risk_drafts, risk_plans, risk_reviews, updates
from storage.risk_plans import RiskPlanFile
from storage.vocabulary import Part, VisibleTo, WhoseWords
from tests.staff.browser import Site
from tests.staff.world import Page, World
from tests.support.chromium import violations
from wording.catalogue import Catalogue

DAYS = {"start-day": "24", "start-month": "11", "start-year": "2026"}
DAYS |= {"review-day": "24", "review-month": "5", "review-year": "2027"}


def filled(**changed: str) -> dict[str, str]:
    """A form that will do."""
    form = {
        **{"do": "keep", "form": "a form", "reason": "Pim asked for it.", "about": "You go to the shop."},
        **{"option-1-what": "You go alone.", "option-1-accepts": "yes", "option-1-whose": "theirs"},
        **{"option-1-good": "I pick my own crisps", "option-1-wrong": "I get <lost>"},
        **{"option-2-what": "You go with staff.", "option-2-accepts": "no", "option-2-whose": "not_able_to_say"},
        **{"option-2-good": "He smiled at the picture", "option-2-wrong": "He turned away"},
        **{"option-2-asked": "With pictures", "option-2-others": "Slower"},
        **{"whose_words": "theirs", "view": "On my own", "view_reason": "I am grown up"},
        **{"least": "1", "least_why": "Nothing is limited.", "chosen": "1", "present": "yes", "person_agreed": "yes"},
        **{"who-1-name": "Ana Invented", "who-1-part": "advocate", "who-1-agreed": "yes"},
        "easy_words": "You go to the shop alone. You take your phone.",
        **DAYS,
    }
    return {name.replace("__", "-"): value for name, value in {**form, **changed}.items()}


def new(world: World) -> str:
    return f"/people/{world.cast.person.id}/risks/plan"


async def send(world: World, **changed: str) -> Page:
    return await world.signed_in(world.cast.worker).post(new(world), **filled(**changed))


async def made(world: World, **changed: str) -> str:
    """Keep a plan; returns the path of its page."""
    page = await send(world, **changed)
    assert page.status == 303, page.words
    return page.location.removeprefix("/staff")


def the_file(world: World, path: str) -> RiskPlanFile:
    with world.store.write() as tx:
        return risk_plans.for_member(tx, world.cast.manager, path.rpartition("/")[2])


def drafts(world: World) -> list[dict[str, str]]:
    with world.store.read() as tx:
        return [one.form for one in risk_drafts.of(tx, world.cast.worker, world.cast.person.id)]


async def test_what_is_kept_is_what_was_typed(world: World) -> None:
    path = await made(world)
    plan = the_file(world, path).newest.plan
    assert [(one.what, one.accepts_risk, one.whose_words) for one in plan.options] == [
        ("You go alone.", True, WhoseWords.THEIRS),
        ("You go with staff.", False, WhoseWords.NOT_ABLE_TO_SAY),
    ]
    assert (plan.view, plan.view_reason, plan.how_asked) == ("On my own", "I am grown up", None)
    assert [(one.name, one.part, one.agreed) for one in plan.took_part] == [("Ana Invented", Part.ADVOCATE, True)]
    assert (plan.start_on, plan.review_on) == (date(2026, 11, 24), date(2027, 5, 24))
    page = await world.signed_in(world.cast.manager).get(path)
    assert "I get &lt;lost&gt;" in page.html and "What could go wrong “I get <lost>”" in page.words
    assert "What could go wrong He turned away How they were asked With pictures What others say Slower" in page.words
    assert "What started it Pim asked for it." in page.words and "Active" in page.words
    assert drafts(world) == []


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"reason": ""}, "Write what started it."),
        ({"about": ""}, "Write what it is about."),
        ({"about": "Risk assessment re: community access"}, "hard word"),
        ({"option-1-what": "Independent utilisation"}, "hard word"),
        ({"option-1-accepts": ""}, "Choose whether this way accepts some risk."),
        ({"option-1-accepts": "no"}, "One of the ways has to accept some risk."),
        ({"option-1-whose": ""}, "Choose whether these are their words."),
        ({"option-2-asked": ""}, "Write how they were asked."),
        ({"whose_words": ""}, "Choose whether they could say what they want."),
        ({"view_reason": ""}, "Write why they want it"),
        ({"whose_words": "not_able_to_say"}, "Write how they were asked, and what they showed."),
        ({"least": ""}, "Choose the way that limits them least."),
        ({"chosen": "2"}, "It is not the way that limits them least. Write why."),
        ({"chosen": "7"}, "Choose the way you decided on."),
        ({"present": ""}, "Choose whether they were there."),
        ({"person_agreed": ""}, "Choose whether they agreed."),
        ({"person_agreed": "no", "who-1-agreed": ""}, "Write who agreed."),
        ({"who-1-part": ""}, "Choose who this is."),
        ({"easy_words": "Consent was obtained."}, "does not say who"),
        ({"review-day": "", "review-month": "", "review-year": ""}, "Type the day."),
        ({"review-day": "40"}, "Type a real day"),
        ({"review-year": "2028"}, "within 12 months"),
    ],
)
async def test_a_plan_with_something_missing_is_none_and_nothing_typed_is_lost(
    world: World, changed: dict[str, str], advice: str
) -> None:
    page = await send(world, **{"option-2-others": "Kept <in> the field", **changed})
    assert page.status == 422 and advice in page.words and "Kept &lt;in&gt; the field" in page.html
    with world.store.read() as tx:
        assert risk_reviews.of_person(tx, world.cast.person.id) == ()
    [draft] = drafts(world)
    assert draft["view"] == "On my own"


async def test_every_link_to_what_is_wrong_leads_to_a_field_in_the_order_of_the_page(world: World) -> None:
    page = await world.signed_in(world.cast.worker).post(new(world), do="keep", **{"who-1-name": "Ana"})
    fields = re.findall(r'<a href="#([^"]+)"', page.html.partition("<h1")[0])
    places = [page.html.index(f'id="{one}"') for one in fields]
    assert page.status == 422 and len(fields) >= 12 and places == sorted(places)


async def test_ways_that_are_left_empty_are_left_out_and_the_choice_follows(world: World) -> None:
    moved = {f"option-3-{name}": filled()[f"option-2-{name}"] for name in ("what", "good", "wrong", "whose", "asked")}
    empty = {name: "" for name in filled() if name.startswith("option-2-")}
    path = await made(world, **empty, **moved, **{"option-3-accepts": "yes", "least": "3", "chosen": "3"})
    plan = the_file(world, path).newest.plan
    assert (len(plan.options), plan.chosen, plan.least_restrictive) == (2, 2, 2)
    assert plan.choice.what == "You go with staff."


async def test_a_draft_waits_for_its_author_alone(world: World) -> None:
    worker, person = world.signed_in(world.cast.worker), f"/people/{world.cast.person.id}/risks"
    kept = await worker.post(new(world), do="draft", about="You go to the pub.")
    assert kept.location == f"/staff{person}"
    assert "You go to the pub." in (await worker.get(person)).words
    assert 'value="You go to the pub."' in (await worker.get(new(world))).html
    manager = world.signed_in(world.cast.manager)
    for path in (person, new(world), "/", f"/people/{world.cast.person.id}"):
        assert "You go to the pub." not in (await manager.get(path)).html
    await worker.post(new(world), do="forget")
    assert drafts(world) == []


async def test_one_more_way_and_one_more_name_keep_what_was_typed(world: World) -> None:
    worker = world.signed_in(world.cast.worker)
    more = await worker.post(new(world), **filled(do="more_options"))
    assert more.location == f"/staff{new(world)}?option=3#option-3-what"
    page = await worker.get(f"{new(world)}?option=3")
    assert 'name="option-3-what"' in page.html and "I pick my own crisps" in page.html
    more = await worker.post(new(world), **filled(do="more_people"))
    assert more.location == f"/staff{new(world)}?who=2#who-2-name"
    page = await worker.get(f"{new(world)}?who=999")
    assert 'name="who-12-name"' in page.html and 'name="who-13-name"' not in page.html


async def test_it_starts_with_what_the_person_said(world: World) -> None:
    said, worker = world.says("I want to go to the shop alone"), world.signed_in(world.cast.worker)
    assert f"/risks/plan?feedback={said.id}" in (await worker.get(f"/feedback/{said.id}")).html
    page = await worker.get(f"{new(world)}?feedback={said.id}")
    assert "It started with this: “I want to go to the shop alone”" in page.words
    path = await made(world, feedback=said.id, reason="")
    assert "I want to go to the shop alone" in (await worker.get(path)).words
    secret = world.says("Only Mara", visible_to=VisibleTo.ONLY_MANAGER)
    assert (await worker.get(f"{new(world)}?feedback={secret.id}")).status == 404


async def test_a_review_is_offered_as_it_holds_and_asks_anew_who_agrees(world: World) -> None:
    path = await made(world)
    worker = world.signed_in(world.cast.worker)
    page = await worker.get(f"{path}/review")
    assert "I pick my own crisps" in page.html and 'name="version" value="1"' in page.html
    assert 'name="review-day" type="text" value=""' in page.html
    assert not re.search(r'name="person_agreed"[^>]*checked|name="who-1-agreed"[^>]*checked', page.html)
    kept = await worker.post(f"{path}/review", **filled(version="1", view="With Ana first"))
    assert kept.location == f"/staff{path}"
    file = the_file(world, path)
    assert [one.plan.view for one in file.versions] == ["With Ana first", "On my own"]
    page = await worker.get(path)
    assert "Version 1, kept by Wes Sample" in page.words and "“On my own”" in page.words
    again = await worker.post(f"{path}/review", **filled(version="1"))
    assert again.status == 422 and "Somebody has kept this plan in the meantime." in again.words
    behind = await worker.get(f"{path}/review")
    assert "A colleague has kept a new version since." in behind.words and 'name="version" value="2"' in behind.html


async def test_it_is_told_in_the_chat_when_staff_choose(world: World, catalogue: Catalogue) -> None:
    world.link_chat()
    path, worker = await made(world), world.signed_in(world.cast.worker)
    page = await worker.get(path)
    assert "“We agreed this together: You go to the shop alone. You take your phone.”" in page.words
    with world.store.read() as tx:
        assert updates.to_queue(tx) == ()
    assert (await worker.post(path, do="tell")).location == f"/staff{path}"
    assert world.told == [world.cast.person.id]
    renderer = Renderer(catalogue, ServiceWords("the lead", "the second lead", "another lead", "9 to 5", "the page"))
    with world.store.read() as tx:
        [update] = updates.to_queue(tx)
        said = renderer.bubbles(tx, update.person_id, update.response, update.values)
    assert said == (
        "I have news for you. We talked about this: You go to the shop.",
        "We agreed this together: You go to the shop alone. You take your phone.\n"
        "We will look at it again by Monday 24 May 2027.",
    )
    assert "It is on its way to the chat." in (await worker.get(path)).words
    assert (await worker.post(path, do="tell")).status == 422


async def test_who_did_not_agree_is_not_told_that_they_did(world: World) -> None:
    world.link_chat()
    path, worker = await made(world, person_agreed="no"), world.signed_in(world.cast.worker)
    page = await worker.get(path)
    assert "Pim Testwell does not agree." in page.words and "Tell it in the chat" not in page.words
    assert (await worker.post(path, do="tell")).status == 422
    own = (await worker.get(f"{path}/page")).words
    assert "What we decided" in own and "You did not agree." in own and "What we agreed" not in own


async def test_the_persons_page_is_in_their_words_and_stands_alone(world: World) -> None:
    path = await made(world)
    page = await world.signed_in(world.cast.worker).get(f"{path}/page")
    for line in (
        "What we agreed This page is for Pim Testwell.",
        "The ways we looked at You go alone. You go with staff.",
        "What you said “ On my own ” “ I am grown up ”",
        "You go to the shop alone. You take your phone.",
        "You agreed. Ana Invented agreed.",
        "We will look at it again on Monday 24 May 2027.",
        "You can change your mind any time.",
    ):
        assert line in page.words
    assert "<script" not in page.html and "href" not in page.html
    assert page.response.headers["content-security-policy"].startswith("default-src 'none'")
    assert "others" not in page.html and "Slower" not in page.words, "what others say is not on it"
    world.clock.on(days=182)
    late = await world.signed_in(world.cast.worker).get(f"{path}/page")
    assert "We are late. The day to look at it again was Monday 24 May." in late.words


async def test_it_ends_with_a_reason_and_stays_to_be_read(world: World) -> None:
    path, worker = await made(world), world.signed_in(world.cast.worker)
    refused = await worker.post(path, do="end", end_reason="")
    assert refused.status == 422 and "Write why it ends" in refused.words
    await worker.post(path, do="end", end_reason="He goes alone now.")
    page = await worker.get(path)
    assert "by Wes Sample: He goes alone now." in page.words and "End the plan" not in page.words
    assert (await worker.get(f"{path}/review")).location == f"/staff{path}"
    overview = (await worker.get(f"/people/{world.cast.person.id}/risks")).words
    assert "In force There is none. Ended Risk plan: You go to the shop." in overview


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_it_reads_well_for_everyone(site: Site, phone: bool) -> None:
    site.world.says("I want to go to the shop alone")
    path = await made(site.world)
    await site.world.signed_in(site.world.cast.worker).post(f"{path}/review", **filled(version="1"))
    site.world.clock.on(days=200)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    person = f"/people/{site.world.cast.person.id}"
    for where in (path, f"{path}/review", f"{path}/page", new(site.world), f"{person}/risks", person, "/people", "/"):
        await tab.goto(f"{site.address}{where}")
        assert await violations(tab) == [], where


@pytest.mark.browser
async def test_one_more_way_is_where_the_eye_goes(site: Site) -> None:
    """Without script: what was typed stands, and the new way is in sight."""
    tab = await site.signed_in(site.world.cast.worker, phone=True, java_script=False)
    await tab.goto(f"{site.address}{new(site.world)}")
    await tab.fill("#option-1-what", "You go alone.")
    await tab.get_by_role("button", name="Add another way").click()
    assert await tab.input_value("#option-1-what") == "You go alone."
    box = await tab.locator("#option-3-what").bounding_box()
    assert box is not None and 0 <= box["y"] < 844


async def test_who_could_not_say_is_never_quoted(world: World) -> None:
    """What others found out stands without quotation marks, and not under "what you said" (R36)."""
    asked = {"whose_words": "not_able_to_say", "view": "", "view_reason": "", "view_asked": "With pictures"}
    path = await made(world, **asked, person_agreed="not_able_to_say")
    own = (await world.signed_in(world.cast.worker).get(f"{path}/page")).words
    assert "You could not say what you want. We tried to find out." in own and "“" not in own
    assert "You could not say if you agree. Ana Invented agreed." in own
