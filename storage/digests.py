"""What is kept of a secret that must be known again and never be read."""

from __future__ import annotations

import hashlib


def digest(secret: str) -> str:
    """For secrets that are too long to be guessed: tokens and addresses of ours. One that a person types needs a key."""
    return hashlib.sha256(secret.encode()).hexdigest()
