"""Drills (R28): when the next one is due, how the last one went; and what waits for a human look each working day (R24)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from storage import Transaction, concerns, drills, human_look, safeguarding_team
from storage.audit import SYSTEM
from storage.database import Calendar
from storage.drills import Drill, Drills
from storage.tables.alerts import alerts as table
from tests.storage.alarmed import Team, settle_team
from tests.storage.invented import Life

MONTH = timedelta(days=30)


@pytest.fixture
def team(life: Life) -> Team:
    return settle_team(life)


def begin(life: Life) -> str:
    return life.do(drills.begin, "TEST words", tier="red", kind="danger", reasons=("a rule",), rules_version="1")


def at(life: Life, day: int, hour: int, minute: int = 0) -> None:
    """A time of November 2026, which is winter time; the 9th is a Monday."""
    life.clock.set(datetime(2026, 11, day, hour, minute, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "hour", "minute", "is_due"),
    [(9, 9, 59, False), (9, 10, 0, True), (9, 15, 59, True), (9, 16, 0, False), (14, 12, 0, False), (15, 12, 0, False)],
)
def test_one_is_made_in_working_hours_alone(
    life: Life, team: Team, day: int, hour: int, minute: int, is_due: bool
) -> None:
    at(life, day, hour, minute)
    assert life.do(drills.is_due, MONTH) is is_due


def test_one_is_made_by_the_clock_of_the_house_and_not_on_bank_holidays(life: Life, team: Team) -> None:
    life.clock.set(datetime(2026, 7, 6, 9, 30, tzinfo=UTC))  # half past ten in London
    assert life.do(drills.is_due, MONTH) is True
    calendar = life.store.calendar
    life.store.calendar = Calendar(bank_holidays=frozenset({date(2026, 7, 6)}))
    try:
        assert life.do(drills.is_due, MONTH) is False
    finally:
        life.store.calendar = calendar


def test_none_is_made_where_they_are_off_or_there_is_nobody_to_tell(life: Life, team: Team) -> None:
    at(life, 9, 12)
    assert life.do(drills.is_due, None) is False
    for one in team.everybody:
        life.do(safeguarding_team.remove_contact, SYSTEM, one.id)
    assert life.do(drills.is_due, MONTH) is False


def test_the_next_one_is_due_after_its_days_and_there_is_one_a_day(life: Life, team: Team) -> None:
    at(life, 9, 12)
    assert begin(life) == begin(life)
    assert life.do(drills.is_due, MONTH) is False
    life.clock.forward(days=29)
    assert life.do(drills.is_due, MONTH) is False
    life.clock.forward(days=1)
    assert life.do(drills.is_due, MONTH) is True


def test_a_drill_goes_the_way_of_a_concern_and_is_marked(life: Life, team: Team) -> None:
    concern_id = begin(life)
    found, _ = life.do(concerns.one_for_lead, team.lead, concern_id)
    assert (found.is_test, found.person_id, found.words, found.tier) == (True, None, "TEST words", "red")
    assert {one.kind for one in team.waiting()} == {"drill"}
    team.send()
    assert team.climb(minutes=15) == 1 and team.names() == {"Alma"}
    other, _ = life.do(concerns.one_for_lead, team.lead, life.worry("he hit me"))
    assert other.is_test is False


def test_how_long_it_took_until_somebody_acknowledged_it_is_kept(life: Life, team: Team) -> None:
    began = life.clock.now
    concern_id = begin(life)
    assert life.do(drills.drills) == Drills(Drill(began, None), is_overdue=False)
    life.clock.forward(minutes=7)
    life.do(concerns.acknowledge, team.lead, concern_id)
    assert life.do(drills.drills) == Drills(Drill(began, timedelta(minutes=7)), is_overdue=False)


def test_it_is_overdue_where_nobody_acknowledged_it_for_a_day(life: Life, team: Team) -> None:
    concern_id = begin(life)
    life.clock.forward(hours=24)
    assert life.do(drills.drills).is_overdue is False
    life.clock.forward(seconds=1)
    assert life.do(drills.drills).is_overdue is True
    life.do(concerns.acknowledge, team.lead, concern_id)
    assert life.do(drills.drills).is_overdue is True, "it was late"


def test_it_is_overdue_where_there_was_none_for_five_weeks_or_never(life: Life, team: Team) -> None:
    assert life.do(drills.drills) == Drills(None, is_overdue=True)
    life.do(concerns.acknowledge, team.lead, begin(life))
    life.clock.forward(days=35)
    assert life.do(drills.drills).is_overdue is False
    life.clock.forward(seconds=1)
    assert life.do(drills.drills).is_overdue is True


# What waits for a human look


def lists_told(life: Life) -> list[str]:
    return life.do(_lists)


def _lists(tx: Transaction) -> list[str]:
    return list(tx.execute(select(table.c.once).where(table.c.kind == "checks").order_by(table.c.once)).scalars())


def looks(life: Life) -> None:
    """What the schedule does."""
    if life.do(human_look.is_due):
        life.do(human_look.tell)


@pytest.mark.parametrize("kind", ["words", concerns.LISTEN])
def test_what_waits_is_told_of_once_each_working_day_at_nine(life: Life, team: Team, kind: str) -> None:
    at(life, 5, 15)
    life.worry("I do not know", tier="check", kind=kind)
    told = []
    for hour in range(24 * 7):
        at(life, 6 + hour // 24, hour % 24)
        before = len(lists_told(life))
        looks(life)
        if len(lists_told(life)) > before:
            told.append((6 + hour // 24, hour % 24))
    assert told == [(6, 9), (9, 9), (10, 9), (11, 9), (12, 9)]


def test_what_comes_later_in_the_day_is_told_of_tomorrow(life: Life, team: Team) -> None:
    at(life, 9, 9)
    looks(life)
    life.worry("I do not know", tier="check")
    at(life, 9, 17)
    looks(life)
    assert lists_told(life) == []
    at(life, 10, 9)
    looks(life)
    assert lists_told(life) == ["checks:2026-11-10"]


def test_after_a_stop_in_the_morning_it_is_told_of_when_it_runs_again(life: Life, team: Team) -> None:
    at(life, 6, 15)
    life.worry("I do not know", tier="check")
    at(life, 9, 11, 40)
    looks(life)
    assert lists_told(life) == ["checks:2026-11-09"]


def test_what_somebody_took_on_and_what_is_no_check_is_not_told_of(life: Life, team: Team) -> None:
    at(life, 6, 15)
    life.do(concerns.acknowledge, team.lead, life.worry("I do not know", tier="check"))
    life.worry("he hit me", tier="amber")
    at(life, 9, 9)
    looks(life)
    assert lists_told(life) == []
