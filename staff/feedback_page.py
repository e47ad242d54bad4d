"""One thing a person said, and the decision about it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from staff import day_fields, easy_words, triage_form
from staff.access import Visit, signed_in
from staff.deciding import decide
from staff.easy_words import Kind, Reader
from staff.triage_form import TriageForm
from storage import (
    Transaction,
    complaints,
    entries,
    feedback,
    pending_actions,
    priorities,
    sight,
    staff_accounts,
    staff_names,
    transcripts_for_staff,
    updates,
    views,
)
from storage.complaints import Complaint
from storage.errors import Refused
from storage.feedback import Feedback
from storage.own_page import Entry
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.transcripts import Transcript
from storage.updates import InPerson
from storage.vocabulary import OPEN_ACTIONS, FeedbackStatus, LinkedTo, Triage, VisibleTo, WhatChanges
from wording.catalogue import Catalogue

USUAL_WORKING_DAYS = 5


@dataclass(frozen=True)
class Opened:
    """All that the page shows. `owners` may own an action about this; `staff` it may be about; `named` its words name;
    `said_with`: what else was said at once; `transcript`: what a program heard in the voice message, and whether this member `may_say_if_right`; `complaint`: what it may be, or was made of it; `is_news`: its person is told of the decision; `may_tell`: nobody has told them in person, and this member can;
    `priorities`: what matters most to its person, `priority`: the one it is about, `suggested`: the one it may be about."""

    item: Feedback
    owners: tuple[StaffMember, ...]
    staff: tuple[StaffMember, ...]
    actions: tuple[PendingAction, ...]
    action: PendingAction | None
    about: str | None
    named: tuple[StaffMember, ...]
    may_correct: bool
    is_news: bool
    may_tell: bool
    told_in_person: tuple[InPerson, ...]
    said_with: tuple[Feedback, ...]
    transcript: Transcript | None
    may_say_if_right: bool
    complaint: Complaint | None
    may_open_complaint: bool
    priorities: tuple[Entry, ...]
    priority: Entry | None
    suggested: Entry | None
    reader: Reader
    usual_day: dict[str, str]


@signed_in
async def feedback_page(visit: Visit) -> Response:
    """Show it; take the decision."""
    opened = await visit.write(_open, visit.member, visit.part("id"), visit.room.catalogue)
    if visit.request.method == "GET":
        return _page(visit, opened)
    sight.acting(visit.member)
    if opened.item.status is not FeedbackStatus.RECEIVED:
        # Sent twice, or a colleague was quicker: what was decided is on the page.
        return visit.go("feedback", note="decided_before", id=opened.item.id)
    typed = triage_form.read(visit.form, visit.room.today)
    problems = await _problems(typed, opened.reader, visit.room.catalogue)
    if problems or visit.form.get("step") == "preview":
        return _page(visit, opened, problems)
    try:
        await visit.write(decide, visit.member, opened.item.id, typed)
    except Refused as refused:
        return _page(visit, opened, {_field_of(typed): str(refused)})
    visit.room.on_told(opened.item.person_id)
    return visit.go("board", note="worry" if typed.decision is Triage.WORRY else "decided")


def _open(tx: Transaction, member: StaffMember, feedback_id: str, catalogue: Catalogue) -> Opened:
    item = feedback.for_member(tx, member, feedback_id)
    views.words_shown(tx, member.actor, "feedback", (item.person_id,))
    staff = staff_accounts.working_in(tx, item.house_id)
    heard = transcripts_for_staff.of(tx, item)
    owners = sight.owners(tx, item.person_id, item.house_id)
    only_manager = item.visible_to is VisibleTo.ONLY_MANAGER
    actions = {one.id: one for one in pending_actions.in_houses_of(tx, member, open_only=False)}
    news = updates.about(tx, item.id, None)
    most = priorities.of_person(tx, member, item.person_id)
    return Opened(
        item=item,
        owners=tuple(one for one in owners if one.is_manager or not only_manager),
        staff=staff,
        actions=tuple(
            one for one in actions.values() if one.person_id == item.person_id and one.status in OPEN_ACTIONS
        ),
        action=actions.get(item.pending_action_id or ""),
        about=None if item.about_staff_id is None else staff_accounts.member(tx, item.about_staff_id).name,
        named=staff_names.named(tx, item.house_id, item.in_words),
        may_correct=member.may_act and entries.may_correct(tx, item),
        is_news=bool(news),
        may_tell=member.may_act and any(one.in_person is None for one in news),
        told_in_person=tuple(one.in_person for one in news if one.in_person is not None),
        said_with=feedback.said_with(tx, member, item),
        transcript=heard,
        may_say_if_right=transcripts_for_staff.may_answer(tx, member, item, heard),
        complaint=complaints.of_feedback(tx, member, item.id),
        may_open_complaint=complaints.may_open(member),
        priorities=most,
        priority=priorities.linked_to(tx, member, item.person_id, LinkedTo.FEEDBACK, item.id),
        suggested=priorities.suggested(most, item.topics),
        reader=easy_words.reader(tx, member, Kind.AGREED, item.id, catalogue),
        usual_day=day_fields.as_fields(tx.calendar.working_days_after(tx.today, USUAL_WORKING_DAYS)),
    )


async def _problems(typed: TriageForm, to: Reader, catalogue: Catalogue) -> dict[str, str]:
    problems = triage_form.problems(typed, to.today)
    if typed.decision is Triage.ACTION and typed.change:
        found = await asyncio.to_thread(easy_words.check, typed.change, Kind.AGREED, to, catalogue)
        if found:
            # First on the page, first in the list.
            problems = {"words": " ".join(dict.fromkeys(one.advice for one in found)), **problems}
    return problems


def _field_of(typed: TriageForm) -> str:
    """The field to go to after a rule of the store refused: of an action it is the owner, the rest was checked."""
    if typed.decision is Triage.PART_OF_EXISTING:
        return "part-of"
    return "owner" if typed.decision is Triage.ACTION else "decision"


def _page(visit: Visit, opened: Opened, problems: dict[str, str] | None = None) -> Response:
    typed = triage_form.read(visit.form, visit.room.today)
    is_first_look = visit.request.method == "GET"
    bubbles: tuple[str, ...] = ()
    if typed.decision is Triage.ACTION and typed.change:
        bubbles = easy_words.preview(typed.change, Kind.AGREED, opened.reader, typed.due_on, visit.room.catalogue)
    return visit.page(
        "feedback.html",
        status=422 if problems else 200,
        opened=opened,
        item=opened.item,
        is_waiting=opened.item.status is FeedbackStatus.RECEIVED,
        due=opened.usual_day if is_first_look else day_fields.typed(visit.form, "due"),
        triage=tuple(Triage),
        changes=tuple(WhatChanges),
        # A suggestion only: what was chosen is shown again as it was chosen.
        about=visit.form.get("about", "") if not is_first_look else opened.named[0].id if opened.named else "",
        # The same of what matters most.
        matters=visit.form.get("matters", "") if not is_first_look else opened.suggested.id if opened.suggested else "",
        bubbles=bubbles,
        problems=problems or {},
    )


ROUTES = (Route("/feedback/{id}", feedback_page, methods=["GET", "POST"], name="feedback"),)
