"""Check-ins by the clock on the wall: a year with both clock changes, a kill at every point, and two programs at once. No
assistant is needed to ask."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.assistant import Assistant
from bot.schedule import QuietHours, Schedule
from bot.service import build
from storage import Store, Transaction, check_ins, check_ins_for_staff, houses, how_often, linking, own_times, questions
from storage.audit import SYSTEM, Actor
from storage.check_ins import EVERY_DAY
from storage.tables.check_ins import check_in_askings
from storage.tables.conversation import outbox
from storage.tables.people import people
from storage.vocabulary import AskingStatus, Asks, NotAsked, Pause
from tests.conversation.conftest import NO_QUIET, SERVICE_WORDS, House, SetClock
from wording.catalogue import Catalogue

SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
"""London: at 1 in the night it is 2; at 2 in the night it is 1 once more."""


class Killed(Exception):
    """The program is gone."""


class MortalStore(Store):
    """Dies before its next write once `writes` of them were done; what was committed stays."""

    writes: int | None = None

    async def writing(self, verb: Any, /, *a: Any, **k: Any) -> Any:
        if self.writes is not None:
            if self.writes == 0:
                raise Killed
            self.writes -= 1
        return await super().writing(verb, *a, **k)


def schedule_of(store: Store, catalogue: Catalogue, quiet: QuietHours = NO_QUIET) -> Schedule:
    """A program that has just started."""
    return build(store, catalogue, Assistant(lambda: "http://127.0.0.1:1", "-"), SERVICE_WORDS, quiet).schedule


@pytest.fixture
def mortal(store: Store, tmp_path: Path, clock: SetClock) -> Iterator[MortalStore]:
    """The same database, for a program that dies."""
    mortal = MortalStore(f"sqlite:///{tmp_path / 'said.db'}", clock=clock)
    yield mortal
    mortal.close()


@pytest.fixture
def ready(store: Store, house: House, catalogue: Catalogue) -> House:
    with store.write() as tx:
        houses.keep_notice_answer(tx, house.person.id, catalogue.version, "yes")
    return house


def chosen(store: Store, house: House, weekdays: tuple[int, ...], at: time, words: str = "swimming") -> str:
    """A check-in the person keeps now."""
    with store.write() as tx:
        thing_id = check_ins_for_staff.prepare(tx, house.worker, house.person.id, words, None)
        check_in_id = check_ins.begin(tx, house.person.id, thing_id=thing_id)
        check_ins.set_days(tx, check_in_id, weekdays)
        check_ins.set_time(tx, check_in_id, at)
        check_ins.keep(tx, Actor("person", house.person.id), check_in_id)
    return check_in_id


def askings_of(store: Store, check_in_id: str) -> list[Any]:
    with store.read() as tx:
        return list(
            tx.execute(
                select(check_in_askings)
                .where(check_in_askings.c.check_in_id == check_in_id)
                .order_by(check_in_askings.c.day)
            )
        )


def shown(store: Store, person_id: str) -> list[tuple[datetime, str]]:
    """Every bubble of a check-in, when and in which words."""
    with store.read() as tx:
        rows = tx.execute(
            select(outbox.c.created_at, outbox.c.text)
            .where(outbox.c.person_id == person_id, outbox.c.response.like("%check_in"))
            .order_by(outbox.c.position)
        )
        return [(row.created_at, row.text) for row in rows]


def local(store: Store, moment: datetime) -> datetime:
    return moment.astimezone(store.calendar.zone)


def wake_at(store: Store, clock: SetClock, day: date, at: time, **more: float) -> None:
    clock.now = store.calendar.moment(day, at) + timedelta(**more)


@pytest.mark.parametrize(("at", "weekdays"), [(time(18), EVERY_DAY), (time(1, 30), (5, 6))])
async def test_a_year_asks_every_day_of_it_once_and_at_its_time(
    store: Store, ready: House, catalogue: Catalogue, clock: SetClock, at: time, weekdays: tuple[int, ...]
) -> None:
    """With a program that starts anew each day, and looks before, at and after the time, and at the end of the day."""
    check_in_id = chosen(store, ready, weekdays, at)
    first = clock.now.date()
    for number in range(366):
        day, program = first + timedelta(days=number), schedule_of(store, catalogue)
        for before in (-5, 1, 60):
            wake_at(store, clock, day, at, minutes=before)
            await program.round()
        # One that is asked is left, not answered, so that nobody's answer makes the moment.
        with store.write() as tx:
            questions.set_aside(tx, ready.person.id)
    expected = [first + timedelta(days=one) for one in range(366)]
    expected = [one for one in expected if one.weekday() in weekdays and (one > first or at > time(10))]
    rows = askings_of(store, check_in_id)
    assert [row.day for row in rows] == expected
    assert {row.status for row in rows} == {AskingStatus.ASKED}
    for row in rows:
        when = local(store, row.asked_at)
        is_in_the_gap = row.day == SPRING and time(1) <= at < time(2)
        assert when.date() == row.day
        assert when.time().replace(second=0, microsecond=0) == (
            time(2, 31) if is_in_the_gap else time(at.hour, at.minute + 1)
        )
    bubbles = Counter(local(store, when).date() for when, _ in shown(store, ready.person.id))
    assert set(bubbles.values()) == {1} and sorted(bubbles) == expected
    assert all(text == "Think of “swimming” today. How was it?" for _, text in shown(store, ready.person.id))


def test_a_day_of_both_clock_changes_is_in_the_year(store: Store) -> None:
    zone = store.calendar.zone
    lengths = {
        day: store.calendar.moment(day + timedelta(days=1), time()) - store.calendar.moment(day, time())
        for day in (SPRING, AUTUMN)
    }
    assert lengths == {SPRING: timedelta(hours=23), AUTUMN: timedelta(hours=25)} and zone.key == "Europe/London"


async def test_an_hour_that_comes_twice_is_asked_once(
    store: Store, ready: House, catalogue: Catalogue, clock: SetClock
) -> None:
    clock.now = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    check_in_id = chosen(store, ready, EVERY_DAY, time(1, 30))
    clock.now = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)  # 1:00 in summer time
    for _ in range(36):  # to 3:00 in winter time
        clock.passes(minutes=5)
        await schedule_of(store, catalogue).round()
    [row] = askings_of(store, check_in_id)
    assert row.day == AUTUMN and row.asked_at < datetime(2026, 10, 25, 0, 36, tzinfo=UTC)
    assert len(shown(store, ready.person.id)) == 1


MOST_WRITES = 2
"""In one round of what this test does: the day is taken up, and asked about."""


@pytest.mark.parametrize("writes", range(MOST_WRITES))
async def test_a_kill_between_any_two_writes_neither_loses_nor_doubles(
    writes: int, mortal: MortalStore, ready: House, clock: SetClock, catalogue: Catalogue
) -> None:
    """Over the asking, its nudge, and the day after that."""
    store, house = mortal, ready
    check_in_id = chosen(store, house, (0,), time(15))
    times_killed = 0
    for hours in (0, 5.1, 0.1, 12, 12, 0.1, 12, 12):
        clock.passes(hours=hours)
        store.writes = writes
        try:
            await schedule_of(store, catalogue).round()
        except Killed:
            times_killed += 1
        store.writes = None
        await schedule_of(store, catalogue).round()
    [row] = askings_of(store, check_in_id)
    assert row.status == AskingStatus.ASKED and row.nudged_at is not None
    assert [text for _, text in shown(store, house.person.id)] == [
        "Think of “swimming” today. How was it?",
        "“swimming” yesterday: pick good, so-so or bad.",
    ]
    with store.read() as tx:
        assert questions.open_question(tx, house.person.id) is None
    assert times_killed > 0


async def test_two_programs_at_once_ask_once(
    store: Store, ready: House, catalogue: Catalogue, clock: SetClock, tmp_path: Path
) -> None:
    check_in_id = chosen(store, ready, EVERY_DAY, time(15))
    other = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=clock)
    try:
        programs = [schedule_of(one, catalogue) for one in (store, other, store, other)]
        for _ in range(5):
            clock.passes(hours=5.1 if not askings_of(store, check_in_id) else 24)
            await asyncio.gather(*(program.round() for program in programs))
            with store.write() as tx:
                questions.set_aside(tx, ready.person.id)
        rows = askings_of(store, check_in_id)
        assert [row.status for row in rows] == [AskingStatus.ASKED] * 5
        assert len(shown(store, ready.person.id)) == 5
    finally:
        other.close()


async def test_days_on_which_nothing_ran_are_kept_as_not_asked_and_never_made_up_for(
    store: Store, ready: House, catalogue: Catalogue, clock: SetClock
) -> None:
    check_in_id = chosen(store, ready, EVERY_DAY, time(18))
    clock.now = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    await schedule_of(store, catalogue).round()
    rows = askings_of(store, check_in_id)
    assert [(row.day.day, row.reason) for row in rows] == [(day, NotAsked.NOT_RUNNING) for day in (2, 3, 4)]
    assert shown(store, ready.person.id) == []
    clock.now = datetime(2026, 3, 5, 23, 0, tzinfo=UTC)  # it comes up late on the same day
    await schedule_of(store, catalogue).round()
    assert [text for _, text in shown(store, ready.person.id)] == ["Think of “swimming” today. How was it?"]


@pytest.mark.parametrize("quiet", ["service", "own"])
async def test_what_is_held_up_by_quiet_hours_is_asked_after_them_or_dropped_at_midnight(
    store: Store, ready: House, catalogue: Catalogue, clock: SetClock, quiet: str
) -> None:
    hours = QuietHours(time(17), time(20)) if quiet == "service" else NO_QUIET
    if quiet == "own":
        with store.write() as tx:
            tx.execute(update(people).values(quiet_before=time(20)))
    check_in_id = chosen(store, ready, EVERY_DAY, time(18))
    program = schedule_of(store, catalogue, hours)
    clock.now = datetime(2026, 3, 2, 18, 5, tzinfo=UTC)
    await program.round()
    assert shown(store, ready.person.id) == []
    clock.now = datetime(2026, 3, 2, 20, 5, tzinfo=UTC)
    await program.round()
    assert len(shown(store, ready.person.id)) == 1
    with store.write() as tx:
        questions.set_aside(tx, ready.person.id)
    clock.now = datetime(2026, 3, 3, 18, 5, tzinfo=UTC)
    await program.round()
    clock.now = datetime(2026, 3, 4, 0, 1, tzinfo=UTC)
    await program.round()
    assert [row.reason for row in askings_of(store, check_in_id)] == [None, NotAsked.NO_MOMENT]
    assert len(shown(store, ready.person.id)) == 1


@pytest.mark.parametrize(
    ("how", "reason"),
    [("paused", NotAsked.PAUSED), ("none", NotAsked.WANTS_NONE), ("no chat", NotAsked.NO_CHAT)],
)
async def test_who_wants_or_sees_none_is_not_asked_and_it_is_kept_why(
    store: Store, ready: House, catalogue: Catalogue, clock: SetClock, how: str, reason: NotAsked
) -> None:
    check_in_id = chosen(store, ready, EVERY_DAY, time(15))

    def silenced(tx: Transaction) -> None:
        if how == "paused":
            own_times.pause(tx, ready.person.id, Pause.OPEN)
        elif how == "none":
            how_often.choose(tx, ready.person.id, Asks.ONLY_WHEN_I_START)
        else:
            linking.unlink_all(tx, SYSTEM, ready.person.id)

    with store.write() as tx:
        silenced(tx)
    for hours in (6, 6, 3):
        clock.passes(hours=hours)
        await schedule_of(store, catalogue).round()
    assert [row.reason for row in askings_of(store, check_in_id)] == [reason]
    assert shown(store, ready.person.id) == []


async def test_one_a_day_is_usual_and_two_only_where_the_person_says_so(
    store: Store, ready: House, catalogue: Catalogue, clock: SetClock
) -> None:
    morning = chosen(store, ready, EVERY_DAY, time(11))
    with store.write() as tx:
        own_times.allow_a_day(tx, ready.person.id, 2)
    evening = chosen(store, ready, EVERY_DAY, time(18), "work")

    async def a_day() -> list[str]:
        before = len(shown(store, ready.person.id))
        for hours in (2, 7, 15):
            clock.passes(hours=hours)
            await schedule_of(store, catalogue).round()
        return [text for _, text in shown(store, ready.person.id)[before:]]

    swimming, work = "Think of “swimming” today. How was it?", "Think of “work” today. How was it?"
    assert await a_day() == [swimming, work]
    with store.write() as tx:
        own_times.allow_a_day(tx, ready.person.id, 1)
    assert await a_day() == [swimming]
    assert [row.reason for row in askings_of(store, evening)] == [None, NotAsked.ANOTHER_QUESTION]
    assert [row.reason for row in askings_of(store, morning)] == [None, None]
