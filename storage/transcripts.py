"""What a program heard in a voice message: kept apart from it, with the engine, its model and how sure it is (R18, R24).

It is a suggestion. Its words count only once the person, or staff who support them (`transcripts_for_staff`), said that it is
right. What the person says counts more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, insert, select, update

from storage import (
    audit,
    complaint_flags,
    concerns,
    contents,
    houses,
    inbox,
    listening,
    notifications,
    questions,
    recordings,
)
from storage.audit import SYSTEM, Actor
from storage.database import Transaction
from storage.inbox import InboxMessage
from storage.questions import Question
from storage.recordings import Recording
from storage.references import content_ref
from storage.tables.conversation import contents as contents_table
from storage.tables.conversation import inbox as inbox_table
from storage.tables.people import staff as staff_table
from storage.tables.recordings import recordings as recordings_table
from storage.tables.transcripts import transcripts
from storage.vocabulary import (
    HEARD_RIGHTLY,
    HEARD_WRONGLY,
    ComplaintSign,
    ComplaintState,
    QuestionKind,
    Sent,
)

SURE_FROM = 0.6
"""Below this the engine guesses. A guess is shown to whoever listens, and never read back to its person."""
LONGEST_READ_BACK = 300
"""Letters. Nobody can check a longer text by hearing it once."""
YOUNGER_THAN = timedelta(days=7)
"""An older recording was heard by a human long ago."""
ASK = "utter_ask_heard_you"
NOTE = "transcript"
"""The kind of the note by which a concern has it."""


@dataclass(frozen=True)
class Transcript:
    """`words` are None once they were purged. `answer`: what the person said of it; `staff_answer`: what staff said of it, who
    and when, while the person has not answered after them. `is_read`: the assistant has looked for harm in it, as the rules have."""

    words: str | None = field(repr=False)
    engine: str
    model: str
    confidence: float
    at: datetime
    is_read: bool
    answer: str | None
    staff_answer: str | None
    staff: str | None
    staff_at: datetime | None

    @property
    def is_confirmed(self) -> bool:
        return HEARD_RIGHTLY in (self.answer, self.staff_answer)

    @property
    def is_settled(self) -> bool:
        """Whether the person said what it is, so that nobody else is asked."""
        return self.answer in (HEARD_RIGHTLY, HEARD_WRONGLY)


def source_of(message_id: str) -> str:
    """What a concern about what was heard in this message is known by, beside that by which a human listens; so is the question
    whether it is right."""
    return f"heard:{message_id}"


def waiting(tx: Transaction) -> str | None:
    """The id of the voice message to listen to next, the longest waiting first."""
    where = (
        inbox_table.c.control == Sent.VOICE,
        inbox_table.c.received_at > tx.now - YOUNGER_THAN,
        transcripts.c.content_id.is_(None),
    )
    row = tx.execute(
        select(inbox_table.c.id)
        .join(recordings_table, recordings_table.c.content_id == inbox_table.c.content_id)
        .outerjoin(transcripts, transcripts.c.content_id == inbox_table.c.content_id)
        .where(*where)
        .order_by(inbox_table.c.position)
        .limit(1)
    ).first()
    return None if row is None else str(row.id)


def sound_of(tx: Transaction, message_id: str) -> Recording | None:
    """What is to be heard in this message; None where it cannot be opened, or was purged meanwhile."""
    return recordings.if_it_opens(tx, inbox.message(tx, message_id).content_id)


def keep(tx: Transaction, message: InboxMessage, words: str | None, engine: str, model: str, confidence: float) -> None:
    """Keep what was heard, once; None or nothing: it could not be made out. The concern by which a human listens gets it as
    well, and leaves out whoever it may name (R12). Nothing is kept of what was purged meanwhile."""
    content_id = message.content_id or ""
    known = tx.execute(select(transcripts.c.content_id).where(transcripts.c.content_id == content_id)).first()
    if known is not None or recordings.of(tx, content_id) is None:
        return
    words_id = contents.keep(tx, SYSTEM, message.person_id, words) if words else None
    row = {"content_id": content_id, "words_id": words_id, "engine": engine, "model": model[:120]}
    tx.execute(insert(transcripts), {**row, "confidence": confidence, "at": tx.now})
    audit.record(tx, SYSTEM, "keep_transcript", "content", content_id, detail=engine)
    concern_id = listening.concern_of(tx, message.id)
    if words and concern_id is not None:
        how = f"{engine}, {model[:120]}: {confidence:.0%} sure"
        concerns.add_note(tx, SYSTEM, concern_id, NOTE, person_words=words, note=how)


def unread(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """(message id, words) of what the model of the assistant has not read yet, the oldest first."""
    rows = tx.execute(
        select(inbox_table.c.id, contents_table.c.words)
        .join(transcripts, transcripts.c.content_id == inbox_table.c.content_id)
        .join(contents_table, contents_table.c.id == transcripts.c.words_id)
        .where(transcripts.c.read_at.is_(None), contents_table.c.words.is_not(None))
        .order_by(inbox_table.c.position)
    )
    return tuple((row.id, row.words) for row in rows)


def was_read(tx: Transaction, message: InboxMessage, signs: Sequence[ComplaintSign] = ()) -> bool:
    """The assistant has read it, and found these signs of a complaint in it; False if it had read it before."""
    where = (transcripts.c.content_id == message.content_id, transcripts.c.read_at.is_(None))
    return bool(tx.execute(update(transcripts).where(*where).values(read_at=tx.now, signs=list(signs))).rowcount)


def ask_if_right(tx: Transaction, message: InboxMessage) -> Question | None:
    """Read it back: "I heard: … Is that right?" None where the engine is not sure, where it is too long to check, and
    before the person said yes to the chat. A question that is open goes first."""
    row = tx.execute(_TRANSCRIPT.where(transcripts.c.content_id == message.content_id)).first()
    if row is None or row.words is None or row.confidence < SURE_FROM or len(row.words) > LONGEST_READ_BACK:
        return None
    if houses.person(tx, message.person_id).notice_answer != "yes":
        return None
    is_free = questions.open_question(tx, message.person_id) is None
    values, kind = {"words": content_ref(row.words_id)}, QuestionKind.HEARD_YOU
    about = {"values": values, "subject_id": message.content_id, "wait": not is_free}
    asked = questions.ask(tx, message.person_id, kind, ASK, **about)  # type: ignore[arg-type]
    return asked if is_free else None


def answered(tx: Transaction, person_id: str, content_id: str, answer: str) -> None:
    """What the person says of it; the last answer counts, and takes the place of what staff said before, which is in the
    trail."""
    values = {"answer": answer, "answered_at": tx.now, **dict.fromkeys(_OF_STAFF)}
    tx.execute(update(transcripts).where(transcripts.c.content_id == content_id).values(**values))
    person = Actor("person", person_id)
    audit.record(tx, person, "answer_transcript", "content", content_id, detail=answer)
    look_for_complaint(tx, person, content_id)


def look_for_complaint(tx: Transaction, actor: Actor, content_id: str) -> None:
    """What counts as the person's words may be a complaint, as typed words may (R46). Before the house has it this does nothing:
    `listening.pass_on` looks then."""
    complaint_id = complaint_flags.flag_heard(tx, content_id)
    if complaint_id is not None:
        notifications.complaint_waits(tx, actor, complaint_id, ComplaintState.POSSIBLE)


def of(tx: Transaction, content_id: str | None) -> Transcript | None:
    """What was heard in this voice message, if anything."""
    row = tx.execute(_TRANSCRIPT.where(transcripts.c.content_id == content_id)).first()
    if row is None or row.words is None:
        return None
    by_staff = (row.staff_answer, row.staff, row.staff_answered_at)
    about = (row.engine, row.model, row.confidence, row.at, row.read_at is not None)
    return Transcript(row.words, *about, row.answer, *by_staff)


_OF_STAFF = ("staff_answer", "staff_answer_by_id", "staff_answered_at")
_TRANSCRIPT: Select[tuple[object, ...]] = (
    select(
        contents_table.c.words,
        transcripts.c.words_id,
        transcripts.c.engine,
        transcripts.c.model,
        transcripts.c.confidence,
        transcripts.c.at,
        transcripts.c.read_at,
        transcripts.c.answer,
        transcripts.c.staff_answer,
        staff_table.c.name.label("staff"),
        transcripts.c.staff_answered_at,
    )
    .join(contents_table, contents_table.c.id == transcripts.c.words_id)
    .outerjoin(staff_table, staff_table.c.id == transcripts.c.staff_answer_by_id)
)
