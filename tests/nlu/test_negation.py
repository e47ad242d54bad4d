"""How far a "not" reaches."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.words.negation import REACH, negated
from nlu.words.plain import plain, tokens


def denied(text: str) -> list[str]:
    words = tokens(plain(text))
    return [word for word, is_denied in zip(words, negated(words), strict=True) if is_denied]


@pytest.mark.parametrize(
    ("text", "those"),
    [
        ("the bus was late", []),
        ("no one rushed me", ["one", "rushed", "me"]),
        ("It wasn't bad", ["bad"]),
        ("not scared of the dog, but cold", ["scared", "of", "the", "dog"]),
        ("not scared but cold", ["scared"]),
        ("not cold. warm", ["cold"]),
        ("not a b c d e", ["a", "b", "c", "d"]),
        ("not nice never warm", ["nice", "warm"]),
        ("didny like it", ["like", "it"]),
        ("good, not", []),
    ],
)
def test_what_stands_behind_a_not_is_denied_until_it_ends(text: str, those: list[str]) -> None:
    assert denied(text) == those


def test_a_second_not_begins_again() -> None:
    words = ["not", *"abc", "not", *"defgh"]
    assert sum(negated(words)) == 3 + REACH


@settings(deadline=None)
@given(st.lists(st.sampled_from(["not", "but", ",", "warm", "never", "cos"])))
def test_each_word_has_one_answer_and_none_is_denied_before_any_not(words: list[str]) -> None:
    marks = negated(words)
    assert len(marks) == len(words)
    first = next((at for at, word in enumerate(words) if word in ("not", "never")), len(words))
    assert not any(marks[: first + 1])
