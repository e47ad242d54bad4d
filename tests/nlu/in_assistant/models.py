"""What the components are made of: linear models, rows of numbers, and kinds."""

from __future__ import annotations

import tempfile
import unittest
from pathlib import Path

import numpy as np
import scipy.sparse
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from nlu.kinds import Kinds, Labelled, Told, learn_kinds
from nlu.linear import Linear, learn
from nlu.vectors import FEWEST, HARM, TOLD, Vectors, as_in
from nlu.words.features import MEASURES, Features

ROWS = csr_matrix(np.eye(3, dtype=np.float32)[[0, 1, 2] * 8])
SETS = [frozenset([name]) for name in ("bus", "food", "home")] * 8


class OfLinear(unittest.TestCase):
    """One row of weights for each label."""

    def test_it_learns_what_it_is_shown(self) -> None:
        model = learn(ROWS, SETS, strength=10.0)
        self.assertEqual(model.labels, ("bus", "food", "home"))
        self.assertEqual([model.labels[at] for at in model.shares(ROWS[:3]).argmax(axis=1)], ["bus", "food", "home"])

    def test_shares_of_one_row_sum_to_one(self) -> None:
        shares = learn(ROWS, SETS, strength=10.0).shares(csr_matrix(np.array([[1, 1, 0], [0, 0, 0], [9, -9, 99]])))
        self.assertEqual(shares.shape, (3, 3))
        np.testing.assert_allclose(shares.sum(axis=1), 1.0, rtol=1e-5)

    def test_a_row_may_have_several_labels_or_none(self) -> None:
        rows = csr_matrix(np.array([[1, 0], [0, 1], [1, 1], [0, 0]] * 8, dtype=np.float32))
        sets = [frozenset({"bus"}), frozenset({"food"}), frozenset({"bus", "food"}), frozenset[str]()] * 8
        chances = learn(rows, sets, strength=50.0).chances(rows[:4])
        np.testing.assert_array_equal(chances > 0.5, [[True, False], [False, True], [True, True], [False, False]])

    def test_what_is_sure_stays_a_number(self) -> None:
        model = Linear(("x",), np.array([[1e9]], dtype=np.float32), np.zeros(1, dtype=np.float32))
        chances = model.chances(csr_matrix([[1.0], [-1.0]]))
        self.assertTrue(np.isfinite(chances).all() and chances[0, 0] > 0.99 and 0 <= chances[1, 0] < 0.01)

    def test_balanced_makes_rare_labels_likelier(self) -> None:
        rows, sets = csr_matrix(np.ones((20, 1), dtype=np.float32)), [frozenset(["a"])] * 18 + [frozenset(["b"])] * 2
        rare = [learn(rows, sets, strength=1.0, balanced=way).chances(rows[:1])[0, 1] for way in (True, False)]
        self.assertGreater(rare[0], rare[1])

    def test_kept_is_the_same(self) -> None:
        model = learn(ROWS, SETS, strength=10.0)
        with tempfile.TemporaryDirectory() as folder:
            model.keep(Path(folder) / "model.npz")
            again = Linear.kept(Path(folder) / "model.npz")
        self.assertEqual(again.labels, model.labels)
        np.testing.assert_array_equal(again.chances(ROWS), model.chances(ROWS))

    def test_a_model_without_its_file_is_an_error(self) -> None:
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(FileNotFoundError):
            Linear.kept(Path(folder) / "model.npz")


def spoken(text: str) -> Features:
    words = text.split()
    letters = [word[at : at + 2] for word in words for at in range(len(word) - 1)]
    return Features(words, letters, words[::2], [0.5] * MEASURES)


