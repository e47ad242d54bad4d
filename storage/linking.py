"""How a chat becomes a person's own: one-time codes, and the addresses they open (R62)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, insert, select, update

from storage import audit, one_time_codes, outbox, staffing
from storage.audit import Actor
from storage.database import NotFound, Transaction
from storage.houses import house, person
from storage.one_time_codes import OneTimeCode
from storage.tables.base import new_id
from storage.tables.people import addresses, link_codes

CODE_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class LinkedChat:
    """A chat that is a person's own. `is_shut`: they blocked us there, so that nothing reaches them."""

    channel: str
    linked_at: datetime
    is_shut: bool


def make_code(tx: Transaction, actor: Actor, person_id: str) -> OneTimeCode:
    """A new one-time code; codes of this person that were not used stop working. Raises NotFound, and Refused while the
    service is not staffed for safeguarding, except in a demo house (R17)."""
    if not house(tx, person(tx, person_id).house_id).is_demo:
        staffing.refuse_to_link(tx)
    tx.execute(
        update(link_codes)
        .where(link_codes.c.person_id == person_id, link_codes.c.used_at.is_(None))
        .values(expires_at=tx.now)
    )
    made = OneTimeCode(one_time_codes.new(), tx.now + CODE_LIFE)
    row = {"code_digest": one_time_codes.digest(tx, made.code), "person_id": person_id, "created_at": tx.now}
    tx.execute(insert(link_codes), {**row, "expires_at": made.expires_at})
    audit.record(tx, actor, "make_link_code", "person", person_id)
    return made


def code_is_good(tx: Transaction, code: str) -> bool:
    return _usable(tx, code) is not None


def link_address(tx: Transaction, code: str, channel: str, address: str) -> str:
    """Use the code up and open this address to its person; returns the person's id. Raises NotFound for a code that is
    unknown, used or too old: all three look the same from outside."""
    person_id = _usable(tx, code)
    if person_id is None:
        raise NotFound("This code does not work. Ask your staff for a new one.")
    tx.execute(
        update(link_codes).where(link_codes.c.code_digest == one_time_codes.digest(tx, code)).values(used_at=tx.now)
    )
    # A chat app keeps its address for ever: one that was unlinked, or was another person's, is taken over by the code.
    there = (addresses.c.channel == channel, addresses.c.address == address)
    # What was said before this chat was linked is not shown in it.
    begins = {"settled_to": outbox.last_position(tx, person_id), "blocked_at": None}
    opened = {"person_id": person_id, "linked_at": tx.now, "ended_at": None, **begins}
    if not tx.execute(update(addresses).where(*there).values(**opened)).rowcount:
        tx.execute(insert(addresses), {"id": new_id(), "channel": channel, "address": address, **opened})
    audit.record(tx, Actor("person", person_id), "link_chat", "person", person_id, detail=channel)
    return person_id


def person_at(tx: Transaction, channel: str, address: str) -> str | None:
    """The person this address belongs to, while it is linked."""
    where = (addresses.c.channel == channel, addresses.c.address == address, addresses.c.ended_at.is_(None))
    row = tx.execute(select(addresses.c.person_id).where(*where)).first()
    return None if row is None else str(row.person_id)


def unlink_all(tx: Transaction, actor: Actor, person_id: str) -> int:
    """End every linked chat and unused code of this person at once, as for a lost phone; returns how many chats ended."""
    where = (addresses.c.person_id == person_id, addresses.c.ended_at.is_(None))
    ended = tx.execute(update(addresses).where(*where).values(ended_at=tx.now)).rowcount
    unused = (link_codes.c.person_id == person_id, link_codes.c.used_at.is_(None))
    tx.execute(update(link_codes).where(*unused).values(expires_at=tx.now))
    audit.record(tx, actor, "unlink_chats", "person", person_id)
    return int(ended)


def linked_chats(tx: Transaction, person_id: str) -> int:
    """In how many chats this person can be told and asked."""
    return sum(not one.is_shut for one in chats_of(tx, person_id))


def chats_of(tx: Transaction, person_id: str) -> tuple[LinkedChat, ...]:
    """Every chat that is linked to this person, the oldest first."""
    columns = (addresses.c.channel, addresses.c.linked_at, addresses.c.blocked_at.is_not(None))
    where = (addresses.c.person_id == person_id, addresses.c.ended_at.is_(None))
    return tuple(LinkedChat(*row) for row in tx.execute(select(*columns).where(*where).order_by(addresses.c.linked_at)))


def has_chat(person_id: ColumnElement[str]) -> ColumnElement[bool]:
    """For a query: whether this person has a chat in which they can be told and asked: linked, and not shut to us."""
    where = (addresses.c.person_id == person_id, addresses.c.ended_at.is_(None), addresses.c.blocked_at.is_(None))
    return select(addresses.c.id).where(*where).exists()


def _usable(tx: Transaction, code: str) -> str | None:
    row = tx.execute(select(link_codes).where(link_codes.c.code_digest == one_time_codes.digest(tx, code))).first()
    if row is None or row.used_at is not None or row.expires_at <= tx.now:
        return None
    return str(row.person_id)
