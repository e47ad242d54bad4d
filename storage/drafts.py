"""Feedback while it is being told: parts of words, what was heard in them, how it was, and who may see it. Nothing here is
seen by staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, insert, select, update

from storage import contents, questions
from storage import heard as hearing
from storage.audit import Actor
from storage.database import Transaction
from storage.heard import Heard, Said
from storage.tables.base import new_id
from storage.tables.conversation import contents as contents_table
from storage.tables.conversation import outbox
from storage.tables.conversation import questions as questions_table
from storage.tables.feedback import draft_words, drafts
from storage.vocabulary import ComplaintSign, Outcome, QuestionKind, Topic, VisibleTo

BETWEEN_PARTS = "\n"


@dataclass(frozen=True)
class Draft:
    """`parts`: the content ids of its messages; `heard`: of each what the reading heard in it; `is_tapped`: the person
    picked how it was, so the reading has no say in it; `asking_id`: the check-in that it answers."""

    id: str
    person_id: str
    outcome: Outcome | None
    is_tapped: bool
    visible_to: VisibleTo
    replaces_id: str | None
    status: str
    parts: tuple[str, ...]
    heard: tuple[Heard, ...]
    created_at: datetime
    asking_id: str | None

    @property
    def has_words(self) -> bool:
        return bool(self.parts)

    @property
    def things(self) -> tuple[Said, ...]:
        """The different things told in it, each to be a row of its own; none where it is all one. What the person picked
        for all of it outranks the reading; "so-so" leaves room for both sides."""
        if self.is_tapped and self.outcome is not Outcome.MIXED:
            return ()
        return hearing.things(tuple(zip(self.parts, self.heard, strict=True)))

    @property
    def is_signs(self) -> bool:
        """Whether there is nothing but emoji in it."""
        return bool(self.heard) and all(one.is_signs for one in self.heard)

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What all of it is about."""
        return hearing.topics_of(self.heard)

    @property
    def complaint_signs(self) -> tuple[ComplaintSign, ...]:
        """Why it may be a complaint."""
        return hearing.complaint_signs_of(self.heard)


def start(
    tx: Transaction,
    person_id: str,
    *,
    replaces_id: str | None = None,
    outcome: str | None = None,
    asking_id: str | None = None,
) -> Draft:
    """A new draft. Another open one of this person is put away with its words kept, to be offered again."""
    draft_id = new_id()
    row = {"id": draft_id, "person_id": person_id, "replaces_id": replaces_id, "outcome": outcome}
    tx.execute(insert(drafts), {**row, "asking_id": asking_id, "created_at": tx.now})
    return draft(tx, draft_id)


def draft(tx: Transaction, draft_id: str) -> Draft:
    row = tx.execute(select(drafts).where(drafts.c.id == draft_id)).one()
    columns = (draft_words.c.content_id, draft_words.c.heard)
    parts = tx.execute(select(*columns).where(draft_words.c.draft_id == draft_id).order_by(draft_words.c.part)).all()
    return Draft(
        row.id,
        row.person_id,
        None if row.outcome is None else Outcome(row.outcome),
        row.is_tapped,
        VisibleTo(row.visible_to),
        row.replaces_id,
        row.status,
        tuple(part.content_id for part in parts),
        tuple(Heard.from_json(part.heard) for part in parts),
        row.created_at,
        row.asking_id,
    )


def open_draft(tx: Transaction, person_id: str, *, before: datetime | None = None) -> Draft | None:
    """The newest draft that was neither sent nor thrown away; with `before`, the newest that was begun by then."""
    where = [drafts.c.person_id == person_id, drafts.c.status == "open"]
    if before is not None:
        where.append(drafts.c.created_at <= before)
    row = tx.execute(select(drafts.c.id).where(*where).order_by(drafts.c.created_at.desc()).limit(1)).first()
    return None if row is None else draft(tx, row.id)


