"""What the linter gives back."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One thing to change: the rule's number, what to do in easy words, and where."""

    rule: str
    advice: str
    excerpt: str
