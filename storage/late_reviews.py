"""Risk plans and restrictions whose review day has come: staff are told on the day, and then each week until somebody reviews
or ends them (R35)."""

from __future__ import annotations

from sqlalchemy import select

from storage import notifications, recipients, review_days, risk_reviews
from storage.database import Transaction
from storage.notifications import Cause
from storage.tables.notifications import notifications as notices
from storage.vocabulary import NoticeKind, RiskKind

_NOTICES = {
    RiskKind.RESTRICTION: NoticeKind.RESTRICTION_REVIEW,
    RiskKind.PLAN: NoticeKind.RISK_PLAN_REVIEW,
}


def untold(tx: Transaction) -> list[tuple[Cause, str]]:
    """What nobody was told of yet for this week, with the id of its person."""
    found = [
        (Cause(notice, kind, record_id, review_days.occasion(review_on, tx.today) or ""), person_id)
        for kind, notice in _NOTICES.items()
        for record_id, person_id, review_on in risk_reviews.reached(tx, kind)
    ]
    told = _told(tx, [cause.subject_id for cause, _ in found])
    return [(cause, person_id) for cause, person_id in found if (cause.subject_id, cause.occasion) not in told]


def tell(tx: Transaction, count: int) -> None:
    """The person's keyworker, or who stands in for them, and every manager of the house."""
    for cause, person_id in untold(tx)[:count]:
        matter = recipients.about_person(tx, person_id)
        to = {one.id: one for one in recipients.recipients_for(tx, matter)}
        to |= {one.id: one for one in recipients.managers_for(tx, matter)}
        notifications.queue(tx, cause, matter, tuple(to.values()))


def _told(tx: Transaction, record_ids: list[str]) -> set[tuple[str, str]]:
    if not record_ids:
        return set()
    where = (notices.c.subject_id.in_(record_ids), notices.c.kind.in_(_NOTICES.values()))
    rows = tx.execute(select(notices.c.subject_id, notices.c.occasion).where(*where).distinct())
    return {(row.subject_id, row.occasion) for row in rows}
