"""Sums of money in a text: "£250", "250 pounds", "two hundred and fifty quid", "2 grand"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKENS = re.compile(r"£|\d[\d,]*(?:\.\d+)?|[a-z]+")
_POUNDS = frozenset({"£", "pound", "pounds", "quid", "gbp"})
_THOUSANDS = frozenset({"grand"})
"""These name a sum of money by themselves."""
_MULTIPLES = {"hundred": 100, "thousand": 1_000, "k": 1_000, "grand": 1_000, "million": 1_000_000}
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMBERS = {
    **{name: number for number, name in enumerate(_UNITS)},
    **{name: 10 * number for number, name in enumerate(_TENS, start=2)},
    "a": 1,
    "an": 1,
}


def largest_sum(text: str) -> float:
    """The largest sum of money, in pounds, that stands in the text; 0 where there is none."""
    return max(_sums(_TOKENS.findall(text.casefold())), default=0)


def _sums(tokens: list[str]) -> Iterator[float]:
    place = 0
    while place < len(tokens):
        end = place
        while end < len(tokens) and _is_number(tokens[end], is_first=end == place):
            end += 1
        run = tokens[place:end]
        before = tokens[place - 1] if place else ""
        after = tokens[end] if end < len(tokens) else ""
        if run and (before in _POUNDS or after in _POUNDS or _THOUSANDS & set(run)):
            yield _value(run)
        place = max(end, place + 1)


def _is_number(token: str, *, is_first: bool) -> bool:
    if token == "and":
        return not is_first
    return token[0].isdecimal() or token in _NUMBERS or token in _MULTIPLES


def _value(run: list[str]) -> float:
    """As it is read out: what was said so far is multiplied by a hundred, or closed by a thousand."""
    closed, open_part = 0.0, 0.0
    for token in run:
        if token in _MULTIPLES:
            open_part = (open_part or 1) * _MULTIPLES[token]
            if _MULTIPLES[token] >= _MULTIPLES["thousand"]:
                closed, open_part = closed + open_part, 0.0
        elif token != "and":
            open_part += _NUMBERS[token] if token in _NUMBERS else float(token.replace(",", ""))
    return closed + open_part
