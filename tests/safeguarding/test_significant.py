"""What is never decided in a chat, found in the words of whoever prepares a choice."""

import pytest

from safeguarding.sign_book import Sign
from safeguarding.significant import significant_book, significant_matter
from safeguarding.sums import largest_sum
from storage.vocabulary import SignificantMatter
from tests.safeguarding.significant import EVERYDAY, SIGNIFICANT

LIMIT = 100
ENOUGH = 120


def found_in(line: str) -> SignificantMatter | None:
    question, *options = (one.replace(":", ".") for one in line.split(" / "))
    return significant_matter(question, options, money_limit=LIMIT)


def test_no_significant_matter_passes_and_no_everyday_one_is_held_up() -> None:
    """The gate (R32). One that is found for another reason is refused all the same; most are found for their own."""
    lines = [(matter, line) for matter, of_it in SIGNIFICANT.items() for line in of_it]
    assert len(lines) >= ENOUGH and len(EVERYDAY) >= ENOUGH and len(set(EVERYDAY)) == len(EVERYDAY)
    assert [line for _, line in lines if found_in(line) is None] == []
    assert [(line, found_in(line)) for line in EVERYDAY if found_in(line)] == []
    other = [(matter, line, found_in(line)) for matter, line in lines if found_in(line) != matter]
    assert len(other) <= 0.05 * len(lines), other


def test_the_signs_of_the_file_are_those_of_the_vocabulary() -> None:
    assert {sign.id for sign in significant_book().signs} == {*SignificantMatter} - {SignificantMatter.OTHER}


@pytest.mark.parametrize("sign", significant_book().signs, ids=lambda sign: sign.id)
def test_every_phrase_is_found_in_the_words_it_is_made_of(sign: Sign) -> None:
    reading = significant_book().reading
    for phrase in (*sign.say, *sign.unless):
        needed = (one.entries for one in phrase.elements if one.entries is not None and not one.optional)
        words = [word for entries in needed for word in min(entries)]
        assert any(True for _ in phrase.find(reading.read(" ".join(words)))), phrase.written


@pytest.mark.parametrize(
    ("text", "pounds"),
    [
        ("It costs £250.", 250),
        ("£ 1,250.50 for the bed", 1250.5),
        ("250 pounds or 80 pounds", 250),
        ("two hundred and fifty quid", 250),
        ("a hundred pounds", 100),
        ("one thousand two hundred pounds", 1200),
        ("it is 2k pounds", 2000),
        ("two grand", 2000),
        ("£3 million", 3_000_000),
        ("at 10 and 250 steps", 0),
        ("room 101", 0),
        ("a pound of apples and two pears", 1),
        ("", 0),
    ],
)
def test_sums(text: str, pounds: float) -> None:
    assert largest_sum(text) == pounds


def test_the_limit_is_the_services_own() -> None:
    question, options = "What do you want to buy?", ("A chair. It costs £80.", "A lamp. It costs £30.")
    assert significant_matter(question, options, money_limit=100) is None
    assert significant_matter(question, options, money_limit=80) is None
    assert significant_matter(question, options, money_limit=79) is SignificantMatter.LARGE_MONEY


def test_an_option_counts_as_an_answer_to_the_question() -> None:
    assert significant_matter("Shall we go on?", ("Seeing Dad",), money_limit=LIMIT) is None
    assert (
        significant_matter("What do you want to stop?", ("Seeing Dad",), money_limit=LIMIT) is SignificantMatter.CONTACT
    )
