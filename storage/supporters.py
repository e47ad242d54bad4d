"""Supporters: whom a person chose to help them choose. They see the choices they prepared and what came of them; the person,
or staff for them, ends it at any time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, insert, or_, select, update

from storage import audit, houses, sight
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.channels import supporter_messages
from storage.tables.choices import supporter_chats, supporter_codes, supporter_sessions, supporters
from storage.vocabulary import Relation

LONGEST_NAME = 60
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .'’-])*")
"""A name, and nothing else that could be put before the person in its place."""
BY_THE_PERSON, BY_THEMSELVES = "person", "supporter"


@dataclass(frozen=True)
class Supporter:
    """Somebody whom the person chose. `name`: as the person calls them; `staff_id`: where they are a member of staff."""

    id: str
    person_id: str
    name: str
    relation: Relation
    staff_id: str | None
    linked_at: datetime
    ended_at: datetime | None

    @property
    def actor(self) -> Actor:
        return Actor("supporter", self.id)


def add(
    tx: Transaction, actor: Actor, person_id: str, name: str, relation: Relation, *, staff_id: str | None = None
) -> Supporter:
    """The person chose them; returns who they are. Raises NotFound for an unknown person, Refused for an empty name, for
    staff who do not work with the person, and for somebody who is their supporter already."""
    person, name = houses.person(tx, person_id), " ".join(name.split())
    if not name:
        raise Refused("Give their name, as the person calls them.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"This name is too long. Use {LONGEST_NAME} letters or fewer.")
    if not _NAME.fullmatch(name):
        raise Refused("A name has only letters, spaces, full stops, hyphens and apostrophes.")
    if (staff_id is None) is (relation is Relation.STAFF):
        raise Refused("Say which member of staff it is, or choose another relation.")
    if staff_id is not None and staff_id not in {one.id for one in sight.owners(tx, person_id, person.house_id)}:
        raise Refused("Choose a member of staff who works with this person.")
    if any(one.name.casefold() == name.casefold() for one in of_person(tx, person_id)):
        raise Refused(f"{name} is a supporter of this person already.")
    supporter_id = new_id()
    row = {"id": supporter_id, "person_id": person_id, "name": name, "relation": relation, "staff_id": staff_id}
    tx.execute(insert(supporters), {**row, "linked_at": tx.now})
    audit.record(tx, actor, "add_supporter", "supporter", supporter_id, detail=relation)
    return one(tx, supporter_id)


def of_person(tx: Transaction, person_id: str) -> tuple[Supporter, ...]:
    """Whom the person has chosen, in the order in which they did: the first of them is asked first."""
    where = (supporters.c.person_id == person_id, *_held())
    rows = tx.execute(select(supporters).where(*where).order_by(supporters.c.linked_at, supporters.c.id))
    return tuple(of_row(row) for row in rows)


def one(tx: Transaction, supporter_id: str) -> Supporter:
    """Somebody who is a supporter now. Raises NotFound for an unknown one and for one who was ended."""
    row = tx.execute(select(supporters).where(supporters.c.id == supporter_id, *_held())).first()
    if row is None:
        raise NotFound("There is no such supporter.")
    return of_row(row)


def for_member(tx: Transaction, member: StaffMember, person_id: str) -> tuple[Supporter, ...]:
    """Whom the person has chosen; that it was looked at is in the trail. Raises NotFound for a person elsewhere."""
    sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_supporters", "person", person_id)
    return of_person(tx, person_id)


def end_by_person(tx: Transaction, person_id: str, supporter_id: str) -> None:
    """The person does not want this supporter any more: at once, without a reason. Twice is once."""
    _end(tx, Actor("person", person_id), person_id, supporter_id, BY_THE_PERSON)


def end(tx: Transaction, member: StaffMember, person_id: str, supporter_id: str) -> None:
    """The same by staff, as the person asked them to. Raises NotFound for a person elsewhere, or who only looks."""
    sight.acting_for(tx, member, person_id)
    _end(tx, member.actor, person_id, supporter_id, member.id)


def end_by_themselves(tx: Transaction, supporter: Supporter) -> None:
    """They do not help this person any more. Twice is once."""
    _end(tx, supporter.actor, supporter.person_id, supporter.id, BY_THEMSELVES)


def _end(tx: Transaction, actor: Actor, person_id: str, supporter_id: str, by: str) -> None:
    """Whatever would let them in ends with it."""
    where = (supporters.c.id == supporter_id, supporters.c.person_id == person_id, *_held())
    if not tx.execute(update(supporters).where(*where).values(ended_at=tx.now, ended_by=by)).rowcount:
        return
    tx.execute(supporter_sessions.delete().where(supporter_sessions.c.supporter_id == supporter_id))
    chats = (supporter_chats.c.supporter_id == supporter_id, supporter_chats.c.ended_at.is_(None))
    tx.execute(update(supporter_chats).where(*chats).values(ended_at=tx.now))
    # Nothing that tells of the person goes out any more, and nothing of what they wrote is needed.
    sent = supporter_messages.c
    addresses = select(supporter_chats.c.address).where(supporter_chats.c.supporter_id == supporter_id)
    # What they wrote before they said for whom it is may be for this person.
    asked_for_whom = and_(sent.address.in_(addresses), sent.words.is_not(None))
    theirs = or_(sent.supporter_id == supporter_id, asked_for_whom)
    tx.execute(
        update(supporter_messages).where(theirs, sent.status.in_(("waiting", "sending"))).values(status="failed")
    )
    tx.execute(update(supporter_messages).where(theirs).values(text=None, words=None, buttons=[]))
    codes = (supporter_codes.c.supporter_id == supporter_id, supporter_codes.c.used_at.is_(None))
    tx.execute(update(supporter_codes).where(*codes).values(expires_at=tx.now))
    audit.record(tx, actor, "end_supporter", "supporter", supporter_id)


def _held() -> tuple[ColumnElement[bool], ...]:
    return (supporters.c.ended_at.is_(None),)


def of_row(row: Row[Any]) -> Supporter:
    """As it stands in the table, ended or not."""
    kept = (row.id, row.person_id, row.name, Relation(row.relation), row.staff_id, row.linked_at, row.ended_at)
    return Supporter(*kept)
