"""Long texts, counted as Telegram counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.pieces import LONGEST_TEXT, pieces, units
from storage.outbox import ShownOption


def test_emoji_count_for_two() -> None:
    assert (units("a"), units("😊"), units("👍🏽")) == (1, 2, 4)


@pytest.mark.parametrize("length", [1, LONGEST_TEXT])
def test_what_fits_is_one(length: int) -> None:
    assert [one.text for one in pieces("x" * length, ())] == ["x" * length]


def test_answers_stand_under_the_last() -> None:
    option = ShownOption("token", "Good")
    first, last = pieces("word " * 1000, (option,))
    assert (first.options, last.options) == ((), (option,))


def test_it_is_parted_between_words() -> None:
    first, last = pieces("a" * 4000 + " " + "b" * 500, ())
    assert (first.text, last.text) == ("a" * 4000, "b" * 500)


def test_space_at_the_end_makes_no_empty_message() -> None:
    assert [one.text for one in pieces("x" * LONGEST_TEXT + " ", ())] == ["x" * LONGEST_TEXT]


@given(st.text(alphabet="ab😡🏽 \n", min_size=1, max_size=9000))
def test_nothing_is_lost_and_every_piece_fits(text: str) -> None:
    parts = [one.text for one in pieces(text, ())]
    assert all(0 < units(part) <= LONGEST_TEXT for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())
