"""The choices that were prepared for one person, for staff: preparing one, what came of each, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from safeguarding import Screening
from staff import choice_prepare
from staff.access import Visit, signed_in
from staff.choice_desk import Desk
from staff.doings import what_the_form_names
from storage import (
    Transaction,
    choice_offers,
    choice_positions,
    choice_sets,
    chosen,
    decisions,
    people_for_staff,
    priorities,
    sight,
    support_given,
    views,
)
from storage.choice_offers import Offer
from storage.choice_sets import ChoiceSet
from storage.chosen import ChosenItem
from storage.errors import NotFound, Refused
from storage.houses import Person
from storage.own_page import Entry
from storage.staff_accounts import StaffMember
from storage.strangers import Worry
from storage.support_given import SupportGiven
from storage.vocabulary import OPEN_CHOICES, ChoiceState, LinkedTo

SUPPORT = tuple(SupportGiven.__dataclass_fields__)
"""What may be written down of the support for a decision (R33)."""
MAY_BE_TAKEN_BACK = (ChoiceState.DRAFT, *OPEN_CHOICES)


@dataclass(frozen=True)
class Shown:
    """One offer with the options in the order in which they were shown, and what was answered."""

    offer: Offer
    order: tuple[str, ...]
    answer: str | None


@dataclass(frozen=True)
class Opened:
    """All that is known of one choice. `priorities`: what matters most to its person, `priority`: the one that it is about,
    `suggested`: the one it may be about."""

    kept: ChoiceSet
    offers: tuple[Shown, ...]
    versions: tuple[ChosenItem, ...]
    priorities: tuple[Entry, ...]
    priority: Entry | None
    suggested: Entry | None


@signed_in
async def choices(visit: Visit) -> Response:
    """Every choice of this person, the newest first."""
    person, listed, last_too_often = await visit.write(_list, visit.member, visit.part("id"))
    return visit.page("choices.html", person=person, listed=listed, last_too_often=last_too_often)


def _list(tx: Transaction, member: StaffMember, person_id: str) -> tuple[Person, tuple[ChoiceSet, ...], bool]:
    person = people_for_staff.for_member(tx, member, person_id)
    listed = choice_sets.listed(tx, member, person_id)
    return person, listed, choice_positions.last_too_often(tx, listed)


@signed_in
async def choice(visit: Visit) -> Response:
    """One of them; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _withdraw(visit: Visit) -> Response:
    opened = await visit.read(_mine, visit.member, visit.part("id"), visit.part("set"))
    try:
        await visit.write(choice_sets.withdraw, visit.member, opened.id)
    except Refused as refused:
        return await _page(visit, {"withdraw": str(refused)})
    return visit.go("choice", note="choice_withdrawn", id=visit.part("id"), set=opened.id)


async def _record_support(visit: Visit) -> Response:
    kept = await visit.read(_mine, visit.member, visit.part("id"), visit.part("set"))
    which = visit.form.get("decision", "")
    given = SupportGiven(**{name: visit.form.get(name) or None for name in SUPPORT})
    try:
        await visit.write(_keep_support, visit.member, kept.id, which, given)
    except Refused as refused:
        return await _page(visit, {f"{SUPPORT[0]}-{which}": str(refused)})
    return visit.go("choice", note="support_kept", id=visit.part("id"), set=kept.id)


async def _say_what_it_is_about(visit: Visit) -> Response:
    kept = await visit.read(_mine, visit.member, visit.part("id"), visit.part("set"))
    try:
        await visit.write(priorities.link_choice, visit.member, kept.id, visit.form.get("matters") or None)
    except Refused as refused:
        return await _page(visit, {"matters": str(refused)})
    return visit.go("choice", note="priority_kept", id=visit.part("id"), set=kept.id)


