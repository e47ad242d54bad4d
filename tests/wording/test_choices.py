"""The linter for prepared choices: easy words that do not steer."""

import pytest

from wording.choices import Written, lint_choice
from wording.lint import preload

QUESTION = "Where do you want to go on Friday?"
SWIM, CINEMA, PARK = Written("Swimming"), Written("The cinema"), Written("The park")


@pytest.fixture(autouse=True, scope="module")
def _words() -> None:
    preload()


def advice(question: str = QUESTION, *options: Written) -> dict[str, list[str]]:
    found = lint_choice(question, options or (SWIM, CINEMA, PARK), names=("Pim",))
    return {field: [one.advice for one in findings] for field, findings in found.items()}


@pytest.mark.parametrize(
    "question",
    [
        QUESTION,
        "What do you want for tea?",
        "Who do you want to go with?",
        "Do you want to swim, see a film or walk in the park?",
        "Which game do you want to play with Pim?",
    ],
)
def test_a_plain_question_with_plain_options_may_be_asked(question: str) -> None:
    assert advice(question, Written("A long walk"), Written("A game")) == {}


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Do you want to swim?", "This asks for yes or no."),
        ("Would you like to go out on Friday?", "This asks for yes or no."),
        ("What do you want: swimming?", "names one of the options"),
        ("Do you want to be good?", "be good"),
        ("What is the best thing to do?", "“best” says which one is right"),
        ("Where should you go on Friday?", "“should” tells the person what to do"),
        ("Which fun thing do you want to do?", "“fun” praises"),
        ("Where do staff think you want to go?", "“staff think” says what other people want"),
        ("It is Friday. Where do you want to go?", "Ask in one sentence."),
        ("Which recreational opportunity do you want?", "is a hard word"),
    ],
)
def test_a_question_that_steers_or_is_hard_may_not(question: str, says: str) -> None:
    assert any(says in one for one in advice(question)["question"])


@pytest.mark.parametrize(
    "text",
    ["A good choice", "The better one", "You will love it", "Mum wants this", "It is a treat", "The healthy one"],
)
def test_an_option_that_steers_may_not(text: str) -> None:
    assert advice(QUESTION, SWIM, Written(text))["label_1"]
    assert advice(QUESTION, Written("Swimming", "You go by bus."), Written("The park", f"{text}."))["meaning_1"]


def test_no_option_stands_out() -> None:
    long = Written("A very long day out at the sea")
    assert advice(QUESTION, SWIM, long) == {
        "label_1": ["This is much longer than another one. Make them alike, so that none stands out."]
    }
    one_told = advice(QUESTION, Written("Swimming", "You go by bus."), CINEMA)
    assert list(one_told) == ["meaning_1"] and "leave it out for all" in one_told["meaning_1"][0]
    short, longer = "You go by bus.", "You go by bus. Sam comes with you. You can have lunch there. You come home late."
    assert list(advice(QUESTION, Written("Swimming", short), Written("The park", longer))) == ["meaning_1"]


def test_two_that_mean_the_same_are_no_choice() -> None:
    assert "mean the same" in advice(QUESTION, Written("The park"), Written("the park"))["label_1"][0]


def test_a_question_may_name_all_of_them_and_what_is_not_written_is_not_judged() -> None:
    assert advice("Do you want tea or coffee?", Written("Tea"), Written("Coffee")) == {}
    assert lint_choice("", (Written(""), Written(""))) == {}
