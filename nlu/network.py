"""A small network that reads of a message at once how it was and what it is about.

The linear models beside it give each word a weight of its own; here words meet in one hidden layer, so that what tells one label
helps with the others. Alone it reads worse than they do. It errs elsewhere, so that both together read better than either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from nlu.linear import Chances, as_chances

HIDDEN, ROUNDS, BATCH = 64, 12, 128
# It slows down from the one to the other, round by round: what was learnt last by chance weighs less.
_PACE, _LAST_PACE = 2e-3, 2e-4
# Of a phrase's features, and of what the hidden layer makes of them, so much is left out by chance each time it is learnt from.
_LEFT_OUT, _LEFT_OUT_WITHIN = 0.3, 0.4
# 0: every phrase counts the same; 1: rare kinds count as much as frequent ones.
_EVEN = 0.7
_Numbers = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """`inner`: features x hidden; `outer`: hidden x (kinds, then topics); the offsets of both."""

    kinds: tuple[str, ...]
    topics: tuple[str, ...]
    inner: _Numbers
    inner_offsets: _Numbers
    outer: _Numbers
    outer_offsets: _Numbers

    def read(self, rows: csr_matrix) -> tuple[Chances, Chances]:
        """Rows x kinds, of which each row sums to 1, and rows x topics, each by itself."""
        found = np.maximum(rows @ self.inner + self.inner_offsets, 0) @ self.outer + self.outer_offsets
        return _shares(found[:, : len(self.kinds)]), as_chances(found[:, len(self.kinds) :])

    def keep(self, file: Path) -> None:
        """Write it as plain numbers, `inner` with half of the digits, for it has no more."""
        names = {name: np.asarray(getattr(self, name), dtype=np.str_) for name in ("kinds", "topics")}
        small = {name: getattr(self, name) for name in ("inner_offsets", "outer", "outer_offsets")}
        np.savez(file, inner=self.inner.astype(np.float16), **names, **small)

    @classmethod
    def kept(cls, file: Path) -> Network:
        """Read it again. A file that is not there is an error: a model that knows nothing must not start."""
        with np.load(file, allow_pickle=False) as found:
            names = (tuple(map(str, found[name])) for name in ("kinds", "topics"))
            layers = (found[name].astype(np.float32) for name in ("inner", "inner_offsets", "outer", "outer_offsets"))
            return cls(*names, *layers)


def learn_network(rows: csr_matrix, kinds: Sequence[str | None], topics: Sequence[frozenset[str]]) -> Network:
    """Of each row its kind and its topics, where it has any; what it has none of is not learnt from it."""
    known = tuple(sorted({kind for kind in kinds if kind})), tuple(sorted(frozenset().union(*topics)))
    true, counts = _lessons(known, kinds, topics)
    learning = _Learning(rows.shape[1], len(known[0]), true.shape[1])
    for pace in np.linspace(_PACE, _LAST_PACE, ROUNDS):
        order = learning.chance.permutation(rows.shape[0])
        mixed = rows[order]
        for start in range(0, len(order), BATCH):
            those = order[start : start + BATCH]
            learning.learn(mixed[start : start + BATCH], true[those], counts[those], float(pace))
    # Of the many weights half of the digits are enough, and half of the room; so it reads as it will once it is kept.
    inner = learning.inner.values.astype(np.float16).astype(np.float32)
    layers = (learning.inner_offsets, learning.outer, learning.outer_offsets)
    return Network(*known, inner, *(layer.values for layer in layers))


def _lessons(
    known: tuple[tuple[str, ...], tuple[str, ...]], kinds: Sequence[str | None], topics: Sequence[frozenset[str]]
) -> tuple[_Numbers, _Numbers]:
    """For each row what is true of it, of kinds and then topics, and how much each of that counts."""
    many = {kind: sum(one == kind for one in kinds) for kind in known[0]}
    all_kinds = sum(many.values())
    true = np.zeros((len(kinds), len(known[0]) + len(known[1])), dtype=np.float32)
    counts = np.zeros_like(true)
    behind = len(known[0])
    for at, (kind, about) in enumerate(zip(kinds, topics, strict=True)):
        if kind:
            true[at, known[0].index(kind)] = 1
            counts[at, :behind] = (all_kinds / len(many) / many[kind]) ** _EVEN
        if about:
            true[at, behind:] = [topic in about for topic in known[1]]
            counts[at, behind:] = 1
    return true, counts


class _Moving:
    """Numbers that are being learnt, by Adam: the steadier the way of one, the longer its step."""

    _OLD, _OLD_SQUARES, _SMALLEST = 0.9, 0.999, 1e-8

    def __init__(self, values: NDArray[Any]) -> None:
        self.values: _Numbers = values.astype(np.float32)
        self._way, self._squares, self._steps = np.zeros_like(self.values), np.zeros_like(self.values), 0

    def move(self, slope: NDArray[Any], pace: float, at: Any = slice(None)) -> None:
        """One step down `slope`, for the rows `at` alone: features that a batch has not stay where they are."""
        self._steps += 1
        way = self._OLD * self._way[at] + (1 - self._OLD) * slope
        squares = self._OLD_SQUARES * self._squares[at] + (1 - self._OLD_SQUARES) * slope * slope
        self._way[at], self._squares[at] = way, squares
        far = pace * np.sqrt(1 - self._OLD_SQUARES**self._steps) / (1 - self._OLD**self._steps)
        self.values[at] -= far * way / (np.sqrt(squares) + self._SMALLEST)


class _Learning:
    """The layers while they learn; chance is the same each time."""

    def __init__(self, width: int, kinds: int, labels: int) -> None:
        self.chance = np.random.default_rng(0)
        self._kinds = kinds
        self.inner, self.inner_offsets = self._layer(width, HIDDEN), _Moving(np.zeros(HIDDEN))
        self.outer, self.outer_offsets = self._layer(HIDDEN, labels), _Moving(np.zeros(labels))

    def learn(self, rows: csr_matrix, true: _Numbers, counts: _Numbers, pace: float) -> None:
        """From one batch, forth and back."""
        columns, places = np.unique(rows.indices, return_inverse=True)
        data = rows.data * self._kept(rows.data.shape, _LEFT_OUT)
        near = csr_matrix((data, places, rows.indptr), shape=(rows.shape[0], len(columns)))
        hidden = near @ self.inner.values[columns] + self.inner_offsets.values
        passes = (hidden > 0) * self._kept(hidden.shape, _LEFT_OUT_WITHIN)
        hidden = hidden * passes
        found = hidden @ self.outer.values + self.outer_offsets.values
        read = np.hstack([_shares(found[:, : self._kinds]), as_chances(found[:, self._kinds :])])
        wrong = (read - true) * counts / np.float32(len(true))
        wrong_within = wrong @ self.outer.values.T * passes
        self.outer.move(hidden.T @ wrong, pace)
        self.outer_offsets.move(wrong.sum(axis=0), pace)
        self.inner.move(near.T @ wrong_within, pace, columns)
        self.inner_offsets.move(wrong_within.sum(axis=0), pace)

    def _layer(self, wide: int, high: int) -> _Moving:
        most = np.sqrt(6 / (wide + high))
        return _Moving(self.chance.uniform(-most, most, (wide, high)))

    def _kept(self, shape: tuple[int, ...], left_out: float) -> _Numbers:
        """What is left out is 0; the rest is as much larger."""
        kept = self.chance.random(shape, dtype=np.float32) >= left_out
        return kept.astype(np.float32) / np.float32(1 - left_out)


def _shares(found: _Numbers) -> _Numbers:
    above = np.exp(found - found.max(axis=1, keepdims=True))
    return above / above.sum(axis=1, keepdims=True)
