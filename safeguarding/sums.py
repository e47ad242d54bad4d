"""Sums of money in a text: "£250", "250 pounds", "two hundred and fifty quid", "2 grand"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKENS = re.compile(r"£|\d[\d,]*(?:\.\d+)?|[a-z]+")
_POUNDS = frozenset({"£", "pound", "pounds", "quid", "gbp"})
_THOUSANDS = frozenset({"grand"})
"""These name a sum of money by themselves."""
_MULTIPLES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "grand": 1_000, "million": 1_000_000}
_UNITS = {
    **{"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9},
    **{"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16},
    **{"seventeen": 17, "eighteen": 18, "nineteen": 19},
}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS = {**_UNITS, **_TENS, "a": 1, "an": 1}


def largest_sum(text: str) -> float:
    """The largest sum of money, in pounds, that stands in the text; 0 where there is none."""
    return max(_sums(_TOKENS.findall(text.casefold())), default=0)


def _sums(parts: list[str]) -> Iterator[float]:
    place = 0
    while place < len(parts):
        end = place
        while end < len(parts) and _is_number(parts[end], is_first=end == place):
            end += 1
        run = parts[place:end]
        before = parts[place - 1] if place else ""
        after = parts[end] if end < len(parts) else ""
        if run and (before in _POUNDS or after in _POUNDS or _THOUSANDS & set(run)):
            yield _value(run)
        place = max(end, place + 1)


def _is_number(part: str, *, is_first: bool) -> bool:
    if part == "and":
        return not is_first
    return part[0].isdecimal() or part in _NUMBERS or part in _MULTIPLES


def _value(run: list[str]) -> float:
    """As it is read out: what was said so far is multiplied by a hundred, or closed by a thousand."""
    closed, begun = 0.0, 0.0
    for part in run:
        if part in _MULTIPLES:
            begun = (begun or 1) * _MULTIPLES[part]
            if _MULTIPLES[part] >= _MULTIPLES["thousand"]:
                closed, begun = closed + begun, 0.0
        elif part != "and":
            begun += _NUMBERS[part] if part in _NUMBERS else float(part.replace(",", ""))
    return closed + begun
