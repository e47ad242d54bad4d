"""What the screen finds in words that staff write down, before anything is kept of them (R01)."""

from __future__ import annotations

from safeguarding import Screening, Tier, screen
from storage.entries import Found


def screened(*typed: str | None) -> Found | None:
    """All that was typed, each text by itself; the more serious finding counts."""
    found: list[Screening] = [screen(text) for text in typed if text is not None]
    worst = max(found, key=lambda one: one.tier.weight, default=None)
    if worst is None or worst.tier is Tier.NONE:
        return None
    return Found(worst.tier, worst.kind, worst.reasons, worst.rules_version)
