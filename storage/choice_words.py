"""A person's own words about a choice that turned out to tell of harm: nothing of the house shows them (R11, R19)."""

from __future__ import annotations

from sqlalchemy import select, update

from storage import audit, choice_offers, contents, questions
from storage.audit import SYSTEM
from storage.database import Transaction
from storage.references import content_ref
from storage.tables.choices import decisions
from storage.tables.conversation import outbox
from storage.vocabulary import QuestionKind


def take_out(tx: Transaction, person_id: str, content_id: str) -> None:
    """No read-back shows them any more, the options wait in its place; as a reason they are gone. What was sent is left to
    staff, as with anything else that was sent."""
    waiting = questions.waiting_of(tx, person_id, QuestionKind.CHOICE_READ_BACK)
    for found in waiting:
        if found.values.get("words") == content_ref(content_id):
            questions.drop(tx, found.id)
            choice_offers.put(tx, choice_offers.one(tx, str(found.subject_id)), wait=True)
            contents.unshow(tx, outbox.c.content_id == content_id)
    reasons = tx.execute(select(decisions.c.id).where(decisions.c.reason_content_id == content_id)).scalars().all()
    for decision_id in reasons:
        tx.execute(update(decisions).where(decisions.c.id == decision_id).values(reason_content_id=None))
        audit.record(tx, SYSTEM, "take_reason_out", "decision", decision_id)