def _keep_support(tx: Transaction, member: StaffMember, set_id: str, decision_id: str, given: SupportGiven) -> None:
    """Raises NotFound for a decision about another choice."""
    if decision_id not in {one.id for one in decisions.of_set(tx, set_id)}:
        raise NotFound("There is no such decision.")
    support_given.record(tx, member, decision_id, given)


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.write(_open, visit.member, visit.part("id"), visit.part("set"))
    return visit.page(
        "choice.html",
        status=422 if problems else 200,
        opened=opened,
        kept=opened.kept,
        support=SUPPORT,
        may_be_taken_back=opened.kept.state in MAY_BE_TAKEN_BACK,
        problems=problems or {},
    )


def _open(tx: Transaction, member: StaffMember, person_id: str, set_id: str) -> Opened:
    kept = _mine(tx, member, person_id, set_id)
    choice_sets.for_viewer(tx, member, set_id)
    versions = tuple(chosen.of_decision(tx, one) for one in decisions.of_set(tx, set_id))
    most = priorities.of_person(tx, member, person_id)
    if most or any(one.words or one.reason for one in versions):
        views.words_shown(tx, member.actor, "choice", (person_id,))
    return Opened(
        kept,
        tuple(_shown(kept, one) for one in choice_offers.of_set(tx, set_id)),
        versions,
        most,
        priorities.linked_to(tx, member, person_id, LinkedTo.CHOICE, set_id),
        priorities.suggested(most, () if kept.topic is None else (kept.topic,)),
    )


def _mine(tx: Transaction, member: StaffMember, person_id: str, set_id: str) -> ChoiceSet:
    """Raises NotFound for a choice of another person as for none."""
    kept = choice_sets.seen(tx, member, set_id)
    if kept.person_id != person_id:
        raise NotFound("There is no such choice.")
    return kept


def _shown(kept: ChoiceSet, offer: Offer) -> Shown:
    order = tuple(kept.option(one).label for one in offer.shown_order)
    return Shown(offer, order, None if offer.option_id is None else kept.option(offer.option_id).label)


def _desk(visit: Visit) -> Desk:
    sight.acting(visit.member)
    person_id = visit.part("id")

    def to_lead(_found: Screening, _worry: Worry) -> Response:
        return visit.go("choice_to_lead", id=person_id)

    return Desk(visit, visit.member, person_id, "page.html", {"id": person_id}, to_lead)


@signed_in
async def prepare(visit: Visit) -> Response:
    return await choice_prepare.prepare(_desk(visit))


@signed_in
async def check(visit: Visit) -> Response:
    return await choice_prepare.check(_desk(visit))


@signed_in
async def hear(visit: Visit) -> Response:
    return await choice_prepare.hear(_desk(visit))


@signed_in
async def find_signs(visit: Visit) -> Response:
    return await choice_prepare.find_signs(_desk(visit))


@signed_in
async def to_lead(visit: Visit) -> Response:
    """What the member does now, after what they wrote went to the safeguarding lead. It holds no words, and says nothing that
    is not the same for everybody."""
    sight.acting(visit.member)
    person = await visit.write(people_for_staff.for_member, visit.member, visit.part("id"))
    return visit.page("said_to_lead.html", person=person, of_a_choice=True)


_DOINGS = {"withdraw": _withdraw, "support": _record_support, "matters": _say_what_it_is_about}
ROUTES = (
    Route("/people/{id}/choices", choices, name="choices"),
    Route("/people/{id}/prepare-choice", prepare, methods=["GET", "POST"], name="choice_prepare"),
    Route("/people/{id}/prepare-choice/check", check, methods=["POST"], name="choice_check"),
    Route("/people/{id}/prepare-choice/hear", hear, methods=["POST"], name="choice_hear"),
    Route("/people/{id}/prepare-choice/signs", find_signs, methods=["POST"], name="choice_signs"),
    Route("/people/{id}/prepare-choice/lead", to_lead, name="choice_to_lead"),
    Route("/people/{id}/choices/{set}", choice, methods=["GET", "POST"], name="choice"),
)
