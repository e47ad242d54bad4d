"""What is encrypted where it lies: the one way in which a lock is made from the service's secret key."""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = ["DEMO_KEY", "Fernet", "InvalidToken", "lock"]

DEMO_KEY = "said-and-done demo"
"""What stands for the secret key in a demo without one: nothing real is in it."""


@lru_cache(maxsize=8)
def lock(secret: str, purpose: str) -> Fernet:
    """The lock of one purpose: a key of its own, so that nothing else is ever locked with it. What was locked under another
    secret, or was changed, raises InvalidToken when it is opened."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
