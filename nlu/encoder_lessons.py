"""What the encoder learns from: the phrases with all their labels, and how people misspell them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from nlu.encoder import GROUPS, INTENTS, KINDS, TIERS, TOPICS
from nlu.phrases import phrases

# One phrase in so many is misspelt anew each time it is learnt from, and in it one word in so many.
_ONE_IN, _WORD_ONE_IN = 3, 4
_SHORTEST = 4


@dataclass(frozen=True)
class Lesson:
    """A text and what is true of it. `named`: by group of `nlu/encoder.py`, its labels; none of a group where nothing is to be learnt."""

    text: str
    asked: str
    named: Mapping[str, frozenset[str]]


def lessons() -> Iterator[Lesson]:
    """Every phrase, and each side of the mixed ones, which has a kind and nothing else."""
    for one in phrases():
        if one.teaches_its_tier_alone:
            yield _lesson(one.text, one.asked, {TIERS: {one.tier}})
            continue
        kinds = {one.kind} if one.kind else set()
        named = {KINDS: kinds, TOPICS: one.topics, INTENTS: {one.intent}, TIERS: {one.tier}}
        yield _lesson(one.text, one.asked, named)
        for side, kind in one.sides:
            yield _lesson(side, one.asked, {KINDS: {kind}})


def labels_of(those: Iterable[Lesson]) -> dict[str, tuple[str, ...]]:
    """The labels of each group that stand in them, in the order of the alphabet."""
    found: dict[str, set[str]] = {group: set() for group in GROUPS}
    for one in those:
        for group in GROUPS:
            found[group] |= one.named[group]
    return {group: tuple(sorted(names)) for group, names in found.items()}


def misspelt(text: str, chance: random.Random) -> str:
    """The text as it is, or with some words misspelt: two letters changed about, one left out, or one twice."""
    if chance.randrange(_ONE_IN):
        return text
    words = text.split(" ")
    return " ".join(word if chance.randrange(_WORD_ONE_IN) else _slipped(word, chance) for word in words)


def _lesson(text: str, asked: str, named: Mapping[str, AbstractSet[str]]) -> Lesson:
    return Lesson(text, asked, {group: frozenset(named.get(group, ())) for group in GROUPS})


def _slipped(word: str, chance: random.Random) -> str:
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    at = chance.randrange(len(word) - 1)
    here, there = word[at], word[at + 1]
    slips = (there + here, there, here + here + there)
    return word[:at] + chance.choice(slips) + word[at + 2 :]
