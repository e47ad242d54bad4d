"""Who saw whose words: every page that shows what somebody said leaves a line in the trail, and no other page does."""

from __future__ import annotations

import json
from html import unescape

import pytest
from sqlalchemy import select

from staff import review_pack
from storage.tables.governance import audit_events
from storage.views import VERB
from tests.staff.test_crawl import CASES, answer, crawl, ids
from tests.staff.two_houses import TwoHouses, two_houses
from tests.staff.world import Page, World
from wording.catalogue import Catalogue

READERS = ("worker", "manager", "reviewer", "limited", "lead", "admin", "stranger")
PAGES = {"board", "person", "feedback", "action", "request", "review", "review_pack", "review_pack_json"}
PAGES |= {"sheet", "recording", "said", "told", "complaints", "complaint", "choice"}
PAGES |= {"risk_plan", "risk_plan_own_page", "risk_plan_new", "risk_plan_review"}
PAGES |= {"own_page", "own_page_sheet", "shift_sheet", "own_signs"}
"""No page about telling or asking of an action, and none after words went to the lead, shows any."""


@pytest.fixture
def both(world: World) -> TwoHouses:
    return two_houses(world)


def lines_after(world: World, position: int) -> list[tuple[str | None, str, str]]:
    """(who, whose words, which page) of each view since then."""
    with world.store.read() as tx:
        where = (audit_events.c.verb == VERB, audit_events.c.position > position)
        columns = (audit_events.c.actor_id, audit_events.c.subject_id, audit_events.c.detail)
        chosen = select(*columns).where(*where).order_by(audit_events.c.position)
        return [tuple(row) for row in tx.execute(chosen)]


def now(world: World) -> int:
    with world.store.read() as tx:
        return int(tx.execute(select(audit_events.c.position).order_by(audit_events.c.position.desc())).scalar() or 0)


def whose_words(both: TwoHouses, page: Page) -> set[str]:
    """The ids of the people whose own words are on the page, or their voice is a click away."""
    cast, shown = both.world.cast, unescape(page.html)
    said = {cast.person.id: both.things, cast.other_person.id: both.elsewhere}
    return {
        person_id
        for person_id, things in said.items()
        if any(
            one in shown
            for one in (
                *(*things.words[:5], *things.other.said),
                *(things.wants, things.reason, things.other.heard_by_lead),
            )
        )
        or f"/feedback/{things.other.voice_id}/recording" in shown
    }


@pytest.mark.parametrize("who", READERS)
async def test_each_page_that_shows_words_is_in_the_trail_once_for_each_person(both: TwoHouses, who: str) -> None:
    world, visitor, seen_on = both.world, both.visitor(who), set()
    for path in await crawl(both.visitor(who)):
        before = now(world)
        page = await visitor.get(path)
        lines = lines_after(world, before)
        assert {(actor, person) for actor, person, _ in lines} == {
            (both.staff[who].id, person) for person in whose_words(both, page)
        }, path
        assert len(lines) == len(whose_words(both, page)), path
        seen_on |= {detail for _, _, detail in lines}
    expected = {"lead": {"concerns", "concern", "recording"}, "admin": set(), "limited": set()}
    expected |= {
        "reviewer": PAGES - {"said", "told", "risk_plan_new", "risk_plan_review", "own_signs"},
        "worker": PAGES - {"complaints", "complaint"},
    }
    assert seen_on == expected.get(who, PAGES)


@pytest.mark.parametrize("who", ["worker", "lead"])
async def test_a_form_that_comes_back_shows_the_words_again_and_is_in_the_trail_too(both: TwoHouses, who: str) -> None:
    for which in CASES:
        if which[1] == "POST" and which[0] not in ("sign_in", "invitation", "check_words"):
            before = now(both.world)
            page = await answer(both, who, which, ids(both))
            seen = {person for _, person, _ in lines_after(both.world, before)}
            assert whose_words(both, page) <= seen, which


async def test_checking_a_sentence_while_it_is_typed_makes_no_line(both: TwoHouses) -> None:
    before = now(both.world)
    page = await answer(both, "worker", ("check_words", "POST"), ids(both))
    assert whose_words(both, page) and lines_after(both.world, before) == []


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_pack_printed_at_the_command_line_is_seen_by_the_operator(
    both: TwoHouses, catalogue: Catalogue, form: review_pack.Format
) -> None:
    person = both.world.cast.person
    before = now(both.world)
    shown = review_pack.render(both.world.store, person.id, None, form, catalogue)
    assert both.things.words[0] in (json.dumps(shown) if form == "json" else shown)
    assert lines_after(both.world, before) == [(None, person.id, "said review")]
