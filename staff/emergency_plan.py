"""A person's emergency plan: who they trust, how they call for help, and when it is looked at again (R22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import Route

from staff import day_fields
from staff.access import Visit, signed_in
from staff.triage_form import one_of
from storage import Transaction, emergency_plans, houses, sight
from storage.emergency_plans import KeptPlan, Plan
from storage.errors import Refused
from storage.houses import Person
from storage.review_days import months_after
from storage.staff_accounts import StaffMember
from storage.vocabulary import CanPhone, TextTo999

MONTHS_TO_NEXT = 6
DAYS = ("practised", "reviewed", "next")


@dataclass(frozen=True)
class Opened:
    """The person and every version of their plan, the newest first."""

    person: Person
    versions: tuple[KeptPlan, ...]

    @property
    def newest(self) -> KeptPlan | None:
        return self.versions[0] if self.versions else None


@signed_in
async def plan(visit: Visit) -> Response:
    """The form, filled with what holds now; a POST keeps a new version."""
    opened = await visit.write(_open, visit.member, visit.part("id"))
    if visit.request.method == "GET":
        return _page(visit, opened)
    sight.acting(visit.member)
    typed, problems = _read(visit.form, visit.room.today)
    if typed is None:
        return _page(visit, opened, problems)
    instead_of = int(visit.form["version"]) if visit.form.get("version", "").isdecimal() else 0
    try:
        await visit.write(emergency_plans.keep, visit.member, opened.person.id, typed, instead_of=instead_of)
    except Refused as refused:
        return _page(visit, opened, {"main-content": str(refused)})
    return visit.go("person", note="plan_kept", id=opened.person.id)


def _open(tx: Transaction, member: StaffMember, person_id: str) -> Opened:
    versions = emergency_plans.versions(tx, member, person_id)
    return Opened(houses.person(tx, person_id), versions)


def _read(form: Mapping[str, str], today: date) -> tuple[Plan | None, dict[str, str]]:
    """What was typed, or None and what is wrong, by the id of its field in the order of the page."""
    problems = dict[str, str]()
    if not form.get("trusts"):
        problems["trusts"] = "Write who they trust, or that there is nobody yet."
    can_phone = one_of(CanPhone, form.get("can_phone", ""))
    if can_phone is None:
        problems["can_phone"] = "Choose whether they can make a phone call."
    text = one_of(TextTo999, form.get("text_to_999", ""))
    if text is None:
        problems["text_to_999"] = "Choose whether their phone is registered."
    days = {name: _day(form, name, today, problems) for name in DAYS}
    reviewed, following = days["reviewed"], days["next"]
    if problems or can_phone is None or text is None or reviewed is None or following is None:
        return None, problems
    notes = form.get("notes") or None
    return Plan(form["trusts"], can_phone, text, days["practised"], notes, reviewed, following), {}


def _day(form: Mapping[str, str], name: str, today: date, problems: dict[str, str]) -> date | None:
    try:
        # What was practised may be years ago.
        day = day_fields.read(form, name) if name == "practised" else day_fields.read_near(form, name, today)
    except day_fields.NotADay as error:
        problems[f"{name}-day"] = str(error)
        return None
    if day is None and name != "practised":
        problems[f"{name}-day"] = "Type the day."
    return day


def _page(visit: Visit, opened: Opened, problems: dict[str, str] | None = None) -> Response:
    if visit.request.method == "GET":
        shown, days = _as_it_holds(opened.newest, visit.room.today)
    else:
        shown, days = visit.form, {name: day_fields.typed(visit.form, name) for name in DAYS}
    return visit.page(
        "emergency_plan.html",
        status=422 if problems else 200,
        opened=opened,
        person=opened.person,
        shown=shown,
        days=days,
        can_phone=tuple(CanPhone),
        text_to_999=tuple(TextTo999),
        problems=problems or {},
    )


def _as_it_holds(newest: KeptPlan | None, today: date) -> tuple[Mapping[str, str], dict[str, dict[str, str]]]:
    """The form as it is offered: the plan as it holds, looked at today."""
    following = months_after(today, MONTHS_TO_NEXT)
    days = {"reviewed": day_fields.as_fields(today), "next": day_fields.as_fields(following)}
    if newest is None:
        return {}, {**days, "practised": {}}
    now = newest.plan
    practised = {} if now.practised_on is None else day_fields.as_fields(now.practised_on)
    kept = {"trusts": now.trusts, "can_phone": now.can_phone, "text_to_999": now.text_to_999, "notes": now.notes or ""}
    return kept, {**days, "practised": practised}


ROUTES = (Route("/people/{id}/emergency-plan", plan, methods=["GET", "POST"], name="emergency_plan"),)
