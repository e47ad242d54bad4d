"""Asking a person in the chat what they want to happen: once for a concern, and only of what they told themselves (R09)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storage import questions, whose_concern
from storage.concern_outcomes import of_concern
from storage.concerns import LISTEN
from storage.database import Transaction
from storage.outbox import SAFETY_SHOWN
from storage.tables.conversation import outbox
from storage.tables.conversation import questions as questions_table
from storage.tables.safeguarding import concerns
from storage.vocabulary import QuestionKind

_KIND = QuestionKind.WHAT_DO_YOU_WANT
_UNANSWERED = ("open", "waiting")


def may_ask(tx: Transaction, person_id: str, concern_id: str) -> bool:
    """Whether this person can be asked about this concern: their own words raised it, it is red or amber, nobody asked
    them before, and they do not think about another such question."""
    own_words = (whose_concern.is_own(), concerns.c.kind != LISTEN, concerns.c.person_id == person_id)
    where = (concerns.c.id == concern_id, concerns.c.tier.in_(("red", "amber")), *own_words)
    is_theirs = tx.execute(select(concerns.c.id).where(*where)).first() is not None
    is_new = not asked_at(tx, concern_id) and not of_concern(tx, concern_id)
    return is_theirs and is_new and not _is_unanswered(tx, person_id, _KIND)


def must_wait(tx: Transaction, person_id: str) -> bool:
    """ "Are you OK?" goes first."""
    return _is_unanswered(tx, person_id, QuestionKind.ARE_YOU_OK)


def asked_at(tx: Transaction, concern_id: str) -> tuple[datetime | None, ...]:
    """When the chat asked about this concern; None: it is still to come. Empty: never."""
    where = (questions_table.c.subject_id == concern_id, questions_table.c.kind == _KIND)
    return tuple(tx.execute(select(questions_table.c.opened_at).where(*where)).scalars())


def drop_those_gone(tx: Transaction) -> None:
    """The question does not stay on the screen (R19). What is said when nobody can see it any more is no answer to it, so
    then it is no longer asked; that nothing was said is no answer either."""
    for question_id in gone(tx):
        questions.drop(tx, question_id)


def gone(tx: Transaction) -> tuple[str, ...]:
    """The ids of the unanswered ones that were shown, and are shown no more."""
    rows = tx.execute(
        select(questions_table.c.id)
        .join(outbox, outbox.c.question_id == questions_table.c.id)
        .where(questions_table.c.kind == _KIND, questions_table.c.status.in_(_UNANSWERED))
        .where(outbox.c.sent_at <= tx.now - SAFETY_SHOWN)
        .distinct()
    )
    return tuple(rows.scalars())


def _is_unanswered(tx: Transaction, person_id: str, kind: QuestionKind) -> bool:
    where = (questions_table.c.person_id == person_id, questions_table.c.kind == kind)
    unanswered = questions_table.c.status.in_(_UNANSWERED)
    return tx.execute(select(questions_table.c.id).where(*where, unanswered)).first() is not None
