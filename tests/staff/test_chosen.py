"""What a person chose, as staff see it: the action that carries it out, the page to take along, and the review pack (R33)."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from staff.review_pack import render
from storage import Transaction, choice_offers, choice_sets, contents, decisions, support_given, supporters
from storage.audit import SYSTEM, Actor
from storage.decisions import Decision
from storage.prepared_choices import NewChoice, NewOption
from storage.support_given import SupportGiven
from storage.vocabulary import ChoiceState, HelpedBy, OfferReason, Relation, WhatChanges
from tests.staff.browser import Site
from tests.staff.invented_history import History
from tests.staff.world import World
from tests.support.chromium import violations
from wording.catalogue import Catalogue

QUESTION = "Where do you want to go on Friday?"
OPTIONS = (NewOption("Swimming", "🏊", meaning="You will go to the pool."), NewOption("The cinema", "🎥"))
REASON = "i <b>like</b> water"
DONE = "You go to the pool on Friday."


def chosen(world: World, what: WhatChanges = WhatChanges.OTHER) -> Decision:
    """Offered, and the first option chosen with a reason and with help."""
    with world.store.write() as tx:
        return _chosen(tx, world, what)


def _chosen(tx: Transaction, world: World, what: WhatChanges) -> Decision:
    cast, later = world.cast, tx.today + timedelta(days=20)
    whole = NewChoice(QUESTION, OPTIONS, cast.worker.id, what, offer_until=later, review_on=later)
    kept = choice_sets.prepare(tx, cast.worker, cast.person.id, whole)
    choice_sets.approve(tx, cast.worker, kept.id)
    offer = choice_offers.begin(tx, kept.id, OfferReason.FIRST)
    decision = decisions.keep(tx, offer, option_id=kept.options[0].id)
    words = contents.keep(tx, Actor("person", cast.person.id), cast.person.id, REASON)
    decisions.keep_reason(tx, decision.id, words)
    aunt = supporters.add(tx, SYSTEM, cast.person.id, "Aunt Jo", Relation.FAMILY)
    decisions.keep_helped_by(tx, decision.id, HelpedBy.READ_TO_ME, aunt.id)
    return decisions.one(tx, decision.id)


def shown_order(world: World, decision: Decision) -> list[str]:
    with world.store.read() as tx:
        kept = choice_sets.one(tx, decision.choice_set_id)
        return [kept.option(one).label for one in choice_offers.one(tx, decision.offer_id).shown_order]


def facts(world: World, catalogue: Catalogue) -> dict[str, Any]:
    [found] = json.loads(render(world.store, world.cast.person.id, None, "json", catalogue))["choices"]
    return dict(found)


async def test_its_action_shows_what_was_chosen_of_what_and_why(world: World) -> None:
    decision = chosen(world)
    page = await world.signed_in(world.cast.worker).get(f"/actions/{decision.pending_action_id}")
    assert "“i &lt;b&gt;like&lt;/b&gt; water”" in page.html
    for line in (
        "What Pim Testwell chose “Swimming”",
        f"We asked {QUESTION}",
        f"Shown in this order {', '.join(shown_order(world, decision))}",
        "(Aunt Jo)",
        f"Prepared by {world.cast.worker.name}",
    ):
        assert line in page.words
    assert "has since said it in other words" not in page.words


async def test_done_in_easy_words_quotes_the_choice(world: World) -> None:
    decision = chosen(world)
    visitor, path = world.signed_in(world.cast.worker), f"/actions/{decision.pending_action_id}"
    page = await visitor.post(path, step="preview", kind="done", words=DONE)
    assert "You chose: “Swimming”" in page.words and f"We did this: {DONE}" in page.words
    page = await visitor.post(path, step="finish", kind="done", words=DONE)
    assert "Next step" not in page.words


async def test_the_page_to_take_along_has_it(world: World) -> None:
    decision = chosen(world)
    page = await world.signed_in(world.cast.worker).get(f"/actions/{decision.pending_action_id}/sheet")
    assert "🗣️ You chose “ Swimming ”" in page.words and "🔧 What we did" in page.words


def test_the_pack_tells_it_in_the_same_steps(world: World, catalogue: Catalogue) -> None:
    decision = chosen(world)
    History(world).finish(str(decision.pending_action_id), DONE)
    page = render(world.store, world.cast.person.name, None, "html", catalogue)
    for line in (
        "Choice 1 of 1",
        f"We asked you: {QUESTION}",
        f"You could pick: {', '.join(shown_order(world, decision))}",
        "Your reason: “i &lt;b&gt;like&lt;/b&gt; water”",
        "Someone read it to you.",
        "The person who helped was Aunt Jo.",
        DONE,
    ):
        assert line in page
    assert "nothing to show" not in page


def test_the_record_has_every_part_and_fills_in_none(world: World, catalogue: Catalogue) -> None:
    decision = chosen(world)
    with world.store.write() as tx:
        support_given.record(tx, world.cast.worker, decision.id, SupportGiven("pictures", place="the kitchen"))
    found = facts(world, catalogue)
    assert found["shown"] == shown_order(world, decision)
    assert (found["chosen"], found["reason"], found["helped_by"], found["helper"]) == (
        *("Swimming", REASON, "read_to_me"),
        "Aunt Jo",
    )
    assert found["support"] == {
        "format": "pictures",
        "aids": "not recorded",
        "place": "the kitchen",
        "time_allowed": "not recorded",
        "understanding_checked_by": "not recorded",
        "practicable_steps": "not recorded",
    }
    assert found["action"]["owner"] == world.cast.worker.name


@pytest.mark.parametrize("place", [0, 1, None])
def test_what_was_said_the_second_time_stands_beside_it(world: World, catalogue: Catalogue, place: int | None) -> None:
    decision = chosen(world, WhatChanges.ROUTINE)
    assert facts(world, catalogue)["asked_again"] == {"agreement": "waiting", "answer": None}
    if place is None:
        page = render(world.store, world.cast.person.name, None, "html", catalogue)
        assert "Yes. We will ask you one more time." in page
        return
    with world.store.write() as tx:
        offer = decisions.ask_again(tx, decision.id)
        assert offer is not None
        option = choice_sets.one(tx, decision.choice_set_id).options[place]
        decisions.answer_again(tx, offer, option.id, ChoiceState.CHOSEN)
    found = facts(world, catalogue)
    assert found["asked_again"] == {"agreement": ("same", "different")[place], "answer": option.label}
    assert (found["action"] is None) is bool(place)
    page = render(world.store, world.cast.person.name, None, "html", catalogue)
    assert ("We asked you one more time. You said the same.", "We will talk about it together.")[place] in page


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
async def test_everybody_can_read_it(site: Site, phone: bool) -> None:
    decision = chosen(site.world)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    await tab.goto(f"{site.address}/actions/{decision.pending_action_id}")
    assert await violations(tab) == []
    assert not await tab.evaluate("document.documentElement.scrollWidth > innerWidth")
