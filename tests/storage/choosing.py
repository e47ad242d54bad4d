"""An invented choice, and short ways to put it to its person."""

from dataclasses import replace
from datetime import timedelta

from storage import choice_offers, choice_sets, decisions, supporters
from storage.audit import SYSTEM
from storage.choice_offers import Offer
from storage.choice_sets import Author, ChoiceSet
from storage.decisions import Decision
from storage.prepared_choices import NewChoice, NewOption
from storage.supporters import Supporter
from storage.vocabulary import OfferReason, Relation
from tests.storage.invented import Life

SWIM = NewOption("Swimming", "🏊", meaning="You will go to the pool.", synonyms=("the pool",))
CINEMA = NewOption("The cinema", "🎬")
PARK = NewOption("The park", "🌳")


def wanted(life: Life, **changes: object) -> NewChoice:
    """Where to go on Friday, with everything that it needs."""
    today = life.store.calendar.day(life.clock.now)
    whole = NewChoice(
        "Where do you want to go on Friday?",
        (SWIM, CINEMA, PARK),
        life.people.worker.id,
        offer_until=today + timedelta(days=14),
        review_on=today + timedelta(days=30),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def prepared(life: Life, *, author: Author | None = None, **changes: object) -> ChoiceSet:
    """The same, ready to be offered."""
    author = author or life.people.worker
    kept = life.do(choice_sets.prepare, author, life.people.person_id, wanted(life, **changes))
    return life.do(choice_sets.approve, author, kept.id)


def offered(life: Life, kept: ChoiceSet, reason: OfferReason = OfferReason.FIRST) -> Offer:
    life.clock.forward(seconds=1)
    return life.do(choice_offers.begin, kept.id, reason)


def chosen(life: Life, kept: ChoiceSet, place: int = 0, reason: OfferReason = OfferReason.FIRST) -> Decision:
    """Offered, and this option chosen."""
    return life.do(decisions.keep, offered(life, kept, reason), option_id=kept.options[place].id)


def supporter(life: Life, name: str = "Aunt Invented", relation: Relation = Relation.FAMILY) -> Supporter:
    return life.do(supporters.add, SYSTEM, life.people.person_id, name, relation)
