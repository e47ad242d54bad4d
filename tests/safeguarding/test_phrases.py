"""The phrase language: lists inside lists, any word but, any order, and what it refuses."""

import pytest

from safeguarding.lists import Lists, PhraseError
from safeguarding.phrases import Order, PhraseReader

LISTS = {
    "kin": ["mum", "(big) brother"],
    "them": ["him", "<kin>", "the/my <kin>"],
    "plain words": ["the", "a", "goal"],
    "either": ["him", "him again"],
    "round": ["<round>"],
    "gap": ["he ... hit"],
    "huge": [" ".join(["a/b/c/d/e/f/g"] * 6)],
}
READER = PhraseReader(Lists(LISTS, lambda text: tuple(text.split())))


def found(phrase: str, said: str, order: Order = Order.AS_WRITTEN) -> bool:
    return any(True for _ in READER.read(phrase, order).find(said.split()))


@pytest.mark.parametrize("said", ["hit him", "he hit mum", "hit my big brother", "hit the mum now", "hit brother"])
def test_a_list_may_use_lists(said: str) -> None:
    assert found("hit <them>", said)


@pytest.mark.parametrize("said", ["hit her", "him hit", "hit big", "hit a mum"])
def test_and_holds_nothing_else(said: str) -> None:
    assert not found("hit <them>", said)


def test_a_match_ends_where_the_message_ends() -> None:
    phrase = READER.read("hit <either>")
    assert [match.end for match in phrase.find(["hit", "him"])] == [2]
    assert phrase.covers(["hit", "him"])


def test_any_word_but() -> None:
    assert found("hit <any but plain words>", "he hit ruth")
    assert not found("hit <any but plain words>", "he hit the goal")
    assert not found("hit <any but plain words>", "he hit")


@pytest.mark.parametrize(
    ("said", "is_found"), [("mum hit", True), ("hit me mum", True), ("hit", False), ("mum", False)]
)
def test_any_order(said: str, is_found: bool) -> None:
    assert found("hit <kin>", said, Order.ANY) is is_found


def test_one_word_is_not_taken_twice_in_any_order() -> None:
    assert not found("hit hit", "he hit", Order.ANY)
    assert found("hit hit", "hit he hit", Order.ANY)


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("hit <nobody>", "there is no list <nobody>"),
        ("hit <round>", "holds itself"),
        ("hit <gap>", "a list cannot hold"),
        ("hit <huge>", "more than"),
        ("hit ...", "cannot begin or end"),
        ("* (hit)", "needs a word"),
    ],
)
def test_what_cannot_be_read_is_named(phrase: str, message: str) -> None:
    with pytest.raises(PhraseError, match=message):
        READER.read(phrase)
