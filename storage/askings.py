"""Each check-in on each of its days: asked, or not and why. A day is asked about once, and never on another day as if it
were that one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, select, update

from storage import linking, own_times, questions
from storage.database import Transaction
from storage.tables.base import new_id
from storage.tables.check_ins import check_in_askings, check_ins
from storage.tables.conversation import contents
from storage.tables.conversation import questions as questions_table
from storage.tables.people import people
from storage.vocabulary import AskingStatus, Asks, NotAsked, QuestionKind

SIMPLER = f"utter_again_ask_{QuestionKind.CHECK_IN}"


@dataclass(frozen=True)
class Asking:
    """`day`: the local day that it is about. `question_id` is None of a day on which nothing could be asked; `nudged_at`:
    when it was asked once more."""

    id: str
    check_in_id: str
    person_id: str
    day: date
    status: AskingStatus
    reason: NotAsked | None
    question_id: str | None
    asked_at: datetime | None
    nudged_at: datetime | None


def add(tx: Transaction, check_in_id: str, person_id: str, day: date, *, reason: NotAsked | None = None) -> str:
    """The row of this day: with a reason it was not asked, without one it waits for its moment. Returns its id."""
    asking_id = new_id()
    status = AskingStatus.DUE if reason is None else AskingStatus.NOT_ASKED
    row = {"id": asking_id, "check_in_id": check_in_id, "person_id": person_id, "day": day}
    tx.execute(insert(check_in_askings), {**row, "status": status, "reason": reason})
    return asking_id


def is_asked_by(tx: Transaction, asking_id: str, question_id: str) -> None:
    """The question that puts it to the person, once there is a moment for it."""
    _set(tx, asking_id, question_id=question_id)


def mark_asked(tx: Transaction, asking_id: str) -> None:
    """Its question is shown."""
    _set(tx, asking_id, status=AskingStatus.ASKED, asked_at=tx.now)


def one(tx: Transaction, asking_id: str) -> Asking:
    return _asking(tx.execute(_ASKING.where(check_in_askings.c.id == asking_id)).one())


def is_for_today(tx: Transaction, asking_id: str) -> bool:
    """Whether its day is still this one."""
    return one(tx, asking_id).day == tx.today


def told(tx: Transaction, asking_id: str) -> dict[str, str] | None:
    """What fills a text that speaks of one that was asked: what it is about, and its day. None where it is about own words
    that were taken away since."""
    asking = one(tx, asking_id)
    about = select(check_ins.c.thing_id, contents.c.words).outerjoin(contents, contents.c.id == check_ins.c.content_id)
    found = tx.execute(about.where(check_ins.c.id == asking.check_in_id)).one()
    is_gone = found.thing_id is None and found.words is None
    return None if is_gone else questions.question(tx, str(asking.question_id)).values


def newest_of(tx: Transaction, check_in_id: str, count: int) -> tuple[Asking, ...]:
    """What became of the last days of a check-in, the newest first."""
    rows = tx.execute(
        _ASKING.where(check_in_askings.c.check_in_id == check_in_id)
        .order_by(check_in_askings.c.day.desc())
        .limit(count)
    )
    return tuple(_asking(row) for row in rows)


def of_days_gone(tx: Transaction) -> tuple[Asking, ...]:
    """Those whose day went by before there was a moment to ask."""
    where = (check_in_askings.c.status == AskingStatus.DUE, check_in_askings.c.day < tx.today)
    return _all(tx, *where)


def drop(tx: Transaction, asking: Asking) -> None:
    """Its day went by: dropped in silence, and kept why."""
    _not_asked(tx, asking, _why_not(tx, asking))


def stop_all(tx: Transaction, check_in_id: str) -> None:
    """Its check-in has ended: what waits is not asked, and what was asked is not asked about any more."""
    for asking in _all(tx, check_in_askings.c.check_in_id == check_in_id):
        if asking.status is AskingStatus.DUE:
            _not_asked(tx, asking, NotAsked.STOPPED)
        elif asking.question_id is not None:
            questions.drop(tx, asking.question_id)


def to_nudge(tx: Transaction) -> tuple[Asking, ...]:
    """Asked yesterday, shown as it is until now, and not asked once more yet, at its time of day; of whom no other check-in
    is for today (conversation rule 37)."""
    yesterday = tx.today - timedelta(days=1)
    unanswered = _all(
        tx,
        check_in_askings.c.status == AskingStatus.ASKED,
        check_in_askings.c.day == yesterday,
        check_in_askings.c.nudged_at.is_(None),
        _question_is_open(),
    )
    return tuple(one for one in unanswered if _is_time_to_nudge(tx, one))


def nudge(tx: Transaction, asking: Asking) -> questions.Question:
    """Once more in simpler words; what was answered or interrupted meanwhile is never nudged (`to_nudge`)."""
    question_id = str(asking.question_id)
    questions.put_otherwise(tx, question_id, SIMPLER)
    _set(tx, asking.id, nudged_at=tx.now)
    return questions.reopen(tx, question_id)


def left_open(tx: Transaction) -> tuple[Asking, ...]:
    """Neither the asking nor the nudge was answered, and another day has begun."""
    day = tx.today - timedelta(days=1)
    return _all(tx, check_in_askings.c.status == AskingStatus.ASKED, check_in_askings.c.day < day, _question_is_open())


def leave(tx: Transaction, asking: Asking) -> None:
    """Silence: it does not come back by itself, and a tap on it still counts."""
    if asking in left_open(tx):
        questions.set_aside(tx, asking.person_id)


def _is_time_to_nudge(tx: Transaction, asking: Asking) -> bool:
    found = tx.execute(select(check_ins.c.at).where(check_ins.c.id == asking.check_in_id)).one()
    others = select(check_ins.c.weekdays).where(
        check_ins.c.person_id == asking.person_id, check_ins.c.kept_at.is_not(None), check_ins.c.ended_at.is_(None)
    )
    has_one_today = any(tx.today.weekday() in row.weekdays for row in tx.execute(others))
    return not has_one_today and tx.now >= tx.calendar.moment(tx.today, found.at)


def _why_not(tx: Transaction, asking: Asking) -> NotAsked:
    """As it looks after the end of its day."""
    person = tx.execute(
        select(people.c.asks, linking.has_chat(people.c.id).label("has_chat")).where(people.c.id == asking.person_id)
    ).one()
    if own_times.was_paused_on(tx, asking.person_id, asking.day):
        return NotAsked.PAUSED
    if person.asks == Asks.ONLY_WHEN_I_START:
        return NotAsked.WANTS_NONE
    if not person.has_chat:
        return NotAsked.NO_CHAT
    asked = questions.bot_asked_on(tx, asking.person_id, asking.day)
    return NotAsked.ANOTHER_QUESTION if asked else NotAsked.NO_MOMENT


def _not_asked(tx: Transaction, asking: Asking, reason: NotAsked) -> None:
    if asking.question_id is not None:
        questions.drop(tx, asking.question_id)
    _set(tx, asking.id, status=AskingStatus.NOT_ASKED, reason=reason)


_ASKING: Select[Any] = select(check_in_askings)


def _question_is_open() -> ColumnElement[bool]:
    open_ones = select(questions_table.c.id).where(questions_table.c.status == "open")
    return check_in_askings.c.question_id.in_(open_ones)


def _all(tx: Transaction, *where: ColumnElement[bool]) -> tuple[Asking, ...]:
    order = (check_in_askings.c.day, check_in_askings.c.id)
    return tuple(_asking(row) for row in tx.execute(_ASKING.where(*where).order_by(*order)))


def _asking(row: Any) -> Asking:
    found = dict(row._mapping)
    found["status"] = AskingStatus(found["status"])
    found["reason"] = None if found["reason"] is None else NotAsked(found["reason"])
    return Asking(**found)


def _set(tx: Transaction, asking_id: str, **values: object) -> None:
    tx.execute(update(check_in_askings).where(check_in_askings.c.id == asking_id).values(**values))
