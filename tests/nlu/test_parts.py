"""How a message that tells of good and of bad is cut into its parts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from nlu.parts import BAD, GOOD, LONGEST_TO_CUT, MOST_CUTS, best_cut, joined, sides, word_cuts
from nlu.words.signs import MARK

LABELS = (BAD, "unclear", GOOD)


def shares(*rows: tuple[float, float, float]) -> NDArray[np.float32]:
    return np.array(rows, dtype=np.float32)


def test_each_clause_is_what_it_is_more() -> None:
    assert sides(LABELS, shares((0.1, 0.8, 0.2), (0.9, 0.0, 0.1), (0.2, 0.7, 0.3))) == [GOOD, BAD, GOOD]


@pytest.mark.parametrize(
    ("rows", "those"),
    [
        (((0.1, 0.0, 0.9), (0.4, 0.0, 0.6)), [GOOD, BAD]),
        (((0.6, 0.0, 0.4), (0.9, 0.0, 0.1)), [GOOD, BAD]),
        (((0.1, 0.0, 0.9), (0.3, 0.0, 0.7), (0.2, 0.0, 0.8)), [GOOD, BAD, GOOD]),
        (((0.1, 0.0, 0.9),), [GOOD]),
    ],
)
def test_of_several_that_are_alike_the_least_sure_is_the_other(
    rows: tuple[tuple[float, float, float], ...], those: list[str]
) -> None:
    assert sides(LABELS, shares(*rows)) == those


def test_neighbours_of_one_kind_are_one_part() -> None:
    spans = [(0, 3), (5, 8), (9, 12), (14, 20)]
    assert joined(spans, [GOOD, GOOD, BAD, GOOD]) == [((0, 8), GOOD), ((9, 12), BAD), ((14, 20), GOOD)]
    assert joined([(0, 3)], [BAD]) == [((0, 3), BAD)]


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("bus late pub good", ["late pub good", "pub good", "good"]),
        ("  bus   late ", ["late "]),
        ("😀😡", ["😡"]),
        ("bus😡pub", ["pub"]),
        ("👍🏽🏳️‍🌈", ["🏳️‍🌈"]),
        ("bus 😡 ", ["😡 "]),
        ("bus", []),
        ("", []),
        (f"my {MARK}sign=🐻{MARK}means=a bad day{MARK} x", [f"{MARK}sign=🐻{MARK}means=a bad day{MARK} x", "x"]),
    ],
)
def test_between_which_words_one_clause_may_be_cut(text: str, behind: list[str]) -> None:
    assert [text[cut:] for cut in word_cuts(text)] == behind


def test_a_long_text_without_a_border_is_not_cut() -> None:
    assert len(word_cuts("a " * (MOST_CUTS + 1))) == MOST_CUTS
    assert word_cuts("a " * (MOST_CUTS + 2)) == []
    assert word_cuts("a" * LONGEST_TO_CUT + " b") == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", " ", "😡", f"{MARK}sign=x y{MARK}means=🙂 z{MARK}", "\n", "👍🏽"])).map("".join))
def test_cuts_leave_something_on_both_sides_and_no_sign_apart(text: str) -> None:
    cuts = word_cuts(text)
    assert cuts == sorted(set(cuts))
    for cut in cuts:
        assert text[:cut].strip() and text[cut:].strip()
        assert text[:cut].count(MARK) % 3 == 0


def test_the_best_cut_is_the_one_with_the_surest_sides() -> None:
    before = [(0.5, 0.1, 0.4), (0.1, 0.1, 0.8), (0.3, 0.2, 0.5)]
    behind = [(0.5, 0.1, 0.4), (0.9, 0.0, 0.1), (0.6, 0.2, 0.2)]
    both = np.stack([shares(*before), shares(*behind)])
    assert best_cut([3, 7, 9], LABELS, both) == (7, (GOOD, BAD))
    assert best_cut([3, 7, 9], LABELS, both[::-1]) == (7, (BAD, GOOD))
