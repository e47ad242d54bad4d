"""Our lists of words: which words of a message say that something was good or bad, and what they are about.

`feelings.yml` and `topics.yml` hold them. A word is found as it stands, by its stem, or, where nobody spells it so, by its
sound: "orribl" is "horrible".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import jellyfish
import yaml
from wordfreq import zipf_frequency

from nlu.words.plain import plain, tokens

FILES = ("feelings.yml", "topics.yml")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "er", "in", "s", "y", "e")
_SHORTEST_STEM, _SHORTEST_BY_SOUND = 3, 4
# How often a word is written, on the scale of wordfreq: below this nobody meant to spell it so.
_RARE = 3.3
_ALIKE = 0.78

Names = frozenset[str]


@dataclass(frozen=True)
class Listed:
    """Words from `start` up to `end` that stand in our lists, and the names of the lists: `good`, `meals` and so on."""

    start: int
    end: int
    names: Names


def listed(words: Sequence[str]) -> Iterator[Listed]:
    """What stands in the lists, in order and without overlap; of several that begin together, the longest."""
    book, stems = _book(), [stem(word) for word in words]
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + book.longest.get(stems[at], 1)), at, -1):
            names = book.find(words[at:end], stems[at:end])
            if names:
                yield Listed(at, end, names)
                at = end - 1
                break
        at += 1


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The word without its ending, where enough of it is left."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """How the word sounds, in letters that ears confuse; h is not heard at its beginning. Empty for what has no letters."""
    return jellyfish.metaphone(word.removeprefix("h"))


@dataclass(frozen=True)
class _Book:
    entries: dict[tuple[str, ...], Names]
    by_stem: dict[tuple[str, ...], Names]
    by_sound: dict[str, list[str]]
    longest: dict[str, int]
    """By the stem of its first word, how many words the longest entry has."""

    def find(self, words: Sequence[str], stems: Sequence[str]) -> Names:
        names = self.entries.get(tuple(words)) or self.by_stem.get(tuple(stems), frozenset())
        return names if names or len(words) > 1 else _by_sound(words[0])


@lru_cache(maxsize=20_000)
def _by_sound(word: str) -> Names:
    if len(word) < _SHORTEST_BY_SOUND or not word.isalpha() or zipf_frequency(word, "en") >= _RARE:
        return frozenset()
    book = _book()
    alike = [(jellyfish.jaro_winkler_similarity(word, other), other) for other in book.by_sound.get(sound(word), ())]
    likeness, nearest = max(alike, default=(0.0, ""))
    return book.entries[(nearest,)] if likeness > _ALIKE else frozenset()


@cache
def _book() -> _Book:
    entries: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for file in FILES:
        content = yaml.safe_load((Path(__file__).parent / file).read_text(encoding="utf-8"))
        for name, block in content.items():
            for entry in block.split():
                entries[tuple(tokens(plain(entry.replace("_", " "))))].add(name)
    by_stem: dict[tuple[str, ...], set[str]] = defaultdict(set)
    by_sound: dict[str, list[str]] = defaultdict(list)
    longest: dict[str, int] = defaultdict(int)
    for words, names in entries.items():
        by_stem[tuple(map(stem, words))] |= names
        longest[stem(words[0])] = max(longest[stem(words[0])], len(words))
        if len(words) == 1 and len(words[0]) >= _SHORTEST_BY_SOUND:
            by_sound[sound(words[0])].append(words[0])
    return _Book(_frozen(entries), _frozen(by_stem), dict(by_sound), dict(longest))


def _frozen(lists: dict[tuple[str, ...], set[str]]) -> dict[tuple[str, ...], Names]:
    return {words: frozenset(names) for words, names in lists.items()}
