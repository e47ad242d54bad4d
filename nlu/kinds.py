"""Whether what was told worked, did not work, was both, or cannot be told; and the parts of what was both.

A reading of the whole message and readings of its clauses are weighed by a third, small model, which learnt from readings of
phrases that the first two had not seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold

from nlu.linear import Chances, Linear, learn

MIXED, UNCLEAR = "mixed", "unclear"
ASKED = ("open", "worked", "did_not_work", "did_it_help")
STRENGTH, STRENGTH_OF_WEIGHING = 2.0, 1.0
# People send fewer mixed messages than there are phrases of them; and who cannot tell had better ask.
WEIGHS = {MIXED: 0.65, UNCLEAR: 1.4}
_FOLDS = 4
_MANY = 5
_SMALLEST = 1e-3


@dataclass(frozen=True)
class Told:
    """One message: its own row, the rows of its clauses, and what it answers."""

    row: csr_matrix
    clauses: csr_matrix
    asked: str


@dataclass(frozen=True)
class Labelled:
    """A phrase to learn from. `sides`: rows and kinds of the two sides of a mixed one; empty for others."""

    told: Told
    kind: str
    sides: tuple[tuple[csr_matrix, str], ...] = ()


@dataclass(frozen=True)
class Kinds:
    """`whole` knows all four kinds, `clause` all but mixed, `weighing` weighs what both say."""

    whole: Linear
    clause: Linear
    weighing: Linear

    def of(self, told: Told) -> tuple[Chances, Chances]:
        """The shares of the kinds (`weighing.labels`), and those of the clauses (clauses x `clause.labels`)."""
        clauses = self.clause.shares(told.clauses)
        evidence = _evidence(self.whole.shares(told.row)[0], clauses, told.asked)
        return self.weighing.shares(evidence[np.newaxis])[0], clauses

    def likeliest(self, shares: Chances) -> tuple[str, float]:
        """The kind that these shares speak for, and how sure it is."""
        weighed = shares * [WEIGHS.get(label, 1.0) for label in self.weighing.labels]
        best = int(weighed.argmax())
        return self.weighing.labels[best], float(weighed[best] / weighed.sum())

    def keep(self, folder: Path) -> None:
        """Write all three."""
        for name in ("whole", "clause", "weighing"):
            getattr(self, name).keep(folder / f"{name}.npz")

    @classmethod
    def kept(cls, folder: Path) -> Kinds:
        """Read them again."""
        return cls(*(Linear.kept(folder / f"{name}.npz") for name in ("whole", "clause", "weighing")))


def learn_kinds(phrases: Sequence[Labelled]) -> Kinds:
    """The three models. What the weighing learns from is read by models that did not learn from that phrase."""
    kinds = np.array([phrase.kind for phrase in phrases])
    evidence: list[NDArray[np.float32]] = [np.empty(0, dtype=np.float32)] * len(phrases)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for learnt, unseen in folds.split(kinds, kinds):
        whole, clause = _readers([phrases[at] for at in learnt])
        for at in unseen:
            told = phrases[at].told
            evidence[at] = _evidence(whole.shares(told.row)[0], clause.shares(told.clauses), told.asked)
    whole, clause = _readers(phrases)
    rows = csr_matrix(np.array(evidence))
    weighing = learn(rows, [frozenset([kind]) for kind in kinds], strength=STRENGTH_OF_WEIGHING, balanced=False)
    return Kinds(whole, clause, weighing)


def _readers(phrases: Sequence[Labelled]) -> tuple[Linear, Linear]:
    """The reader of whole messages, and that of clauses, which learns from what is of one kind and from the sides of what is not."""
    whole = _learn([(phrase.told.row, phrase.kind) for phrase in phrases])
    of_one_kind = [(phrase.told.row, phrase.kind) for phrase in phrases if phrase.kind != MIXED]
    return whole, _learn([*of_one_kind, *(side for phrase in phrases for side in phrase.sides)])


def _learn(labelled: Sequence[tuple[csr_matrix, str]]) -> Linear:
    rows = scipy.sparse.vstack([row for row, _ in labelled], format="csr")
    return learn(rows, [frozenset([kind]) for _, kind in labelled], strength=STRENGTH)


def _evidence(whole: Chances, clauses: Chances, asked: str) -> NDArray[np.float32]:
    """What the weighing looks at: the whole, the strongest and the mean of the clauses, both ends, and whether good and bad
    stand side by side."""
    bad, _, good = clauses.T
    return np.concatenate(
        [
            whole,
            np.log(whole + _SMALLEST),
            clauses.max(axis=0),
            clauses.mean(axis=0),
            [min(bad.max(), good.max()), bad[0], good[0], bad[-1], good[-1]],
            [min(len(clauses), _MANY) / _MANY, float(len(clauses) == 1)],
            [float(asked == one) for one in ASKED],
        ]
    ).astype(np.float32)
