"""Our lists of words: what they find, and that they are whole."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import nlu.words.lists
from nlu.words.features import FEELINGS, TOPICS
from nlu.words.lists import FILES, listed, sound, stem
from nlu.words.plain import plain, tokens

FOLDER = Path(nlu.words.lists.__file__).parent


def content(file: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))
    return found


LISTS = {name: block.split() for file in FILES for name, block in content(file).items()}
NEGATION = {name: block.split() for name, block in content("negation.yml").items()}


def found(text: str) -> list[tuple[str, frozenset[str]]]:
    words = tokens(plain(text))
    return [(" ".join(words[one.start : one.end]), one.names) for one in listed(words)]


def names(text: str) -> frozenset[str]:
    return frozenset().union(*(those for _, those in found(text)))


def as_read(entry: str) -> tuple[str, ...]:
    return tuple(tokens(plain(entry.replace("_", " "))))


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("lovely", "good"),
        ("horrible", "bad"),
        ("😡", "bad"),
        ("chippy", "meals"),
        ("enjoys", "good"),
        ("shouting", "bad"),
        ("orribl", "bad"),
        ("orrible", "bad"),
        ("horible", "bad"),
        ("luvly", "good"),
        ("appier", "good"),
        ("tereble", "bad"),
        ("rubish", "bad"),
        ("ospital", "health"),
        ("breakfasst", "meals"),
    ],
)
def test_a_word_is_found_as_it_stands_by_its_stem_or_by_its_sound(word: str, name: str) -> None:
    assert name in names(word)


@pytest.mark.parametrize("word", ["zxqv", "the", "qwrtpsdf", "漢字", "ωμέγα", "x", "12345", "_", "blorptangle"])
def test_a_word_like_none_of_ours_is_in_no_list(word: str) -> None:
    assert found(word) == []


@pytest.mark.parametrize(("word", "other"), [("could", "cold"), ("small", "smell"), ("back", "bake"), ("lot", "late")])
def test_a_word_that_is_often_written_is_meant_as_it_stands(word: str, other: str) -> None:
    assert sound(word) == sound(other) and found(other)
    assert found(word) == []


@pytest.mark.parametrize(("word", "other"), [("kapoor", "kipper"), ("physique", "vesak"), ("dune", "tuna")])
def test_a_word_that_only_sounds_like_one_of_ours_is_not_it(word: str, other: str) -> None:
    assert sound(word) == sound(other) and found(other)
    assert found(word) == []


def test_the_longest_entry_counts() -> None:
    assert found("not good") == [("not good", frozenset({"bad"}))]
    text = "she doesn't talk to me like a baby ok"
    assert ("doesnt talk to me like a baby", frozenset({"good"})) in found(text)


def test_a_shorter_entry_counts_where_the_longest_is_broken_off() -> None:
    assert "good" in names("doesnt talk to me like")


def test_what_is_found_stands_in_order_without_overlap() -> None:
    words = tokens(plain("not good late lovely dinner horrible bus 😡 not good"))
    ends = [(one.start, one.end) for one in listed(words)]
    assert ends and all(start < end for start, end in ends)
    assert all(before[1] <= after[0] for before, after in pairwise(ends))


@pytest.mark.parametrize(
    ("word", "is_left"),
    [("enjoying", "enjoy"), ("worries", "worr"), ("foxes", "fox"), ("bus", "bus"), ("is", "is"), ("s", "s"), ("", "")],
)
def test_a_stem_keeps_enough_of_the_word(word: str, is_left: str) -> None:
    assert stem(word) == is_left


@pytest.mark.parametrize(
    ("one", "other"), [("horrible", "orribl"), ("lovely", "luvly"), ("hospital", "ospital"), ("kitchen", "kichin")]
)
def test_words_that_sound_alike_are_written_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other) != ""


@settings(deadline=None)
@given(st.lists(st.text(max_size=30), max_size=8))
def test_any_words_can_be_looked_up(words: list[str]) -> None:
    for one in listed(tokens(plain(" ".join(words)))):
        assert one.start < one.end and one.names


def test_the_lists_have_the_names_that_the_features_know() -> None:
    assert set(LISTS) == {*FEELINGS, *TOPICS}
    assert set(NEGATION) == {"negates", "ends"}
    assert all(LISTS.values()) and all(NEGATION.values())


@pytest.mark.parametrize("name", [*LISTS, *NEGATION])
def test_an_entry_stands_in_its_list_once_in_small_letters_without_apostrophes(name: str) -> None:
    entries = (LISTS | NEGATION)[name]
    assert [one for one, times in Counter(entries).items() if times > 1] == []
    assert [one for one in entries if one != one.casefold()] == []
    assert [one for one in entries if set("'’‘`´ʼ") & set(one)] == []


@pytest.mark.parametrize("name", LISTS)
def test_an_entry_is_read_as_words_and_no_two_as_the_same(name: str) -> None:
    read = Counter(map(as_read, LISTS[name]))
    assert () not in read
    assert [one for one, times in read.items() if times > 1] == []


def test_nothing_is_both_good_and_bad() -> None:
    assert {as_read(one) for one in LISTS["good"]} & {as_read(one) for one in LISTS["bad"]} == set()


def test_every_entry_is_found_where_it_stands_alone() -> None:
    for name, entries in LISTS.items():
        missed = [one for one in entries if name not in names(one.replace("_", " "))]
        assert missed == [], name


def test_no_word_both_denies_and_ends() -> None:
    assert set(NEGATION["negates"]) & set(NEGATION["ends"]) == set()
