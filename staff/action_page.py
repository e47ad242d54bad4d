"""One pending action: what will be different, what has happened, and the next step."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import easy_words, hand_over_form, history
from staff.access import Visit, signed_in
from staff.easy_words import Kind, Reader
from staff.moments import clock_in_words
from staff.triage_form import one_of
from storage import (
    Transaction,
    absences,
    chosen,
    feedback,
    handing_over,
    pending_actions,
    priorities,
    sight,
    updates,
    views,
)
from storage.absences import Absence
from storage.chosen import ChosenItem
from storage.errors import Refused
from storage.feedback import Feedback
from storage.own_page import Entry
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.vocabulary import OPEN_ACTIONS, ActionStatus, LinkedTo
from wording.catalogue import Catalogue

CAN_START = (ActionStatus.AGREED, ActionStatus.REOPENED)
FINISHED = (ActionStatus.DONE, ActionStatus.CANNOT_DO)
ENDS = (Kind.DONE, Kind.CANNOT)


@dataclass(frozen=True)
class Opened:
    """All that the page shows. `chosen`: what its person chose, where it carries that out; `owners`: whom it may be given to, for who may give it; `named`: those of them whom
    the words name; `away`: the owner's days away; `may_tell`: nobody has told the person the newest of it in person, and
    this member can; `priorities`: what matters most to the person, `priority`: the one that it is about."""

    action: PendingAction
    said: tuple[Feedback, ...]
    chosen: ChosenItem | None
    lines: tuple[history.Line, ...]
    not_sent: tuple[str, ...]
    may_tell: bool
    reader: Reader
    owners: tuple[StaffMember, ...]
    named: tuple[StaffMember, ...]
    away: Absence | None
    priorities: tuple[Entry, ...]
    priority: Entry | None


@signed_in
async def action_page(visit: Visit) -> Response:
    """Show it; start, hand over, finish or close it."""
    opened = await visit.write(_open, visit.member, visit.part("id"), visit.room.catalogue)
    if visit.request.method == "GET":
        return _page(visit, opened)
    sight.acting(visit.member)
    steps = {"start": _start, "finish": _finish, "preview": _finish, "close": _close, "hand_over": _hand_over}
    steps |= {"matters": _say_what_it_is_about}
    step = steps.get(visit.form.get("step", ""))
    if step is None:
        raise HTTPException(400)
    return await step(visit, opened)


def _open(tx: Transaction, member: StaffMember, action_id: str, catalogue: Catalogue) -> Opened:
    action = pending_actions.for_member(tx, member, action_id)
    owners = handing_over.may_own(tx, action)
    named = handing_over.named_in(tx, action)
    away = absences.now_of(tx, action.owner_id)
    if away is not None and away.cover_id not in {one.id for one in owners}:
        away = replace(away, cover_id=None, cover=None)  # who may not see it does not stand in for it
    may_hand_over = handing_over.may_hand_over(tx, member, action)
    # Only a manager can say that the words are not about who is named; the owner of now stands in the list either way.
    given_to = [one for one in owners if member.is_manager or one.id not in named or one.id == action.owner_id]
    # Also where it lists nothing, as said in other words since: the preview of a sentence quotes what was said first.
    views.words_shown(tx, member.actor, "action", (action.person_id,))
    return Opened(
        action=action,
        said=feedback.seen_with_action(tx, member, action_id),
        chosen=chosen.of_action(tx, action_id),
        lines=history.of_action(tx, action),
        not_sent=history.not_sent(tx, action_id),
        may_tell=member.may_act and any(one.in_person is None for one in updates.of_action(tx, action_id)[-1:]),
        reader=easy_words.reader(tx, member, Kind.DONE, action_id, catalogue),
        owners=tuple(given_to) if may_hand_over else (),
        named=tuple(one for one in given_to if one.id in named),
        away=away,
        priorities=priorities.of_person(tx, member, action.person_id),
        priority=priorities.linked_to(tx, member, action.person_id, LinkedTo.PENDING_ACTION, action_id),
    )


async def _start(visit: Visit, opened: Opened) -> Response:
    if opened.action.status is not ActionStatus.IN_PROGRESS:  # sent twice: it is started, as was wanted
        try:
            await visit.write(pending_actions.start, visit.member, opened.action.id)
        except Refused as refused:
            return _page(visit, opened, {"main-content": str(refused)})
    return visit.go("action", note="started", id=opened.action.id)


async def _say_what_it_is_about(visit: Visit, opened: Opened) -> Response:
    try:
        entry_id = visit.form.get("matters") or None
        await visit.write(priorities.link_action, visit.member, opened.action.id, entry_id)
    except Refused as refused:
        return _page(visit, opened, {"matters": str(refused)})
    return visit.go("action", note="priority_kept", id=opened.action.id)


async def _hand_over(visit: Visit, opened: Opened) -> Response:
    action, typed = opened.action, hand_over_form.read(visit.form, visit.room.today)
    problems = hand_over_form.problems(typed, action, opened.reader.today)
    if problems or typed.due_on is None:
        return _page(visit, opened, problems)
    try:
        args = (visit.member, action.id, typed.owner_id, typed.due_on, typed.why)
        await visit.write(handing_over.hand_over, *args, not_about_owner=typed.not_about_owner)
    except Refused as refused:
        return _page(visit, opened, {"owner" if opened.owners else "main-content": str(refused)})
    if typed.due_on > action.due_on:
        visit.room.on_told(action.person_id)
    return visit.go("action", note=hand_over_form.note(typed, action), id=action.id)


async def _finish(visit: Visit, opened: Opened) -> Response:
    kind, text = one_of(Kind, visit.form.get("kind", "")), easy_words.tidy(visit.form.get("words", ""))
    if opened.action.easy_words == text and opened.action.status not in OPEN_ACTIONS:
        return visit.go("action", note="finished", id=opened.action.id)  # sent twice
    problems = await _problems(kind, text, opened.reader, visit.room.catalogue)
    if problems or kind is None or visit.form["step"] == "preview":
        return _page(visit, opened, problems)
    is_done = kind is Kind.DONE
    try:
        await visit.write(pending_actions.finish, visit.member, opened.action.id, done=is_done, easy_words=text)
    except Refused as refused:
        return _page(visit, opened, {"words": str(refused)})
    visit.room.on_told(opened.action.person_id)
    return visit.go("action", note="finished", id=opened.action.id)


async def _problems(kind: Kind | None, text: str, to: Reader, catalogue: Catalogue) -> dict[str, str]:
    problems = {} if kind in ENDS else {"kind": "Choose whether it is done or cannot be done."}
    if not text:
        return {**problems, "words": "Write the sentence that the person will get."}
    found = await asyncio.to_thread(easy_words.check, text, kind or Kind.DONE, to, catalogue)
    if found:
        problems["words"] = " ".join(dict.fromkeys(one.advice for one in found))
    return problems


async def _close(visit: Visit, opened: Opened) -> Response:
    reason = visit.form.get("reason") or None
    try:
        await visit.write(pending_actions.close, visit.member, opened.action.id, not_told_reason=reason)
    except Refused as refused:
        may_give_one = opened.action.status in FINISHED and visit.member.is_manager
        return _page(visit, opened, {"reason" if may_give_one else "main-content": str(refused)})
    return visit.go("board", note="closed")


def _page(visit: Visit, opened: Opened, problems: dict[str, str] | None = None) -> Response:
    action, kind = opened.action, one_of(Kind, visit.form.get("kind", ""))
    text = easy_words.tidy(visit.form.get("words", ""))
    bubbles: tuple[str, ...] = ()
    if kind in ENDS and text:
        bubbles = easy_words.preview(text, kind, opened.reader, None, visit.room.catalogue)
    return visit.page(
        "action.html",
        status=422 if problems else 200,
        quiet_until=None if (over := visit.room.quiet_until) is None else clock_in_words(over),
        opened=opened,
        action=action,
        can_start=action.status in CAN_START,
        is_open=action.status in OPEN_ACTIONS,
        can_close=action.status is ActionStatus.PERSON_TOLD,
        can_close_untold=action.status in FINISHED and visit.member.is_manager,
        bubbles=bubbles,
        handing=hand_over_form.shown(visit.form, action),
        problems=problems or {},
    )


ROUTES = (Route("/actions/{id}", action_page, methods=["GET", "POST"], name="action"),)
