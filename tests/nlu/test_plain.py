"""Words in their plain form: what is seen and heard stays, how it was typed does not matter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.words.plain import LONGEST, plain, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("😡🚌", ["emoji_enraged_face", "emoji_bus"]),
        ("dinner🤢bad", ["dinner", "emoji_nauseated_face", "bad"]),
        ("👨‍👩‍👧‍👦", ["emoji_family_man_woman_girl_boy"]),
        ("👍🏽👍🏿", ["emoji_thumbs_up", "emoji_thumbs_up"]),
        ("🙎🏿‍♀️", ["emoji_woman_pouting"]),
        ("🏽", ["emoji_medium_skin_tone"]),
        ("🇬🇧🏴󠁧󠁢󠁷󠁬󠁳󠁿", ["emoji_united_kingdom", "emoji_wales"]),
        ("🏳️‍🌈", ["emoji_rainbow_flag"]),
        ("❤️❤", ["emoji_red_heart", "emoji_red_heart"]),
        ("1️⃣", ["emoji_keycap_1"]),
    ],
)
def test_an_emoji_is_a_word_by_its_name_in_any_skin_tone(text: str, words: list[str]) -> None:
    assert tokens(plain(text)) == words


@pytest.mark.parametrize(
    ("typed", "emoji"),
    [(":)", "🙂"), (":-(", "🙁"), (":'(", "😢"), (":D", "😀"), ("<3", "❤️"), ("bus :/ late", "bus 😕 late")],
)
def test_a_typed_face_is_its_emoji(typed: str, emoji: str) -> None:
    assert tokens(plain(typed)) == tokens(plain(emoji))


@pytest.mark.parametrize("text", ["a:)", "http://x", "8:/10", "x:D"])
def test_a_face_in_the_middle_of_a_word_is_none(text: str) -> None:
    assert "emoji" not in plain(text)


@pytest.mark.parametrize("apostrophe", "'’‘`´ʼ")
def test_apostrophes_are_not_there(apostrophe: str) -> None:
    assert tokens(plain(f"Don{apostrophe}t")) == ["dont"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("SOOOO goood", ["soo", "good"]),
        ("nooooo!!!", ["noo", "!", "!", "!"]),
        ("£1000 or 2000000", ["1000", "or", "2000000"]),
        ("ﬁne café", ["fine", "café"]),
        ("cafe\u0301", ["café"]),
        ("Straße", ["strasse"]),
        ("a\u200bb\u00adc\ufeff", ["abc"]),
        ("a\x00b\x07c", ["a", "b", "c"]),
        ("\ud800the\udfff bus", ["the", "bus"]),
        ("", []),
        ("\u200d\u2063\ufe0f", []),
        ("well, ok: so; yes? no.", ["well", ",", "ok", ":", "so", ";", "yes", "?", "no", "."]),
    ],
)
def test_other_ways_to_write_are_one(text: str, words: list[str]) -> None:
    assert tokens(plain(text)) == words


def test_what_is_longer_than_a_message_can_be_is_not_read() -> None:
    assert tokens(plain("x " * LONGEST)) == ["x"] * (LONGEST // 2)


@settings(deadline=None)
@given(st.text())
def test_any_text_has_a_plain_form_in_small_letters(text: str) -> None:
    for word in tokens(plain(text)):
        assert word and not any(letter.isspace() for letter in word)
        assert word == word.casefold()
