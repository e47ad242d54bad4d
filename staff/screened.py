"""What staff and supporters write is screened as whatever people write is, before anything else is done with it (R01)."""

from __future__ import annotations

from collections.abc import Iterable

from safeguarding import Screening, Tier, screen
from storage.findings import Found


def worst_of(texts: Iterable[str | None]) -> Screening | None:
    """Each text by itself; the more serious finding counts. None where nothing was found."""
    found = [screen(text) for text in texts if text]
    worst = max(found, key=lambda one: one.tier.weight, default=None)
    return None if worst is None or worst.tier is Tier.NONE else worst


def kept(screening: Screening) -> Found:
    """The same as the store keeps it."""
    return Found(screening.tier, screening.kind, screening.reasons, screening.rules_version)


def found_in(*typed: str | None) -> Found | None:
    """What the store keeps of the more serious finding in all that was typed; None where nothing was found."""
    worst = worst_of(typed)
    return None if worst is None else kept(worst)
