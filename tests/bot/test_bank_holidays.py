"""Working days over the bank holidays that the service is opened with."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from bot.opening import bank_holidays
from storage.database import Calendar


@pytest.mark.parametrize(
    ("start", "then"),
    [
        # Three working days, as for a decision or an acknowledgement.
        (date(2026, 12, 23), date(2026, 12, 30)),  # Christmas Day, and Boxing Day kept on the Monday
        (date(2026, 12, 30), date(2027, 1, 5)),  # New Year's Day
        (date(2027, 3, 25), date(2027, 4, 1)),  # Good Friday and Easter Monday
        (date(2027, 4, 30), date(2027, 5, 6)),  # the first Monday of May
        (date(2027, 5, 28), date(2027, 6, 3)),  # the last Monday of May
        (date(2027, 8, 27), date(2027, 9, 2)),  # the last Monday of August
        (date(2026, 11, 23), date(2026, 11, 26)),  # no holiday
    ],
)
def test_three_working_days_in_england(start: date, then: date) -> None:
    assert Calendar(ZoneInfo("Europe/London"), bank_holidays("ENG")).working_days_after(start, 3) == then


@pytest.mark.parametrize(
    ("nation", "easter_monday", "saint_andrew"),
    [("ENG", True, False), ("WLS", True, False), ("SCT", False, True), ("NIR", True, False)],
)
def test_each_nation_has_its_own(nation: str, easter_monday: bool, saint_andrew: bool) -> None:
    days = bank_holidays(nation)
    assert (date(2027, 3, 29) in days, date(2026, 11, 30) in days) == (easter_monday, saint_andrew)
