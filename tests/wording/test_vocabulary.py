"""Syllables and the reading grade."""

import pytest

from wording.message import read
from wording.vocabulary import grade, is_common, syllables


@pytest.mark.parametrize(
    ("word", "count"), [("cat", 1), ("people", 2), ("computer", 3), ("Sam's", 1), ("999", 1), ("{day}", 1), ("“…”", 1)]
)
def test_syllables_of_known_words(word: str, count: int) -> None:
    assert syllables(word) == count


def test_a_word_no_dictionary_has_is_counted_by_its_hyphens() -> None:
    assert syllables("unfacilitatable") >= 4


def test_the_grade_is_the_flesch_kincaid_formula_over_the_whole_message() -> None:
    # 6 words, 2 sentences, 8 syllables: 0.39 * 3 + 11.8 * 8 / 6 - 15.59
    assert grade(read("The cat sat.\n\nPeople like water.")) == pytest.approx(1.313, abs=0.001)


def test_an_empty_message_has_no_grade_to_speak_of() -> None:
    assert grade(read("")) == 0.0


@pytest.mark.parametrize(
    ("word", "common"), [("house", True), ("kitchen", True), ("so-so", True), ("ubiquitous", False)]
)
def test_common_words(word: str, common: bool) -> None:
    assert is_common(word) is common
