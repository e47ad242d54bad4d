"""Precision, recall and F1, from what was true and what was read. Pure."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean, median


@dataclass(frozen=True)
class Counts:
    """Of one label: how often it was read rightly, wrongly, and how often it was missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def true(self) -> int:
        """In how many messages it is true."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return share(self.right, self.true)

    @property
    def f1(self) -> float:
        return share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True)
class Table:
    """Counts by label, of so many messages. Labels that were read and are never true count in `micro` and not in `macro`."""

    messages: int
    labels: dict[str, Counts]

    @property
    def macro(self) -> float:
        """The mean F1 of the labels that occur, each weighing the same."""
        f1 = [counts.f1 for counts in self.labels.values() if counts.true]
        return fmean(f1) if f1 else 0.0

    @property
    def micro(self) -> float:
        """F1 of all labels together; with one label a message this is the share that was read rightly."""
        return sum(self.labels.values(), Counts()).f1


def table(pairs: Sequence[tuple[Collection[str], Collection[str]]]) -> Table:
    """From what is true of each message and what was read, each of them any number of labels."""
    names = sorted({name for true, read in pairs for name in (*true, *read)})
    labels = {
        name: Counts(
            sum(name in true and name in read for true, read in pairs),
            sum(name not in true and name in read for true, read in pairs),
            sum(name in true and name not in read for true, read in pairs),
        )
        for name in names
    }
    return Table(len(pairs), labels)


def share(part: int, of: int) -> float:
    """0 of nothing."""
    return part / of if of else 0.0


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """p50 and p95, in milliseconds. Raises StatisticsError for none."""
    ordered = sorted(seconds)
    return median(ordered) * 1000, ordered[math.ceil(len(ordered) * 0.95) - 1] * 1000


def parts_found(text: str, true: Sequence[tuple[str, str]], read: Sequence[tuple[str, str]]) -> bool:
    """Whether for each true part (kind, words) at least half of its letters stand in parts that were read as its kind."""
    spans = list(zip((kind for kind, _ in read), _places(text, [words for _, words in read]), strict=True))
    for (kind, _), place in zip(true, _places(text, [words for _, words in true]), strict=True):
        covered = {letter for name, other in spans if name == kind for letter in other} & set(place)
        if not place or 2 * len(covered) < len(place):
            return False
    return True


def _places(text: str, parts: Sequence[str]) -> list[range]:
    """Where each part stands in the text: they come in order. Nowhere is an empty range."""
    places, after = [], 0
    for words in parts:
        start = text.find(words, after)
        places.append(range(0) if start < 0 else range(start, start + len(words)))
        after = places[-1].stop or after
    return places