def add_words(tx: Transaction, draft_id: str, content_id: str, heard: Heard | None = None) -> None:
    """One more part, with what was heard in it; the same message is never added twice."""
    where = draft_words.c.draft_id == draft_id
    if tx.execute(select(draft_words.c.part).where(where, draft_words.c.content_id == content_id)).first():
        return
    last = tx.execute(select(func.max(draft_words.c.part)).where(where)).scalar()
    row = {"draft_id": draft_id, "part": (last or 0) + 1, "content_id": content_id}
    tx.execute(insert(draft_words), {**row, "heard": (heard or Heard()).as_json()})
    found = draft(tx, draft_id)
    _follow_words(tx, found, hearing.outcome_of(found.heard) or found.outcome)


def clear_words(tx: Transaction, draft_id: str) -> None:
    """Say it again from the start: earlier words are purged, for they were never sent. Sent words are left alone."""
    found = draft(tx, draft_id)
    if found.status != "open":
        return
    for content_id in found.parts:
        contents.purge(tx, Actor("person", found.person_id), content_id)
    tx.execute(draft_words.delete().where(draft_words.c.draft_id == draft_id))
    if found.has_words:  # what stood before any words does not go with them
        _follow_words(tx, found, Outcome.UNCLEAR if found.outcome is Outcome.UNCLEAR else None)
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
    rest = draft(tx, found.draft_id)
    _follow_words(tx, rest, hearing.outcome_of(rest.heard))
    _forget_read_backs(tx, found.draft_id)
    contents.unshow(tx, outbox.c.content_id == content_id)
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


def thing_words(tx: Transaction, draft_id: str, number: int) -> str | None:
    """The exact words of one thing told in it, counted from 0; None where it has no such thing any more."""
    things = draft(tx, draft_id).things
    if number >= len(things):
        return None
    said = things[number]
    found = contents.words_of(tx, said.content_id)
    return None if found is None else said.cut(found)


def set_outcome(tx: Transaction, draft_id: str, outcome: Outcome) -> None:
    """The person picked how it was; "none of these" leaves it to the words that are still to come."""
    is_tapped = outcome is not Outcome.UNCLEAR or draft(tx, draft_id).has_words
    tx.execute(update(drafts).where(drafts.c.id == draft_id).values(outcome=outcome, is_tapped=is_tapped))


def set_outcome_of_thing(tx: Transaction, draft_id: str, number: int, outcome: Outcome) -> None:
    """The person picked how one thing of it was, counted from 0. What it has no more is left alone."""
    found = draft(tx, draft_id)
    if number >= len(found.things):
        return
    said = found.things[number]
    heard = found.heard[found.parts.index(said.content_id)]
    points = tuple(replace(point, outcome=outcome) if point.start == said.start else point for point in heard.points)
    whole = outcome if len({outcome, *(point.outcome for point in points)}) == 1 else Outcome.MIXED
    changed = replace(heard, outcome=whole, points=points)
    where = (draft_words.c.draft_id == draft_id, draft_words.c.content_id == said.content_id)
    tx.execute(update(draft_words).where(*where).values(heard=changed.as_json()))
    found = draft(tx, draft_id)
    _follow_words(tx, found, hearing.outcome_of(found.heard))


def _follow_words(tx: Transaction, found: Draft, outcome: Outcome | None) -> None:
    """How it was, as its words say now; what the person picked stays."""
    if not found.is_tapped:
        tx.execute(update(drafts).where(drafts.c.id == found.id).values(outcome=outcome))


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
    kinds = (QuestionKind.READ_BACK, QuestionKind.FEEDBACK_OUTCOME)
    where = (questions_table.c.subject_id == draft_id, questions_table.c.kind.in_(kinds))
    columns = (questions_table.c.id, questions_table.c.kind, questions_table.c["values"].label("filled_by"))
    # "How was it?" quotes words only where something fills it.
    asked = [row for row in tx.execute(select(*columns).where(*where)) if row.kind == kinds[0] or row.filled_by]
    contents.unshow(tx, outbox.c.question_id.in_([row.id for row in asked]))
