"""The clauses of a message and the signs that are marked in it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.words.clauses import MOST, clauses
from nlu.words.plain import LONGEST
from nlu.words.signs import MARK, SIGN, as_meant, as_said


def marked(sign: str, meaning: str) -> str:
    return f"{MARK}sign={sign}{MARK}means={meaning}{MARK}"


def said(text: str) -> list[str]:
    return [as_said(text[start:end]).strip() for start, end in clauses(text)]


PIECES = st.one_of(
    st.text(st.characters(exclude_characters=MARK), max_size=12),
    st.sampled_from([" but ", ", ", ". ", "\n", " - ", "😡", "👍🏽", "🏳️‍🌈", " 3,50 ", " and then ", "\u200d", "🙂"]),
    st.builds(
        marked,
        st.sampled_from(["🐻", "bah", "👍🏽👍🏽", "a but b", ""]),
        st.sampled_from(["a bad day", "x, but 🙂. y", ""]),
    ),
)
MESSAGES = st.lists(PIECES, max_size=40).map("".join)


@pytest.mark.parametrize(
    ("text", "those"),
    [
        ("bus late but pub was brill", ["bus late", "pub was brill"]),
        ("Bus late BUT pub brill", ["Bus late", "pub brill"]),
        ("good food and then the bus broke", ["good food", "the bus broke"]),
        ("butter and jam", ["butter", "jam"]),
        ("the button broke", ["the button broke"]),
        ("one. two! three? four; five\nsix", ["one", "two", "three", "four", "five", "six"]),
        ("swimming - good / bus - bad", ["swimming", "good", "bus", "bad"]),
        ("a well-known one-off", ["a well-known one-off"]),
        ("lunch, then bed", ["lunch", "bed"]),
        ("it cost 1,000 pounds", ["it cost 1,000 pounds"]),
        ("bus at 7.30 cost 3.50. ok", ["bus at 7.30 cost 3.50", "ok"]),
        ("food 😀 bus 😡", ["food 😀", "bus 😡"]),
        ("food 😀😀 bus", ["food 😀😀", "bus"]),
        ("🏳️‍🌈 good", ["🏳️‍🌈", "good"]),
        ("😡🚌", ["😡🚌"]),
        ("one thing", ["one thing"]),
        ("but", ["but"]),
        ("...", ["..."]),
        ("", [""]),
    ],
)
def test_where_a_clause_ends(text: str, those: list[str]) -> None:
    assert said(text) == those


def test_the_last_clause_takes_the_rest() -> None:
    found = said("a. " * 30)
    assert len(found) == MOST
    assert found[-1].count("a") == 30 - (MOST - 1)


@pytest.mark.parametrize("piece", ["😡", "a", "a, "])
def test_what_is_too_long_to_be_read_is_not_cut_off(piece: str) -> None:
    text = piece * 10_000
    spans = clauses(text)
    assert spans[-1][1] == len(text)
    assert piece == "a, " or spans == [(0, len(text))]


@pytest.mark.parametrize("meaning", ["a bad day", "bath, but good. 🙂 yes"])
def test_no_clause_ends_inside_a_marked_sign(meaning: str) -> None:
    assert said(f"the {marked('bah', meaning)} was cold") == ["the bah was cold"]


def test_a_sign_that_is_an_emoji_ends_a_clause_as_every_emoji_does() -> None:
    assert said(f"bus {marked('🐻', 'a bad day')} pub good") == ["bus 🐻", "pub good"]
    assert said(f"bus {marked('🐻', 'a bad day')}🙂 pub good") == ["bus 🐻🙂", "pub good"]
    assert said(f"bus 🙂{marked('🐻', 'a bad day')} pub good") == ["bus 🙂🐻", "pub good"]


@settings(deadline=None)
@given(MESSAGES)
def test_clauses_stand_in_the_text_in_order_and_cut_no_sign(text: str) -> None:
    spans = clauses(text)
    signs = [found.span() for found in SIGN.finditer(text)]
    at = 0
    for start, end in spans:
        assert at <= start <= end <= len(text)
        assert not text.strip() or text[start:end].strip()
        assert not any(before < edge < behind for edge in (start, end) for before, behind in signs)
        at = end
    assert 1 <= len(spans) <= MOST


@settings(deadline=None)
@given(MESSAGES)
def test_only_what_joins_and_ends_clauses_is_in_none(text: str) -> None:
    spans = clauses(text)
    between = zip([0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True)
    left_out = " ".join(text[start:end] for start, end in between).split()
    assert all(len(word) <= 8 or not word.isalnum() for word in left_out)


@pytest.mark.parametrize("between", [" ", "\t \n", "\u2003", " /", "-", "but "])
def test_a_text_of_nothing_but_gaps_is_no_slower(between: str) -> None:
    text = f"a {between * LONGEST}"[:LONGEST] + "b"
    started = time.process_time()
    clauses(text)
    assert time.process_time() - started < 0.2


def test_signs_as_said_and_as_meant() -> None:
    text = f"my {marked('🐻', 'a bad day')} and {marked('Bah', 'bath')}"
    assert as_said(text) == "my 🐻 and Bah"
    assert as_meant(text).split() == ["my", "a", "bad", "day", "and", "bath"]


@pytest.mark.parametrize("text", ["", "plain", MARK, f"{MARK}sign=x{MARK}", f"{MARK}asked=open{MARK}x"])
def test_what_is_no_whole_sign_stays(text: str) -> None:
    assert as_said(text) == as_meant(text) == text
