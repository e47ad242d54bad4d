"""Signs are the same in whatever way they are typed, and what can be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.signs import is_sign, key, units


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("bah", "BAH"),
        ("big bath", "Big  Bath"),
        ("dad's car", "dad’s car"),
        ("👍", "👍🏽"),
        ("❤️", "❤"),
        ("🧑🏽‍🍳", "🧑‍🍳"),
        ("🐻🏽", "🐻"),
        ("🚌❌", "🚌 ❌"),
        ("café", "cafe\u0301"),
    ],
)
def test_the_same_sign_in_another_way(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("👩", "👩‍🍳"), ("1️⃣", "1"), ("bah", "bahs"), ("🇬🇧", "🇫🇷"), ("🏃", "🏃‍♂️")])
def test_what_only_looks_alike(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    "sign", ["🐻", "🐻🐻🐻🐻", "🚌 ❌", "👨‍👩‍👧‍👦", "bah", "big red bus", "mum2", "dad's", "🟦", "x" * 30]
)
def test_can_be_a_sign(sign: str) -> None:
    assert is_sign(sign)


@pytest.mark.parametrize(
    "sign",
    [
        "",
        " ",
        "🐻" * 5,
        "one two three four",
        "bah!",
        ":)",
        "12",
        "🐻 bah",
        "x" * 31,
        "a\u2063b",
        "\u2063",
        "a\nb" * 20,
    ],
)
def test_is_no_sign(sign: str) -> None:
    assert not is_sign(sign)


def test_an_emoji_without_a_picture_of_its_own_is_one() -> None:
    assert [one.key for one in units("🐻\u200d🚌 bah🐻🏽!")] == ["🐻\u200d🚌", "bah", "🐻"]


@given(st.text(st.one_of(st.characters(), st.sampled_from("🐻👩🏽\u200d\ufe0f🇬🇧a1 '\u2063")), max_size=60))
def test_any_text_has_its_units_in_order(text: str) -> None:
    found = units(text)
    places = [place for one in found for place in (one.start, one.end)]
    assert places == sorted(places) and all(one.start < one.end and one.key for one in found)
    assert key(text.strip()) == key(text)
    is_sign(text)
