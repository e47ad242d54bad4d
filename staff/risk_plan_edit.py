"""Making a risk plan together with a person, and going through it anew. What is half filled in stays with its author (R35)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from staff import day_fields, own_page_words, risk_plan_form
from staff.access import Visit, signed_in
from staff.known_names import known_names
from staff.rendering import to
from storage import Transaction, feedback, risk_drafts, risk_plan_check, risk_plans, sight, views
from storage.errors import Refused
from storage.feedback import Feedback
from storage.houses import Person
from storage.risk_drafts import RiskPlanDraft
from storage.risk_plan_versions import RiskPlan
from storage.risk_plans import RiskPlanFile, Started
from storage.staff_accounts import StaffMember
from storage.vocabulary import Part, PersonAgreed, RiskStatus, WhoseWords


@dataclass(frozen=True)
class Opened:
    """Whose plan it is, the plan that is reviewed (None: a new one), what this member has begun, the thing said that a new
    plan starts with, and the names that its person knows."""

    person: Person
    file: RiskPlanFile | None
    draft: RiskPlanDraft | None
    said: Feedback | None
    names: tuple[str, ...]

    @property
    def plan_id(self) -> str | None:
        return None if self.file is None else self.file.id


@signed_in
async def new(visit: Visit) -> Response:
    """The form of a new plan."""
    sight.acting(visit.member)
    feedback_id = visit.form.get("feedback") or visit.request.query_params.get("feedback") or None
    return await _edit(visit, await visit.write(_open_new, visit.member, visit.part("id"), feedback_id))


@signed_in
async def review(visit: Visit) -> Response:
    """The form filled with what holds now, to be gone through anew."""
    sight.acting(visit.member)
    return await _edit(visit, await visit.write(_open_review, visit.member, visit.part("id")))


def _open_new(tx: Transaction, member: StaffMember, person_id: str, feedback_id: str | None) -> Opened:
    person = sight.person_of(tx, member, person_id)
    draft = _draft(tx, member, person_id, None)
    feedback_id = feedback_id or (None if draft is None else draft.form.get("feedback"))
    said = None if feedback_id is None else feedback.seen(tx, member, feedback_id)
    views.words_shown(tx, member.actor, "risk_plan_new", () if said is None and draft is None else (person_id,))
    return Opened(person, None, draft, said, known_names(tx, person))


def _open_review(tx: Transaction, member: StaffMember, plan_id: str) -> Opened:
    file = risk_plans.for_member(tx, member, plan_id, "risk_plan_review")
    draft = _draft(tx, member, file.person.id, plan_id)
    return Opened(file.person, file, draft, file.said, known_names(tx, file.person))


def _draft(tx: Transaction, member: StaffMember, person_id: str, plan_id: str | None) -> RiskPlanDraft | None:
    mine = risk_drafts.of(tx, member, person_id)
    return next((one for one in mine if one.plan_id == plan_id), None)


async def _edit(visit: Visit, opened: Opened) -> Response:
    if opened.file is not None and opened.file.status(visit.room.today) is RiskStatus.ENDED:
        return visit.go("risk_plan", id=opened.file.id)
    if visit.request.method == "GET":
        return _page(visit, opened, _begun(opened))
    if visit.form.get("do") == "forget":
        await visit.write(risk_drafts.forget, visit.member, opened.person.id, opened.plan_id)
        return visit.go("risks", note="draft_gone", id=opened.person.id)
    form = risk_plan_form.tidy(visit.form)
    # Kept first, whatever comes of it: nothing that was typed is lost.
    await visit.write(risk_drafts.keep, visit.member, opened.person.id, opened.plan_id, form)
    match visit.form.get("do"):
        case "draft":
            return visit.go("risks", note="draft_kept", id=opened.person.id)
        case "more_options":
            return _with_one_more(visit, "option", risk_plan_form.shown_options(form), "what")
        case "more_people":
            return _with_one_more(visit, "who", max(1, risk_plan_form.blocks(form, "who")), "name")
    return await _keep(visit, opened, form)


async def _keep(visit: Visit, opened: Opened, form: dict[str, str]) -> Response:
    plan, missing = risk_plan_form.read(form)
    problems = risk_plan_check.problems(plan, visit.room.today) | missing | await _hard_words(plan, opened.names)
    if opened.file is None and opened.said is None and "reason" not in form:
        problems["reason"] = "Write what started it."
    if problems:
        return _page(visit, opened, form, risk_plan_form.in_order(problems))
    try:
        plan_id = await visit.write(_store, visit.member, opened, plan, form)
    except Refused as refused:
        return _page(visit, opened, form, {"main-content": str(refused)})
    return visit.go("risk_plan", note="risk_plan_kept", id=plan_id)


def _store(tx: Transaction, member: StaffMember, opened: Opened, plan: RiskPlan, form: dict[str, str]) -> str:
    if opened.file is None:
        said_id = None if opened.said is None else opened.said.id
        started = Started(said_id, form.get("reason"), form.get("form", ""))
        return risk_plans.start(tx, member, opened.person.id, plan, started)
    version = form.get("version", "")
    risk_plans.review(tx, member, opened.file.id, plan, instead_of=int(version) if version.isdecimal() else 0)
    return opened.file.id


async def _hard_words(plan: RiskPlan, names: tuple[str, ...]) -> dict[str, str]:
    texts = {"about": plan.about, "easy_words": plan.easy_words}
    texts |= {f"option-{number}-what": one.what for number, one in enumerate(plan.options, 1)}
    return await own_page_words.problems(texts, (*names, *(one.name for one in plan.took_part)))


def _begun(opened: Opened) -> dict[str, str]:
    """What the form begins with: what this member typed before, or what holds now. A draft is always of the version that
    holds: the page says where that is another one than when it was begun."""
    if opened.draft is None:
        return {} if opened.file is None else risk_plan_form.filled(opened.file.newest)
    newest = {} if opened.file is None else {"version": str(opened.file.newest.version)}
    return {**opened.draft.form, **newest}


def _with_one_more(visit: Visit, name: str, shown: int, field: str) -> Response:
    """To the form with one more block, at its first field."""
    route = visit.request.scope["route"].name
    where = to(visit.request, route, id=visit.part("id"))
    return RedirectResponse(f"{where}?{name}={shown + 1}#{name}-{shown + 1}-{field}", status_code=303)


def _page(visit: Visit, opened: Opened, form: dict[str, str], problems: dict[str, str] | None = None) -> Response:
    options = max(risk_plan_form.shown_options(form), _asked_for(visit, "option", risk_plan_form.MOST_OPTIONS))
    people = max(1, risk_plan_form.blocks(form, "who"), _asked_for(visit, "who", risk_plan_form.MOST_PEOPLE))
    is_new = "start-day" not in form and visit.request.method == "GET"
    start = day_fields.as_fields(visit.room.today) if is_new else day_fields.typed(form, "start")
    return visit.page(
        "risk_plan_edit.html",
        status=422 if problems else 200,
        opened=opened,
        person=opened.person,
        form={**form, "form": form.get("form") or secrets.token_urlsafe(16)},
        options=range(1, options + 1),
        people=range(1, people + 1),
        is_full={"option": options >= risk_plan_form.MOST_OPTIONS, "who": people >= risk_plan_form.MOST_PEOPLE},
        is_behind=_is_behind(opened),
        days={"start": start, "review": day_fields.typed(form, "review")},
        parts=tuple(Part),
        whose=tuple(WhoseWords),
        agreed=tuple(PersonAgreed),
        problems=problems or {},
    )


def _is_behind(opened: Opened) -> bool:
    """Whether a colleague kept a version since this member began theirs."""
    if opened.draft is None or opened.file is None:
        return False
    return opened.draft.form.get("version") != str(opened.file.newest.version)


def _asked_for(visit: Visit, name: str, most: int) -> int:
    wanted = visit.request.query_params.get(name, "")
    return min(int(wanted), most) if wanted.isdecimal() and len(wanted) < 4 else 0


ROUTES = (
    Route("/people/{id}/risks/plan", new, methods=["GET", "POST"], name="risk_plan_new"),
    Route("/risk-plans/{id}/review", review, methods=["GET", "POST"], name="risk_plan_review"),
)
