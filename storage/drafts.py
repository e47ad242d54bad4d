"""Feedback while it is being told: parts of words, how it was, and who may see it. Nothing here is seen by staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update

from storage import contents, questions
from storage.audit import Actor
from storage.database import Transaction
from storage.tables.base import new_id
from storage.tables.conversation import contents as contents_table
from storage.tables.conversation import outbox
from storage.tables.conversation import questions as questions_table
from storage.tables.feedback import draft_words, drafts
from storage.vocabulary import Outcome, QuestionKind, VisibleTo

BETWEEN_PARTS = "\n"


@dataclass(frozen=True)
class Draft:
    id: str
    person_id: str
    outcome: Outcome | None
    visible_to: VisibleTo
    replaces_id: str | None
    status: str
    parts: tuple[str, ...]
    created_at: datetime

    @property
    def has_words(self) -> bool:
        return bool(self.parts)


def start(tx: Transaction, person_id: str, *, replaces_id: str | None = None, outcome: str | None = None) -> Draft:
    """A new draft. Another open one of this person is put away with its words kept, to be offered again."""
    draft_id = new_id()
    row = {"id": draft_id, "person_id": person_id, "replaces_id": replaces_id, "outcome": outcome}
    tx.execute(insert(drafts), {**row, "created_at": tx.now})
    return draft(tx, draft_id)


def draft(tx: Transaction, draft_id: str) -> Draft:
    row = tx.execute(select(drafts).where(drafts.c.id == draft_id)).one()
    parts = tx.execute(
        select(draft_words.c.content_id).where(draft_words.c.draft_id == draft_id).order_by(draft_words.c.part)
    )
    outcome = None if row.outcome is None else Outcome(row.outcome)
    ids = tuple(part.content_id for part in parts)
    visible_to = VisibleTo(row.visible_to)
    return Draft(row.id, row.person_id, outcome, visible_to, row.replaces_id, row.status, ids, row.created_at)


def open_draft(tx: Transaction, person_id: str, *, before: datetime | None = None) -> Draft | None:
    """The newest draft that was neither sent nor thrown away; with `before`, the newest that was begun by then."""
    where = [drafts.c.person_id == person_id, drafts.c.status == "open"]
    if before is not None:
        where.append(drafts.c.created_at <= before)
    row = tx.execute(select(drafts.c.id).where(*where).order_by(drafts.c.created_at.desc()).limit(1)).first()
    return None if row is None else draft(tx, row.id)


def add_words(tx: Transaction, draft_id: str, content_id: str) -> None:
    """One more part; the same message is never added twice."""
    where = draft_words.c.draft_id == draft_id
    if tx.execute(select(draft_words.c.part).where(where, draft_words.c.content_id == content_id)).first():
        return
    last = tx.execute(select(func.max(draft_words.c.part)).where(where)).scalar()
    tx.execute(insert(draft_words), {"draft_id": draft_id, "part": (last or 0) + 1, "content_id": content_id})


def clear_words(tx: Transaction, draft_id: str) -> None:
    """Say it again from the start: earlier words are purged, for they were never sent. Sent words are left alone."""
    found = draft(tx, draft_id)
    if found.status != "open":
        return
    for content_id in found.parts:
        contents.purge(tx, Actor("person", found.person_id), content_id)
    tx.execute(draft_words.delete().where(draft_words.c.draft_id == draft_id))
    _forget_read_backs(tx, draft_id)


def take_out(tx: Transaction, content_id: str) -> Draft | None:
    """These words turned out to tell of harm: they are no part of a draft any more, and no read-back shows them (R19).
    Returns the draft they were in, if it was not sent yet."""
    found = tx.execute(
        select(draft_words.c.draft_id)
        .join(drafts, drafts.c.id == draft_words.c.draft_id)
        .where(draft_words.c.content_id == content_id, drafts.c.status == "open")
    ).first()
    if found is None:
        return None
    where = (draft_words.c.draft_id == found.draft_id, draft_words.c.content_id == content_id)
    tx.execute(draft_words.delete().where(*where))
    _forget_read_backs(tx, found.draft_id)
    return draft(tx, found.draft_id)


def words(tx: Transaction, draft_id: str) -> str:
    """The exact words, part below part; empty if only a face was tapped."""
    rows = tx.execute(
        select(contents_table.c.words)
        .join(draft_words, draft_words.c.content_id == contents_table.c.id)
        .where(draft_words.c.draft_id == draft_id, contents_table.c.words.is_not(None))
        .order_by(draft_words.c.part)
    )
    return BETWEEN_PARTS.join(row.words for row in rows)


def set_outcome(tx: Transaction, draft_id: str, outcome: Outcome) -> None:
    tx.execute(update(drafts).where(drafts.c.id == draft_id).values(outcome=outcome))


def set_visible_to(tx: Transaction, draft_id: str, visible_to: VisibleTo) -> None:
    tx.execute(update(drafts).where(drafts.c.id == draft_id).values(visible_to=visible_to))


def close_as_sent(tx: Transaction, draft_id: str) -> None:
    tx.execute(update(drafts).where(drafts.c.id == draft_id).values(status="sent", closed_at=tx.now))


def throw_away(tx: Transaction, draft_id: str) -> None:
    """ "Do not send": no feedback row, and the words are gone from everywhere but concerns, which keep their own. What
    was sent already stays sent."""
    clear_words(tx, draft_id)
    questions.drop_about(tx, draft_id)
    where = (drafts.c.id == draft_id, drafts.c.status == "open")
    tx.execute(update(drafts).where(*where).values(status="dropped", closed_at=tx.now))


def _forget_read_backs(tx: Transaction, draft_id: str) -> None:
    read_back = (questions_table.c.subject_id == draft_id, questions_table.c.kind == QuestionKind.READ_BACK)
    contents.unshow(tx, outbox.c.question_id.in_(select(questions_table.c.id).where(*read_back)))
