"""Whom words may speak of: every way in which people write a name, and the words of every day that are none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.naming import Said, is_a_name


@pytest.mark.parametrize(
    "words",
    [
        "Darren hit me",
        "DARREN HIT ME",
        "darren",
        "its Darren's fault",
        "it was Darrens fault",
        "Darren’s hand",
        "mr O'Connor shouts",
        "Mr oconnor",
        "O’Connor",
        "Dr. O'Connor",
        "darin hit me",
        "daren",
        "darran did it",
        "darron",
        "darens fault",
        "darrennnnn",
        "Darren😡hit me",
        "Dar😡ren",
        "d a r r e n",
        "D.a.r.r.e.n",
        "Dar\u200bren",
        "D\u00e1rren",
        "he is called darren_",
        "oconor",
        "okonnor",
    ],
)
def test_a_name_is_known_however_it_is_written(words: str) -> None:
    assert Said(words).names("Darren O'Connor")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "😡",
        "the garden is nice",
        "dinner was cold",
        "during the night",
        "my darling",
        "he dared me",
        "I was drowning in the bath",
        "the dragon film",
        "doctor came",
        "the connection is bad",
        "the corner shop",
        "Warren hit me",
        "Karen hit me",
    ],
)
def test_other_words_are_not_that_name(words: str) -> None:
    assert not Said(words).names("Darren O'Connor")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Stephen Wood", "steven did it"),
        ("Catherine Wood", "kathryn"),
        ("Cathy Wood", "kathie"),
        ("Ashley Wood", "ashly"),
        ("Michael Wood", "micheal"),
        ("Neil Wood", "niel"),
        ("Zoë Wood", "zoe"),
        ("José Wood", "jose"),
        ("Anne-Marie Wood", "anne marie"),
        ("Anne-Marie Wood", "Marie"),
        ("Lea van Dijk", "mrs van dijk"),
        ("Lea Wood", "lea"),
        ("Wood", "wood"),
    ],
)
def test_other_names_and_how_they_are_spelt(name: str, words: str) -> None:
    assert Said(words).names(name)


@pytest.mark.parametrize("words", ["will you help me", "Will hit me", "he may hit me", "grace"])
def test_a_name_that_is_a_common_word_counts(words: str) -> None:
    assert Said(words).names("Will Graceman") or Said(words).names("May Wood") or Said(words).names("Grace Wood")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Mina Wood", "it is mine, he made me mad"),
        ("Paul Wood", "they pull my hair, my pal"),
        ("Mike Wood", "they make me"),
        ("Kate Wood", "the cat ate it"),
        ("Dave Wood", "he dives"),
        ("Ben Wood", "he has been bad"),
        ("Lea Wood", "leave me alone, please let me go later"),
        ("Lea van Dijk", "in the van"),
        ("J Wood", "j"),
        ("007", "007 hit me"),
    ],
)
def test_short_names_are_not_every_word_that_is_like_them(name: str, words: str) -> None:
    assert not Said(words).names(name)


@pytest.mark.parametrize(
    ("called", "words"),
    [
        ("Daz", "daz hit me"),
        ("Daz", "its dazs fault"),
        ("the area manager", "the area manager shouts"),
        ("the area manager", "area😡manager"),
        ("the area manager", "the manager shouts"),
        ("the area manager", "the manger shouts"),
        ("the area manager", "all the managers"),
        ("the big boss", "a big boss"),
        ("big bos", "the big boss"),
    ],
)
def test_what_somebody_is_called(called: str, words: str) -> None:
    assert Said(words).calls(called)


@pytest.mark.parametrize(
    ("called", "words"),
    [("Daz", "he dazzled me"), ("the big boss", "the boss"), ("the big boss", "big, and the boss"), ("Daz", "")],
)
def test_what_is_not_what_somebody_is_called(called: str, words: str) -> None:
    assert not Said(words).calls(called)


def test_beside_a_right_word_a_short_one_may_be_misspelt() -> None:
    assert Said("the safety leed hit me").holds("safety lead")
    assert not Said("the dog leed").holds("lead")
    assert not Said("safety first").holds("safety lead")


@pytest.mark.parametrize(
    ("text", "is_one"), [("Daz", True), ("Mr", False), ("the", False), ("007", False), ("😡", False)]
)
def test_a_name_has_a_word_in_it_that_means_somebody(text: str, *, is_one: bool) -> None:
    assert is_a_name(text) is is_one
    assert Said("the mr 007 😡").calls(text) is False


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_and_no_name_breaks_it(words: str, name: str) -> None:
    said = Said(words)
    assert not said.names(name) or is_a_name(name)
    assert not said.calls(name) or is_a_name(name)


@given(
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12).filter(is_a_name),
    st.sampled_from([" {} ", "x {}", "{}!", "“{}”", "😡{}😡"]),
)
def test_whatever_the_name_is_it_is_known_as_it_is(name: str, around: str) -> None:
    assert Said(around.format(name.upper())).names(name)


def test_the_longest_message_is_looked_through_in_no_time() -> None:
    words = " ".join(
        f"{chr(97 + one % 26)}{chr(97 + one % 7)}rr{one % 10}en dar{chr(97 + one % 26)}en" for one in range(400)
    )
    names = [f"{first}{middle}arren Langley-{middle}smith" for first in "dkm" for middle in "abcdefg"]
    began = time.process_time()
    said = Said(words[:4096])
    assert not any(said.names(one) for one in ("Zebedee Quixote",))
    for one in names:
        said.names(one)
    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("leigh hit me", "Lee Demo"),
        ("leee hits me", "Lee Demo"),
        ("lea pushed me", "Lee Demo"),
        ("john shouts", "Jon Demo"),
        ("ami hit me", "Amy Demo"),
        ("kym was rough", "Kim Demo"),
    ],
)
def test_a_short_name_is_heard_as_it_sounds(words: str, name: str) -> None:
    assert Said(words).names(name)


@pytest.mark.parametrize(
    ("words", "name"), [("leave me", "Lee"), ("i am low", "Lee"), ("same again", "Sam"), ("am i", "Amy")]
)
def test_what_only_looks_like_a_short_name_is_none(words: str, name: str) -> None:
    assert not Said(words).names(name)
