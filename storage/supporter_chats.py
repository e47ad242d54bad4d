"""Chats of supporters in a messaging app. Such a chat is never a person's own: it leads to what its supporters prepared, and to
nothing of any conversation (R13, R31)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, insert, select, update

from storage import supporter_access, supporter_messages, supporters
from storage.database import Transaction
from storage.strangers import KEPT_FOR
from storage.supporters import Supporter
from storage.tables.choices import supporter_chats
from storage.tables.choices import supporters as supporters_table
from storage.tables.people import people
from storage.vocabulary import Relation


def link(tx: Transaction, code: str, channel: str, address: str, name: str) -> Supporter:
    """Use a supporter's code up and open this chat to whoever has it; who helps this person from here already stays who they are,
    whatever they are called in the app now. A chat that they had before is closed: a lost phone. Raises as
    `supporter_access.enter` does."""
    person_id = supporter_access.person_of_code(tx, code)
    known = next((one.name for one in at(tx, channel, address) if one.person_id == person_id), name)
    supporter = supporter_access.enter(tx, code, known, Relation.OTHER)
    theirs = (supporter_chats.c.supporter_id == supporter.id, supporter_chats.c.channel == channel)
    for before in tx.execute(select(supporter_chats.c.address).where(*theirs, *_is_linked())).scalars().all():
        supporter_messages.close(tx, channel, before)
    tx.execute(update(supporter_chats).where(*theirs, *_is_linked()).values(ended_at=tx.now))
    opened = {"linked_at": tx.now, "ended_at": None, "blocked_at": None}
    here = supporter_chats.c.address == address
    if not tx.execute(update(supporter_chats).where(*theirs, here).values(**opened)).rowcount:
        row = {"supporter_id": supporter.id, "channel": channel, "address": address}
        tx.execute(insert(supporter_chats), {**row, **opened})
    return supporter


def at(tx: Transaction, channel: str, address: str) -> tuple[Supporter, ...]:
    """Who writes from this chat: one for each person whom they help, the first one first. None: it is no supporter's."""
    chosen = select(supporter_chats.c.supporter_id).where(*_there(channel, address), *_is_linked())
    found = tx.execute(chosen.order_by(supporter_chats.c.linked_at, supporter_chats.c.supporter_id)).scalars()
    return tuple(supporters.one(tx, supporter_id) for supporter_id in found.all())


def addresses(tx: Transaction, channel: str) -> frozenset[str]:
    """Every chat that is a supporter's now."""
    where = (supporter_chats.c.channel == channel, *_is_linked())
    return frozenset(tx.execute(select(supporter_chats.c.address).where(*where)).scalars())


def ended_lately(tx: Transaction, channel: str, address: str) -> tuple[Supporter, str] | None:
    """Who wrote from this chat until lately, and the name of the person whom they helped; None once that is long ago."""
    where = (*_there(channel, address), supporter_chats.c.ended_at > tx.now - KEPT_FOR)
    chosen = select(supporters_table, people.c.name.label("person")).select_from(
        supporter_chats.join(supporters_table, supporters_table.c.id == supporter_chats.c.supporter_id).join(
            people, people.c.id == supporters_table.c.person_id
        )
    )
    row = tx.execute(chosen.where(*where).order_by(supporter_chats.c.ended_at.desc()).limit(1)).first()
    return None if row is None else (supporters.of_row(row), row.person)


def leave(tx: Transaction, channel: str, address: str) -> None:
    """The chat became a person's own: from now on it is no supporter's, and nothing that waited for one comes into it."""
    supporter_messages.close(tx, channel, address)
    tx.execute(update(supporter_chats).where(*_there(channel, address), *_is_linked()).values(ended_at=tx.now))


def shut_out(tx: Transaction, channel: str, address: str) -> None:
    """They blocked us: nothing is tried until they let us in again."""
    tx.execute(update(supporter_chats).where(*_there(channel, address), *_is_linked()).values(blocked_at=tx.now))


def let_in(tx: Transaction, channel: str, address: str) -> None:
    """They wrote, or let us in again."""
    is_shut = supporter_chats.c.blocked_at.is_not(None)
    tx.execute(update(supporter_chats).where(*_there(channel, address), is_shut).values(blocked_at=None))


def _there(channel: str, address: str) -> tuple[ColumnElement[bool], ...]:
    return (supporter_chats.c.channel == channel, supporter_chats.c.address == address)


def _is_linked() -> tuple[ColumnElement[bool], ...]:
    return (supporter_chats.c.ended_at.is_(None),)
