"""Staff, their sessions, and how often a sign-in may be tried. Passwords arrive here already hashed."""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from storage import audit
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.digests import digest
from storage.tables.base import new_id
from storage.tables.people import (
    houses,
    second_factors,
    sign_in_attempts,
    staff,
    staff_houses,
    staff_people,
    staff_sessions,
)
from storage.vocabulary import Role

SESSION_LIFE = timedelta(hours=12)
SESSION_IDLE = timedelta(hours=1)
HALF_LIFE = timedelta(minutes=15)
"""How long the page for the code of a second factor stays open."""
ATTEMPTS_ALLOWED = 5
ATTEMPTS_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True)
class StaffMember:
    """`house_ids`: the houses this member works in and may see. `person_ids`: the only people there whom they may see;
    None for everybody."""

    id: str
    name: str
    email: str
    role: Role
    house_ids: tuple[str, ...]
    person_ids: tuple[str, ...] | None = None

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.id)

    @property
    def is_manager(self) -> bool:
        return self.role in (Role.MANAGER, Role.ADMIN)

    @property
    def may_act(self) -> bool:
        """Whether they decide and do things in a house; a reviewer looks on, a lead is not in the house."""
        return self.role not in (Role.REVIEWER, Role.SAFEGUARDING_LEAD)


@dataclass(frozen=True)
class StaffSession:
    """`is_half`: the password was right, and the code of the second factor is still to come."""

    member: StaffMember
    csrf_token: str
    is_half: bool
    has_second_factor: bool


def add(
    tx: Transaction, actor: Actor, name: str, email: str, role: Role, password_hash: str, house_ids: tuple[str, ...]
) -> StaffMember:
    """Raises Refused for an e-mail address in use, NotFound for an unknown house."""
    email = email.strip().casefold()
    if tx.execute(select(staff.c.id).where(staff.c.email == email)).first():
        raise Refused(f"{email} is in use already. Each member of staff has an address of their own.")
    known = {row.id for row in tx.execute(select(houses.c.id))}
    if not set(house_ids) <= known:
        raise NotFound("There is no such house.")
    member = StaffMember(new_id(), name.strip(), email, role, house_ids)
    row = {"id": member.id, "name": member.name, "email": email, "role": role, "password_hash": password_hash}
    tx.execute(insert(staff), {**row, "created_at": tx.now})
    if house_ids:
        tx.execute(insert(staff_houses), [{"staff_id": member.id, "house_id": one} for one in house_ids])
    audit.record(tx, actor, "add_staff", "staff", member.id, detail=role)
    return member


def member(tx: Transaction, staff_id: str) -> StaffMember:
    """Raises NotFound."""
    row = tx.execute(select(staff).where(staff.c.id == staff_id)).first()
    if row is None:
        raise NotFound("There is no such member of staff.")
    return _member(tx, row)


def by_email(tx: Transaction, email: str) -> StaffMember | None:
    """The active member who signs in with this address, or None."""
    row = tx.execute(select(staff).where(staff.c.email == email.strip().casefold(), staff.c.is_active)).first()
    return None if row is None else _member(tx, row)


def everybody(tx: Transaction) -> tuple[tuple[StaffMember, str], ...]:
    """Every member by name, with the state of their account: `active`, `invited` (no password yet) or `ended`."""
    rows = tx.execute(select(staff).order_by(staff.c.name, staff.c.id)).all()
    return tuple(
        (_member(tx, row), "ended" if not row.is_active else "active" if row.password_hash else "invited")
        for row in rows
    )


def working_in(tx: Transaction, house_id: str) -> tuple[StaffMember, ...]:
    """Active staff of a house who can own a pending action (not leads: they stand outside the house, R11)."""
    rows = tx.execute(
        select(staff)
        .join(staff_houses, staff_houses.c.staff_id == staff.c.id)
        .where(staff_houses.c.house_id == house_id, staff.c.is_active, staff.c.role != Role.SAFEGUARDING_LEAD)
        .order_by(staff.c.name)
    ).all()
    return _members(tx, rows)


def password_hash_of(tx: Transaction, email: str) -> tuple[str, str] | None:
    """(staff id, password hash) of an active member who has chosen a password, or None."""
    where = (staff.c.email == email.strip().casefold(), staff.c.is_active, staff.c.password_hash != "")
    row = tx.execute(select(staff.c.id, staff.c.password_hash).where(*where)).first()
    return None if row is None else (str(row.id), str(row.password_hash))


def set_password_hash(tx: Transaction, staff_id: str, password_hash: str) -> None:
    tx.execute(update(staff).where(staff.c.id == staff_id).values(password_hash=password_hash))


def may_try(tx: Transaction, who: str) -> bool:
    """Count one sign-in attempt of `who` (an address or a network address) and say if it may go on (R70)."""
    key = digest(who)
    tx.execute(delete(sign_in_attempts).where(sign_in_attempts.c.at < tx.now - ATTEMPTS_WITHIN))
    tx.execute(insert(sign_in_attempts), {"who": key, "at": tx.now})
    count = tx.execute(select(func.count()).where(sign_in_attempts.c.who == key)).scalar_one()
    return int(count) <= ATTEMPTS_ALLOWED


