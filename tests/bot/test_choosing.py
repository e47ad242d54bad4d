"""What is typed under a choice: an option in whatever way, its place, or nothing that decides. Who means one option never gets
another."""

import pytest

from bot.choosing import does_not_mind, my_choices, you_choose
from bot.misspelt import picked
from wording.catalogue import Option

SWIM = Option("option_1", "🏊 Swimming", ("the pool", "swimmer"))
CINEMA = Option("option_2", "🎬 The cinema", ("movie camera",))
PARK = Option("option_3", "🌳 The park")
WAYS_OUT = (
    Option("something_else", "💬 Something else", ("none of these",)),
    Option("not_now", "⏰ Not now", ("later",)),
    Option("need_person", "👤 Talk to a person", ("talk to staff",)),
)
SHOWN = (CINEMA, PARK, SWIM, *WAYS_OUT)


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        *[("swimming", "option_1"), ("Swimming!", "option_1"), ("i want swimming please", "option_1")],
        *[("swiming", "option_1"), ("swimmin", "option_1"), ("swmming plz", "option_1"), ("🏊", "option_1")],
        *[("the pool", "option_1"), ("id like to go to the pool", "option_1"), ("🏊🏽", "option_1")],
        *[
            ("cinema", "option_2"),
            ("the sinema", "option_2"),
            ("cinma", "option_2"),
            ("ok the cinema then", "option_2"),
        ],
        *[("park", "option_3"), ("parc", "option_3"), ("go to the park", "option_3"), ("i pick park", "option_3")],
        *[("1", "option_2"), ("2", "option_3"), ("3", "option_1"), ("number two", "option_3"), ("2️⃣", "option_3")],
        *[("the second one", "option_3"), ("first", "option_2"), ("the last one", "option_1"), ("4", "something_else")],
        *[("later", "not_now"), ("not now please", "not_now"), ("somthing else", "something_else")],
    ],
)
def test_an_option_in_whatever_way_it_is_typed(words: str, answer: str) -> None:
    assert picked(SHOWN, words) == answer


@pytest.mark.parametrize(
    "words",
    [
        *[
            "not swimming",
            "no swimming",
            "i dont want swimming",
            "i hate the park",
            "never the cinema",
            "without the pool",
        ],
        *["swimming or the cinema", "swimming and the park", "bark", "dark", "7", "0", "yes", "no", "", "?", "one two"],
        *["the swimming teacher shouted at me and it was bad in the pool", "sw", "ci", "p"],
    ],
)
def test_what_may_mean_something_else_picks_nothing(words: str) -> None:
    assert picked(SHOWN, words) is None


def test_of_two_that_are_close_neither_is_taken() -> None:
    options = (Option("option_1", "🛁 Bath"), Option("option_2", "🛤️ Path"), *WAYS_OUT)
    assert picked(options, "bath") == "option_1"
    assert picked(options, "path") == "option_2"
    assert picked(options, "gath") is None
    assert picked(options, "bahth") is None


@pytest.mark.parametrize("words", ["swimming", "cinema", "park"])
def test_no_single_slip_in_one_option_gets_another(words: str) -> None:
    meant = picked(SHOWN, words)
    for place in range(len(words)):
        for letter in "abcdefghijklmnopqrstuvwxyz":
            for typed in (words[:place] + letter + words[place + 1 :], words[:place] + letter + words[place:]):
                assert picked(SHOWN, typed) in (meant, None), typed
        assert picked(SHOWN, words[:place] + words[place + 1 :]) in (meant, None)


@pytest.mark.parametrize(
    "words",
    [
        "you choose",
        "u pick",
        "You decide for me.",
        "pick for me please",
        "up to you",
        "what do you think?",
        "which is best",
    ],
)
def test_the_bot_is_to_choose(words: str) -> None:
    assert you_choose(words)
    assert not does_not_mind(words) or words == "up to you"


@pytest.mark.parametrize(
    "words",
    [
        *["whatever Sam wants", "what mum says", "the same as Sam", "i dont mind", "dont care which", "either", "both"],
        *["anything", "any of them", "whatever", "up to staff", "I'm easy", "let mum pick", "all of them"],
    ],
)
def test_whatever_somebody_else_wants_is_no_decision(words: str) -> None:
    assert does_not_mind(words)
    assert not you_choose(words)


@pytest.mark.parametrize(
    "words", ["what time", "you chose my dinner and it was bad", "they pick on me", "let me out", "hello"]
)
def test_other_things_are_told_as_ever(words: str) -> None:
    assert not (you_choose(words) or does_not_mind(words) or my_choices(words, is_free=True))


@pytest.mark.parametrize(
    "words", ["my choices", "what are my choices", "show me my choices please", "change my choice"]
)
def test_my_choices_are_asked_for_whatever_is_open(words: str) -> None:
    assert my_choices(words, is_free=False)


@pytest.mark.parametrize(
    "words", ["what can i choose", "wot can i pick from", "show me the choices", "can i choose again"]
)
def test_what_there_is_to_choose_is_asked_for_while_nothing_else_is_open(words: str) -> None:
    assert my_choices(words, is_free=True)
    assert not my_choices(words, is_free=False)
