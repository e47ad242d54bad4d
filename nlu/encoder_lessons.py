"""What the encoder learns from: the phrases with all their labels, and how people misspell them."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from nlu.encoder import NO_HARM

EXAMPLES = Path(__file__).with_name("examples")
ASKED = ("open", "worked", "did_not_work", "did_it_help", "choice")
SIDE = re.compile(r"\[([^\[\]]+)\]\((worked|did_not_work)\)")
# One phrase in so many is misspelt anew each time it is learnt from, and in it one word in so many.
_ONE_IN, _WORD_ONE_IN = 3, 4
_SHORTEST = 4


@dataclass(frozen=True)
class Lesson:
    """A text and what is true of it. None, or no topics: nothing is to be learnt of that."""

    text: str
    asked: str
    kind: str | None = None
    topics: frozenset[str] = frozenset()
    intent: str | None = None
    tier: str | None = None


def lessons() -> Iterator[Lesson]:
    """Every phrase, and each side of the mixed ones, which has a kind and nothing else."""
    for file in sorted(EXAMPLES.glob("*.yml")):
        for block in yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]:
            labels = block.get("metadata") or {}
            for line in block["examples"].splitlines():
                yield from _lessons(block["intent"], labels, line.removeprefix("- "))


def digest() -> str:
    """Of all the phrases: another one when any of them changed."""
    found = hashlib.sha256()
    for file in sorted(EXAMPLES.glob("*.yml")):
        found.update(file.read_bytes())
    return found.hexdigest()


def misspelt(text: str, chance: random.Random) -> str:
    """The text as it is, or with some words misspelt: two letters changed about, one left out, or one twice."""
    if chance.randrange(_ONE_IN):
        return text
    words = text.split(" ")
    return " ".join(word if chance.randrange(_WORD_ONE_IN) else _slipped(word, chance) for word in words)


def _lessons(intent: str, labels: dict[str, Any], phrase: str) -> Iterator[Lesson]:
    asked, tier, text = labels.get("asked", ASKED[0]), labels.get("tier", NO_HARM), SIDE.sub(r"\1", phrase)
    if labels.get("only") == "tier":
        yield Lesson(text, asked, tier=tier)
        return
    yield Lesson(text, asked, labels.get("kind"), frozenset(labels.get("topics", ())), intent, tier)
    for side, kind in SIDE.findall(phrase):
        yield Lesson(side, asked, kind)


def _slipped(word: str, chance: random.Random) -> str:
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    at = chance.randrange(len(word) - 1)
    here, there = word[at], word[at + 1]
    slips = (there + here, there, here + here + there)
    return word[:at] + chance.choice(slips) + word[at + 2 :]
