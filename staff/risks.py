"""The risk plans and restrictions of a person: what is in force, what this member has begun, and what has ended."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import Transaction, audit, risk_drafts, risk_reviews, sight
from storage.houses import Person
from storage.risk_drafts import RiskPlanDraft
from storage.risk_reviews import InForce, Over
from storage.staff_accounts import StaffMember


@dataclass(frozen=True)
class Opened:
    person: Person
    in_force: tuple[InForce, ...]
    over: tuple[Over, ...]
    drafts: tuple[RiskPlanDraft, ...]


@signed_in
async def risks(visit: Visit) -> Response:
    """The list."""
    opened = await visit.write(_open, visit.member, visit.part("id"))
    return visit.page("risks.html", opened=opened, person=opened.person)


def _open(tx: Transaction, member: StaffMember, person_id: str) -> Opened:
    person = sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_risks", "person", person_id)
    drafts = risk_drafts.of(tx, member, person_id) if member.may_act else ()
    return Opened(person, risk_reviews.of_person(tx, person_id), risk_reviews.over(tx, person_id), drafts)


ROUTES = (Route("/people/{id}/risks", risks, name="risks"),)
