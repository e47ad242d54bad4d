"""The codes of a second factor (TOTP, RFC 6238): making the secret, keeping it sealed, and taking each code once.

The secret is encrypted with a key derived from SECRET_KEY, so a copy of the database alone gives no codes away. A demo may
run without SECRET_KEY: there the key is derived from nothing secret, and the seal is one in form only.
"""

from __future__ import annotations

from datetime import timedelta

import pyotp

from storage import Transaction, second_factors, staff_accounts
from storage.errors import Refused
from storage.sealing import Fernet, InvalidToken, lock
from storage.staff_accounts import StaffMember

ISSUER = "Said & Done"
STEP = 30
WINDOW = 1
"""How many steps a phone's clock may be before or behind ours."""
WRONG = "This code is wrong, or it was used already. Wait for the next one and type that."
LOST_KEY = "Your second factor cannot be read, because SECRET_KEY was changed. Ask an administrator to reset it."


def begin(tx: Transaction, member: StaffMember) -> str:
    """The secret of the factor that this member is setting up, the same until it is confirmed. Raises Refused if a factor
    is on already."""
    kept = second_factors.of(tx, member.id)
    if kept is not None and kept.is_on:
        raise Refused("Your second factor is on already.")
    if kept is None:
        secret = pyotp.random_base32()
        second_factors.begin(tx, member.id, _seal(tx).encrypt(secret.encode()).decode())
        return secret
    try:
        return _secret(tx, kept)
    except Refused:
        # The key was changed while it was being set up: nothing is lost yet.
        second_factors.turn_off(tx, member.actor, member.id)
        return begin(tx, member)


def address(secret: str, email: str) -> str:
    """What the picture for an authenticator app holds (otpauth://…)."""
    return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=email, issuer_name=ISSUER)


def confirm(tx: Transaction, member: StaffMember, code: str) -> tuple[str, ...] | None:
    """Turn the factor on with its first code: the recovery codes, or None for a wrong code. Count the try before
    (`tries_of`). Raises Refused if a factor is on already."""
    step = _step_of(tx, begin(tx, member), code)
    if step is None:
        return None
    _forget_tries(tx, member)
    return second_factors.confirm(tx, member.id, step)


def take(tx: Transaction, member: StaffMember, code: str) -> bool:
    """Whether this is the member's code of now or one of their recovery codes; each is taken once. Count the try before
    (`tries_of`). Raises Refused if the secret cannot be read."""
    kept = second_factors.of(tx, member.id)
    if kept is None or not kept.is_on:
        return False
    taken = second_factors.take_recovery_code(tx, member.id, code)
    if not taken:
        step = _step_of(tx, _secret(tx, kept), code)
        taken = step is not None and second_factors.take_step(tx, member.id, step)
    if taken:
        _forget_tries(tx, member)
    return taken


def _step_of(tx: Transaction, secret: str, code: str) -> int | None:
    """The step whose code this is, within the window, the newest first."""
    plain = "".join(code.split())
    if not (len(plain) == 6 and plain.isascii() and plain.isdigit()):
        return None
    made = pyotp.TOTP(secret, interval=STEP)
    for off in range(WINDOW, -WINDOW - 1, -1):
        moment = tx.now + timedelta(seconds=STEP * off)
        if made.verify(plain, for_time=moment):
            return int(moment.timestamp()) // STEP
    return None


def _secret(tx: Transaction, kept: second_factors.SecondFactor) -> str:
    try:
        return _seal(tx).decrypt(kept.sealed_secret.encode()).decode()
    except InvalidToken:
        raise Refused(LOST_KEY) from None


def _seal(tx: Transaction) -> Fernet:
    return lock(tx.secret_key, "said: secrets of second factors")


def tries_of(member: StaffMember) -> str:
    """Under what the tries of this member are counted; a right code forgets them."""
    return f"second factor:{member.id}"


def _forget_tries(tx: Transaction, member: StaffMember) -> None:
    staff_accounts.forget_attempts(tx, tries_of(member))
