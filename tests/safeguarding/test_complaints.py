"""What in a person's words says that it may be a complaint."""

import pytest

from safeguarding.complaints import complaint_book, complaint_signs
from safeguarding.sign_book import Sign
from storage.vocabulary import SIGNS_OF_RULES
from tests.safeguarding.complaints import COMPLAINTS, OTHERS


def test_complaints_are_flagged_and_little_else_is() -> None:
    """The gate (R46): nineteen of twenty complaints, and at most one in ten of what is none."""
    missed = [words for words in COMPLAINTS if not complaint_signs(words)]
    flagged = [words for words in OTHERS if complaint_signs(words)]
    assert (len(COMPLAINTS), len(OTHERS)) == (30, 30)
    assert len(missed) <= 0.05 * len(COMPLAINTS), missed
    assert len(flagged) <= 0.10 * len(OTHERS), flagged


def test_the_signs_of_the_file_are_those_of_the_vocabulary() -> None:
    assert {sign.id for sign in complaint_book().signs} == {str(one) for one in SIGNS_OF_RULES}


@pytest.mark.parametrize("sign", complaint_book().signs, ids=lambda sign: sign.id)
def test_every_phrase_is_found_in_the_words_it_is_made_of(sign: Sign) -> None:
    """The spellings could make other words of them, and then the phrase would only look as if it did something."""
    reading = complaint_book().reading
    for phrase in (*sign.say, *sign.unless):
        needed = (one.entries for one in phrase.elements if one.entries is not None and not one.optional)
        words = [word for entries in needed for word in min(entries)]
        assert any(True for _ in phrase.find(reading.read(" ".join(words)))), phrase.written


@pytest.mark.parametrize(
    ("words", "signs"),
    [
        ("I am NOT happy with the staff!!", ("not_happy",)),
        ("they never knock", ("privacy",)),
        ("the staff was rude and i want to complain", ("says_complaint", "staff_conduct")),
        ("not happy", ("not_happy",)),
        ("it was fair", ()),
        ("i have no complaints", ()),
        ("", ()),
    ],
)
def test_signs_of_some_words(words: str, signs: tuple[str, ...]) -> None:
    assert complaint_signs(words) == signs
