"""A person's own signs in their words: marked for the model, which reads what they mean, or put into plain words for the
screening rules and the answers of a question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.assistant import ASKED_MARK as MARK
from storage import signs
from storage.meanings import Meaning
from storage.signs import Unit
from storage.vocabulary import MeaningKind

MOST_TIMES = 3
"""So often one sign counts in one message: a key that is held down says no more, and must not make the text too long."""

_MARKED = re.compile(f"{MARK}sign=[^{MARK}]*{MARK}means=[^{MARK}]*{MARK}")


@dataclass(frozen=True)
class Found:
    """A sign of the person in a text, from `start` to before `end`."""

    start: int
    end: int
    meaning: Meaning


def annotated(words: str, meanings: Sequence[Meaning]) -> str:
    """The words with a mark around each of the person's signs, for the model: the sign as typed, and what it means. All
    else stays as it is. Never raises."""
    return _replaced(words, meanings, lambda typed, meaning: f"{MARK}sign={typed}{MARK}means={_plain(meaning)}{MARK}")


def as_meant(words: str, meanings: Sequence[Meaning]) -> str:
    """The words with what they mean in place of the person's signs. All else stays as it is. Never raises."""
    return _replaced(words, meanings, lambda _, meaning: _plain(meaning), is_read=True)


def kind_meant(words: str, meanings: Sequence[Meaning]) -> MeaningKind | None:
    """How it was, where the message is nothing but signs of the person that say so, all the same; else None."""
    found = find(words, meanings)
    kinds = {one.meaning.kind for one in found}
    if len(kinds) != 1 or len("".join(words.split())) > sum(one.end - one.start for one in found):
        return None
    [kind] = kinds
    return None if kind is MeaningKind.NONE else kind


def find(words: str, meanings: Sequence[Meaning]) -> tuple[Found, ...]:
    """The person's signs in order: whole words in any case, emoji in any skin tone, of two that begin at one place the
    longer, and none inside a mark."""
    if not meanings:
        return ()
    by_keys = {tuple(unit.key for unit in signs.units(one.sign)): one for one in meanings}
    by_first: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for keys in sorted(filter(None, by_keys), key=len, reverse=True):
        by_first[keys[0]].append(keys)
    units = _outside_of_marks(words)
    found: list[Found] = []
    times: Counter[tuple[str, ...]] = Counter()
    at = 0
    while at < len(units):
        here = by_first.get(units[at].key, ())
        sign = next((keys for keys in here if _stands_at(words, units, at, keys)), None)
        if sign is None:
            at += 1
            continue
        times[sign] += 1
        if times[sign] <= MOST_TIMES:
            found.append(Found(units[at].start, units[at + len(sign) - 1].end, by_keys[sign]))
        at += len(sign)
    return tuple(found)


def _stands_at(words: str, units: Sequence[Unit], at: int, keys: tuple[str, ...]) -> bool:
    here = units[at : at + len(keys)]
    are_those = tuple(unit.key for unit in here) == keys
    return are_those and all(signs.stand_together(words, *pair) for pair in pairwise(here))


def _outside_of_marks(words: str) -> tuple[Unit, ...]:
    marked = [mark.span() for mark in _MARKED.finditer(words)]
    units = signs.units(words)
    return (
        tuple(one for one in units if not any(start <= one.start < end for start, end in marked)) if marked else units
    )


def _replaced(
    words: str, meanings: Sequence[Meaning], by: Callable[[str, Meaning], str], *, is_read: bool = False
) -> str:
    """`is_read`: what is put in for an emoji is a word to itself, also where no space stood beside it."""
    said, after = "", 0
    for one in find(words, meanings):
        typed = words[one.start : one.end]
        is_apart = is_read and not typed[0].isalnum()
        said += words[after : one.start]
        said += " " if is_apart and said and not said[-1].isspace() else ""
        said += by(typed, one.meaning)
        said += " " if is_apart and one.end < len(words) and not words[one.end].isspace() else ""
        after = one.end
    return said + words[after:]


def _plain(meaning: Meaning) -> str:
    return meaning.means.replace(MARK, "")
