"""A message as a classifier sees it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlu.words.features import FELT, MEASURES, TOPICS, WEIGHED, features
from nlu.words.plain import LONGEST

WILD = st.one_of(
    st.text(max_size=LONGEST),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Mn", "So", "Lo"]), max_size=200),
    st.builds(lambda piece, times: (piece * times)[:LONGEST], st.text(min_size=1, max_size=8), st.integers(1, LONGEST)),
)


@settings(deadline=None)
@given(WILD, st.sampled_from(["open", "worked", "did_not_work", "did_it_help", "choice", "read_back"]))
def test_any_text_has_features(text: str, asked: str) -> None:
    found = features(text, asked)
    assert len(found.measures) == MEASURES
    assert all(0.0 <= one <= 1.5 for one in found.measures)
    assert all(found.words) and all(2 <= len(piece) <= 5 for piece in found.letters)


def measure(text: str, name: str) -> float:
    measures = features(text, "open").measures
    return measures[WEIGHED + [*FELT, "nothing felt", *TOPICS, "about nothing"].index(name)]


@pytest.mark.parametrize(
    ("text", "name", "much"),
    [
        ("lovely", "good", 0.5),
        ("lovely horrible", "bad", 0.5),
        ("lovely lovely lovely lovely lovely", "good", 1.5),
        ("never lovely", "not_good", 0.5),
        ("never horrible", "not_bad", 0.5),
        ("never lovely", "good", 0.0),
        ("the chippy", "meals", 0.5),
        ("zxqv", "nothing felt", 1.0),
        ("zxqv", "about nothing", 1.0),
        ("lovely chippy", "nothing felt", 0.0),
        ("lovely chippy", "about nothing", 0.0),
        ("😡", "bad", 0.5),
    ],
)
def test_what_the_lists_say_is_measured(text: str, name: str, much: float) -> None:
    assert measure(text, name) == much


def test_an_entry_with_its_own_not_is_not_denied_again() -> None:
    assert measure("not good", "bad") == 0.5
    assert measure("not good", "not_bad") == 0.0


def test_words_pairs_and_sounds_are_named() -> None:
    words = set(features("the bus was nevr late", "open").words)
    assert {"bus", "^ the", "the bus", "late $", "not_late", "sound BS", "open: not_late", "open: 5 words"} <= words
    assert "not_bus" not in words


def test_the_question_is_part_of_what_is_said() -> None:
    good, bad = (set(features("nothing", asked).words) for asked in ("worked", "did_not_work"))
    assert "worked: nothing" in good - bad and "did_not_work: nothing" in bad - good


def test_what_is_felt_first_and_last_is_told_apart() -> None:
    words = set(features("lovely dinner but horrible bus", "open").words)
    assert {"felt first good", "felt last bad", "open: felt good", "felt in order good bad", "about meals"} <= words
    assert "felt first nothing" in features("zxqv", "open").words


def test_letters_are_pieces_of_words_with_their_edges() -> None:
    assert set(features("bus", "open").letters) == {
        " b",
        "bu",
        "us",
        "s ",
        " bu",
        "bus",
        "us ",
        " bus",
        "bus ",
        " bus ",
    }
    assert " emoji" not in features("🚌", "open").letters


def test_a_word_longer_than_any_is_read_at_its_beginning() -> None:
    assert "bus" in features("bus" + "x1" * 1_000, "open").letters
    assert len(features("x1" * 1_000, "open").letters) < 500


def test_the_lexicon_weighs_what_the_lists_do_not_know() -> None:
    good, bad = (features(text, "open").measures[:WEIGHED] for text in ("great", "awful"))
    assert good[0] > 0 == good[1] and bad[1] > 0 == bad[0]
    assert features("zxqv", "open").measures[WEIGHED - 1] == 1.0


def test_who_does_what_to_whom_is_heard_over_what_stands_between_and_however_it_is_spelt() -> None:
    plainly, by_sound = features("he kicked me", "open").near, features("he realy has kikd me", "open").near
    assert len(plainly) == 3
    assert set(plainly) <= set(by_sound)


def test_words_far_apart_are_not_near() -> None:
    near = features("one two three four five six", "open").near
    assert len(near) == 4 + 4 + 3 + 2 + 1
