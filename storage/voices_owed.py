"""Voices that were not ready when their words went: each comes after them, once, while it is still of use.

It is of use while its person has done nothing since the words came. They cannot read: until they act, nothing else tells them
what was said, also where more of ours stands below it by now. Once they wrote or tapped, a voice would talk into what comes next.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, FromClause, and_, delete, exists, insert, or_, select

from storage import deliveries, how_messages
from storage.database import Transaction
from storage.deliveries import Due
from storage.tables.channels import deliveries as deliveries_table
from storage.tables.channels import voices_owed
from storage.tables.conversation import inbox
from storage.tables.conversation import outbox as outbox_table
from storage.tables.people import addresses, people

VOICE = 1_000
"""The piece that a voice after its words is: above all that a text is ever parted into."""
WORTH_FOR = timedelta(minutes=10)
"""So long after its words a voice may still begin to come."""


def owe(tx: Transaction, due: Due) -> None:
    """The words of this message go without their voice. To be called together with `deliveries.begin`."""
    over(tx, due)
    tx.execute(insert(voices_owed), {"address_id": due.chat.id, "outbox_id": due.message.id, "since": tx.now})


def over(tx: Transaction, due: Due) -> None:
    """No voice comes after the words of this message, or none any more."""
    this = (voices_owed.c.address_id == due.chat.id, voices_owed.c.outbox_id == due.message.id)
    tx.execute(delete(voices_owed).where(*this))


def people_waiting(tx: Transaction, channel: str) -> tuple[str, ...]:
    """Everyone for whom a chat of this channel has a voice to come."""
    chosen = select(addresses.c.person_id).select_from(_joined()).distinct()
    return tuple(tx.execute(chosen.where(*_wanted(tx, channel))).scalars())


def next_for(tx: Transaction, channel: str, address_id: str) -> Due | None:
    """The message of this chat whose voice comes next, the oldest first, or None."""
    if (chat := deliveries.open_chat(tx, address_id)) is None:
        return None
    chosen = select(voices_owed.c.outbox_id).select_from(_joined())
    oldest = chosen.where(addresses.c.id == address_id, *_wanted(tx, channel)).order_by(outbox_table.c.position)
    return deliveries.due_in(tx, chat, tx.execute(oldest.limit(1)).scalar())


def tidy(tx: Transaction) -> None:
    """Forget what is of no use any more; what may be on a screen is found out before (R19)."""
    old = (voices_owed.c.since <= tx.now - WORTH_FOR, ~_is_begun())
    tx.execute(delete(voices_owed).where(*old))


def is_any(tx: Transaction) -> bool:
    """Whether there is anything to tidy or to send."""
    return tx.execute(select(voices_owed.c.outbox_id).limit(1)).first() is not None


def left_out(tx: Transaction, due: Due) -> None:
    """It does not come."""
    deliveries.left_out(tx, due, VOICE)
    over(tx, due)


def sent(tx: Transaction, due: Due, message_id: int, *, has_voice: bool) -> None:
    """The channel shows it under this number; `has_voice`: it is certainly the voice, and not that there is none."""
    deliveries.sent(tx, due, VOICE, message_id, is_last=False, has_voice=has_voice)
    over(tx, due)


def _joined() -> FromClause:
    to_chat = voices_owed.join(addresses, addresses.c.id == voices_owed.c.address_id)
    to_message = to_chat.join(outbox_table, outbox_table.c.id == voices_owed.c.outbox_id)
    return to_message.join(people, people.c.id == addresses.c.person_id)


def _wanted(tx: Transaction, channel: str) -> tuple[ColumnElement[bool], ...]:
    """One that was begun is found out about, whatever happened since."""
    moved_on = exists().where(inbox.c.person_id == addresses.c.person_id, inbox.c.received_at > voices_owed.c.since)
    is_of_use = and_(how_messages.WANTS_VOICE, voices_owed.c.since > tx.now - WORTH_FOR, ~moved_on)
    return (
        addresses.c.channel == channel,
        *deliveries.is_open(),
        outbox_table.c.person_id == addresses.c.person_id,
        outbox_table.c.position <= addresses.c.settled_to,
        outbox_table.c.text.is_not(None),
        or_(is_of_use, _is_begun()),
    )


def _is_begun() -> ColumnElement[bool]:
    return exists().where(
        deliveries_table.c.address_id == voices_owed.c.address_id,
        deliveries_table.c.outbox_id == voices_owed.c.outbox_id,
        deliveries_table.c.piece == VOICE,
        deliveries_table.c.status == "sending",
    )
