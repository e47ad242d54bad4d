"""Invitations: a one-time link to the page where a member of staff chooses their own password, new or forgotten.

Whoever makes one sees it once and passes it on; the store keeps only a digest of it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import insert, select, update

from storage import audit, staff_accounts
from storage.audit import Actor
from storage.database import NotFound, Transaction
from storage.digests import digest
from storage.staff_accounts import StaffMember
from storage.tables.people import staff, staff_invitations

LIFE = timedelta(days=7)


@dataclass(frozen=True)
class Invitation:
    """`token`: the secret part of the link, good once, until `expires_at`."""

    member: StaffMember
    token: str = field(repr=False)
    expires_at: datetime


def make(tx: Transaction, actor: Actor, staff_id: str) -> Invitation:
    """A new link for this member; the ones before it stop working. The password they have goes on working until they choose
    another. Raises NotFound for nobody at all and for who has left."""
    member = _active(tx, staff_id)
    end_all(tx, staff_id)
    made = Invitation(member, secrets.token_urlsafe(32), tx.now + LIFE)
    row = {"token_digest": digest(made.token), "staff_id": staff_id, "created_at": tx.now}
    tx.execute(insert(staff_invitations), {**row, "expires_at": made.expires_at})
    audit.record(tx, actor, "invite_staff", "staff", staff_id)
    return made


def end_all(tx: Transaction, staff_id: str) -> None:
    """No link of this member works from now on."""
    unused = (staff_invitations.c.staff_id == staff_id, staff_invitations.c.used_at.is_(None))
    tx.execute(update(staff_invitations).where(*unused).values(expires_at=tx.now))


def invited(tx: Transaction, token: str) -> StaffMember:
    """Whom this link is for. Raises NotFound for one that is unknown, used or too old: all three look the same."""
    row = tx.execute(select(staff_invitations).where(staff_invitations.c.token_digest == digest(token))).first()
    if row is None or row.used_at is not None or row.expires_at <= tx.now:
        raise NotFound("This link does not work any more.")
    return _active(tx, row.staff_id)


def accept(tx: Transaction, token: str, password_hash: str) -> StaffMember:
    """Use the link up and set the password; every session of this member ends. Raises NotFound as `invited` does."""
    member = invited(tx, token)
    tx.execute(
        update(staff_invitations).where(staff_invitations.c.token_digest == digest(token)).values(used_at=tx.now)
    )
    staff_accounts.set_password_hash(tx, member.id, password_hash)
    staff_accounts.close_sessions(tx, member.id)
    audit.record(tx, member.actor, "choose_password", "staff", member.id, detail="invited")
    return member


def _active(tx: Transaction, staff_id: str) -> StaffMember:
    if tx.execute(select(staff.c.id).where(staff.c.id == staff_id, staff.c.is_active)).first() is None:
        raise NotFound("There is no such member of staff.")
    return staff_accounts.member(tx, staff_id)
