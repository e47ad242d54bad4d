"""Each rule of the linter stops a bad text and lets a good one pass; the advice says what to change."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wording.catalogue import Catalogue, Option, Wording
from wording.lint import lint_catalogue, lint_options, lint_text, lint_wording


def broken(text: str, **kwargs: object) -> set[str]:
    return {finding.rule for finding in lint_text(text, **kwargs)}  # type: ignore[arg-type]  # names or exempt


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (
            "1",
            "You can go out with the staff on Friday to the shop by the park to buy a new coat.",
            "You can go to the shop on Friday. Staff will go with you.",
        ),
        (
            "1",
            "You can go, but if it rains and we are late we stay and eat.",
            "You can go. If it rains, we stay at home.",
        ),
        ("1", "We moved it; you can go later.", "We moved it. You can go later."),
        ("1", "We moved it (to Friday).", "We moved it to Friday."),
        ("2", "We read it. We will change it. You can see.", "We read it. We will change it."),
        (
            "2",
            "We went to the shop to get a new key for your door. You can lock your door at night when you want to be on your own.",
            "We got a new key for your door. You can lock it at night.",
        ),
        ("2", "We read it\nWe did it\nYou can see it", "We read it\nWe did it"),
        ("3", "What do you want? Who can help?", "What do you want?"),
        ("4", "We will facilitate your visit.", "We will help with your visit."),
        ("4", "The community has security equipment.", "The people here have a lock."),
        (
            "5",
            "We are planning a meeting about evening hours for people with many needs.",
            "The staff who run the house may get a new lock for the door.",
        ),
        ("6", "We don’t have the bus.", "We do not have the bus."),
        ("6", "It's on Friday.", "It is on Friday."),
        ("6", "You cant go on Friday.", "You cannot go on Friday."),
        ("6", "Sam's room's cold. She'll fix it.", "We can warm the room of Sam. It is Sam's room."),
        ("6", "You can see the OT on Friday.", "You can watch TV on Friday. That is OK."),
        ("6", "Ask about your DoLS today.", "Ask about your plan today."),
        ("6", "PLEASE wait.", "Please wait."),
        ("6", "You can have tea and/or cake.", "You can have tea or cake."),
        ("6", "You can eat fruit, e.g. apples.", "You can eat fruit, such as apples."),
        ("6", "She is under the weather.", "She is ill."),
        ("6", "The rota will change.", "The times staff work will change."),
        ("6", "It is not unusual.", "We see this a lot."),
        ("6", "The lift will be fixed on Friday.", "Sam will fix the lift on Friday."),
        ("7", "We did it!! You can go!", "We did it! You can go."),
        ("7", "Is your tummy sore now or not sore?", "Your stomach may hurt."),
        ("17", "We did it 😂", "We did it 😊"),
        ("17", "We did it ❤️", "We did it."),
        ("18", "We did it 😊 today 😊", "We did it 😊"),
        ("18", "We did it.\n😊", "We did it. 😊"),
        ("23", "Did you like it?", "How was it?"),
        ("23", "Is that OK?", "What do you want?"),
        ("23", "We moved it, is that good", "We moved it."),
        ("23", "Do you want tea or not?", "Do you want tea or coffee?"),
        ("30", "Well done. We read it.", "Thank you. We read it."),
        ("30", "We are sorry to hear that.", "Thank you for telling us."),
        ("31", "How often do you go out?", "The bus is late most of the time."),
        ("39", "One.\n\nTwo.\n\nThree.", "One.\n\nTwo."),
        ("R08", "Why did you go?", "Where did you go?"),
        ("R16", "Help is coming.", "Sam is coming at 10."),
        ("R31", "You should go on Friday.", "You can go on Friday."),
        ("R56", "I care for you.", "Your friend can come too."),
        ("never", "We promise to do it.", "We will do it."),
        ("never", "This is a secret.", "I cannot keep this secret."),
        ("never", "Do not worry.", "We will do it by Friday."),
        ("never", "We wrote down the incident.", "We wrote down what you said."),
        ("never", "A service user said it.", "A person said it."),
    ],
)
def test_a_rule_stops_a_bad_text_and_passes_a_good_one(rule: str, bad: str, good: str) -> None:
    assert rule in broken(bad)
    assert broken(good, names=["Sam"]) == set()


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        (
            "We will go on the bus with you to the shop and the park to see Tom.",
            "This sentence has 17 words. Use 15 or fewer. Try two sentences.",
        ),
        ("We don't know.", "Write “do not”, not “don't”."),
        ("We can't go.", "Write “cannot”, not “can't”."),
        ("What is it? Who is it?", "This asks 2 questions. Ask one."),
        ("We will facilitate it.", "“facilitate” is a hard word. Use an easier one."),
        ("We will liaise with Sam.", "“liaise” is a word of the trade. Say it plainly: “talk”."),
        ("We will look into it.", "“look into” is a saying. Say it plainly: “find out about”."),
        ("You can see the GP.", "Write “GP” out in full."),
        ("Priya will help.", "“Priya” is a hard word. Use an easier one. If it is a name, do not start with it."),
    ],
)
def test_the_advice_says_what_to_change_and_is_given_once(text: str, advice: str) -> None:
    assert [finding.advice for finding in lint_text(text)] == [advice]


@pytest.mark.parametrize(
    "text",
    [
        "You said: “it's bloody awful innit, WHY did they do it??? 😡😡”\nWe will talk to Sam.",
        'You said: "did you like my ragamuffin"\nWe did it.',
        "You said: “he said “why can't you” to me”\nWe did it.",
        "{outcome} If you send it, your staff will see it.",
    ],
)
def test_a_persons_own_words_and_placeholders_are_never_judged(text: str) -> None:
    assert broken(text) == set()


def test_a_quote_that_is_never_closed_hides_nothing() -> None:
    assert "6" in broken("You said: “we don't know.")


def test_given_names_are_easy_words_and_do_not_raise_the_grade() -> None:
    text = "Bartholomew will go to Kidderminster House with you. Bartholomew will drive."

    assert "4" in broken(text)
    assert broken(text, names=["Bartholomew", "Kidderminster House"]) == set()


def test_a_capital_inside_a_sentence_is_a_name() -> None:
    assert broken("You can go to Zogville with us.") == set()
    assert broken("You can go to zogville with us.") == {"4"}


@pytest.mark.parametrize("word", ["tapped", "slower", "stories", "biggest", "Sam's", "hoping", "half-day", "quickly"])
def test_forms_of_a_common_word_are_common(word: str) -> None:
    assert broken(f"We see the {word} one.", names=["Sam"]) == set()


def test_exempt_rules_are_left_out_and_others_are_not() -> None:
    assert broken("Did you like it? Don't say.", exempt=frozenset({"23"})) == {"6"}


OPTION_CASES = [
    ("9", ["Tea", "Coffee", "Milk", "Juice"], ["Tea", "Coffee", "Milk"]),
    ("11", ["Good", "Great"], ["Good", "Bad"]),
    ("11", ["Tea", "☕ tea"], ["Tea", "Coffee"]),
    ("18", ["😊", "Bad"], ["😊 Good", "😞 Bad"]),
    ("16", ["I want to go out to the shop with Sam", "Stay in"], ["Go to the shop", "Stay in"]),
    ("6", ["I don't want it", "Tea"], ["I do not want it", "Tea"]),
]


@pytest.mark.parametrize(("rule", "bad", "good"), OPTION_CASES)
def test_a_rule_stops_bad_answers_and_passes_good_ones(rule: str, bad: list[str], good: list[str]) -> None:
    def offered(labels: list[str]) -> list[Option]:
        return [Option(f"answer_{place}", label) for place, label in enumerate(labels)]

    assert rule in {finding.rule for finding in lint_options(offered(bad))}
    assert lint_options(offered(good)) == ()


def test_something_else_and_not_sure_do_not_count_as_content() -> None:
    content = [Option("a", "Tea"), Option("b", "Coffee"), Option("c", "Milk")]
    escapes = [Option("something_else", "💬 Something else"), Option("not_sure", "🤷 Not sure")]

    assert lint_options([*content, *escapes]) == ()


def wording(name: str, text: str, **options: str) -> Wording:
    return Wording(name, (text,), tuple(Option(answer, label) for answer, label in options.items()), None, frozenset())


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        (
            "24",
            wording("utter_ask_tea", "What do you want?", yes="Yes", no="No", not_sure="🤷 Not sure"),
            wording("utter_ask_tea", "What do you want?", tea="Tea", milk="Milk", not_sure="🤷 Not sure"),
        ),
        (
            "29",
            wording("utter_ask_tea", "What do you want?", tea="Tea", milk="Milk"),
            wording("utter_ask_who_sees", "Who do you want to see this?", my_staff="My staff"),
        ),
        ("23", wording("utter_other", "Did it help?"), wording("utter_ask_did_it_help", "Did it help?")),
        ("23", wording("utter_other", "Are you OK?"), wording("utter_ask_are_you_ok", "Are you OK?")),
        ("23", wording("utter_other", "Are you a person?"), wording("utter_control_are_you_real", "Are you a person?")),
    ],
)
def test_a_rule_stops_a_bad_entry_and_passes_a_good_one(rule: str, bad: Wording, good: Wording) -> None:
    assert rule in {finding.rule for finding in lint_wording(bad)}
    assert lint_wording(good) == ()


def test_an_answer_is_called_the_same_everywhere() -> None:
    same = wording("utter_ask_a", "How was it?", not_sure="🤷 Not sure")
    other = wording("utter_ask_b", "How was it?", not_sure="Do not know")

    assert [(name, finding.rule) for name, finding in lint_catalogue(Catalogue([same, other]))] == [
        ("utter_ask_b", "16")
    ]


def test_a_sign_has_one_meaning_everywhere() -> None:
    other = wording("utter_ask_a", "How was it?", good="😞 Good", not_sure="🤷 Not sure")

    assert [(name, finding.rule) for name, finding in lint_catalogue(Catalogue([other]))] == [("utter_ask_a", "18")]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400))
def test_no_text_whatever_makes_the_linter_fail(text: str) -> None:
    lint_text(text)
