"""Codes that a person reads out or types, good once: how they are made and read, and what is kept of them."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from storage.database import Transaction

# No 0/O, 1/I/L: a code may be read aloud and typed by someone else.
ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
LENGTH = 10


@dataclass(frozen=True)
class OneTimeCode:
    """A code of ten letters and digits, good once, until `expires_at`."""

    code: str
    expires_at: datetime


def new() -> str:
    """A code that nobody can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def of_seed(tx: Transaction, seed: str) -> str:
    """The code that belongs to this seed. Whoever has the seed alone cannot work it out: it takes the service's key."""
    number = int.from_bytes(hmac.digest(tx.secret_key.encode(), f"code of {seed}".encode(), hashlib.sha512), "big")
    letters = []
    for _ in range(LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def spaced(code: str) -> str:
    """The code as it is read out and typed."""
    return f"{code[:5]} {code[5:]}"


def digest(tx: Transaction, code: str) -> str:
    """What is kept of a code, however it is typed. Keyed: a code is short enough to be guessed from a plain digest by whoever
    got hold of the database. It is also what makes looking one up tell nothing by its time: nobody can aim at a digest."""
    plain = "".join(letter for letter in code.upper() if letter in ALPHABET)
    return hmac.new(tx.secret_key.encode(), plain.encode(), hashlib.sha256).hexdigest()