def forget_attempts(tx: Transaction, who: str) -> None:
    tx.execute(delete(sign_in_attempts).where(sign_in_attempts.c.who == digest(who)))


def open_session(tx: Transaction, staff_id: str) -> str:
    """A new session for who gave the right password; half a one where a second factor is still to be shown. Returns its
    token, which is kept only as a digest."""
    token, is_half = secrets.token_urlsafe(32), _has_second_factor(tx, staff_id)
    row = {"token_digest": digest(token), "staff_id": staff_id, "csrf_token": secrets.token_urlsafe(24)}
    tx.execute(insert(staff_sessions), {**row, "created_at": tx.now, "last_seen_at": tx.now, "is_half": is_half})
    audit.record(tx, Actor("staff", staff_id), "give_password" if is_half else "sign_in", "staff", staff_id)
    return token


def complete_session(tx: Transaction, token: str) -> None:
    """The second factor was shown: the session opens everything its member may see."""
    where = (staff_sessions.c.token_digest == digest(token), staff_sessions.c.is_half)
    staff_id = tx.execute(select(staff_sessions.c.staff_id).where(*where)).scalar_one()
    tx.execute(update(staff_sessions).where(*where).values(is_half=False, created_at=tx.now))
    audit.record(tx, Actor("staff", staff_id), "sign_in", "staff", staff_id, detail="second factor")


def session(tx: Transaction, token: str) -> StaffSession | None:
    """The session of a token, or None if it is unknown, too old or was idle too long. Call in a write transaction."""
    row = tx.execute(select(staff_sessions).where(staff_sessions.c.token_digest == digest(token))).first()
    if row is None:
        return None
    found = tx.execute(select(staff).where(staff.c.id == row.staff_id, staff.c.is_active)).first()
    life = HALF_LIFE if row.is_half else SESSION_LIFE
    if found is None or tx.now - row.created_at > life or tx.now - row.last_seen_at > SESSION_IDLE:
        close_session(tx, token)
        return None
    # Once a minute is enough: a write for every page view would cost a disk sync each.
    if tx.now - row.last_seen_at > timedelta(minutes=1):
        where = staff_sessions.c.token_digest == row.token_digest
        tx.execute(update(staff_sessions).where(where).values(last_seen_at=tx.now))
    return StaffSession(_member(tx, found), row.csrf_token, row.is_half, _has_second_factor(tx, row.staff_id))


def close_session(tx: Transaction, token: str) -> None:
    tx.execute(delete(staff_sessions).where(staff_sessions.c.token_digest == digest(token)))


def close_sessions(tx: Transaction, staff_id: str, *, but: str = "") -> int:
    """End every session of this member, except the one whose token is `but`; returns how many ended."""
    where = (staff_sessions.c.staff_id == staff_id, staff_sessions.c.token_digest != digest(but))
    return int(tx.execute(delete(staff_sessions).where(*where)).rowcount)


def other_sessions(tx: Transaction, staff_id: str, token: str) -> int:
    """How many sessions this member has beside the one of this token, counting those that can still be used."""
    where = (
        staff_sessions.c.staff_id == staff_id,
        staff_sessions.c.token_digest != digest(token),
        staff_sessions.c.created_at >= tx.now - SESSION_LIFE,
        staff_sessions.c.last_seen_at >= tx.now - SESSION_IDLE,
    )
    return int(tx.execute(select(func.count()).select_from(staff_sessions).where(*where)).scalar_one())


def _has_second_factor(tx: Transaction, staff_id: str) -> bool:
    where = (second_factors.c.staff_id == staff_id, second_factors.c.confirmed_at.is_not(None))
    return tx.execute(select(second_factors.c.staff_id).where(*where)).first() is not None


def _member(tx: Transaction, row: Any) -> StaffMember:
    return _members(tx, [row])[0]


def _members(tx: Transaction, rows: Sequence[Any]) -> tuple[StaffMember, ...]:
    """In two reads however many they are, or in one where nobody is limited: each message of a person asks who works there."""
    in_houses: dict[str, list[str]] = defaultdict(list)
    working = select(staff_houses.c.staff_id, staff_houses.c.house_id)
    for staff_id, house_id in tx.execute(working.where(staff_houses.c.staff_id.in_([row.id for row in rows]))):
        in_houses[staff_id].append(house_id)
    named: dict[str, list[str]] = {row.id: [] for row in rows if row.only_named_people}
    if named:
        for row in tx.execute(select(staff_people).where(staff_people.c.staff_id.in_(named))):
            named[row.staff_id].append(row.person_id)
    people = {staff_id: tuple(found) for staff_id, found in named.items()}
    return tuple(
        StaffMember(row.id, row.name, row.email, Role(row.role), tuple(in_houses[row.id]), people.get(row.id))
        for row in rows
    )
