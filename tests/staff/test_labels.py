"""Every value of the vocabulary that a page shows has words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest

from staff.labels import Reason, about, face, label, reason
from staff.moments import day_in_words, moment_in_words
from storage import vocabulary
from storage.database import Calendar
from storage.vocabulary import Outcome, Topic

NEVER_SHOWN = {
    *("QuestionKind", "UpdateStatus", "ReadingEnd", "AlertKind"),
    *("Pause", "QuietTimes", "DayTime", "LinkedTo"),
}
SHOWN = [
    kind
    for name, kind in vars(vocabulary).items()
    if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum and name not in NEVER_SHOWN
]


@pytest.mark.parametrize("kind", SHOWN)
def test_every_value_has_words_of_its_own(kind: type[StrEnum]) -> None:
    words = [label(value) for value in kind]
    assert len(set(words)) == len(words) and all(word[0].isupper() for word in words)


def test_what_no_rule_found_is_said_so() -> None:
    assert reason("hurt_by_someone") == Reason("hurt by someone", None)
    assert reason("model") == Reason("The model read it so.", None)


def test_topics_are_a_list() -> None:
    assert about((Topic.MEALS, Topic.STAFF)) == "Meals, staff" and about(()) == ""


def test_every_outcome_has_a_face() -> None:
    assert len({face(outcome) for outcome in Outcome}) == len(Outcome)


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 7, 14, 11, 5, tzinfo=UTC), "today at 12:05pm"),  # summer time
        (datetime(2026, 7, 13, 23, 30, tzinfo=UTC), "today at 12:30am"),
        (datetime(2026, 7, 13, 22, 30, tzinfo=UTC), "yesterday at 11:30pm"),
        (datetime(2025, 12, 31, 9, 0, tzinfo=UTC), "Wednesday 31 December 2025 at 9:00am"),
    ],
)
def test_moments_in_words(at: datetime, words: str) -> None:
    assert moment_in_words(at, datetime(2026, 7, 14, 12, 0, tzinfo=UTC), Calendar()) == words


def test_days_in_words() -> None:
    assert day_in_words(date(2026, 7, 15), date(2026, 7, 14)) == "tomorrow"
