"""A choice that was prepared for the person of a conversation, and ways to a certain point of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from storage import Transaction, choice_offers, choice_sets, decisions, staff_requests
from storage.choice_offers import Offer
from storage.choice_sets import ChoiceSet
from storage.decisions import Decision
from storage.prepared_choices import NewChoice, NewOption
from storage.vocabulary import RequestKind
from tests.conversation.conftest import House
from tests.support.talk import Talk

QUESTION = "Where do you want to go on Friday?"
SWIM = NewOption("Swimming", "🏊", meaning="You will go to the pool.", synonyms=("the baths",))
CINEMA = NewOption("The cinema", "🎥")
PARK = NewOption("The park", "🌳")
LABELS = ("🏊 Swimming", "🎥 The cinema", "🌳 The park")
WAYS_OUT = ["💬 Something else", "⏰ Not now", "👤 Talk to a person"]
OFFERED = f"You can choose. {QUESTION}"


async def prepared(talk: Talk, house: House, **changes: object) -> ChoiceSet:
    """Ready to be offered; only when the person asks, unless `offer_from` says more."""
    return await talk.store.writing(_prepare, house, changes)


def _prepare(tx: Transaction, house: House, changes: dict[str, object]) -> ChoiceSet:
    whole = NewChoice(
        QUESTION,
        (SWIM, CINEMA, PARK),
        house.worker.id,
        offer_until=tx.today + timedelta(days=14),
        review_on=tx.today + timedelta(days=30),
    )
    kept = choice_sets.prepare(tx, house.worker, house.person.id, replace(whole, **changes))  # type: ignore[arg-type]
    return choice_sets.approve(tx, house.worker, kept.id)


async def picks(talk: Talk, label: str = LABELS[0]) -> list[str]:
    """From "my choices" to what was picked, sent."""
    await talk.says("my choices")
    await talk.taps(label)
    return await talk.taps("📨 Send it")


async def versions(talk: Talk, kept: ChoiceSet) -> tuple[Decision, ...]:
    return await talk.store.reading(decisions.of_set, kept.id)


async def offers(talk: Talk, kept: ChoiceSet) -> tuple[Offer, ...]:
    return await talk.store.reading(choice_offers.of_set, kept.id)


async def state(talk: Talk, kept: ChoiceSet) -> str:
    return (await talk.store.reading(choice_sets.one, kept.id)).state


async def requests(talk: Talk, house: House) -> list[RequestKind]:
    return [one.kind for one in await talk.store.reading(staff_requests.waiting, house.manager)]


async def chosen_labels(talk: Talk, kept: ChoiceSet) -> list[str | None]:
    by_id = {one.id: one.label for one in kept.options}
    return [by_id.get(one.option_id or "") for one in await versions(talk, kept)]
