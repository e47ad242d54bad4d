"""Cuts what was said of both kinds into its parts: neighbouring clauses of one kind are one part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

import emoji
import numpy as np
from numpy.typing import NDArray

from nlu.words.signs import SIGN

Span = tuple[int, int]
GOOD, BAD = "worked", "did_not_work"
MOST_CUTS, LONGEST_TO_CUT = 24, 400
"""More, or more characters, are not tried: a text so long without any border is no two things said."""

_GAP = re.compile(r"(?<=\S)\s+(?=\S)")


def sides(labels: Sequence[str], clauses: NDArray[np.float32]) -> list[str]:
    """Good or bad, whichever it is more, for each clause of a mixed message (clauses x `labels`); at least one of each where
    there are two."""
    lead = clauses[:, labels.index(GOOD)] - clauses[:, labels.index(BAD)]
    kinds = [GOOD if one > 0 else BAD for one in lead]
    if len(kinds) > 1 and len(set(kinds)) == 1:
        kinds[int(abs(lead).argmin())] = BAD if kinds[0] == GOOD else GOOD
    return kinds


def joined(spans: Sequence[Span], kinds: Sequence[str]) -> list[tuple[Span, str]]:
    """The parts, each from the start of its first clause to the end of its last, with its kind."""
    parts = []
    for kind, group in groupby(zip(spans, kinds, strict=True), key=lambda one: one[1]):
        clauses = [span for span, _ in group]
        parts.append(((clauses[0][0], clauses[-1][1]), kind))
    return parts


def word_cuts(marked: str) -> list[int]:
    """Where a message of one clause could be cut: between any two words or emoji, but not in those of a marked sign."""
    text = marked.rstrip()
    if len(text) > LONGEST_TO_CUT:
        return []
    signs = [found.span() for found in SIGN.finditer(text)]
    behind_emoji = {one["match_end"] for one in emoji.emoji_list(text)} - {len(text)}
    gaps = sorted({found.end() for found in _GAP.finditer(text)} | behind_emoji)
    free = [gap for gap in gaps if not any(start < gap < end for start, end in signs)]
    return free if len(free) <= MOST_CUTS else []


def best_cut(cuts: Sequence[int], labels: Sequence[str], shares: NDArray[np.float32]) -> tuple[int, tuple[str, str]]:
    """The cut that leaves the one side most surely good and the other most surely bad, with their kinds. `shares`: both sides x
    cuts x `labels`."""
    good, bad = shares[..., labels.index(GOOD)], shares[..., labels.index(BAD)]
    good_first, bad_first = good[0] * bad[1], bad[0] * good[1]
    at = int(np.maximum(good_first, bad_first).argmax())
    return cuts[at], (GOOD, BAD) if good_first[at] >= bad_first[at] else (BAD, GOOD)
