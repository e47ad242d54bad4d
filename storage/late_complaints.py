"""Complaints whose acknowledgement or answer is late: told of once for each day on which it was due (R47)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, and_, cast, exists, or_, select

from storage import notifications, recipients
from storage.database import Transaction
from storage.notice_matters import late_days
from storage.notifications import Cause
from storage.tables.complaints import complaints
from storage.tables.notifications import notifications as notices
from storage.vocabulary import ANSWERED_COMPLAINTS, NO_COMPLAINT, ComplaintState, NoticeKind


def untold(tx: Transaction, count: int) -> list[Any]:
    """Rows of complaints of which something is late that nobody was told of yet."""
    to_acknowledge = and_(
        complaints.c.state == ComplaintState.CONFIRMED,
        complaints.c.acknowledge_by < tx.today,
        ~_told_of("acknowledge ", complaints.c.acknowledge_by),
    )
    to_answer = and_(
        complaints.c.state.not_in((*NO_COMPLAINT, *ANSWERED_COMPLAINTS)),
        or_(complaints.c.state != ComplaintState.CONFIRMED, complaints.c.acknowledge_by >= tx.today),
        complaints.c.expected_on < tx.today,
        ~_told_of("answer ", complaints.c.expected_on),
    )
    late = select(complaints).where(or_(to_acknowledge, to_answer))
    return list(tx.execute(late.order_by(complaints.c.acknowledge_by, complaints.c.id).limit(count)))


def tell(tx: Transaction, count: int) -> None:
    """Who handles it and every manager of the house whom it is not about."""
    for row in untold(tx, count):
        matter = recipients.about_complaint(tx, row.id)
        handler = () if row.handler_id is None else (row.handler_id,)
        to = {one.id: one for one in recipients.reachable(tx, matter, handler)}
        to |= {one.id: one for one in recipients.managers_for(tx, matter)}
        occasion = late_days(row, tx.today) or ""
        cause = Cause(NoticeKind.COMPLAINT_OVERDUE, "complaint", row.id, occasion)
        notifications.queue(tx, cause, matter, tuple(to.values()))


def _told_of(what: str, day: Any) -> Any:
    where = (notices.c.kind == NoticeKind.COMPLAINT_OVERDUE, notices.c.subject_id == complaints.c.id)
    return exists().where(*where, notices.c.occasion == what + cast(day, String))
