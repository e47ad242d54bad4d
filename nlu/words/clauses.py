"""The clauses of a message: where one thing said may end and the next begin."""

from __future__ import annotations

import re
from collections.abc import Iterator

import emoji

from nlu.words.plain import LONGEST
from nlu.words.signs import SIGN

MOST = 12
"""The last one takes the rest: nobody reads back more."""

_JOINING = (
    "but|though|tho|only|except|cept|then|and|cos|although|however|while|whereas|yet|mind|just|until|till|still|shame"
)
# No space stands before it: what is cut out is cut to size afterwards, and a border that began with any number of spaces
# would be looked for at each of them again.
_BORDER = re.compile(
    rf"(?:(?:[!?;\n]|(?<!\d)\.|\.(?!\d))+|,(?!\d)|(?<=\s)[-–—/]+(?=\s)|(?<=\s)(?:{_JOINING})(?=\s))\s*", re.IGNORECASE
)
# Stands for each character of an emoji that is a sign, so that it ends a clause; nothing joins it to its neighbours.
_BALL, _LETTER = "\N{LARGE BLUE CIRCLE}", "x"

Span = tuple[int, int]


def clauses(marked: str) -> list[Span]:
    """Start and end of each clause of a text in which a person's own signs are marked; at least one, the whole.

    The words that join two clauses belong to neither. Emoji end a clause, for they say how what stands before them was. No
    clause ends inside a marked sign.
    """
    text = SIGN.sub(_covered, marked)[:LONGEST]
    spans: list[Span] = []
    at = 0
    for start, end in sorted({*_written(text), *_behind_emoji(text)}):
        if not marked[at:start].strip():
            at = end
        elif len(spans) < MOST - 1:
            spans.append((at, at + len(marked[at:start].rstrip())))
            at = end
    if marked[at:].strip():
        spans.append((at, len(marked)))
    return spans or [(0, len(marked))]


def _covered(sign: re.Match[str]) -> str:
    """As long as the marked sign, without any border in it."""
    return (_BALL if emoji.purely_emoji(sign["sign"]) else _LETTER) * len(sign[0])


def _written(text: str) -> Iterator[Span]:
    return (border.span() for border in _BORDER.finditer(text))


def _behind_emoji(text: str) -> Iterator[Span]:
    found = [] if text.isascii() else emoji.emoji_list(text)
    ends: list[int] = [one["match_end"] for one in found]
    # Behind the last characters that are read nothing ends.
    following: list[int] = [*(one["match_start"] for one in found[1:]), len(text)]
    return ((end, end) for end, start in zip(ends, following, strict=False) if start > end)
