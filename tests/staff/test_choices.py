"""What was prepared for a person, and what came of it, on the pages of their staff."""

from __future__ import annotations

import pytest

from storage import (
    choice_offers,
    choice_positions,
    choice_sets,
    contents,
    decisions,
    houses,
    staff_accounts,
    support_given,
)
from storage.audit import SYSTEM, Actor
from storage.choice_sets import ChoiceSet
from storage.prepared_choices import NewChoice, NewOption
from storage.support_given import SupportGiven
from storage.vocabulary import ChoiceState, HelpedBy, OfferReason, Role, WhatChanges
from tests.staff.browser import Site
from tests.staff.test_choice_prepare import choices, path
from tests.staff.world import PASSWORD_HASH, World
from tests.support.chromium import violations

QUESTION = "Where do you want to go on Friday?"


def prepared(world: World, **changes: object) -> ChoiceSet:
    with world.store.write() as tx:
        days = {
            "offer_until": world.clock.now.date().replace(day=30),
            "review_on": world.clock.now.date().replace(month=12),
        }
        options = (NewOption("Swimming", "🏊", None, "You go by bus."), NewOption("The park", "🌳", None, "You walk."))
        whole = {"owner_id": world.cast.worker.id, **days, **changes}
        kept = choice_sets.prepare(tx, world.cast.worker, world.cast.person.id, NewChoice(QUESTION, options, **whole))  # type: ignore[arg-type]
        return choice_sets.approve(tx, world.cast.worker, kept.id)


def chosen(world: World, kept: ChoiceSet, place: int = 0, reason: OfferReason = OfferReason.FIRST) -> str:
    """Offered and decided; returns the decision's id."""
    world.clock.on(seconds=1)
    person = Actor("person", world.cast.person.id)
    with world.store.write() as tx:
        offer = choice_offers.begin(tx, kept.id, reason)
        decision = decisions.keep(tx, offer, option_id=kept.options[place].id)
        decisions.keep_reason(tx, decision.id, contents.keep(tx, person, world.cast.person.id, "i like ducks"))
        decisions.keep_helped_by(tx, decision.id, HelpedBy.READ_TO_ME)
    return decision.id


def state(world: World, kept: ChoiceSet) -> ChoiceState:
    with world.store.read() as tx:
        return choice_sets.one(tx, kept.id).state


async def test_the_list_and_the_page_tell_where_it_is(world: World) -> None:
    visitor, kept = world.signed_in(world.cast.worker), prepared(world)
    person = await visitor.get(f"/people/{world.cast.person.id}")
    assert f"/staff{choices(world)}" in person.html
    listed = await visitor.get(choices(world))
    assert f"{QUESTION} Swimming · The park Ready to be offered. Prepared by Wes Sample" in listed.words
    page = await visitor.get(choices(world, f"/{kept.id}"))
    assert "🏊 Swimming: You go by bus." in page.words.replace("  ", " ") or "Swimming: You go by bus." in page.words
    assert "Who makes it happen Wes Sample" in page.words and "It was not offered yet." in page.words


async def test_a_decision_shows_the_order_the_reason_the_helper_and_the_action(world: World) -> None:
    kept = prepared(world)
    chosen(world, kept)
    page = await world.signed_in(world.cast.manager).get(choices(world, f"/{kept.id}"))
    assert "“Swimming”" in page.words and "“i like ducks”" in page.words and "Someone read it to them" in page.words
    with world.store.read() as tx:
        [offer] = choice_offers.of_set(tx, kept.id)
        order = ", ".join(kept.option(one).label for one in offer.shown_order)
    assert f"Shown in this order: {order}. Answer: Swimming." in page.words
    assert "Action: You go by bus." in page.words and "/staff/actions/" in page.html
    assert page.words.count("Not recorded") == len(SupportGiven.__dataclass_fields__)


async def test_a_change_of_mind_leaves_what_was_chosen_before(world: World) -> None:
    kept = prepared(world)
    chosen(world, kept)
    chosen(world, kept, 1, OfferReason.CHANGED_MIND)
    page = await world.signed_in(world.cast.worker).get(choices(world, f"/{kept.id}"))
    assert "Chosen before, until" in page.words and "What Pim Testwell chose “The park”" in page.words


