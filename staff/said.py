"""Writing down what a person said face to face, on paper or through an advocate (R36, R57)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date

from starlette.responses import Response
from starlette.routing import Route as Address

from safeguarding.complaints import complaint_signs
from staff import day_fields, screened
from staff.access import Visit, signed_in
from staff.triage_form import one_of
from storage import Transaction, complaints, entries, feedback, people_for_staff, sight, triage, views
from storage.entries import Entry
from storage.errors import Refused
from storage.feedback import Feedback
from storage.findings import Found
from storage.houses import Person
from storage.staff_accounts import StaffMember
from storage.vocabulary import (
    OTHER_WAYS,
    ComplaintSign,
    FeedbackStatus,
    Outcome,
    Present,
    Route,
    Triage,
    VisibleTo,
    Voice,
)

WAYS = {
    Route.FACE_TO_FACE: "They told you, showed you or signed it.",
    Route.PAPER: "They wrote, drew or ticked it.",
    Route.ADVOCATE: "Someone who speaks up for them, and is not staff, brought it.",
}
VOICES = {
    Voice.SELF: "Their exact words, signs or choice, and nothing of your own.",
    Voice.SELF_WITH_SUPPORT: "Their own words, and someone helped them to find or say them.",
    Voice.ON_BEHALF: "Someone else says it for them: family, a friend, an advocate.",
    Voice.STAFF_OBSERVATION: "What you saw, when they said nothing about it. A wish they show is their own words.",
}
PROBLEMS = {
    "route": "Choose how it came.",
    "voice": "Choose whose words these are.",
    "outcome": "Choose how it was for them, or that it is not clear.",
    "present": "Choose who else was there.",
    "visible": "Ask them who may see it, and choose.",
}


@dataclass(frozen=True)
class Form:
    """The fields in the order of the page, understood as far as they could be."""

    route: Route | None
    voice: Voice | None
    outcome: Outcome | None
    words: str | None
    day: date | None
    day_problem: str | None
    present: Present | None
    helper: str | None
    visible: VisibleTo | None


@dataclass(frozen=True)
class Kept:
    """What was written down; the complaint that it was taken as; whether who wrote it may read it now, which they may not
    if it is for a manager or about them."""

    item: Feedback
    complaint_id: str | None
    is_theirs: bool


@signed_in
async def said(visit: Visit) -> Response:
    """The form; what it keeps is screened first, and red or amber goes to the safeguarding lead alone."""
    sight.acting(visit.member)
    opened = await visit.write(_open, visit.member, visit.part("id"), _instead_of(visit))
    if visit.request.method == "GET":
        return _page(visit, *opened)
    typed = _read(visit.form, visit.room.today)
    problems = dict(_problems(typed))
    if problems:
        return _page(visit, *opened, problems)
    entry = _entry(visit, typed)
    found = screened.found_in(entry.words, entry.helper)
    is_complaint = visit.form.get("complaint") == "yes" and visit.member.is_manager
    try:
        kept = await visit.write(_keep, visit.member, visit.part("id"), entry, found, is_complaint=is_complaint)
    except Refused as refused:
        return _page(visit, *opened, {_field_of(entry, visit.room.today): str(refused)})
    return visit.go("said_to_lead", id=visit.part("id")) if kept is None else _after(visit, kept)


def _keep(
    tx: Transaction, member: StaffMember, person_id: str, entry: Entry, found: Found | None, *, is_complaint: bool
) -> Kept | None:
    """None where it went to the safeguarding lead alone: what a manager took as a complaint does as well."""
    signs = tuple(ComplaintSign(one) for one in complaint_signs(entry.words or ""))
    item = entries.write_down(tx, member, person_id, entry, found, signs)
    if item is None:
        return None
    if is_complaint and item.status is FeedbackStatus.RECEIVED:
        triage.decide(tx, member, item.id, Triage.COMPLAINT)
    made = complaints.of_feedback(tx, member, item.id) if is_complaint else None
    is_theirs = feedback.find(tx, member, item.id) is not None
    return Kept(item, None if made is None else made.id, is_theirs)


def _after(visit: Visit, kept: Kept) -> Response:
    """To the complaint or to what was written down; to the person where its writer may not read it any more."""
    if kept.complaint_id is not None:
        return visit.go("complaint", note="complaint_made", id=kept.complaint_id)
    if kept.is_theirs:
        return visit.go("feedback", note="written_down", id=kept.item.id)
    only_manager = kept.item.visible_to is VisibleTo.ONLY_MANAGER and not visit.member.is_manager
    note = "written_for_manager" if only_manager else "written_for_others"
    return visit.go("person", note=note, id=visit.part("id"))


@signed_in
async def to_lead(visit: Visit) -> Response:
    """What the member does now, after what they wrote down went to the safeguarding lead. It holds no words, and says
    nothing that is not the same for everybody."""
    sight.acting(visit.member)
    person = await visit.write(people_for_staff.for_member, visit.member, visit.part("id"))
    return visit.page("said_to_lead.html", person=person)


def _instead_of(visit: Visit) -> str | None:
    return visit.form.get("instead") or visit.request.query_params.get("instead") or None


def _open(
    tx: Transaction, member: StaffMember, person_id: str, instead_of: str | None
) -> tuple[Person, Feedback | None]:
    person = people_for_staff.for_member(tx, member, person_id)
    if instead_of is None:
        return person, None
    instead = feedback.seen(tx, member, instead_of)
    views.words_shown(tx, member.actor, "said", (instead.person_id,))
    return person, instead


def _read(form: Mapping[str, str], today: date) -> Form:
    day, problem = None, None
    try:
        day = day_fields.read_near(form, "said", today)
    except day_fields.NotADay as error:
        problem = str(error)
    return Form(
        route=one_of(Route, form.get("route", "")),
        voice=one_of(Voice, form.get("voice", "")),
        outcome=one_of(Outcome, form.get("outcome", "")),
        present=one_of(Present, form.get("present", "")),
        visible=one_of(VisibleTo, form.get("visible", "")),
        # A form sends its line ends as two characters; the person said neither.
        words=form.get("words", "").replace("\r\n", "\n") or None,
        day=day,
        day_problem=problem,
        helper=form.get("helper") or None,
    )


def _problems(typed: Form) -> Iterator[tuple[str, str]]:
    for one in fields(typed):
        if one.name == "words" and typed.words is None and typed.outcome in (None, Outcome.UNCLEAR):
            yield "words", "Write it as they said it."
        if one.name == "day" and typed.day is None:
            yield "said-day", typed.day_problem or "Type the day on which it was said."
        if one.name in PROBLEMS and getattr(typed, one.name) is None:
            yield one.name, PROBLEMS[one.name]


def _entry(visit: Visit, typed: Form) -> Entry:
    if None in (typed.route, typed.voice, typed.outcome, typed.present, typed.visible) or typed.day is None:
        raise ValueError("the form was not checked")
    return Entry(
        form=visit.form.get("form", ""),
        route=Route(str(typed.route)),
        voice=Voice(str(typed.voice)),
        outcome=Outcome(str(typed.outcome)),
        words=typed.words,
        said_on=typed.day,
        present=Present(str(typed.present)),
        helper=typed.helper,
        visible_to=VisibleTo(str(typed.visible)),
        instead_of=_instead_of(visit),
    )


def _field_of(entry: Entry, today: date) -> str:
    """The field to go to after a rule of the store refused."""
    if entry.route not in OTHER_WAYS:
        return "route"
    if entry.voice is Voice.STAFF_OBSERVATION and (entry.outcome is Outcome.WANT or entry.route is Route.ADVOCATE):
        return "voice"
    return "said-day" if entry.said_on > today else "words"


def _page(visit: Visit, person: Person, instead: Feedback | None, problems: dict[str, str] | None = None) -> Response:
    is_first_look = visit.request.method == "GET"
    return visit.page(
        "said.html",
        status=422 if problems else 200,
        person=person,
        instead=instead,
        ways={one: WAYS[one] for one in OTHER_WAYS},
        voices=VOICES,
        outcomes=tuple(Outcome),
        presents=tuple(Present),
        visibles=tuple(VisibleTo),
        said=day_fields.as_fields(visit.room.today) if is_first_look else day_fields.typed(visit.form, "said"),
        form_id=visit.form.get("form") or secrets.token_urlsafe(16),
        problems=problems or {},
    )


ROUTES = (
    Address("/people/{id}/said", said, methods=["GET", "POST"], name="said"),
    Address("/people/{id}/said/lead", to_lead, name="said_to_lead"),
)
