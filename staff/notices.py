"""My notices: how this member wants to be told, and what they were told of. For managers, what could not be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.triage_form import one_of
from storage import Transaction, notice_choices, notice_delivery, notifications, sight
from storage.notice_choices import NoticeChoice
from storage.notice_delivery import Unsent
from storage.notifications import Noticed
from storage.staff_accounts import StaffMember
from storage.vocabulary import NoticeMode


@dataclass(frozen=True)
class Opened:
    """All that the page shows; `unsent` is how many could not be sent, for a manager."""

    choice: NoticeChoice
    last: tuple[Noticed, ...]
    unsent: int


@signed_in
async def notices(visit: Visit) -> Response:
    """Show them; keep how they are wanted. A lead hears of concerns in another way, and nothing waits for who only looks:
    to them there is no such page."""
    sight.acting(visit.member)
    if visit.request.method == "GET":
        return await _page(visit)
    mode, digest_at = one_of(NoticeMode, visit.form.get("mode", "")), _time(visit.form.get("digest_at", ""))
    if mode is NoticeMode.AT_ONCE and digest_at is None:
        digest_at = notice_choices.USUAL_TIME  # there is none to type
    problems = {} if mode is not None else {"mode": "Choose when you want your notices."}
    if digest_at is None:
        problems["digest-at"] = "Type a time such as 08:30."
    if mode is None or digest_at is None:
        return await _page(visit, problems)
    await visit.write(notice_choices.choose, visit.member, NoticeChoice(mode, digest_at))
    return visit.go("notices", note="notices_chosen")


@signed_in
async def unsent(visit: Visit) -> Response:
    """Show a manager what could not be sent; try all of it again."""
    found = await visit.read(notice_delivery.unsent, visit.member)
    if visit.request.method == "GET":
        return visit.page("unsent.html", unsent=found, reason=_reason)
    await visit.write(notice_delivery.send_again, visit.member)
    return visit.go("notices", note="sending_again")


def _open(tx: Transaction, member: StaffMember) -> Opened:
    could_not = len(notice_delivery.unsent(tx, member)) if member.is_manager else 0
    return Opened(notice_choices.of_member(tx, member.id), notifications.of_member(tx, member), could_not)


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.read(_open, visit.member)
    typed = visit.form if problems else {"mode": opened.choice.mode, "digest_at": f"{opened.choice.digest_at:%H:%M}"}
    return visit.page(
        "notices.html",
        status=422 if problems else 200,
        opened=opened,
        typed=typed,
        modes=tuple(NoticeMode),
        problems=problems or {},
    )


def _time(text: str) -> time | None:
    try:
        found = time.fromisoformat(text)
    except ValueError:
        return None
    return found if found == found.replace(second=0, microsecond=0, tzinfo=None) else None


_REASONS = {
    "no_connection": "The mail server could not be reached.",
    "not_secure": "The way to the mail server could not be kept private.",
    "sign_in_refused": "The mail server did not take our sign-in.",
    "sender_refused": "The mail server did not take the sender’s address.",
    "address_refused": "The mail server says that there is no such address.",
    "message_refused": "The mail server did not take the message.",
    "asked_to_wait": "The mail server asked us to wait, for a whole day.",
    "no_answer": "There was no answer.",
}


def _reason(one: Unsent) -> str:
    return _REASONS[one.error]


ROUTES = (
    Route("/notices", notices, methods=["GET", "POST"], name="notices"),
    Route("/notices/unsent", unsent, methods=["GET", "POST"], name="unsent"),
)
