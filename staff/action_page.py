"""One pending action: what will be different, what has happened, and the next step."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import easy_words, history
from staff.access import Visit, signed_in
from staff.easy_words import Kind, Reader
from staff.triage_form import one_of
from storage import Transaction, feedback, pending_actions
from storage.errors import Refused
from storage.feedback import Feedback
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.vocabulary import OPEN_ACTIONS, ActionStatus
from wording.catalogue import Catalogue

CAN_START = (ActionStatus.AGREED, ActionStatus.REOPENED)
FINISHED = (ActionStatus.DONE, ActionStatus.CANNOT_DO)
ENDS = (Kind.DONE, Kind.CANNOT)


@dataclass(frozen=True)
class Opened:
    """All that the page shows."""

    action: PendingAction
    said: tuple[Feedback, ...]
    lines: tuple[history.Line, ...]
    not_sent: tuple[str, ...]
    reader: Reader


@signed_in
async def action_page(visit: Visit) -> Response:
    """Show it; start, finish or close it."""
    opened = await visit.write(_open, visit.member, visit.part("id"), visit.room.catalogue)
    if visit.request.method == "GET":
        return _page(visit, opened)
    steps = {"start": _start, "finish": _finish, "preview": _finish, "close": _close}
    step = steps.get(visit.form.get("step", ""))
    if step is None:
        raise HTTPException(400)
    return await step(visit, opened)


def _open(tx: Transaction, member: StaffMember, action_id: str, catalogue: Catalogue) -> Opened:
    action = pending_actions.for_member(tx, member, action_id)
    return Opened(
        action=action,
        said=feedback.seen_with_action(tx, member, action_id),
        lines=history.of_action(tx, action),
        not_sent=history.not_sent(tx, action_id),
        reader=easy_words.reader(tx, member, Kind.DONE, action_id, catalogue),
    )


async def _start(visit: Visit, opened: Opened) -> Response:
    if opened.action.status is not ActionStatus.IN_PROGRESS:  # sent twice: it is started, as was wanted
        try:
            await visit.write(pending_actions.start, visit.member, opened.action.id)
        except Refused as refused:
            return _page(visit, opened, {"main-content": str(refused)})
    return visit.go("action", note="started", id=opened.action.id)


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
        opened=opened,
        action=action,
        can_start=action.status in CAN_START,
        is_open=action.status in OPEN_ACTIONS,
        can_close=action.status is ActionStatus.PERSON_TOLD,
        can_close_untold=action.status in FINISHED and visit.member.is_manager,
        bubbles=bubbles,
        problems=problems or {},
    )


ROUTES = (Route("/actions/{id}", action_page, methods=["GET", "POST"], name="action"),)
