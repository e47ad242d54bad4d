"""How far a "not" reaches: "not scared of the dog, but cold" is not scared, and cold."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import yaml

REACH = 4
"""Words behind the negation."""


def negated(words: Sequence[str]) -> list[bool]:
    """For each of the words, as `plain.tokens` gives them, whether it stands in the reach of a negation before it."""
    negates, ends = _list("negates"), _list("ends")
    marks, left = [], 0
    for word in words:
        if word in ends or word in negates:
            marks.append(False)
            left = REACH if word in negates else 0
        else:
            marks.append(left > 0)
            left -= 1
    return marks


@cache
def _list(name: str) -> frozenset[str]:
    content = yaml.safe_load((Path(__file__).parent / "negation.yml").read_text(encoding="utf-8"))
    return frozenset(content[name].split())
