"""Staff, their sessions, and how often a sign-in may be tried. Passwords arrive here already hashed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, update

from storage import audit
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.linking import digest
from storage.tables.base import new_id
from storage.tables.people import houses, sign_in_attempts, staff, staff_houses, staff_sessions
from storage.vocabulary import Role

SESSION_LIFE = timedelta(hours=12)
SESSION_IDLE = timedelta(hours=1)
ATTEMPTS_ALLOWED = 5
ATTEMPTS_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True)
class StaffMember:
    """`house_ids`: the houses this member works in and may see."""

    id: str
    name: str
    email: str
    role: Role
    house_ids: tuple[str, ...]

    @property
    def actor(self) -> Actor:
        return Actor("staff", self.id)

    @property
    def is_manager(self) -> bool:
        return self.role in (Role.MANAGER, Role.ADMIN)


@dataclass(frozen=True)
class StaffSession:
    member: StaffMember
    csrf_token: str


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


def working_in(tx: Transaction, house_id: str) -> tuple[StaffMember, ...]:
    """Active staff of a house who can own a pending action (not leads: they stand outside the house, R11)."""
    rows = tx.execute(
        select(staff)
        .join(staff_houses, staff_houses.c.staff_id == staff.c.id)
        .where(staff_houses.c.house_id == house_id, staff.c.is_active, staff.c.role != Role.SAFEGUARDING_LEAD)
        .order_by(staff.c.name)
    ).all()
    return tuple(_member(tx, row) for row in rows)


def password_hash_of(tx: Transaction, email: str) -> tuple[str, str] | None:
    """(staff id, password hash) of an active member, or None."""
    where = (staff.c.email == email.strip().casefold(), staff.c.is_active)
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
    """A new session; returns its token, which is kept only as a digest."""
    token = secrets.token_urlsafe(32)
    row = {"token_digest": digest(token), "staff_id": staff_id, "csrf_token": secrets.token_urlsafe(24)}
    tx.execute(insert(staff_sessions), {**row, "created_at": tx.now, "last_seen_at": tx.now})
    audit.record(tx, Actor("staff", staff_id), "sign_in", "staff", staff_id)
    return token


def session(tx: Transaction, token: str) -> StaffSession | None:
    """The session of a token, or None if it is unknown, too old or was idle too long. Call in a write transaction."""
    row = tx.execute(select(staff_sessions).where(staff_sessions.c.token_digest == digest(token))).first()
    if row is None:
        return None
    found = tx.execute(select(staff).where(staff.c.id == row.staff_id, staff.c.is_active)).first()
    if found is None or tx.now - row.created_at > SESSION_LIFE or tx.now - row.last_seen_at > SESSION_IDLE:
        close_session(tx, token)
        return None
    # Once a minute is enough: a write for every page view would cost a disk sync each.
    if tx.now - row.last_seen_at > timedelta(minutes=1):
        where = staff_sessions.c.token_digest == row.token_digest
        tx.execute(update(staff_sessions).where(where).values(last_seen_at=tx.now))
    return StaffSession(_member(tx, found), row.csrf_token)


def close_session(tx: Transaction, token: str) -> None:
    tx.execute(delete(staff_sessions).where(staff_sessions.c.token_digest == digest(token)))


def _member(tx: Transaction, row: object) -> StaffMember:
    found = row._mapping  # type: ignore[attr-defined]
    where = staff_houses.c.staff_id == found["id"]
    in_houses = tuple(one.house_id for one in tx.execute(select(staff_houses.c.house_id).where(where)))
    return StaffMember(found["id"], found["name"], found["email"], Role(found["role"]), in_houses)
