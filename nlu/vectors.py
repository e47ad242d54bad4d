"""Features as rows of numbers: what is rare in the phrases weighs more, and one word twice hardly more than once.

What sklearn's `TfidfVectorizer` does with `sublinear_tf`, for texts that come one by one: it takes a fifth of the time there.
"""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlu.words.features import MEASURES, Features

# What fewer phrases have in common is chance.
FEWEST = {"words": 2, "letters": 3, "near": 2}
TOLD = ("words", "letters")
HARM = (*TOLD, "near")
"""The features that tell good from bad, and those that tell harm: there it counts who does what to whom. Names of `Features`."""
_NOWHERE, _DIGITS = -1, 4

_Columns = NDArray[np.int32]
_Values = NDArray[np.float32]


class Found(NamedTuple):
    """What is known of the names in one group of a message's features: their columns, and how much each counts: twice hardly more
    than once."""

    columns: _Columns
    counts: _Values


class Vectors:
    """Knows the features of the phrases it learnt from, and makes one row of each message. `groups`: TOLD or HARM."""

    def __init__(self, groups: Sequence[str]) -> None:
        self._columns: dict[str, dict[str, int]] = {group: {} for group in groups}
        self._weights: _Values = np.empty(0, dtype=np.float32)

    @property
    def width(self) -> int:
        """How many features there are."""
        return len(self._weights) + MEASURES

    def learn(self, messages: Iterable[Features]) -> None:
        """Take in which features there are, and how rare each is."""
        many, counts = 0, {group: Counter[str]() for group in self._columns}
        for message in messages:
            many += 1
            for group, count in counts.items():
                count.update(set(getattr(message, group)))
        self._set({group: _rarity(count, many, FEWEST[group]) for group, count in counts.items()})

    def rows(self, messages: Sequence[Features]) -> csr_matrix:
        """One row for each message, float32."""
        if not messages:
            return csr_matrix((0, self.width), dtype=np.float32)
        return self._matrix([self._row(self.found(message), message.measures) for message in messages])

    def row(self, found: Iterable[Found], measures: Sequence[float]) -> csr_matrix:
        """The row of one message of which is known what stands in it."""
        return self._matrix([self._row(found, measures)])

    def found(self, message: Features) -> list[Found]:
        """What it knows of each group of a message's features."""
        return [_found(columns, getattr(message, group)) for group, columns in self._columns.items()]

    def columns_for(self, other: Vectors) -> _Columns:
        """For each column of `other` that of the same feature here, `_NOWHERE` for what is not known here."""
        columns = np.full(len(other._weights), _NOWHERE, dtype=np.int32)
        for group, mine in self._columns.items():
            theirs = other._columns[group]
            columns[[theirs[name] for name in mine]] = list(mine.values())
        return columns

    def keep(self, file: Path) -> None:
        """Write what was learnt."""
        found = {
            group: {name: round(float(self._weights[column]), _DIGITS) for name, column in columns.items()}
            for group, columns in self._columns.items()
        }
        file.write_text(json.dumps(found), encoding="utf-8")

    @classmethod
    def kept(cls, file: Path) -> Vectors:
        """Read it again."""
        weights = json.loads(file.read_text(encoding="utf-8"))
        found = cls(tuple(weights))
        found._set(weights)
        return found

    def _set(self, weights: dict[str, dict[str, float]]) -> None:
        column = itertools.count()
        self._columns = {group: {name: next(column) for name in found} for group, found in weights.items()}
        self._weights = np.array([one for found in weights.values() for one in found.values()], dtype=np.float32)

    def _row(self, found: Iterable[Found], measures: Sequence[float]) -> tuple[_Columns, _Values]:
        """Columns and values; those of each group are scaled to length 1."""
        columns, values = [], []
        for group in found:
            weighed = self._weights[group.columns] * group.counts
            columns.append(group.columns)
            values.append(weighed / (math.sqrt(weighed @ weighed) or 1.0))
        behind = np.arange(len(self._weights), self.width, dtype=np.int32)
        return np.concatenate([*columns, behind]), np.concatenate([*values, np.array(measures, dtype=np.float32)])

    def _matrix(self, rows: Sequence[tuple[_Columns, _Values]]) -> csr_matrix:
        columns, values = zip(*rows, strict=True)
        ends = np.cumsum([0, *map(len, columns)], dtype=np.int32)
        return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=(len(rows), self.width))


def as_in(columns: _Columns, found: Found) -> Found:
    """The same where the columns are others (`Vectors.columns_for`), without what is not known there."""
    there = columns[found.columns]
    known = there != _NOWHERE
    return Found(there[known], found.counts[known])


def _found(columns: dict[str, int], names: Sequence[str]) -> Found:
    counts = Counter(names)
    column_of = columns.get
    there = np.array([column_of(name, _NOWHERE) for name in counts], dtype=np.int32)
    known = there != _NOWHERE
    many = np.array(list(counts.values()), dtype=np.float32)
    return Found(there[known], 1 + np.log(many[known]))


def _rarity(counts: Counter[str], many: int, fewest: int) -> dict[str, float]:
    return {
        name: round(1 + math.log((1 + many) / (1 + count)), _DIGITS)
        for name, count in sorted(counts.items())
        if count >= fewest
    }
