"""One risk plan: the version that holds and those before it, the person's own page, telling them, and ending it."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from staff import standing_alone
from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.risk_page import as_page
from storage import Transaction, audit, risk_plans, risk_reviews
from storage.errors import Refused
from storage.risk_plans import RiskPlanFile
from storage.risk_reviews import InForce
from storage.staff_accounts import StaffMember


@dataclass(frozen=True)
class Opened:
    """A plan and the restrictions in force that belong to it."""

    file: RiskPlanFile
    limits: tuple[InForce, ...]


@signed_in
async def plan(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


@signed_in
async def own_page(visit: Visit) -> Response:
    """The page in easy words for the person, to print or to look at together."""
    opened = await visit.write(_print, visit.member, visit.part("id"))
    room = visit.room
    page = as_page(opened.file, opened.limits, room.today, room.store.calendar, room.catalogue)
    return standing_alone.response(page)


def _open(tx: Transaction, member: StaffMember, plan_id: str, page: str = "risk_plan") -> Opened:
    file = risk_plans.for_member(tx, member, plan_id, page)
    return Opened(file, tuple(one for one in risk_reviews.of_person(tx, file.person.id) if one.plan_id == plan_id))


def _print(tx: Transaction, member: StaffMember, plan_id: str) -> Opened:
    opened = _open(tx, member, plan_id, "risk_plan_own_page")
    audit.record(tx, member.actor, "make_risk_page", "risk_plan", plan_id)
    return opened


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.write(_open, visit.member, visit.part("id"))
    file = opened.file
    return visit.page(
        "risk_plan.html",
        status=422 if problems else 200,
        opened=opened,
        file=file,
        person=file.person,
        status_now=file.status(visit.room.today),
        problems=problems or {},
    )


async def _tell(visit: Visit) -> Response:
    try:
        person_id = await visit.write(risk_plans.tell, visit.member, visit.part("id"))
    except Refused as refused:
        return await _page(visit, {"main-content": str(refused)})
    visit.room.on_told(person_id)
    return visit.go("risk_plan", note="risk_plan_told", id=visit.part("id"))


async def _end(visit: Visit) -> Response:
    try:
        await visit.write(risk_plans.end, visit.member, visit.part("id"), visit.form.get("end_reason", ""))
    except Refused as refused:
        return await _page(visit, {"end_reason": str(refused)})
    return visit.go("risk_plan", note="risk_plan_ended", id=visit.part("id"))


_DOINGS = {"tell": _tell, "end": _end}
ROUTES = (
    Route("/risk-plans/{id}", plan, methods=["GET", "POST"], name="risk_plan"),
    Route("/risk-plans/{id}/page", own_page, name="risk_plan_own_page"),
)
