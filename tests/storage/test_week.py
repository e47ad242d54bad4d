"""The week by itself: gaps against a count of every minute, and nights written as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import Refused
from storage.week import DAY, Gap, Shift, Span, clock, gaps, minute_of, shifts_of, spans_of

WHO = "somebody"


@st.composite
def shift(draw: st.DrawFn) -> Shift:
    start = draw(st.integers(0, DAY - 1))
    return Shift(
        draw(st.sampled_from(("a", "b", "c"))), draw(st.integers(0, 6)), start, draw(st.integers(start + 1, DAY))
    )


def by_the_minute(shifts: list[Shift]) -> list[Gap]:
    found = []
    for day in range(7):
        covered = {minute for one in shifts if one.weekday == day for minute in range(one.start, one.end)}
        start = None
        for minute in range(DAY + 1):
            is_gap = minute < DAY and minute not in covered
            if is_gap and start is None:
                start = minute
            if not is_gap and start is not None:
                found.append(Gap(day, start, minute))
                start = None
    return found


@given(st.lists(shift(), max_size=30))
def test_gaps_are_the_minutes_in_which_nobody_is_there(shifts: list[Shift]) -> None:
    assert list(gaps(shifts)) == by_the_minute(shifts)


def test_an_empty_week_is_seven_gaps_and_a_full_one_none() -> None:
    assert gaps(()) == tuple(Gap(day, 0, DAY) for day in range(7))
    assert gaps(Shift(WHO, day, 0, DAY) for day in range(7)) == ()
    assert gaps([Shift(WHO, 0, 0, 600), Shift("other", 0, 600, DAY)])[0].weekday == 1, "shifts that touch leave no gap"


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("09:00", "17:00", [(3, 540, 1020)]),
        ("20:00", "08:00", [(3, 1200, DAY), (4, 0, 480)]),
        ("20:00", "00:00", [(3, 1200, DAY)]),
        ("20:00", "24:00", [(3, 1200, DAY)]),
        ("00:00", "00:00", [(3, 0, DAY)]),
        ("00:00", "24:00", [(3, 0, DAY)]),
        ("08:00", "08:00", [(3, 480, DAY), (4, 0, 480)]),
    ],
)
def test_a_night_lies_on_two_days(start: str, end: str, found: list[tuple[int, int, int]]) -> None:
    shifts = shifts_of(WHO, Span(3, minute_of(start), minute_of(end)))
    assert [(one.weekday, one.start, one.end) for one in shifts] == found


def test_the_night_after_sunday_ends_on_monday() -> None:
    assert shifts_of(WHO, Span(6, 1200, 480)) == (Shift(WHO, 6, 1200, DAY), Shift(WHO, 0, 0, 480))


@st.composite
def span(draw: st.DrawFn) -> Span:
    return Span(draw(st.integers(0, 6)), draw(st.integers(0, DAY - 1)), draw(st.integers(0, DAY - 1)))


@given(st.lists(span(), max_size=10))
def test_what_is_shown_again_says_the_same_hours(spans: list[Span]) -> None:
    shifts = {shift for one in spans for shift in shifts_of(WHO, one)}
    again = {shift for one in spans_of(shifts) for shift in shifts_of(WHO, one)}
    assert gaps(again) == gaps(shifts)


def test_a_week_of_nights_is_shown_as_seven_nights() -> None:
    nights = tuple(Span(day, 1200, 480) for day in range(7))
    assert spans_of(shift for one in nights for shift in shifts_of(WHO, one)) == nights


@pytest.mark.parametrize("text", ["", "9", "25:00", "24:01", "09:60", "nine", "09:00:00", "٠٩:٠٠", "-1:00"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="Write a time"):
        minute_of(text)


@given(st.integers(0, DAY))
def test_a_time_is_read_as_it_is_written(minute: int) -> None:
    assert minute_of(clock(minute)) == minute
