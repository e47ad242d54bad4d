"""Whoever writes to us from a chat that is nobody's: only where and when is kept, and the fixed text they get (R62)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.database import Transaction
from storage.tables.channels import strangers
from storage.vocabulary import Post

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Worry:
    """What is said to somebody who told of harm: the post of whoever is told of it, None for nobody but the pager, and
    whether anybody is there."""

    post: Post | None
    is_anybody_there: bool


@dataclass(frozen=True)
class Owed:
    """A fixed text that a chat of nobody's is still to get: the name of its wording, and what it says of their worry."""

    address: str
    response: str
    worry: Worry | None = None


def wrote(
    tx: Transaction, channel: str, address: str, message_id: str, response: str, worry: Worry | None = None
) -> None:
    """Somebody wrote and is to get this text; the same message again changes nothing. Whoever was not heard of for a month
    is forgotten."""
    tx.execute(delete(strangers).where(strangers.c.last_at < tx.now - KEPT_FOR))
    where = (strangers.c.channel == channel, strangers.c.address == address)
    seen = {"last_message_id": message_id, "last_at": tx.now, "owed": response}
    seen |= {"worry_post": None, "worry_is_read": None}
    if worry is not None:
        seen |= {"worry_post": worry.post, "worry_is_read": worry.is_anybody_there}
    row = tx.execute(select(strangers).where(*where)).first()
    if row is None:
        tx.execute(insert(strangers), {"channel": channel, "address": address, **seen})
    elif row.last_message_id != message_id:
        tx.execute(update(strangers).where(*where).values(**seen))


def owed(tx: Transaction, channel: str) -> tuple[Owed, ...]:
    """Who still waits for an answer, longest first."""
    where = (strangers.c.channel == channel, strangers.c.owed.is_not(None))
    rows = tx.execute(select(strangers).where(*where).order_by(strangers.c.last_at))
    return tuple(Owed(row.address, row.owed, _worry(row)) for row in rows)


def answered(tx: Transaction, channel: str, one: Owed) -> None:
    """They got it, or never will."""
    where = (strangers.c.channel == channel, strangers.c.address == one.address, strangers.c.owed == one.response)
    tx.execute(update(strangers).where(*where).values(owed=None))


def known_now(tx: Transaction, channel: str, address: str) -> None:
    """The chat became somebody's own: they are not told any more that nobody knows them."""
    tx.execute(delete(strangers).where(strangers.c.channel == channel, strangers.c.address == address))


def _worry(row: Any) -> Worry | None:
    if row.worry_is_read is None:
        return None
    return Worry(None if row.worry_post is None else Post(row.worry_post), row.worry_is_read)
