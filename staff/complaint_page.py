"""One complaint, or what may be one: the words, where it is, whom it is about, and the next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import day_fields, easy_words
from staff.access import Visit, signed_in
from staff.complaint_doings import DECISIONS, DOINGS, ENDS, NotInOrder
from staff.easy_words import Kind, Reader
from storage import (
    Transaction,
    complaint_care,
    complaint_effects,
    complaint_handling,
    complaint_steps,
    complaints,
    sight,
    updates,
    views,
)
from storage.complaint_effects import Effects
from storage.complaint_handling import USUAL_WORKING_DAYS
from storage.complaint_steps import TRANSITIONS, Step
from storage.complaints import Complaint
from storage.errors import NotFound, Refused
from storage.staff_accounts import StaffMember
from storage.vocabulary import COMPLAINT_OUTCOMES, ComplaintState, LeftOut
from wording.catalogue import Catalogue


@dataclass(frozen=True)
class Opened:
    """All that the page shows. `handlers` can look into it, `staff` it may be about; `effects`: what came after it, None on
    its first day; `is_being_told`: something of it has not reached its person; `usual_day`: by when an answer is usually
    promised."""

    complaint: Complaint
    steps: tuple[Step, ...]
    handlers: tuple[StaffMember, ...]
    staff: tuple[StaffMember, ...]
    effects: Effects | None
    is_being_told: bool
    reader: Reader
    usual_day: date


@signed_in
async def complaint_page(visit: Visit) -> Response:
    """Show it; a POST does what its field `do` names."""
    opened = await visit.write(_open, visit.member, visit.part("id"), visit.room.catalogue)
    if visit.request.method == "GET":
        return _page(visit, opened)
    sight.acting(visit.member)
    doing = DOINGS.get(visit.form.get("do", ""))
    if doing is None:
        raise HTTPException(400)
    if visit.form.get("step") == "preview":
        return _page(visit, opened)
    try:
        note = await doing.do(visit, opened.complaint, opened.reader)
    except NotInOrder as error:
        return _page(visit, opened, error.problems)
    except Refused as refused:
        return _page(visit, opened, {doing.field: str(refused)})
    return await _after(visit, opened.complaint.id, note)


async def _after(visit: Visit, complaint_id: str, note: str) -> Response:
    """Back to the page; to the list where there is no such page for this member any more."""
    try:
        await visit.read(complaints.seen, visit.member, complaint_id)
    except NotFound:
        return visit.go("complaints", note=note)
    return visit.go("complaint", note=note, id=complaint_id)


def _open(tx: Transaction, member: StaffMember, complaint_id: str, catalogue: Catalogue) -> Opened:
    found = complaints.for_member(tx, member, complaint_id)
    views.words_shown(tx, member.actor, "complaint", (found.said.person_id,))
    news = updates.of_complaint(tx, complaint_id)
    return Opened(
        complaint=found,
        steps=complaint_steps.of_complaint(tx, complaint_id),
        handlers=complaint_handling.may_handle(tx, found) if member.may_act else (),
        staff=complaint_care.may_be_about(tx, found) if member.may_act else (),
        effects=complaint_effects.of(tx, found) if found.is_complaint else None,
        is_being_told=any(not one.was_told for one in news),
        reader=easy_words.reader(tx, member, Kind.ANSWER, complaint_id, catalogue),
        usual_day=tx.calendar.working_days_after(found.received_on, USUAL_WORKING_DAYS),
    )


def _page(visit: Visit, opened: Opened, problems: dict[str, str] | None = None) -> Response:
    found, form = opened.complaint, visit.form
    text = easy_words.tidy(form.get("words", ""))
    bubbles: tuple[str, ...] = ()
    if text:
        bubbles = easy_words.preview(text, Kind.ANSWER, opened.reader, None, visit.room.catalogue)
    is_about = {one.id for one in found.concerned if one.is_about}
    return visit.page(
        "complaint.html",
        status=422 if problems else 200,
        opened=opened,
        complaint=found,
        decisions=DECISIONS,
        outcomes=COMPLAINT_OUTCOMES,
        ends=[one for one in ENDS if one in TRANSITIONS[found.state]],
        reasons=tuple(LeftOut),
        expected=_expected(form, opened),
        handler=form.get("handler") or found.handler_id or (visit.member.id if visit.member.is_manager else ""),
        about={
            one.id: f"about-{one.id}" in form if form.get("do") == "about" else one.id in is_about
            for one in opened.staff
        },
        can_change=found.is_open and found.expected_on is not None and found.state is not ComplaintState.LEARNING_DONE,
        bubbles=bubbles,
        problems=problems or {},
    )


def _expected(form: Mapping[str, str], opened: Opened) -> dict[str, str]:
    if form.get("do") in ("acknowledge", "change"):
        return day_fields.typed(form, "expected")
    return day_fields.as_fields(opened.complaint.expected_on or opened.usual_day)


ROUTES = (Route("/complaints/{id}", complaint_page, methods=["GET", "POST"], name="complaint"),)
