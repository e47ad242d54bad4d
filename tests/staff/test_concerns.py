"""Concerns are for safeguarding leads; to everyone else there is no such page and no sign that one was raised (R13)."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from staff.concern_doings import DOINGS
from storage import alert_news, concerns, drills, feedback, pending_actions, reviews
from storage.audit import Actor
from storage.notifications import reference_of
from storage.staff_accounts import StaffMember
from storage.vocabulary import Post
from tests.staff.browser import Site
from tests.staff.invented_history import a_small_one
from tests.staff.world import World
from tests.support.chromium import violations

WORDS = "Someone <i>hurt</i> me & I am scared 😨"
OTHERS = ["manager", "worker", "stranger"]


def raise_concern(
    world: World, words: str | None = WORDS, *, tier: str = "amber", reasons: tuple[str, ...] = ("hurt_by_someone",)
) -> str:
    person_id = world.cast.person.id
    with world.store.write() as tx:
        return concerns.raise_concern(
            tx,
            Actor("person", person_id),
            person_id,
            f"message {words}",
            tier=tier,
            kind="physical_harm",
            reasons=reasons,
            rules_version="invented",
            words=words,
            said_at=tx.now - timedelta(minutes=5),
        )


def member(world: World, who: str) -> StaffMember:
    found: StaffMember = getattr(world.cast, who)
    return found


async def test_a_lead_sees_them_newest_first_with_the_exact_words(world: World) -> None:
    raise_concern(world)
    world.clock.on(hours=1)
    raise_concern(world, "I fell", tier="red")
    page = await world.signed_in(world.cast.lead).get("/concerns")

    assert page.words.index("“I fell”") < page.words.index(f"“{WORDS}”")
    assert "Red: danger now" in page.words and "Amber: may be at risk of harm" in page.words
    assert page.words.count("Nobody has taken it on") == 2
    assert "<i>hurt" not in page.html


async def test_red_stands_before_amber_until_somebody_has_it_and_each_has_the_name_that_alerts_use(
    world: World,
) -> None:
    red = raise_concern(world, "I fell", tier="red")
    world.clock.on(hours=1)
    raise_concern(world)
    lead = world.signed_in(world.cast.lead)
    page = await lead.get("/concerns")
    assert page.words.index("“I fell”") < page.words.index(f"“{WORDS}”") and reference_of(red) in page.words
    assert reference_of(red) in (await lead.get(f"/concerns/{red}")).words
    await lead.post(f"/concerns/{red}", do="acknowledge")
    page = await lead.get("/concerns")
    assert page.words.index(f"“{WORDS}”") < page.words.index("“I fell”")


async def test_what_the_person_added_is_told_in_words(world: World) -> None:
    concern_id = raise_concern(world)
    with world.store.write() as tx:
        concerns.add_note(tx, Actor("person", world.cast.person.id), concern_id, "joking", person_words="only joking")
    page = await world.signed_in(world.cast.lead).get(f"/concerns/{concern_id}")
    assert "the person said it was a joke" in page.words and "“only joking”" in page.words


async def test_one_concern_tells_when_it_was_said_and_why_it_was_raised(world: World) -> None:
    concern_id = raise_concern(world)
    page = await world.signed_in(world.cast.lead).get(f"/concerns/{concern_id}")

    assert f"“{WORDS}”" in page.words and "<i>hurt" not in page.html
    assert "Said today at 9:55am Raised today at 10:00am" in page.words
    assert (
        "Kind physical harm Why it was raised hurt by someone Record each duty by tomorrow Taken on Not yet"
        in page.words
    )


async def test_why_it_was_raised_is_a_sentence_with_the_name_of_the_rule_beside_it(world: World) -> None:
    concern_id = raise_concern(world, reasons=("model", "harm-hit", "gone-by-now"))
    lead = world.signed_in(world.cast.lead)
    for path in (f"/concerns/{concern_id}", f"/concerns/{concern_id}/timeline"):
        page = await lead.get(path)
        told = "The model read it so. Somebody hurts the person's body. Who did it is never asked. harm-hit gone-by-now"
        assert f"Why it was raised {told}" in page.words


async def test_a_lead_takes_it_on_once_and_the_person_may_be_told(world: World) -> None:
    concern_id = raise_concern(world)
    lead, path = world.signed_in(world.cast.lead), f"/concerns/{concern_id}"
    await lead.post(path, token_from=path, do="acknowledge")
    page = await lead.get(path)

    assert "You have taken it on." in page.words and "Taken on today at 10:00am" in page.words
    assert "I have read this and take it on" not in page.words
    assert world.told == [world.cast.person.id]
    with world.store.read() as tx:
        assert alert_news.to_tell(tx) == ((concern_id, world.cast.person.id, Post.LEAD),)


async def test_a_drill_is_marked_as_a_test_and_is_taken_on_like_any_other(world: World) -> None:
    with world.store.write() as tx:
        about = {"tier": "red", "kind": "danger", "rules_version": "1"}
        concern_id = drills.begin(tx, "TEST. Help me.", reasons=(), **about)
    lead = world.signed_in(world.cast.lead)
    assert "TEST, today at" in (await lead.get("/concerns")).words
    path = f"/concerns/{concern_id}"
    page = await lead.get(path)
    assert "TEST Nobody said this: it tries the way of an alert." in page.words and "linked to nobody" not in page.words
    await lead.post(path, token_from=path, do="acknowledge")
    with world.store.read() as tx:
        last = drills.drills(tx).last
    assert last is not None and last.acknowledged_after is not None


async def test_notes_stand_in_a_timeline_with_who_wrote_them(world: World) -> None:
    concern_id = raise_concern(world)
    with world.store.write() as tx:
        person = Actor("person", world.cast.person.id)
        concerns.add_note(tx, person, concern_id, "do_not_tell", person_words="Do not tell <anyone>")
    world.clock.on(hours=2)
    lead, path = world.signed_in(world.cast.lead), f"/concerns/{concern_id}"
    await lead.post(path, token_from=path, do="note", note_kind="fact", note="Seen alone at 11.\n<b>Safe</b> for now.")
    page = await lead.get(path)

    assert (
        "today at 10:00am , the person asked us not to tell. They were told that we have to “Do not tell <anyone>”"
        in (page.words)
    )
    assert "today at 12:00pm , Lea Sample, a fact Seen alone at 11. <b>Safe</b> for now." in page.words
    assert "<b>Safe" not in page.html and "<anyone>" not in page.html


async def test_an_empty_note_is_refused(world: World) -> None:
    path = f"/concerns/{raise_concern(world)}"
    page = await world.signed_in(world.cast.lead).post(path, token_from=path, do="note", note_kind="fact", note="  ")

    assert page.status == 422 and "Write what you did or found out." in page.words


async def test_a_post_that_asks_for_nothing_we_know_is_refused(world: World) -> None:
    path = f"/concerns/{raise_concern(world)}"

    assert (await world.signed_in(world.cast.lead).post(path, token_from=path, do="nothing of ours")).status == 400


async def test_a_lead_gets_the_page_that_does_not_exist_for_an_unknown_concern(world: World) -> None:
    lead = world.signed_in(world.cast.lead)

    assert (await lead.get("/concerns/none")).html == (await lead.get("/nowhere")).html


@pytest.mark.parametrize("who", OTHERS)
async def test_to_others_the_pages_do_not_exist(world: World, who: str) -> None:
    path = f"/concerns/{raise_concern(world)}"
    visitor = world.signed_in(member(world, who))
    nowhere = await visitor.get("/nowhere")

    for page in (await visitor.get("/concerns"), await visitor.get(path), await visitor.get("/concerns/none")):
        assert (page.status, page.html) == (404, nowhere.html)
    for do in (*DOINGS, "nothing of ours"):
        page = await visitor.post(path, token_from="/people", do=do, note="A note")
        assert (page.status, page.html) == (404, nowhere.html)
    with world.store.write() as tx:
        found, notes = concerns.one_for_lead(tx, world.cast.lead, path.removeprefix("/concerns/"))
    assert found.acknowledged_at is None and notes == ()
    timeline, missing = await visitor.get(f"{path}/timeline"), await visitor.get("/concerns/none/timeline")
    assert (timeline.status, timeline.html) == (404, nowhere.html) == (missing.status, missing.html)


@pytest.mark.parametrize("who", OTHERS)
async def test_nothing_that_others_see_changes_when_a_concern_is_raised(world: World, who: str) -> None:
    a_small_one(world)
    with world.store.write() as tx:
        review = reviews.prepare(tx, world.cast.worker, world.cast.person.id)
    person = f"/people/{world.cast.person.id}"
    pack = f"{person}/reviews/{review.id}/pack"
    with world.store.read() as tx:
        said = [f"/feedback/{one.id}" for one in feedback.of_person(tx, world.cast.person.id)]
        done = [f"/actions/{one.id}" for one in pending_actions.of_person(tx, world.cast.person.id)]
    paths = ["/", *said, *done, "/people", person, f"{person}/review", pack, f"{pack}.json", "/concerns", "/nowhere"]
    visitor = world.signed_in(member(world, who))

    async def everything() -> list[tuple[int, str, str]]:
        pages = [await visitor.get(path) for path in paths]
        return [(page.status, _without_tokens(page.html), _headers(page.response.headers)) for page in pages]

    before = await everything()
    path = f"/concerns/{raise_concern(world)}"
    lead = world.signed_in(world.cast.lead)
    assert await everything() == before
    await lead.post(path, token_from=path, do="acknowledge")
    await lead.post(path, token_from=path, do="note", note_kind="opinion", note="A note")
    await lead.post(path, token_from=path, do="about", subject="self", about_staff="yes")
    await lead.post(path, token_from=path, do="step", step="screened", step_reason="Looked into.")
    await lead.post(path, token_from=path, do="asked", asked="yes_expressed", wanted="He should stop.")
    assert await everything() == before


def _without_tokens(html: str) -> str:
    return re.sub(r'(name="csrf_token" value=")[^"]+', r"\1", html)


def _headers(found: httpx.Headers) -> str:
    return str(sorted(found.items()))


async def test_only_leads_are_shown_the_way_there(world: World) -> None:
    assert "Concerns" in (await world.signed_in(world.cast.lead).get("/concerns")).words
    for who in OTHERS:
        assert "oncern" not in (await world.signed_in(member(world, who)).get("/people")).words


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_the_pages_have_no_barrier(site: Site, phone: bool) -> None:
    world = site.world
    for tier in ("red", "amber", "check"):
        raise_concern(world, f"{WORDS} {tier}", tier=tier)
    tab = await site.signed_in(world.cast.lead, phone=phone)
    await tab.goto(f"{site.address}/concerns")
    assert await violations(tab) == []
    await tab.get_by_role("link", name="Pim Testwell").first.click()
    await tab.get_by_role("button", name="Keep this note").click()
    await tab.get_by_text("There is a problem").wait_for()
    assert await violations(tab) == []


@pytest.mark.browser
async def test_a_concern_is_taken_on_without_javascript(site: Site) -> None:
    world = site.world
    raise_concern(world)
    tab = await site.signed_in(world.cast.lead, phone=True, java_script=False)
    await tab.goto(f"{site.address}/concerns")
    await tab.get_by_role("link", name="Pim Testwell").click()
    await tab.get_by_role("button", name="I have read this and take it on").click()
    await tab.get_by_text("You have taken it on.").wait_for()
