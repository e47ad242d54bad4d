"""Words, kept apart from every row about them so that they can be purged and the trail still verifies (R66)."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import ColumnElement, Row, case, insert, select, update

from storage import audit, recordings
from storage.audit import Actor
from storage.database import NotFound, Transaction
from storage.recordings import Recording
from storage.tables.base import new_id
from storage.tables.channels import deliveries
from storage.tables.conversation import contents, inbox, outbox
from storage.tables.transcripts import transcripts


def keep(
    tx: Transaction, actor: Actor, person_id: str | None, words: str | None, recording: Recording | None = None
) -> str:
    """Keep the exact words, the sound, or a sound with words to it, unchanged; returns the id under which they stand.
    `person_id` is None for somebody unknown."""
    content_id = new_id()
    row = {"id": content_id, "person_id": person_id, "words": words, "salt": secrets.token_hex(16)}
    tx.execute(insert(contents), {**row, "created_at": tx.now})
    if recording is not None:
        recordings.keep(tx, content_id, recording)
    audit.record(tx, actor, "keep_words", "content", content_id, content_id=content_id)
    return content_id


def words_of(tx: Transaction, content_id: str) -> str | None:
    """The exact words, or None if they were purged. Raises NotFound for an unknown id."""
    row = _kept(tx, content_id)
    return str(row.words) if row.words is not None else None


def purge(tx: Transaction, actor: Actor, content_id: str) -> None:
    """Remove the words or the sound with what was heard in it, their salt and every message that showed them; a tombstone and the trail stay.
    Twice is once."""
    if _kept(tx, content_id).purged_at is not None:
        return
    recordings.purge(tx, content_id)
    heard = tx.execute(select(transcripts.c.words_id).where(transcripts.c.content_id == content_id)).scalar()
    if heard is not None:
        purge(tx, actor, heard)
    tx.execute(update(contents).where(contents.c.id == content_id).values(words=None, salt=None, purged_at=tx.now))
    unshow(tx, outbox.c.content_id == content_id)
    tx.execute(update(inbox).where(inbox.c.content_id == content_id).values(is_hidden=True))
    audit.record(tx, actor, "purge_words", "content", content_id)


def _kept(tx: Transaction, content_id: str) -> Row[Any]:
    row: Row[Any] | None = tx.execute(select(contents).where(contents.c.id == content_id)).one_or_none()
    if row is None:
        raise NotFound("These words are not in the store.")
    return row


def unshow(tx: Transaction, which: ColumnElement[bool]) -> None:
    """Empty these messages; one that has not arrived yet never will, so it tells nobody anything. What a messaging app
    shows of them is taken off there."""
    shown = deliveries.c.outbox_id.in_(select(outbox.c.id).where(which))
    tx.execute(update(deliveries).where(shown).values(remove_at=tx.now))
    status = case((outbox.c.status == "waiting", "withdrawn"), else_=outbox.c.status)
    tx.execute(update(outbox).where(which).values(text=None, status=status))
