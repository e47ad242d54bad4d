"""How somebody whom a person chose gets to the supporters' pages: a code that the person, or staff with them, gives them, and
then a session of their own, which is no session of staff."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update

from storage import audit, houses, linking, one_time_codes, people_for_staff, sight, supporters
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.digests import digest
from storage.houses import Person
from storage.one_time_codes import OneTimeCode
from storage.staff_accounts import StaffMember
from storage.supporters import Supporter
from storage.tables.base import new_id
from storage.tables.choices import supporter_codes, supporter_sessions
from storage.tables.choices import supporters as supporters_table
from storage.tables.conversation import questions
from storage.vocabulary import Relation

CODE_LIFE = timedelta(hours=24)
SESSION_IDLE = timedelta(days=30)
NOW_HELPS = "utter_helper_ask_new"
"""In which the person is told of somebody who used a code."""
RELATIONS = tuple(one for one in Relation if one is not Relation.STAFF)
"""Who somebody with a code may say that they are; staff have their own pages."""


@dataclass(frozen=True)
class SupporterSession:
    """Who is at the door, and whom they help."""

    supporter: Supporter
    person: Person
    csrf_token: str


def new_seed() -> str:
    """What a code is made from: it may lie where the code itself may not."""
    return new_id()


def make_code(tx: Transaction, actor: Actor, person_id: str, seed: str | None = None) -> OneTimeCode:
    """A one-time code for somebody who will help this person; a code before it that was not used stops working. Raises
    NotFound."""
    houses.person(tx, person_id)
    unused = (supporter_codes.c.person_id == person_id, supporter_codes.c.used_at.is_(None))
    tx.execute(update(supporter_codes).where(*unused).values(expires_at=tx.now))
    made = OneTimeCode(one_time_codes.of_seed(tx, seed or new_seed()), tx.now + CODE_LIFE)
    row = {"digest": one_time_codes.digest(tx, made.code), "person_id": person_id, "expires_at": made.expires_at}
    tx.execute(insert(supporter_codes), row)
    audit.record(tx, actor, "make_supporter_code", "person", person_id)
    return made


def make_code_with(tx: Transaction, member: StaffMember, person_id: str) -> OneTimeCode:
    """The same by staff, together with the person (R57). Raises NotFound for a person elsewhere, or who only looks."""
    sight.acting(member)
    people_for_staff.for_member(tx, member, person_id)
    return make_code(tx, member.actor, person_id)


def code_is_good(tx: Transaction, code: str) -> bool:
    return _usable(tx, code) is not None


def person_of_code(tx: Transaction, code: str) -> str | None:
    """The id of the person who gave this code; None where it does not work."""
    row = _usable(tx, code)
    return None if row is None else str(row.person_id)


def use_code(tx: Transaction, code: str, name: str, relation: Relation) -> str:
    """Use the code up and open a session; returns its token. Somebody who had one before has a new phone: what was open on the
    one before is closed. Raises as `enter` does."""
    supporter = enter(tx, code, name, relation)
    tx.execute(delete(supporter_sessions).where(supporter_sessions.c.supporter_id == supporter.id))
    token = secrets.token_urlsafe(32)
    row = {"token_digest": digest(token), "supporter_id": supporter.id, "csrf_token": secrets.token_urlsafe(24)}
    tx.execute(insert(supporter_sessions), {**row, "created_at": tx.now, "last_seen_at": tx.now})
    return token


def enter(tx: Transaction, code: str, name: str, relation: Relation) -> Supporter:
    """Use the code up; returns who that is now. Somebody of that name whom the person chose before is the same one. Raises
    NotFound for a code that is unknown, used or too old, which look the same from outside, and Refused for a name that will not
    do."""
    row = _usable(tx, code)
    if row is None:
        raise NotFound("This code does not work.")
    if relation not in RELATIONS:
        raise Refused("Choose who you are to them.")
    supporter = _known_as(tx, row.person_id, name)
    if supporter is None:
        by = Actor("person", row.person_id)
        supporter = supporters.add(tx, by, row.person_id, name, relation)
    elif supporter.staff_id is not None:
        raise Refused(f"{supporter.name} is a member of staff. Type another name.")
    this = supporter_codes.c.digest == row.digest
    tx.execute(update(supporter_codes).where(this).values(used_at=tx.now, supporter_id=supporter.id))
    audit.record(tx, supporter.actor, "use_supporter_code", "supporter", supporter.id)
    return supporter


def session(tx: Transaction, token: str) -> SupporterSession | None:
    """The session of a token, or None if it is unknown, was not used for too long, or the person ended it. Call in a write
    transaction."""
    row = tx.execute(select(supporter_sessions).where(supporter_sessions.c.token_digest == digest(token))).first()
    if row is None:
        return None
    if tx.now - row.last_seen_at > SESSION_IDLE:
        close_session(tx, token)
        return None
    try:
        supporter = supporters.one(tx, row.supporter_id)
    except NotFound:
        return None
    # Once an hour is enough: a write for every page view would cost a disk sync each.
    if tx.now - row.last_seen_at > timedelta(hours=1):
        where = supporter_sessions.c.token_digest == row.token_digest
        tx.execute(update(supporter_sessions).where(where).values(last_seen_at=tx.now))
    return SupporterSession(supporter, houses.person(tx, supporter.person_id), row.csrf_token)


def close_session(tx: Transaction, token: str) -> None:
    tx.execute(delete(supporter_sessions).where(supporter_sessions.c.token_digest == digest(token)))


def to_tell(tx: Transaction) -> tuple[tuple[str, str], ...]:
    """(supporter id, person id) of each who is a supporter, or used another code, since their person was last told of them;
    only where the person has a chat."""
    by_code = select(func.max(supporter_codes.c.used_at)).where(supporter_codes.c.supporter_id == supporters_table.c.id)
    since = func.coalesce(by_code.scalar_subquery(), supporters_table.c.linked_at)
    told = (questions.c.subject_id == supporters_table.c.id, questions.c.response == NOW_HELPS)
    was_told = select(questions.c.id).where(*told, questions.c.created_at >= since).exists()
    where = (supporters_table.c.ended_at.is_(None), ~was_told, linking.has_chat(supporters_table.c.person_id))
    found = select(supporters_table.c.id, supporters_table.c.person_id).where(*where)
    return tuple((row.id, row.person_id) for row in tx.execute(found.order_by(supporters_table.c.linked_at)))


def _usable(tx: Transaction, code: str) -> Row[Any] | None:
    where = (supporter_codes.c.digest == one_time_codes.digest(tx, code), supporter_codes.c.used_at.is_(None))
    row: Row[Any] | None = tx.execute(
        select(supporter_codes).where(*where, supporter_codes.c.expires_at > tx.now)
    ).first()
    return row


def _known_as(tx: Transaction, person_id: str, name: str) -> Supporter | None:
    plain = " ".join(name.split()).casefold()
    theirs = supporters.of_person(tx, person_id)
    return next((one for one in theirs if one.name.casefold() == plain), None)
