"""The second factor of a member of staff: its secret (sealed by whoever calls), the half minute of the last code that was
taken, and the one-time recovery codes, of which only keyed digests are kept (R70)."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

from sqlalchemy import delete, func, insert, or_, select, update

from storage import audit
from storage.audit import Actor
from storage.database import NotFound, Transaction
from storage.one_time_codes import ALPHABET
from storage.tables.people import recovery_codes, second_factors

RECOVERY_CODES = 10
_LETTERS = 10


@dataclass(frozen=True)
class SecondFactor:
    """`is_on`: it was confirmed with a code, and is asked for at every sign-in."""

    sealed_secret: str = field(repr=False)
    is_on: bool
    codes_left: int


def of(tx: Transaction, staff_id: str) -> SecondFactor | None:
    """The second factor of this member, on or being set up, or None."""
    row = tx.execute(select(second_factors).where(second_factors.c.staff_id == staff_id)).first()
    if row is None:
        return None
    unused = (recovery_codes.c.staff_id == staff_id, recovery_codes.c.used_at.is_(None))
    left = tx.execute(select(func.count()).select_from(recovery_codes).where(*unused)).scalar_one()
    return SecondFactor(row.sealed_secret, row.confirmed_at is not None, int(left))


def begin(tx: Transaction, staff_id: str, sealed_secret: str) -> None:
    """Keep the secret of a factor that is being set up; it is not asked for until it is confirmed."""
    tx.execute(insert(second_factors), {"staff_id": staff_id, "sealed_secret": sealed_secret, "created_at": tx.now})


def confirm(tx: Transaction, staff_id: str, step: int) -> tuple[str, ...]:
    """The first code was right: the factor is on. Returns the recovery codes, which are not kept as they are."""
    _set(tx, staff_id, confirmed_at=tx.now, last_step=step)
    audit.record(tx, Actor("staff", staff_id), "second_factor_on", "staff", staff_id)
    return new_codes(tx, staff_id)


def take_step(tx: Transaction, staff_id: str, step: int) -> bool:
    """Whether a code of this half minute may be taken: once, and never one from before the last that was taken. Call in a
    write transaction: two that come at once are one after the other, and the second is refused."""
    newer = or_(second_factors.c.last_step.is_(None), second_factors.c.last_step < step)
    where = (second_factors.c.staff_id == staff_id, second_factors.c.confirmed_at.is_not(None), newer)
    return bool(tx.execute(update(second_factors).where(*where).values(last_step=step)).rowcount)


def take_recovery_code(tx: Transaction, staff_id: str, code: str) -> bool:
    """Use up one recovery code; whether it was one."""
    mine = (recovery_codes.c.staff_id == staff_id, recovery_codes.c.used_at.is_(None))
    where = (*mine, recovery_codes.c.code_digest == _digest(tx, staff_id, code))
    taken = bool(tx.execute(update(recovery_codes).where(*where).values(used_at=tx.now)).rowcount)
    if taken:
        audit.record(tx, Actor("staff", staff_id), "use_recovery_code", "staff", staff_id)
    return taken


def new_codes(tx: Transaction, staff_id: str) -> tuple[str, ...]:
    """Ten new recovery codes; the ones before them stop working."""
    tx.execute(delete(recovery_codes).where(recovery_codes.c.staff_id == staff_id))
    made = tuple("".join(secrets.choice(ALPHABET) for _ in range(_LETTERS)) for _ in range(RECOVERY_CODES))
    rows = [{"code_digest": _digest(tx, staff_id, code), "staff_id": staff_id} for code in made]
    tx.execute(insert(recovery_codes), rows)
    audit.record(tx, Actor("staff", staff_id), "make_recovery_codes", "staff", staff_id)
    return made


def turn_off(tx: Transaction, actor: Actor, staff_id: str) -> None:
    """Take the factor away, with its recovery codes. Raises NotFound if there is none."""
    tx.execute(delete(recovery_codes).where(recovery_codes.c.staff_id == staff_id))
    if not tx.execute(delete(second_factors).where(second_factors.c.staff_id == staff_id)).rowcount:
        raise NotFound("There is no second factor.")
    audit.record(tx, actor, "second_factor_off", "staff", staff_id)


def _digest(tx: Transaction, staff_id: str, code: str) -> str:
    """Keyed, as the codes of chats are; with whose it is, so that two members may have the same code."""
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hmac.new(tx.secret_key.encode(), f"recovery {staff_id} {plain}".encode(), hashlib.sha256).hexdigest()


def _set(tx: Transaction, staff_id: str, **values: object) -> None:
    tx.execute(update(second_factors).where(second_factors.c.staff_id == staff_id).values(**values))
