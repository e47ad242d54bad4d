"""What emoji are called in plain words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording.sign_names import MOST_NAMES, only_signs, spoken


@pytest.mark.parametrize(
    ("signs", "named"),
    [
        ("😞", "sad face"),
        ("🚌😞", "bus, sad face"),
        ("🚌❌", "bus, cross"),
        ("👍🏽👍🏿", "thumbs up"),
        ("👍 👎 👍", "thumbs up, thumbs down, thumbs up"),
        ("❤️", "heart"),
        ("❤", "heart"),
        ("👨‍👩‍👧", "family"),
        ("👩🏽‍🚀", "woman astronaut"),
        ("🧑🏻‍❤️‍💋‍🧑🏿", "kiss person person"),
        ("🇬🇧", "the flag of United Kingdom"),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "the flag of England"),
        ("🇨🇮", "the flag of Côte d'Ivoire"),
        ("🏴‍☠️", "pirate flag"),
        ("🏽", "medium skin tone"),
        ("🐻🟦🚌😡🎂🍕🎈", "bear, blue square, bus, angry face, cake, and more"),
        ("tea 🥶 again", "cold face"),
        ("no emoji", "a sign"),
    ],
)
def test_each_is_named_once_in_its_order(signs: str, named: str) -> None:
    assert spoken(signs) == named


@pytest.mark.parametrize(
    ("words", "is_signs"),
    [
        ("🚌❌", True),
        (" 😡!!! ", True),
        ("👨‍👩‍👧", True),
        ("🇬🇧", True),
        ("bus ❌", False),
        ("😡2", False),
        ("é😡", False),
        ("漢😡", False),
        ("...", False),
        ("", False),
        ("?", False),
    ],
)
def test_emoji_alone_have_neither_letter_nor_digit(words: str, is_signs: bool) -> None:
    assert only_signs(words) is is_signs


@given(st.text(max_size=300))
def test_anything_has_a_name_and_a_short_one(words: str) -> None:
    assert 0 < len(spoken(words)) < 60 * (MOST_NAMES + 1)
    only_signs(words)


@pytest.mark.parametrize("words", ["😭" * 10_000, "👨‍👩‍👧‍👦" * 600, "\u200d" * 4_096, "🇬" * 4_096])
def test_a_long_row_takes_no_time(words: str) -> None:
    began = time.perf_counter()
    assert spoken(words) and only_signs(words) in (True, False)
    assert time.perf_counter() - began < 0.2
