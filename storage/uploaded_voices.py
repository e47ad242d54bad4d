"""Sounds that a channel holds, so that each is uploaded once and not with every message.

Kept only of texts that are the same for everybody. A person's own words go up once, with their message: nothing could use their
id again, so it is not kept at all. A sound is known by its bytes: a new voice, pace or recording is another sound. Where it is
somebody's own voice, it is kept as long as their yes to it.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, delete, insert, select

from storage.database import Transaction
from storage.tables.channels import uploaded_voices
from storage.tables.phrase_recordings import phrase_voices

BELIEVED_FOR = timedelta(days=90)
"""After that it is uploaded anew, so that sounds nobody makes any more do not stay."""


def file_id(tx: Transaction, bot: str, digest: str) -> str | None:
    """The channel's own id of this sound, or None if it has to be uploaded."""
    fresh = uploaded_voices.c.at > tx.now - BELIEVED_FOR
    found = tx.execute(select(uploaded_voices.c.file_id).where(*_this(bot, digest), fresh)).scalar()
    return None if found is None else str(found)


def keep(tx: Transaction, bot: str, digest: str, file_id: str, voice_id: str | None) -> None:
    """The channel holds this sound under this id. `voice_id`: whose own voice it is; not kept where they took their yes back while
    it was sent."""
    tx.execute(delete(uploaded_voices).where(uploaded_voices.c.at <= tx.now - BELIEVED_FOR))
    forget(tx, bot, digest)
    if voice_id is None or _is_agreed(tx, voice_id):
        row = {"bot": bot, "digest": digest, "file_id": file_id, "voice_id": voice_id, "at": tx.now}
        tx.execute(insert(uploaded_voices), row)


def forget(tx: Transaction, bot: str, digest: str) -> None:
    """The channel does not take this id any more."""
    tx.execute(delete(uploaded_voices).where(*_this(bot, digest)))


def forget_voice(tx: Transaction, voice_id: str) -> None:
    """They took their yes back: no sound of theirs is sent by an id any more."""
    tx.execute(delete(uploaded_voices).where(uploaded_voices.c.voice_id == voice_id))


def _is_agreed(tx: Transaction, voice_id: str) -> bool:
    may_be_heard = (phrase_voices.c.id == voice_id, phrase_voices.c.ended_at.is_(None))
    return tx.execute(select(phrase_voices.c.id).where(*may_be_heard)).first() is not None


def _this(bot: str, digest: str) -> tuple[ColumnElement[bool], ...]:
    return (uploaded_voices.c.bot == bot, uploaded_voices.c.digest == digest)
