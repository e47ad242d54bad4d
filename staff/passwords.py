"""Passwords: kept only as argon2 hashes, checked in the same time whether or not the address is known; and which will do."""

from __future__ import annotations

import re
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST = 12
LONGEST = 200
RULE = f"{SHORTEST} letters or more. Three or four words that do not belong together are easy to keep in mind."
TOO_SHORT = f"The password needs {SHORTEST} letters or more."
TOO_LONG = f"The password may have {LONGEST} letters at most."
TOO_COMMON = "This password is easy to guess. Take three or four words that do not belong together."
FEWEST_DIFFERENT = 5
# What the most used passwords are made of, also with figures and signs between, before or behind them.
_COMMON = (
    "administrator|princess|password|passwort|sunshine|football|baseball|superman|iloveyou|trustno1|starwars|whatever"
    "|welcome|letmein|charlie|michael|liverpool|chelsea|arsenal|england|london|spring|summer|autumn|winter|january"
    "|monkey|dragon|master|shadow|secret|change|qwertyuiop|qwerty|asdfghjkl|asdfgh|zxcvbnm|zxcvbn|azerty|1q2w3e4r5t"
    "|1q2w3e4r|1qaz2wsx|abcdefghijklmnopqrstuvwxyz|abcdefgh|abcdef|abc|admin|login|hello|staff|manager|house|please|love"
    "|this|mine|the|is|my|me|said|done|and"
)
# With figures and signs that look like their letters. It gives nothing back (++): "15" is "is" or two figures, and trying
# both at each place would never end.
_LOOKS_LIKE = str.maketrans(
    {"a": "[a@4]", "e": "[e3]", "i": "[i1!]", "l": "[l1]", "o": "[o0]", "s": "[s$5]", "t": "[t7]"}
)
_MADE_OF_THEM = re.compile(rf"(?:{_COMMON.translate(_LOOKS_LIKE)}|[\W\d_])++")

_hasher = PasswordHasher()


def weakness(password: str) -> str | None:
    """Why this password will not do, in one line that says what to take instead, or None: too short, too long, or made of
    nothing but what the most used passwords are made of. That is what the NCSC and NIST SP 800-63B ask for; signs and
    capitals are not asked for, as they make people write "Password1!"."""
    if len(password) < SHORTEST:
        return TOO_SHORT
    if len(password) > LONGEST:
        return TOO_LONG
    plain = password.casefold()
    is_common = _MADE_OF_THEM.fullmatch(plain) or len(set(plain)) < FEWEST_DIFFERENT
    return TOO_COMMON if is_common else None


def hashed(password: str) -> str:
    """What is kept of a password. Takes some 50 ms on purpose: call it in a worker thread."""
    return _hasher.hash(password)


def is_right(password: str, password_hash: str | None) -> bool:
    """Whether this is the password. With no hash it takes as long and says no."""
    try:
        return _hasher.verify(password_hash or _nobodys(), password) and bool(password_hash)
    except (Argon2Error, InvalidHashError):
        return False


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this one")
