"""What matters to a person, on the staff pages: seen, written down as told, put in order, printed, and linked to what follows."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta

import pytest

from storage import (
    concerns,
    contents,
    decisions,
    images,
    meanings,
    own_page,
    own_page_for_staff,
    pending_actions,
    pictures,
    priorities,
    priority_links,
    reviews,
    what_matters,
)
from storage.audit import Actor
from storage.heard import Heard
from storage.meanings import Meaning
from storage.own_page import Entry
from storage.vocabulary import LinkedTo, MattersKind, MeaningKind, Topic, VisibleTo, Voice, WhatChanges
from tests.staff.browser import Site
from tests.staff.test_choices import chosen, prepared
from tests.staff.world import Page, World
from tests.support import uploads
from tests.support.chromium import violations

POOL = images.made(uploads.photo())
TYPED = {
    "do": "add",
    "form": "form 1",
    "kind": "matters_most",
    "words": "football on a Saturday",
    "route": "face_to_face",
    "voice": "self_with_support",
    "said-day": "24",
    "said-month": "11",
    "said-year": "2026",
    "present": "staff",
    "visible": "my_staff",
}


def path(world: World, page: str = "") -> str:
    return f"/people/{world.cast.person.id}/page{page}"


def told(
    world: World, words: str, kind: MattersKind = MattersKind.MATTERS_MOST, *topics: Topic, only_manager: bool = False
) -> Entry:
    """As in the chat."""
    person_id = world.cast.person.id
    with world.store.write() as tx:
        entry = what_matters.begin(tx, person_id, kind, f"utter_ask_what_matters_{kind}")
        content_id = contents.keep(tx, Actor("person", person_id), person_id, words)
        what_matters.keep_words(tx, entry.id, content_id, Heard(topics=topics))
        if only_manager:
            what_matters.set_visible_to(tx, entry.id, VisibleTo.ONLY_MANAGER)
        return what_matters.send(tx, entry.id)


async def send(world: World, **typed: str) -> Page:
    return await world.signed_in(world.cast.worker).post(path(world), **{**TYPED, **typed})


def on_page(world: World) -> list[Entry]:
    with world.store.read() as tx:
        return list(own_page.page(tx, world.cast.person.id))


def words_on_page(world: World) -> list[str | None]:
    return [one.words for one in on_page(world)]


async def test_the_page_has_their_words_whose_they_are_and_what_is_not_asked_yet(world: World) -> None:
    told(world, "<b>football</b> & chips")
    told(world, "i clap", MattersKind.HOW_I_SAY)
    page = await world.signed_in(world.cast.worker).get(path(world))
    assert "“<b>football</b> & chips”" in page.words and "<b>football" not in page.html
    assert "The person, in the chat, today" in page.words
    assert "Asked: How do you show that you are happy?" in page.words
    assert page.words.count("Not asked yet, or not answered.") == 3


async def test_what_was_told_in_person_is_kept_and_marked(world: World) -> None:
    assert (await send(world)).status == 303
    [entry] = on_page(world)
    assert (entry.words, entry.voice) == (TYPED["words"], Voice.SELF_WITH_SUPPORT)
    page = await world.signed_in(world.cast.manager).get(path(world))
    assert f"The person, with support, face to face, today. Written down by {world.cast.worker.name}." in page.words


@pytest.mark.parametrize("field", ["kind", "words", "route", "voice", "said-day", "present", "visible"])
async def test_what_is_missing_is_named(world: World, field: str) -> None:
    page = await send(world, **{field: ""})
    assert page.status == 422 and f'href="#{field}"' in page.html
    assert words_on_page(world) == []


async def test_harm_goes_to_the_lead_alone(world: World) -> None:
    page = await send(world, words="the night man hits me")
    assert page.status == 303 and page.location.endswith("/said/lead")
    assert words_on_page(world) == []
    with world.store.write() as tx:
        assert [one.words for one in concerns.for_lead(tx, world.cast.lead)] == ["the night man hits me"]


async def test_what_may_be_a_complaint_is_not_hidden_on_a_page(world: World) -> None:
    page = await send(world, words="I want to complain about the food")
    assert page.status == 422 and "This may be a complaint." in page.words
    assert words_on_page(world) == []


async def test_order_taking_off_and_other_words(world: World) -> None:
    football, _ = told(world, "football"), told(world, "my cat")
    visitor = world.signed_in(world.cast.worker)
    [_, cat] = on_page(world)
    await visitor.post(path(world), do="put_first", which=cat.id)
    assert words_on_page(world) == ["my cat", "football"]
    page = await visitor.get(f"{path(world)}?instead={cat.id}")
    assert "In place of:" in page.words
    await visitor.post(path(world), **{**TYPED, "instead": cat.id, "kind": "", "words": "my two cats"})
    assert words_on_page(world) == ["my two cats", "football"]
    await visitor.post(path(world), do="take_away", which=football.id)
    assert words_on_page(world) == ["my two cats"]
    page = await visitor.post(path(world), do="take_away", which=football.id)
    assert page.status == 422 and "not on the page any more" in page.words
    assert "What was there before" in (await visitor.get(path(world))).words


async def test_what_is_for_the_manager_is_on_no_sheet_and_no_other_sees_it(world: World) -> None:
    told(world, "my secret", only_manager=True)
    worker, manager = world.signed_in(world.cast.worker), world.signed_in(world.cast.manager)
    assert "my secret" not in (await worker.get(path(world))).html
    assert "my secret" in (await manager.get(path(world))).html
    for sheet in ("/sheet", "/shift"):
        assert "my secret" not in (await manager.get(path(world, sheet))).html


async def test_their_own_page_is_in_their_words_with_whose_they_are(world: World) -> None:
    told(world, "football")
    await send(world, kind="helps", words="He likes the garden", voice="staff_observation")
    page = await world.signed_in(world.cast.worker).get(path(world, "/sheet"))
    assert page.words.count("Not asked yet.") == 3
    assert "“ football ” I said this on Tuesday 24 November." in page.words
    assert "“ He likes the garden ” Staff saw this on Tuesday 24 November. These are the words of staff." in page.words
    assert "script" not in page.html and "sha256-" in page.response.headers["content-security-policy"]


async def test_the_sheet_for_the_shift_is_short_and_has_their_signs(world: World) -> None:
    told(world, "football")
    told(world, "my sister", MattersKind.MY_PEOPLE)
    with world.store.write() as tx:
        bear = Meaning("🐻", "a bad day", MeaningKind.DID_NOT_WORK)
        meanings.add(tx, world.cast.worker, world.cast.person.id, bear)
    page = await world.signed_in(world.cast.worker).get(path(world, "/shift"))
    assert "“ football ”" in page.words and "🐻 This means: a bad day" in page.words
    assert "my sister" not in page.words


async def test_a_photo_of_their_own_stands_beside_what_they_said(world: World) -> None:
    entry = told(world, "swimming")
    visitor = world.signed_in(world.cast.worker)
    assert "Add photos of their own" in (await visitor.get(path(world))).words
    with world.store.write() as tx:
        photo_id = pictures.add(tx, world.cast.worker, world.cast.person.id, "The pool", POOL)
    assert (await visitor.post(path(world), do="photo", which=entry.id, photo=photo_id)).status == 303
    page = await visitor.get(path(world))
    assert f'/photos/{photo_id}/small" alt="The pool"' in page.html
    whole = base64.b64encode(POOL.small).decode()
    for sheet in ("/sheet", "/shift"):
        assert f'src="data:image/jpeg;base64,{whole}" alt="The pool"' in (await visitor.get(path(world, sheet))).html
    answer = await visitor.post(path(world), do="photo", which=entry.id, photo="no-such-photo")
    assert answer.status == 422 and f'href="#photo-{entry.id}"' in answer.html
    await visitor.post(path(world), do="photo", which=entry.id, photo="")
    assert "data:image/jpeg" not in (await visitor.get(path(world, "/sheet"))).html


async def test_a_choice_is_about_one_of_the_three_and_the_pack_shows_it(world: World) -> None:
    football = told(world, "football", MattersKind.MATTERS_MOST, Topic.ACTIVITIES)
    kept = prepared(world, topic=Topic.ACTIVITIES)
    visitor = world.signed_in(world.cast.manager)
    where = f"/people/{world.cast.person.id}"
    page = await visitor.get(f"{where}/choices/{kept.id}")
    assert "1. football" in page.words and "The computer read both" in page.words
    sent = await visitor.post(f"{where}/choices/{kept.id}", do="matters", matters="no-such-thing")
    assert sent.status == 422 and 'href="#matters"' in sent.html
    await visitor.post(f"{where}/choices/{kept.id}", do="matters", matters=football.id)
    page = await visitor.get(f"{where}/choices/{kept.id}")
    assert "About what matters most “football”" in page.words and "The computer read both" not in page.words
    decision_id = chosen(world, kept)
    with world.store.write() as tx:
        action_id = str(decisions.one(tx, decision_id).pending_action_id)
        pending_actions.finish(tx, world.cast.worker, action_id, done=True, easy_words="Sam takes you now.")
        review = reviews.prepare(tx, world.cast.manager, world.cast.person.id)
    assert "About what matters most “football”" in (await visitor.get(f"/actions/{action_id}")).words
    about = (await visitor.get(f"{where}/reviews/{review.id}/pack")).words.split("What matters most to you: 1 of 1")[1]
    assert about.index("“ Swimming ”") < about.index("Sam takes you now.") < about.index("How it is now")
    facts = json.loads((await visitor.get(f"{where}/reviews/{review.id}/pack.json")).html)
    [found] = facts["priorities"]
    assert (found["things"], found["choices"], found["actions"]) == ([], [decision_id], 1)
    assert "“football” 0 things said, 1 chosen, 1 action." in (await visitor.get(path(world))).words


async def test_how_they_say_things_can_become_a_sign(world: World) -> None:
    entry = told(world, "🐻 when i am sad", MattersKind.HOW_I_SAY)
    visitor = world.signed_in(world.cast.worker)
    page = await visitor.get(path(world))
    [link] = re.findall(r'href="/staff(/people/[^"]+\?entry=[^"]+)"', page.html)
    assert link.endswith(entry.id)
    assert "“🐻 when i am sad”" in (await visitor.get(link)).words


async def test_at_triage_one_of_the_three_is_suggested_and_chosen(world: World) -> None:
    football = told(world, "football", MattersKind.MATTERS_MOST, Topic.ACTIVITIES)
    told(world, "my cat")
    said = world.says("there was no football")
    visitor = world.signed_in(world.cast.manager)
    page = await visitor.get(f"/feedback/{said.id}")
    assert "1. football" in page.words and "The computer read both" not in page.words
    tomorrow = world.clock.now + timedelta(days=1)
    due = {"due-day": str(tomorrow.day), "due-month": str(tomorrow.month), "due-year": str(tomorrow.year)}
    typed = {"decision": "action", "words": "You go to football.", "changes": "rota", "owner": world.cast.worker.id}
    await visitor.post(f"/feedback/{said.id}", **typed, **due, matters=football.id)
    with world.store.read() as tx:
        [action] = pending_actions.of_person(tx, world.cast.person.id)
        assert priority_links.linked(tx, LinkedTo.FEEDBACK, (said.id,)) == {said.id: football.id}
        assert priority_links.linked(tx, LinkedTo.PENDING_ACTION, (action.id,)) == {action.id: football.id}
    assert "About what matters most “football”" in (await visitor.get(f"/feedback/{said.id}")).words
    assert "About what matters most “football”" in (await visitor.get(f"/actions/{action.id}")).words
    await visitor.post(f"/actions/{action.id}", step="matters", matters="")
    assert "About what matters most “football”" not in (await visitor.get(f"/actions/{action.id}")).words


async def test_a_worry_about_safety_leaves_no_link(world: World) -> None:
    football, said = told(world, "football"), world.says("there was no football")
    visitor = world.signed_in(world.cast.manager)
    await visitor.post(f"/feedback/{said.id}", decision="worry_about_safety", matters=football.id)
    with world.store.read() as tx:
        assert priority_links.linked(tx, LinkedTo.FEEDBACK, (said.id,)) == {}


async def test_in_a_review_the_person_says_what_it_is_about_and_the_pack_shows_what_changed(world: World) -> None:
    football, said = told(world, "football"), world.says("there was no football")
    with world.store.write() as tx:
        agreed = (said.id, world.cast.worker.id, WhatChanges.ROTA, "You go to football.", tx.today)
        action = pending_actions.agree(tx, world.cast.manager, *agreed)
        pending_actions.finish(tx, world.cast.worker, action.id, done=True, easy_words="Sam takes you now.")
        review = reviews.prepare(tx, world.cast.manager, world.cast.person.id)
    visitor = world.signed_in(world.cast.manager)
    where = f"/people/{world.cast.person.id}"
    ticked = {f"include-{said.id}": "yes", f"matters-{said.id}": football.id}
    await visitor.post(f"{where}/review", do="choose", review=review.id, **ticked)
    page = (await visitor.get(f"{where}/reviews/{review.id}/pack")).words
    _, about = page.split("What matters most to you: 1 of 1")
    assert "“ football ”" in about and "“ there was no football ”" in about
    assert "Sam takes you now." in about and "It is about the times staff work." in about
    facts = json.loads((await visitor.get(f"{where}/reviews/{review.id}/pack.json")).html)
    [found] = facts["priorities"]
    assert (found["words"], found["things"], found["changed"]) == ("football", [said.id], ["rota"])
    figures = (await visitor.get(path(world))).words
    assert "“football” 1 thing said, 0 chosen, 1 action. Rota: 1 done." in figures
    with world.store.read() as tx:
        most = priorities.of_person(tx, world.cast.manager, world.cast.person.id)
        assert [one.id for one in most] == [football.id]


async def test_no_other_form_is_taken(world: World) -> None:
    assert (await send(world, do="dance")).status == 400


def a_full_page(world: World) -> None:
    """As much as a page of somebody who told a lot."""
    for words in ("football with my brother on a Saturday", "my cat Tiger", "a lie in at the weekend"):
        told(world, words, MattersKind.MATTERS_MOST)
    told(world, "music on my headphones, and a cup of tea", MattersKind.HELPS)
    told(world, "my room, and nobody talks to me", MattersKind.HELPS)
    told(world, "when people are late and nobody tells me", MattersKind.AVOID)
    told(world, "i clap and jump 👏", MattersKind.HOW_I_SAY)
    told(world, "my brother Joe, my mum, Kim from the cafe", MattersKind.MY_PEOPLE)
    with world.store.write() as tx:
        photo_id = pictures.add(tx, world.cast.worker, world.cast.person.id, "Tiger", POOL)
        entries = own_page.of_kind(tx, world.cast.person.id, MattersKind.MATTERS_MOST)
        own_page_for_staff.put_photo(tx, world.cast.worker, world.cast.person.id, entries[1].id, photo_id)
        for sign, means in (("🐻", "a bad day"), ("bah", "bath")):
            meanings.add(tx, world.cast.worker, world.cast.person.id, Meaning(sign, means, MeaningKind.NONE))


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_it_reads_well_for_everyone(site: Site, phone: bool) -> None:
    a_full_page(site.world)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    for page in ("", "/sheet", "/shift"):
        await tab.goto(f"{site.address}{path(site.world, page)}")
        assert await violations(tab) == []
        assert await tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize("sheet", ["/sheet", "/shift"])
async def test_a_full_page_is_one_page_on_paper(site: Site, sheet: str) -> None:
    a_full_page(site.world)
    tab = await site.signed_in(site.world.cast.worker)
    await tab.goto(f"{site.address}{path(site.world, sheet)}")
    printed = await tab.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") == 1
