"""What the screen found in words that somebody wrote: its tier and the rules that found it, and never the words (R01, R02)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """What the screen found in it; the tier is red, amber or check."""

    tier: str
    kind: str
    reasons: tuple[str, ...]
    rules_version: str

    @property
    def is_serious(self) -> bool:
        return self.tier in ("red", "amber")
