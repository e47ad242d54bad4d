"""What is said is what is shown, without the emoji (R54)."""

import emoji
import pytest
from hypothesis import given
from hypothesis import strategies as st

from speech.spoken import sentences, spoken_text


@pytest.mark.parametrize(
    ("shown", "spoken"),
    [
        ("How was it?", "How was it?"),
        ("😊 Good", "Good"),
        ("Dinner was 🤮 cold 😡😡", "Dinner was cold"),
        ("👩‍👩‍👧‍👦 My family", "My family"),
        ("👍🏽 Yes", "Yes"),
        ("⬅️ Back", "Back"),
        ("☰ More", "More"),
        ("It was 😂 so funny", "It was so funny"),
        ("You said: “bus late 😡”", "You said: “bus late”"),
        ("You said: “😡😡”\nIs that right?", "You said: “angry face”\nIs that right?"),
        ("Good\n👍", "Good\nthumbs up"),
        ("You said:\n“Zoë’s £5 café was 10% too dear.”", "You said:\n“Zoë’s £5 café was 10% too dear.”"),
        ("You said: “[[cold]] [dinner]”", "You said: “cold [dinner]”"),
        ("It is 20° (hot) & wet: a_b {c} <d> #1", "It is 20° (hot) & wet: a_b {c} <d> #1"),
    ],
)
def test_only_the_emoji_go(shown: str, spoken: str) -> None:
    assert spoken_text(shown) == spoken


@pytest.mark.parametrize(
    ("shown", "spoken"),
    [
        ("👍", "thumbs up"),
        ("👍🏿", "thumbs up"),
        ("😡 😡", "angry face"),
        ("😢...", "crying face"),
        ("🚌😞", "bus, sad face"),
    ],
)
def test_emoji_alone_are_said_by_name(shown: str, spoken: str) -> None:
    assert spoken_text(shown) == spoken


@pytest.mark.parametrize("shown", ["", "  \n ", "...", "?!", "\x00", "\ud83d"])
def test_nothing_to_say_is_empty(shown: str) -> None:
    assert spoken_text(shown) == ""


@given(st.text())
def test_any_text_at_all_is_safe_to_say(shown: str) -> None:
    spoken = spoken_text(shown)
    spoken.encode()
    assert emoji.emoji_count(spoken) == 0
    assert bool(sentences(spoken)) == bool(spoken)


def test_a_text_is_parted_at_sentences_and_lines() -> None:
    assert sentences("Thank you, Sam. “How was it?” Tell me…\nGood\nBad") == [
        "Thank you, Sam.",
        "“How was it?”",
        "Tell me…",
        "Good",
        "Bad",
    ]


def test_a_title_or_a_time_does_not_end_a_sentence() -> None:
    assert sentences("Dr. Test and Mrs. Example come at 10.30 with 1.5 litres.") == [
        "Dr. Test and Mrs. Example come at 10.30 with 1.5 litres."
    ]
