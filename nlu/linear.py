"""Linear models: one row of weights for each label, learnt in seconds and read in microseconds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

Chances = NDArray[np.float32]
TOLERANCE = 1e-3
"""Fits that are nearer to the end read no better, and take twice the time."""


@dataclass(frozen=True)
class Linear:
    """For each label, the chance that a row has it. `weights`: features x labels; `offsets`: one for each label."""

    labels: tuple[str, ...]
    weights: Chances
    offsets: Chances

    def chances(self, rows: csr_matrix | Chances) -> Chances:
        """Rows x labels, each label by itself: a row may have several labels, or none."""
        return as_chances(rows @ self.weights + self.offsets)

    def shares(self, rows: csr_matrix | Chances) -> Chances:
        """Rows x labels for rows that have exactly one label: each row sums to 1."""
        chances = self.chances(rows)
        return chances / chances.sum(axis=1, keepdims=True)

    def keep(self, file: Path) -> None:
        """Write it as plain numbers."""
        np.savez(file, labels=np.asarray(self.labels, dtype=np.str_), weights=self.weights, offsets=self.offsets)

    @classmethod
    def kept(cls, file: Path) -> Linear:
        """Read it again. A file that is not there is an error: a model that knows nothing must not start."""
        with np.load(file, allow_pickle=False) as found:
            return cls(tuple(map(str, found["labels"])), found["weights"], found["offsets"])


def as_chances(found: Chances) -> Chances:
    """Each of the numbers as a chance, by itself."""
    return 1 / (1 + np.exp(-np.clip(found, -30, 30)))


def learn(rows: csr_matrix, sets: Sequence[frozenset[str]], *, strength: float, balanced: bool = True) -> Linear:
    """A model of every label that stands in `sets`, the labels of each row. `strength`: how far it may go to fit each phrase.
    `balanced`: rare labels count as much as frequent ones."""
    labels = tuple(sorted(frozenset().union(*sets)))
    weight = "balanced" if balanced else None

    def fit(label: str) -> LogisticRegression:
        one = LogisticRegression(C=strength, solver="liblinear", class_weight=weight, tol=TOLERANCE)
        return one.fit(rows, [label in those for those in sets])

    # Its arithmetic does not hold the interpreter, so that threads share the work.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        fits = list(pool.map(fit, labels))
    # Side by side in memory, for a row has few of the features and all of the labels.
    weights = np.ascontiguousarray(np.array([one.coef_[0] for one in fits], dtype=np.float32).T)
    return Linear(labels, weights, np.array([one.intercept_[0] for one in fits], dtype=np.float32))