class OfVectors(unittest.TestCase):
    """Features as rows of numbers."""

    texts = ("the bus the bus the bus was late", "the bus was good", "the tea was late", "the the tea")

    def learnt(self, groups: tuple[str, ...] = HARM) -> Vectors:
        vectors = Vectors(groups)
        vectors.learn(map(spoken, self.texts))
        return vectors

    def test_it_is_what_sklearn_does(self) -> None:
        asked = [*self.texts, "bus bus tea unheard", "unheard", ""]
        rows = self.learnt().rows(list(map(spoken, asked)))
        theirs = [
            TfidfVectorizer(
                analyzer=lambda text, of=group: getattr(spoken(text), of), sublinear_tf=True, min_df=FEWEST[group]
            )
            .fit(self.texts)
            .transform(asked)
            for group in HARM
        ]
        measures = csr_matrix(np.full((len(asked), MEASURES), 0.5))
        np.testing.assert_allclose(rows.toarray(), scipy.sparse.hstack([*theirs, measures]).toarray(), atol=1e-4)

    def test_what_only_one_phrase_has_is_not_known(self) -> None:
        rows = self.learnt().rows([spoken("good"), spoken("")])
        np.testing.assert_array_equal(rows[0].toarray(), rows[1].toarray())

    def test_it_reads_no_other_groups_than_it_is_asked_to(self) -> None:
        near = self.learnt(("near",)).width - MEASURES
        self.assertGreater(near, 0)
        self.assertEqual(self.learnt(TOLD).width, self.learnt(HARM).width - near)

    def test_what_is_looked_up_once_makes_the_rows_of_both(self) -> None:
        harm, told = self.learnt(), Vectors(TOLD)
        told.learn(map(spoken, self.texts[:3]))
        columns = told.columns_for(harm)
        for message in map(spoken, (*self.texts, "unheard", "")):
            found = harm.found(message)
            row = told.row([as_in(columns, one) for one in found[: len(TOLD)]], message.measures)
            np.testing.assert_array_equal(row.toarray(), told.rows([message]).toarray())
            np.testing.assert_array_equal(harm.row(found, message.measures).toarray(), harm.rows([message]).toarray())
        self.assertLess(told.width, harm.width)

    def test_there_may_be_no_message(self) -> None:
        vectors = self.learnt()
        self.assertEqual(vectors.rows([]).shape, (0, vectors.width))

    def test_kept_is_the_same(self) -> None:
        vectors, messages = self.learnt(), list(map(spoken, self.texts))
        with tempfile.TemporaryDirectory() as folder:
            vectors.keep(Path(folder) / "told.json")
            again = Vectors.kept(Path(folder) / "told.json")
        self.assertEqual(again.width, vectors.width)
        np.testing.assert_array_equal(again.rows(messages).toarray(), vectors.rows(messages).toarray())

    def test_without_its_file_is_an_error(self) -> None:
        with tempfile.TemporaryDirectory() as folder, self.assertRaises(FileNotFoundError):
            Vectors.kept(Path(folder) / "told.json")


GOOD, BAD, THING = (csr_matrix([row], dtype=np.float32) for row in ([1, 0, 0.2], [0, 1, 0.2], [0, 0, 1]))


def told(*clauses: csr_matrix, asked: str = "open") -> Told:
    rows = scipy.sparse.vstack(clauses, format="csr")
    return Told(csr_matrix(rows.sum(axis=0), dtype=np.float32), rows, asked)


def learnt_kinds() -> Kinds:
    phrases = [
        Labelled(told(GOOD), "worked"),
        Labelled(told(BAD), "did_not_work"),
        Labelled(told(THING), "unclear"),
        Labelled(told(GOOD, BAD), "mixed", ((GOOD, "worked"), (BAD, "did_not_work"))),
        Labelled(told(BAD, GOOD), "mixed", ((BAD, "did_not_work"), (GOOD, "worked"))),
        Labelled(told(THING, asked="worked"), "worked"),
        Labelled(told(THING, asked="did_not_work"), "did_not_work"),
    ]
    return learn_kinds(phrases * 12)


class OfKinds(unittest.TestCase):
    """Worked, did not work, both, or cannot be told."""

    def test_it_learns_all_four(self) -> None:
        kinds = learnt_kinds()
        for message, kind in (
            (told(GOOD), "worked"),
            (told(BAD), "did_not_work"),
            (told(THING), "unclear"),
            (told(BAD, GOOD), "mixed"),
            (told(THING, asked="worked"), "worked"),
            (told(THING, asked="did_not_work"), "did_not_work"),
        ):
            shares, clauses = kinds.of(message)
            name, confidence = kinds.likeliest(shares)
            self.assertEqual(name, kind)
            self.assertTrue(0.25 <= confidence <= 1.0)
            self.assertEqual(clauses.shape, (message.clauses.shape[0], 3))

    def test_who_cannot_tell_asks(self) -> None:
        """Of equal shares the one that guesses least is the likeliest."""
        self.assertEqual(learnt_kinds().likeliest(np.full(4, 0.25, dtype=np.float32))[0], "unclear")

    def test_a_clause_is_never_of_both_kinds(self) -> None:
        kinds = learnt_kinds()
        self.assertEqual(kinds.whole.labels, ("did_not_work", "mixed", "unclear", "worked"))
        self.assertEqual(kinds.clause.labels, ("did_not_work", "unclear", "worked"))

    def test_kept_is_the_same(self) -> None:
        kinds = learnt_kinds()
        with tempfile.TemporaryDirectory() as folder:
            kinds.keep(Path(folder))
            again = Kinds.kept(Path(folder))
            for one, other in zip(again.of(told(GOOD, BAD)), kinds.of(told(GOOD, BAD)), strict=True):
                np.testing.assert_array_equal(one, other)
            (Path(folder) / "weighing.npz").unlink()
            with self.assertRaises(FileNotFoundError):
                Kinds.kept(Path(folder))


if __name__ == "__main__":
    unittest.main()
