"""The audit trail: who did what to which record, sealed row to row, with no words in it (R69)."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage.database import Transaction
from storage.tables.conversation import contents
from storage.tables.governance import audit_events, audit_head

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


def digest_of(tx: Transaction, content_id: str) -> str | None:
    """A salted digest of the words, or None once they are purged."""
    row = tx.execute(select(contents.c.salt, contents.c.words).where(contents.c.id == content_id)).one()
    if row.salt is None or row.words is None:
        return None
    return hashlib.sha256(f"{row.salt}\n{row.words}".encode()).hexdigest()


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
    head = tx.execute(select(audit_head.c.position, audit_head.c.seal)).one()
    if (head.position, head.seal) != (count, previous):
        raise BrokenTrail(f"The audit trail is broken after event {count}: its last rows are missing.")
    return count


def verify_words(tx: Transaction) -> int:
    """The number of kept words that match the digest of their first event. Raises BrokenTrail at the first that do not."""
    sealed = (
        select(audit_events.c.subject_id, func.min(audit_events.c.position).label("position"))
        .where(audit_events.c.subject_kind == "content", audit_events.c.digest.is_not(None))
        .group_by(audit_events.c.subject_id)
        .subquery()
    )
    rows = tx.execute(
        select(audit_events.c.subject_id, audit_events.c.digest).join(
            sealed, audit_events.c.position == sealed.c.position
        )
    ).all()
    for content_id, digest in rows:
        now = digest_of(tx, content_id)
        if now is not None and now != digest:
            raise BrokenTrail(f"The words of record {content_id} are not the ones that were kept.")
    return len(rows)


class BrokenTrail(Exception):
    """The trail, or the words it seals, were changed outside this program."""


def _seal(event: dict[str, Any]) -> str:
    plain = {key: value.isoformat() if isinstance(value, datetime) else value for key, value in event.items()}
    return hashlib.sha256(json.dumps(plain, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
