"""Whose check-ins are due: each of their days is taken up once, whatever was down meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, select

from storage import askings, check_ins, questions
from storage.check_ins import CheckIn
from storage.database import Transaction
from storage.references import event_day_ref
from storage.tables.check_ins import check_in_askings
from storage.vocabulary import NotAsked, QuestionKind


def to_take_up(tx: Transaction) -> tuple[CheckIn, ...]:
    """Those with a day that nothing was kept of yet: today, once its time has come, or one on which nothing ran."""
    last = _last_days(tx)
    return tuple(one for one in check_ins.all_that_hold(tx) if any(_days(tx, one, last.get(one.id))))


def take_up(tx: Transaction, check_in_id: str) -> None:
    """Days that went by are kept as not asked; today's waits for a moment to be asked."""
    found = check_ins.one(tx, check_in_id)
    if found.ended_at is not None:
        return
    for day in _days(tx, found, _last_days(tx, check_in_id).get(check_in_id)):
        if day < tx.today:
            askings.add(tx, found.id, found.person_id, day, reason=NotAsked.NOT_RUNNING)
        else:
            _ask(tx, found, askings.add(tx, found.id, found.person_id, day))


def _ask(tx: Transaction, found: CheckIn, asking_id: str) -> None:
    asked = questions.ask(
        tx,
        found.person_id,
        QuestionKind.CHECK_IN,
        "utter_ask_check_in",
        values={"about": found.about_ref, "when": event_day_ref(tx.today)},
        subject_id=asking_id,
        started_by="bot",
        wait=True,
    )
    askings.is_asked_by(tx, asking_id, asked.id)


def _last_days(tx: Transaction, check_in_id: str | None = None) -> dict[str, date]:
    """The last day that something is kept of, by check-in."""
    days = select(check_in_askings.c.check_in_id, func.max(check_in_askings.c.day))
    if check_in_id is not None:
        days = days.where(check_in_askings.c.check_in_id == check_in_id)
    return {row[0]: row[1] for row in tx.execute(days.group_by(check_in_askings.c.check_in_id))}


def _days(tx: Transaction, found: CheckIn, last: date | None) -> Iterator[date]:
    """Its days up to today whose time has come since it was kept, and which come after the last one that was taken up."""
    if found.kept_at is None or found.at is None:
        return
    day = tx.calendar.day(found.kept_at) if last is None else last + timedelta(days=1)
    while day <= tx.today:
        is_time = found.kept_at < tx.calendar.moment(day, found.at) <= tx.now
        if day.weekday() in found.weekdays and is_time:
            yield day
        day += timedelta(days=1)
