"""When a person lets the bot start something: pauses, and quiet times of their own beside those of the service (R44)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select, update

from storage import audit
from storage.audit import Actor
from storage.database import Transaction
from storage.tables.people import people
from storage.vocabulary import Pause, QuietTimes

NINE, EIGHT_IN_THE_EVENING = time(9), time(20)
PAUSE_DAYS = {Pause.DAY: 1, Pause.WEEK: 7}
"""Whole local days after the one on which it was said: nobody hears from the bot earlier than they wished."""


@dataclass(frozen=True)
class OwnTimes:
    """`paused_until`: the local day on which a pause is over, None where the person has to say so; `quiet_before`,
    `quiet_after`: by the clock on the wall; `a_day`: how many check-ins on one day."""

    is_paused: bool
    paused_until: date | None
    quiet_before: time | None
    quiet_after: time | None
    a_day: int

    def are_quiet_at(self, clock: time) -> bool:
        """Whether this time of day is one of their own quiet times."""
        is_early = self.quiet_before is not None and clock < self.quiet_before
        return is_early or (self.quiet_after is not None and clock >= self.quiet_after)


def of_person(tx: Transaction, person_id: str) -> OwnTimes:
    columns = (people.c.paused_at, people.c.paused_until, people.c.quiet_before, people.c.quiet_after)
    row = tx.execute(select(*columns, people.c.check_ins_a_day).where(people.c.id == person_id)).one()
    is_paused = _holds(tx, row.paused_at, row.paused_until)
    until = tx.calendar.day(row.paused_until) if is_paused and row.paused_until else None
    return OwnTimes(is_paused, until, row.quiet_before, row.quiet_after, row.check_ins_a_day)


def is_paused(tx: Transaction, person_id: str) -> bool:
    return of_person(tx, person_id).is_paused


def was_paused_on(tx: Transaction, person_id: str, day: date) -> bool:
    """Whether the pause that was said last held at the end of this local day, also where it is over by now."""
    row = tx.execute(select(people.c.paused_at, people.c.paused_until).where(people.c.id == person_id)).one()
    end = tx.calendar.moment(day + timedelta(days=1), time())
    return row.paused_at is not None and row.paused_at < end and (row.paused_until is None or end <= row.paused_until)


def is_quiet(tx: Transaction, person_id: str) -> bool:
    """Whether it is one of this person's own quiet times."""
    return of_person(tx, person_id).are_quiet_at(tx.now.astimezone(tx.calendar.zone).time())


def pause(tx: Transaction, person_id: str, how_long: Pause) -> date | None:
    """The bot starts nothing from now on; returns the local day on which it may again, None for when they say so. A new
    pause takes the place of one that holds."""
    days = PAUSE_DAYS.get(how_long)
    over_on = None if days is None else tx.today + timedelta(days=days + 1)
    until = None if over_on is None else tx.calendar.moment(over_on, time())
    _set(tx, person_id, "pause", how_long, paused_at=tx.now, paused_until=until)
    return over_on


def end_pause(tx: Transaction, person_id: str) -> None:
    """They want to be asked again. Without a pause nothing changes."""
    if is_paused(tx, person_id):
        _set(tx, person_id, "end_pause", None, paused_at=None, paused_until=None)


def choose_quiet(tx: Transaction, person_id: str, quiet: QuietTimes) -> OwnTimes:
    """One more quiet time, or none but the service's own; returns what holds now."""
    changed: dict[QuietTimes, dict[str, time | None]] = {
        QuietTimes.NOT_BEFORE_9: {"quiet_before": NINE},
        QuietTimes.NOT_AFTER_8: {"quiet_after": EIGHT_IN_THE_EVENING},
        QuietTimes.ONLY_AT_NIGHT: {"quiet_before": None, "quiet_after": None},
    }
    _set(tx, person_id, "set_quiet_times", quiet, **changed[quiet])
    return of_person(tx, person_id)


def allow_a_day(tx: Transaction, person_id: str, count: int) -> None:
    """So many check-ins on one day, as the person says; nobody says it for them."""
    _set(tx, person_id, "allow_check_ins", str(count), check_ins_a_day=count)


def _holds(tx: Transaction, paused_at: datetime | None, paused_until: datetime | None) -> bool:
    return paused_at is not None and (paused_until is None or tx.now < paused_until)


def _set(tx: Transaction, person_id: str, verb: str, detail: str | None, **values: object) -> None:
    tx.execute(update(people).where(people.c.id == person_id).values(**values))
    audit.record(tx, Actor("person", person_id), verb, "person", person_id, detail=detail)
