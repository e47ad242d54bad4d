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
_BORDER = re.compile(rf"\s*(?:[.!?;\n]+|,(?!\d)|\s[-–—/]+\s|(?<=\s)(?:{_JOINING})(?=\s))\s*", re.IGNORECASE)

Span = tuple[int, int]


def clauses(marked: str) -> list[Span]:
    """Start and end of each clause of a text in which a person's own signs are marked; at least one, the whole.

    The words that join two clauses belong to neither. Emoji end a clause, for they say how what stands before them was.
    """
    spans: list[Span] = []
    at = 0
    for start, end in sorted({*_written(marked), *_behind_emoji(marked)}):
        if start >= at and len(spans) < MOST - 1 and marked[at:start].strip():
            spans.append((at, start))
            at = end
        elif start >= at and not marked[at:start].strip():
            at = end
    if marked[at:].strip():
        spans.append((at, len(marked)))
    return spans or [(0, len(marked))]


def _written(marked: str) -> Iterator[Span]:
    signs = [found.span() for found in SIGN.finditer(marked)]
    for border in _BORDER.finditer(marked[:LONGEST]):
        if not any(start < border.end() and border.start() < end for start, end in signs):
            yield border.span()


def _behind_emoji(marked: str) -> Iterator[Span]:
    found = emoji.emoji_list(marked[:LONGEST])
    for one, following in zip(found, [*found[1:], None], strict=False):
        end = one["match_end"]
        if following is None or following["match_start"] > end:
            yield (end, end)
