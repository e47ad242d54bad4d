"""A day in three fields: what is one, and what is a slip of the hand."""

from __future__ import annotations

from datetime import date

import pytest

from staff import day_fields
from tests.staff.test_complaints import ACKNOWLEDGE, made, now
from tests.staff.test_concern_page import DONE, begun
from tests.staff.world import World

TODAY = date(2026, 11, 24)


def typed(day: date) -> dict[str, str]:
    return {f"on-{part}": value for part, value in day_fields.as_fields(day).items()}


@pytest.mark.parametrize("day", [date(2025, 11, 24), TODAY, date(2027, 11, 24)])
def test_a_day_within_a_year_is_one(day: date) -> None:
    assert day_fields.read_near(typed(day), "on", TODAY) == day


@pytest.mark.parametrize(
    ("day", "advice"),
    [
        (date(2025, 11, 22), "more than a year ago"),
        (date(1926, 11, 24), "more than a year ago"),
        (date(2027, 11, 26), "more than a year from now"),
        (date(9999, 12, 31), "more than a year from now"),
    ],
)
def test_a_day_further_away_is_a_slip_of_the_hand(day: date, advice: str) -> None:
    with pytest.raises(day_fields.NotADay, match=advice):
        day_fields.read_near(typed(day), "on", TODAY)
    assert day_fields.read(typed(day), "on") == day


def test_no_day_is_none() -> None:
    assert day_fields.read_near({}, "on", TODAY) is None


async def test_no_answer_is_promised_for_years_ahead(world: World) -> None:
    one, form = made(world), {**ACKNOWLEDGE, "expected-year": "2062", "council": "no", "handler": world.cast.manager.id}
    page = await world.signed_in(world.cast.manager).post(f"/complaints/{one.id}", **form)
    assert page.status == 422 and "This day is more than a year from now. Look at the year." in page.words
    assert now(world).expected_on is None


async def test_no_duty_was_done_years_ago(world: World) -> None:
    path = begun(world)
    form = {**DONE, "police_999-on-year": "2016"}
    page = await world.signed_in(world.cast.lead).post(path, token_from=path, do="duty", **form)
    assert page.status == 422 and "This day is more than a year ago. Look at the year." in page.words


async def test_the_register_goes_back_as_far_as_somebody_asks(world: World) -> None:
    visitor = world.signed_in(world.cast.manager)
    page = await visitor.get("/complaints?from-day=1&from-month=1&from-year=2020")
    assert page.status == 200 and "a year ago" not in page.words


async def test_what_was_practised_with_999_may_be_years_ago(world: World) -> None:
    path = f"/people/{world.cast.person.id}/emergency-plan"
    days = {"practised": date(2019, 5, 1), "reviewed": TODAY, "next": date(2027, 5, 1)}
    form = {f"{name}-{part}": value for name, day in days.items() for part, value in day_fields.as_fields(day).items()}
    plan = {"trusts": "Her sister", "can_phone": "alone", "text_to_999": "registered"}
    kept = await world.signed_in(world.cast.manager).post(path, token_from=path, **plan, **form)
    assert kept.status == 303
