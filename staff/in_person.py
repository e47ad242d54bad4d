"""Telling a person without the chat, and asking them if it helped (R40, R41, R57)."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import Route

from staff import day_fields, in_person_form
from staff.access import Visit, signed_in
from staff.triage_form import one_of
from storage import Transaction, communication_profiles, feedback, in_person, pending_actions, sight, updates, views
from storage.errors import NotFound, Refused
from storage.feedback import Feedback
from storage.pending_actions import PendingAction
from storage.profile import Profile
from storage.staff_accounts import StaffMember
from storage.updates import Telling
from storage.vocabulary import OTHER_WAYS, DidItHelp, Voice


@dataclass(frozen=True)
class Told:
    """What is to be told, about an action, or about a decision without one, and how the person communicates."""

    person: str
    action: PendingAction | None
    item: Feedback | None
    news: tuple[Telling, ...]
    staff: tuple[StaffMember, ...]
    profile: Profile


@signed_in
async def told_of_action(visit: Visit) -> Response:
    """ "I told them": how an action stands."""
    sight.acting(visit.member)
    opened = await visit.write(_open_action, visit.member, visit.part("id"))
    return await _told(visit, opened, "action")


@signed_in
async def told_of_feedback(visit: Visit) -> Response:
    """ "I told them": what was decided, where that needs no action."""
    sight.acting(visit.member)
    opened = await visit.write(_open_feedback, visit.member, visit.part("id"))
    return await _told(visit, opened, "feedback")


async def _told(visit: Visit, opened: Told, back: str) -> Response:
    if visit.request.method == "GET":
        return _page(visit, "told.html", opened, back=back)
    meeting, problems = in_person_form.read(visit.form, visit.room.today)
    if meeting is None:
        return _page(visit, "told.html", opened, problems, back=back)
    verb = in_person.tell_of_action if opened.action is not None else in_person.tell_of_feedback
    try:
        await visit.write(verb, visit.member, visit.part("id"), meeting)
    except Refused as refused:
        return _page(visit, "told.html", opened, {"how": str(refused)}, back=back)
    return visit.go(back, note="told_in_person", id=visit.part("id"))


@signed_in
async def asked(visit: Visit) -> Response:
    """What the person answered when somebody asked them if it helped."""
    sight.acting(visit.member)
    opened = await visit.write(_open_action, visit.member, visit.part("id"))
    if visit.request.method == "GET":
        return _page(visit, "asked.html", opened, back="action")
    meeting, problems = in_person_form.read(visit.form, visit.room.today)
    outcome, voice = one_of(DidItHelp, visit.form.get("answer", "")), one_of(Voice, visit.form.get("voice", ""))
    if outcome is None:
        problems = {"answer": "Choose what the answer was.", **problems}
    if voice is None:
        problems["voice"] = "Choose whose answer this is."
    if meeting is None or outcome is None or voice is None:
        return _page(visit, "asked.html", opened, problems, back="action")
    try:
        await visit.write(in_person.ask_if_it_helped, visit.member, visit.part("id"), outcome, voice, meeting)
    except Refused as refused:
        return _page(visit, "asked.html", opened, {"who": str(refused)}, back="action")
    return visit.go("action", note="answer_kept", id=visit.part("id"))


def _open_action(tx: Transaction, member: StaffMember, action_id: str) -> Told:
    action = pending_actions.for_member(tx, member, action_id)
    news = updates.of_action(tx, action_id)
    profile = communication_profiles.as_it_holds(tx, action.person_id)
    staff = in_person.may_meet(tx, action.person_id, action.house_id)
    return Told(action.person, action, None, news, staff, profile)


def _open_feedback(tx: Transaction, member: StaffMember, feedback_id: str) -> Told:
    item = feedback.for_member(tx, member, feedback_id)
    news = updates.about(tx, feedback_id, None)
    if not news:
        raise NotFound("There is nothing to tell.")
    views.words_shown(tx, member.actor, "told", (item.person_id,))
    profile = communication_profiles.as_it_holds(tx, item.person_id)
    return Told(item.person, None, item, news, in_person.may_meet(tx, item.person_id, item.house_id), profile)


def _page(visit: Visit, template: str, opened: Told, problems: dict[str, str] | None = None, *, back: str) -> Response:
    is_first_look = visit.request.method == "GET"
    owner_id = None if opened.action is None else opened.action.owner_id
    # Whoever writes it down is most often who did it; the owner is never who asks.
    asks = template == "asked.html"
    return visit.page(
        template,
        status=422 if problems else 200,
        opened=opened,
        back=back,
        staff=[one for one in opened.staff if not asks or one.id != owner_id],
        chosen=visit.member.id if is_first_look else visit.form.get("who", ""),
        on=day_fields.as_fields(visit.room.today) if is_first_look else day_fields.typed(visit.form, "on"),
        ways=OTHER_WAYS,
        answers=tuple(DidItHelp),
        voices=tuple(Voice),
        problems=problems or {},
    )


ROUTES = (
    Route("/actions/{id}/told", told_of_action, methods=["GET", "POST"], name="action_told"),
    Route("/actions/{id}/asked", asked, methods=["GET", "POST"], name="action_asked"),
    Route("/feedback/{id}/told", told_of_feedback, methods=["GET", "POST"], name="feedback_told"),
)
