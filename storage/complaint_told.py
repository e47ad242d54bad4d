"""What it does to a complaint that its person was told: only then is it acknowledged, and only then answered (R40, R47)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from storage import complaint_steps
from storage.audit import Actor
from storage.database import Transaction
from storage.tables.complaints import complaints
from storage.tables.feedback import feedback_follow_ups
from storage.tables.other_ways import tellings_in_person
from storage.vocabulary import ComplaintState, FeedbackStatus

TELL_GOT = "utter_complaint_got"
TELL_CHANGED = "utter_complaint_changed"
TELL_ANSWER = "utter_complaint_answered"
CHAT = "chat"
"""How somebody was told, where it was no way of `Route` without the chat."""


def told(tx: Transaction, actor: Actor, row: Any, at: datetime) -> None:
    """`row`: of the table `updates`; `at`: when its person was told. What was told before changes nothing."""
    here = complaints.c.id == row.complaint_id
    state = tx.execute(select(complaints.c.state).where(here)).scalar_one()
    in_person = select(tellings_in_person.c.how).where(tellings_in_person.c.update_id == row.id)
    how = tx.execute(in_person).scalar() or CHAT
    if state == ComplaintState.CONFIRMED:
        known = {"acknowledged_at": at, "acknowledged_how": how}
        complaint_steps.move(tx, actor, row.complaint_id, ComplaintState.ACKNOWLEDGED, known=known)
    elif state == ComplaintState.LEARNING_DONE and row.response == TELL_ANSWER:
        complaint_steps.move(
            tx, actor, row.complaint_id, ComplaintState.PERSON_TOLD, known={"told_at": at, "told_how": how}
        )
        passed = feedback_follow_ups.c.status == FeedbackStatus.PASSED_TO_COMPLAINT
        said = (feedback_follow_ups.c.feedback_id == row.feedback_id, passed)
        tx.execute(update(feedback_follow_ups).where(*said).values(status=FeedbackStatus.PERSON_TOLD))


def answered(tx: Transaction, feedback_id: str) -> tuple[str, str] | None:
    """The complaint that was made of something said, and the answer to it, once its person was told; else None."""
    where = (complaints.c.feedback_id == feedback_id, complaints.c.told_at.is_not(None))
    row = tx.execute(select(complaints.c.id, complaints.c.answer).where(*where)).first()
    return None if row is None else (str(row.id), str(row.answer))
