"""The audit trail: who did what to which record, sealed row to row, with no words in it (R69)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.database import Transaction
from storage.tables.conversation import contents
from storage.tables.feedback import feedback
from storage.tables.governance import audit_events, audit_head
from storage.tables.recordings import recordings
from storage.tables.safeguarding import concerns

START = "0" * 64


@dataclass(frozen=True)
class Actor:
    """Who did it: kind `person`, `staff` or `system`, and the id of that person or staff member."""

    kind: str
    id: str | None = None


SYSTEM = Actor("system")


def record(
    tx: Transaction,
    actor: Actor,
    verb: str,
    subject_kind: str,
    subject_id: str,
    *,
    content_id: str | None = None,
    detail: str | None = None,
) -> None:
    """Append one event. `detail` is a status or a kind, never a person's words (R65)."""
    # The head row is locked by the update, so two writers cannot seal on the same event, on Postgres either.
    tx.execute(update(audit_head).where(audit_head.c.id == 1).values(position=audit_head.c.position + 1))
    position, previous = tx.execute(select(audit_head.c.position, audit_head.c.seal)).one()
    event = {
        "position": position,
        "at": tx.now,
        "actor_kind": actor.kind,
        "actor_id": actor.id,
        "verb": verb,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "detail": detail,
        "digest": None if content_id is None else digest_of(tx, content_id),
        "previous": previous,
    }
    seal = _seal(event)
    tx.execute(insert(audit_events), {**event, "seal": seal})
    tx.execute(update(audit_head).where(audit_head.c.id == 1).values(seal=seal))


def has_done(tx: Transaction, actor: Actor, verb: str, subject_id: str) -> bool:
    """Whether the trail says that they did this to it."""
    which = (audit_events.c.verb == verb, audit_events.c.subject_id == subject_id, audit_events.c.actor_id == actor.id)
    return tx.execute(select(audit_events.c.position).where(*which).limit(1)).first() is not None


def digest_of(tx: Transaction, content_id: str) -> str | None:
    """A salted digest of the words, the sound or both, or None once they are purged."""
    row = tx.execute(select(contents.c.salt, contents.c.words).where(contents.c.id == content_id)).one()
    sound = tx.execute(select(recordings.c.sound).where(recordings.c.content_id == content_id)).scalar()
    return _digest(row.salt, row.words, sound)


def verify(tx: Transaction) -> int:
    """The number of events if every seal holds. Raises BrokenTrail naming the first event that does not."""
    previous, count = START, 0
    for row in tx.execute(select(audit_events).order_by(audit_events.c.position)).mappings():
        event: dict[str, Any] = dict(row)
        seal = event.pop("seal")
        count += 1
        if event["position"] != count or event["previous"] != previous or _seal(event) != seal:
            raise BrokenTrail(f"The audit trail is broken at event {count}: a row was changed, added or taken out.")
        previous = seal
    head = tx.execute(select(audit_head.c.position, audit_head.c.seal)).one_or_none()
    if head is None or (head.position, head.seal) != (count, previous):
        raise BrokenTrail(f"The audit trail is broken after event {count}: its last rows are missing.")
    return count


def verify_words(tx: Transaction) -> int:
    """The number of kept words, each proved to be what was kept, by whom it was sent, or taken out by a purge that is in
    the trail. Raises BrokenTrail at the first that is not. Call `verify` first: it proves the trail itself."""
    sealed = _sealed(tx, "content")
    purged = set(tx.execute(select(audit_events.c.subject_id).where(audit_events.c.verb == "purge_words")).scalars())
    rows = {row.id: _digest(row.salt, row.words, None) for row in tx.execute(select(contents))}
    for content_id in tx.execute(select(recordings.c.content_id)).scalars().all():  # one at a time: they may be large
        rows[content_id] = digest_of(tx, content_id)
    for content_id in sealed.keys() | rows.keys():
        now = rows.get(content_id)
        is_gone_rightly = content_id in rows and now is None and content_id in purged
        if not is_gone_rightly and (now is None or now != sealed.get(content_id)):
            raise BrokenTrail(f"The words of record {content_id} are not the ones that were kept.")
    for table, kind in ((feedback, "feedback"), (concerns, "concern")):
        for record_id, digest in _sealed(tx, kind).items():
            content_id = tx.execute(select(table.c.content_id).where(table.c.id == record_id)).scalar()
            if content_id is None or sealed.get(content_id) != digest:
                raise BrokenTrail(f"The {kind} {record_id} no longer has the words it was sent with.")
    return len(rows)


def _sealed(tx: Transaction, kind: str) -> dict[str, str]:
    """The digest of the first event about each record of this kind that has words."""
    where = (audit_events.c.subject_kind == kind, audit_events.c.digest.is_not(None))
    columns = (audit_events.c.subject_id, audit_events.c.digest)
    # Read from the last to the first, so that the first stands.
    rows = tx.execute(select(*columns).where(*where).order_by(audit_events.c.position.desc()))
    return {row.subject_id: row.digest for row in rows}


def _digest(salt: str | None, words: str | None, sound: bytes | None) -> str | None:
    """A sound counts as it is kept, encrypted: so it is proved without the key that opens it."""
    if salt is None or (words is None and sound is None):
        return None
    digest = hashlib.sha256(f"{salt}\n{words or ''}".encode())
    if sound is not None:
        digest.update(b"\n" + hashlib.sha256(sound).digest())
    return digest.hexdigest()


class BrokenTrail(Exception):
    """The trail, or the words it seals, were changed outside this program."""


def _seal(event: dict[str, Any]) -> str:
    plain = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in event.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
