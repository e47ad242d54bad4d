"""Voice messages: a person's own words as sound, encrypted where they lie (R18, R66)."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import delete, insert, select

from storage.database import NotFound, Transaction
from storage.errors import StoreError
from storage.sealing import DEMO_KEY, Fernet, InvalidToken, lock
from storage.tables.recordings import recordings

LONGEST_MEDIA_TYPE = 60


@dataclass(frozen=True)
class Recording:
    """A sound as it was sent, with the type the channel named and its length."""

    sound: bytes = field(repr=False)
    media_type: str
    seconds: float


class CannotBeOpened(StoreError):
    """The sound was encrypted with another secret key, or was changed."""


def keep(tx: Transaction, content_id: str, recording: Recording) -> None:
    """Keep the sound of this content, once and unchanged."""
    row = {
        "content_id": content_id,
        "media_type": recording.media_type[:LONGEST_MEDIA_TYPE],
        "seconds": recording.seconds,
        "size": len(recording.sound),
        "sound": _lock(tx.secret_key).encrypt(recording.sound),
    }
    tx.execute(insert(recordings), row)


def of(tx: Transaction, content_id: str) -> Recording | None:
    """The sound of this content, or None: it never had one, or it was purged. Raises CannotBeOpened."""
    row = tx.execute(select(recordings).where(recordings.c.content_id == content_id)).first()
    if row is None:
        return None
    try:
        sound = _lock(tx.secret_key).decrypt(row.sound)
    except InvalidToken as error:
        raise CannotBeOpened(
            "Voice messages cannot be opened: put back the SECRET_KEY under which they were kept."
        ) from error
    return Recording(sound, row.media_type, row.seconds)


def if_it_opens(tx: Transaction, content_id: str | None) -> Recording | None:
    """The sound of this content, if there is one that can be heard: no concern may fail for want of a sound."""
    try:
        return None if content_id is None else of(tx, content_id)
    except CannotBeOpened:
        return None


def one(tx: Transaction, content_id: str) -> Recording:
    """The same, where there must be one. Raises NotFound, CannotBeOpened."""
    found = of(tx, content_id)
    if found is None:
        raise NotFound("There is no such recording.")
    return found


def purge(tx: Transaction, content_id: str) -> None:
    """Take the sound out of the store for good."""
    tx.execute(delete(recordings).where(recordings.c.content_id == content_id))


def can_be_opened(tx: Transaction) -> bool:
    """Whether the secret key of this store opens every recording in it. One at a time: together they may be large."""
    ids = tx.execute(select(recordings.c.content_id)).scalars().all()
    return all(_opens(tx, content_id) for content_id in ids)


def _opens(tx: Transaction, content_id: str) -> bool:
    try:
        return of(tx, content_id) is not None
    except CannotBeOpened:
        return False


def _lock(secret_key: str) -> Fernet:
    return lock(secret_key or DEMO_KEY, "recordings")
