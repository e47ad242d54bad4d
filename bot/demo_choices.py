"""The choices and the check-in of the demo: what Sam prepared with Alex and Kit, and what Kit chose."""

from __future__ import annotations

from datetime import time, timedelta

from storage import Transaction, check_ins_for_staff, choice_offers, choice_sets, decisions
from storage.check_ins_for_staff import Wanted
from storage.choice_records import ChoiceSet
from storage.prepared_choices import NewChoice, NewOption
from storage.staff_accounts import StaffMember
from storage.vocabulary import OfferReason, Topic, WhatChanges

_SWIMMING_DAY = 2
_TEA = (
    NewOption("Soup", "🍲", meaning="You make it with Sam."),
    NewOption("Pizza", "🍕", meaning="You pick the topping."),
)
_SATURDAY = (
    NewOption("Cinema", "🎬", meaning="You go with Sam on the bus."),
    NewOption("Bowling", "🎳", meaning="You go with Jo and Priya."),
)


def prepare_tea(tx: Transaction, member: StaffMember, person_id: str) -> ChoiceSet:
    """Ready to be chosen."""
    return _prepare(tx, member, person_id, "What do you want for tea on Friday?", _TEA, Topic.MEALS)


def prepare_saturday(tx: Transaction, member: StaffMember, person_id: str) -> None:
    """Waits until the person asks for their choices."""
    _prepare(tx, member, person_id, "What do you want to do on Saturday?", _SATURDAY, Topic.ACTIVITIES)


def choose(tx: Transaction, kept: ChoiceSet, label: str) -> str:
    """The person asked for it and chose this option; returns the id of the action that follows."""
    offer = choice_offers.begin(tx, kept.id, OfferReason.FIRST)
    option_id = next(one.id for one in kept.options if one.label == label)
    return str(decisions.keep(tx, offer, option_id=option_id).pending_action_id)


def check_in_after_swimming(tx: Transaction, member: StaffMember, person_id: str) -> None:
    """Chosen together: once a week, on the evening after swimming."""
    wanted = Wanted("Swimming", "🏊", (_SWIMMING_DAY,), time(17), is_together=True)
    check_ins_for_staff.choose_together(tx, member, person_id, wanted)


def _prepare(
    tx: Transaction, member: StaffMember, person_id: str, question: str, options: tuple[NewOption, ...], topic: Topic
) -> ChoiceSet:
    choice = NewChoice(
        question,
        options,
        owner_id=member.id,
        what_changes=WhatChanges.OTHER,
        offer_until=tx.today + timedelta(days=30),
        review_on=tx.today + timedelta(days=90),
        topic=topic,
    )
    return choice_sets.approve(tx, member, choice_sets.prepare(tx, member, person_id, choice).id)
