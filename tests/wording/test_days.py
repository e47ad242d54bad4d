"""Days in words."""

from datetime import date

import pytest

from wording.days import in_full, in_words

TODAY = date(2026, 12, 30)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 30), "today"),
        (date(2026, 12, 31), "tomorrow"),
        (date(2026, 12, 28), "Monday 28 December"),
        (date(2027, 1, 5), "Tuesday 5 January 2027"),
    ],
)
def test_a_day_is_said_as_people_say_it(day: date, words: str) -> None:
    assert in_words(day, TODAY) == words


def test_a_printed_day_never_says_today() -> None:
    assert in_full(TODAY, TODAY) == "Wednesday 30 December"
    assert in_full(date(2025, 12, 30), TODAY) == "Tuesday 30 December 2025"
