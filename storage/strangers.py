"""Whoever writes to us from a chat that is nobody's: only where and when is kept, and the fixed text they get (R62)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select, update

from storage.database import Transaction
from storage.tables.channels import strangers

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Owed:
    """A fixed text that a chat of nobody's is still to get: the name of its wording."""

    address: str
    response: str


def wrote(tx: Transaction, channel: str, address: str, message_id: str, response: str) -> None:
    """Somebody wrote and is to get this text; the same message again changes nothing. Whoever was not heard of for a month
    is forgotten."""
    tx.execute(delete(strangers).where(strangers.c.last_at < tx.now - KEPT_FOR))
    where = (strangers.c.channel == channel, strangers.c.address == address)
    seen = {"last_message_id": message_id, "last_at": tx.now, "owed": response}
    row = tx.execute(select(strangers).where(*where)).first()
    if row is None:
        tx.execute(insert(strangers), {"channel": channel, "address": address, **seen})
    elif row.last_message_id != message_id:
        tx.execute(update(strangers).where(*where).values(**seen))


def owed(tx: Transaction, channel: str) -> tuple[Owed, ...]:
    """Who still waits for an answer, longest first."""
    where = (strangers.c.channel == channel, strangers.c.owed.is_not(None))
    rows = tx.execute(select(strangers.c.address, strangers.c.owed).where(*where).order_by(strangers.c.last_at))
    return tuple(Owed(*row) for row in rows)


def answered(tx: Transaction, channel: str, one: Owed) -> None:
    """They got it, or never will."""
    where = (strangers.c.channel == channel, strangers.c.address == one.address, strangers.c.owed == one.response)
    tx.execute(update(strangers).where(*where).values(owed=None))


def known_now(tx: Transaction, channel: str, address: str) -> None:
    """The chat became somebody's own: they are not told any more that nobody knows them."""
    tx.execute(delete(strangers).where(strangers.c.channel == channel, strangers.c.address == address))