async def test_it_is_taken_back_until_the_person_decided(world: World) -> None:
    visitor, kept = world.signed_in(world.cast.worker), prepared(world)
    where = choices(world, f"/{kept.id}")
    assert (await visitor.post(where, token_from=where, do="withdraw")).status == 303
    assert state(world, kept) is ChoiceState.WITHDRAWN and "Take it back" not in (await visitor.get(where)).words
    decided = prepared(world)
    chosen(world, decided)
    refused = await visitor.post(choices(world, f"/{decided.id}"), token_from="/account", do="withdraw")
    assert refused.status == 422 and "There is nothing to take back." in refused.words


async def test_the_support_given_is_written_down_and_what_stays_blank_is_not_recorded(world: World) -> None:
    visitor, kept = world.signed_in(world.cast.worker), prepared(world, what_changes=WhatChanges.ROUTINE)
    decision_id, where = chosen(world, kept), choices(world, f"/{kept.id}")
    assert "Asked once more" in (await visitor.get(where)).words
    given = {"format": "Photos on a card", "place": "In the garden"}
    sent = await visitor.post(where, token_from=where, do="support", decision=decision_id, **given)
    assert sent.status == 303
    with world.store.read() as tx:
        found = support_given.of(tx, decision_id)
    assert found is not None and found.given == SupportGiven("Photos on a card", None, "In the garden")
    page = await visitor.get(where)
    assert "In which format Photos on a card" in page.words and page.words.count("Not recorded") == 4
    long = await visitor.post(where, token_from=where, do="support", decision=decision_id, format="x" * 501)
    assert long.status == 422 and "This is too long." in long.words and f'id="format-{decision_id}"' in long.html
    for other in ("nothing", chosen(world, prepared(world))):
        assert (await visitor.post(where, token_from=where, do="support", decision=other)).status == 404


async def test_a_choice_of_somebody_else_is_not_there_under_this_address(world: World) -> None:
    kept, cast = prepared(world), world.cast
    visitor = world.signed_in(cast.worker)
    with world.store.write() as tx:
        housemate = houses.add_person(tx, SYSTEM, cast.house.id, "Hebe Housemate")
    for method in ("get", "post"):
        where = f"/people/{housemate.id}/choices/{kept.id}"
        page = await (
            visitor.get(where) if method == "get" else visitor.post(where, token_from="/account", do="withdraw")
        )
        assert page.status == 404


async def test_whoever_only_looks_is_offered_nothing_to_do(world: World) -> None:
    kept = prepared(world)
    chosen(world, kept)
    with world.store.write() as tx:
        house = (world.cast.house.id,)
        reviewer = staff_accounts.add(tx, SYSTEM, "Rae", "rae@example.org", Role.REVIEWER, PASSWORD_HASH, house)
    visitor = world.signed_in(reviewer)
    for page in (await visitor.get(choices(world)), await visitor.get(choices(world, f"/{kept.id}"))):
        assert page.status == 200 and page.html.count("<form") == 1, "to sign out"
    assert (await visitor.get(path(world))).status == 404


@pytest.mark.parametrize("phone", [True, False])
async def test_the_pages_are_fit_for_everybody(site: Site, phone: bool) -> None:
    kept = prepared(site.world)
    chosen(site.world, kept)
    tab = await site.signed_in(site.world.cast.worker, phone=phone)
    for page in (choices(site.world), choices(site.world, f"/{kept.id}"), f"{path(site.world)}?from={kept.id}"):
        await tab.goto(f"{site.address}{page}")
        assert await violations(tab) == [], page


async def test_the_list_says_when_the_last_is_picked_more_often_than_by_chance(world: World) -> None:
    """Conversation rule 28."""
    hint = f"{world.cast.person.name} picks what is shown last more often than by chance."
    visitor = world.signed_in(world.cast.worker)
    for _ in range(choice_positions.FEWEST):
        assert hint not in (await visitor.get(choices(world))).words
        kept = prepared(world)
        with world.store.write() as tx:
            offer = choice_offers.begin(tx, kept.id, OfferReason.FIRST)
            decisions.keep(tx, offer, option_id=offer.shown_order[-1])
    page = await visitor.get(choices(world))
    assert hint in page.words and f"/staff/people/{world.cast.person.id}/communication" in page.html
