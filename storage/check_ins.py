"""Check-ins: what a person chose to be asked about, on which days and when (R44, conversation rules 31 and 58). They choose
them in the chat, or with somebody of staff beside them (`check_ins_for_staff`)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Select, insert, or_, select, update

from storage import askings, audit, contents, own_times, questions
from storage.audit import Actor
from storage.database import Refused, Transaction
from storage.references import check_in_thing_ref, content_ref
from storage.tables.base import new_id
from storage.tables.check_ins import check_in_things, check_ins
from storage.tables.conversation import contents as contents_table
from storage.tables.conversation import outbox
from storage.tables.people import staff
from storage.vocabulary import WEEKDAYS, DayTime

LONGEST = 60
"""Letters of what a check-in is about: a few words."""
MOST_A_DAY = 2
EVERY_DAY, WORKING_DAYS = tuple(range(7)), tuple(range(5))
CLOCKS = {DayTime.MORNING: time(10), DayTime.AFTERNOON: time(15), DayTime.EVENING: time(18)}
BY_PERSON = "person"
PAGES_OF_DAYS = {
    "utter_ask_check_in_day": WEEKDAYS[:3],
    "utter_ask_check_in_day_later": WEEKDAYS[3:5],
    "utter_ask_check_in_day_weekend": WEEKDAYS[5:],
}
"""The days that each of these texts asks about: never more than three at once (conversation rule 10)."""


@dataclass(frozen=True)
class Thing:
    """What staff prepared to be asked about: a few easy words, and a picture of one emoji or none."""

    id: str
    words: str
    sign: str | None


@dataclass(frozen=True)
class CheckIn:
    """`about` is None where the person's own words were taken away since. `weekdays`: Monday is 0. `chosen_with`: who of
    staff sat beside them. `kept_at` is None while it is being chosen; `ended_by`: "person", or a member of staff."""

    id: str
    person_id: str
    thing_id: str | None
    content_id: str | None
    about: str | None
    sign: str | None
    weekdays: tuple[int, ...]
    at: time | None
    chosen_with: str | None
    kept_at: datetime | None
    ended_at: datetime | None
    ended_by: str | None

    @property
    def about_ref(self) -> str:
        """What it is about, as a reference."""
        if self.thing_id is not None:
            return check_in_thing_ref(self.thing_id)
        return content_ref(str(self.content_id))


def things_of(tx: Transaction, person_id: str) -> tuple[Thing, ...]:
    """What staff prepared for this person and did not end, the first prepared first."""
    where = (check_in_things.c.person_id == person_id, check_in_things.c.ended_at.is_(None))
    order = (check_in_things.c.added_at, check_in_things.c.id)
    columns = (check_in_things.c.id, check_in_things.c.words, check_in_things.c.sign)
    return tuple(Thing(*row) for row in tx.execute(select(*columns).where(*where).order_by(*order)))


def begin(
    tx: Transaction,
    person_id: str,
    *,
    thing_id: str | None = None,
    content_id: str | None = None,
    chosen_with_id: str | None = None,
) -> str:
    """A check-in about this thing, or about the person's own words; returns its id. Nothing is asked before it is kept."""
    check_in_id = new_id()
    about = {"thing_id": thing_id, "content_id": content_id, "chosen_with_id": chosen_with_id}
    tx.execute(insert(check_ins), {"id": check_in_id, "person_id": person_id, **about, "begun_at": tx.now})
    return check_in_id


def set_days(tx: Transaction, check_in_id: str, weekdays: Collection[int]) -> None:
    _set(tx, check_in_id, weekdays=sorted(weekdays))


def set_time(tx: Transaction, check_in_id: str, at: time) -> None:
    _set(tx, check_in_id, at=at)


def keep(tx: Transaction, actor: Actor, check_in_id: str) -> None:
    """From now on it is asked. Twice is once. Raises Refused where one of its days has as many as the person allows."""
    found = one(tx, check_in_id)
    if found.kept_at is not None or found.ended_at is not None:
        return
    if most_beside(tx, found) >= own_times.of_person(tx, found.person_id).a_day:
        raise Refused("One of these days has a check-in already. Choose another day.")
    _set(tx, check_in_id, kept_at=tx.now)
    audit.record(tx, actor, "keep_check_in", "check_in", check_in_id)


def stop(tx: Transaction, actor: Actor, check_in_id: str) -> None:
    """It is asked no more, at once. Twice is once."""
    if one(tx, check_in_id).ended_at is not None:
        return
    ended_by = BY_PERSON if actor.kind == "person" else str(actor.id)
    _set(tx, check_in_id, ended_at=tx.now, ended_by=ended_by)
    askings.stop_all(tx, check_in_id)
    audit.record(tx, actor, "stop_check_in", "check_in", check_in_id)


def throw_away(tx: Transaction, check_in_id: str) -> None:
    """ "Do not keep it": it was never asked, and the person's own words for it are gone. One that is kept stays."""
    found = one(tx, check_in_id)
    if found.kept_at is not None:
        return
    _set(tx, check_in_id, ended_at=tx.now, ended_by=BY_PERSON)
    questions.drop_about(tx, check_in_id)
    if found.content_id is not None:
        contents.purge(tx, Actor("person", found.person_id), found.content_id)


def take_back(tx: Transaction, content_id: str) -> None:
    """These words turned out to tell of harm: no check-in is about them, and no message and no page shows them any more
    (R11, R19)."""
    about = (check_ins.c.content_id == content_id, check_ins.c.ended_at.is_(None))
    for row in tx.execute(select(check_ins.c.id, check_ins.c.person_id).where(*about)).all():
        stop(tx, Actor("person", row.person_id), row.id)
        questions.drop_about(tx, row.id)
        _set(tx, row.id, content_id=None)
    contents.unshow(tx, outbox.c.content_id == content_id)


def most_beside(tx: Transaction, wanted: CheckIn) -> int:
    """How many other check-ins that hold are asked on the fullest of its days."""
    others = [one for one in of_person(tx, wanted.person_id) if one.id != wanted.id]
    return max((sum(day in one.weekdays for one in others) for day in wanted.weekdays), default=0)


def of_person(tx: Transaction, person_id: str) -> tuple[CheckIn, ...]:
    """Those that hold, through the week."""
    rows = tx.execute(_CHECK_IN.where(check_ins.c.person_id == person_id, *_HOLDS))
    return tuple(sorted((_check_in(row) for row in rows), key=_through_the_week))


def all_that_hold(tx: Transaction) -> tuple[CheckIn, ...]:
    """Of everybody, the first kept first."""
    rows = tx.execute(_CHECK_IN.where(*_HOLDS).order_by(check_ins.c.kept_at, check_ins.c.id))
    return tuple(_check_in(row) for row in rows)


def ended_of_person(tx: Transaction, person_id: str) -> tuple[CheckIn, ...]:
    """Those that held before, the last ended first."""
    where = (check_ins.c.person_id == person_id, check_ins.c.kept_at.is_not(None), check_ins.c.ended_at.is_not(None))
    order = (check_ins.c.ended_at.desc(), check_ins.c.id)
    return tuple(_check_in(row) for row in tx.execute(_CHECK_IN.where(*where).order_by(*order)))


def one(tx: Transaction, check_in_id: str) -> CheckIn:
    return _check_in(tx.execute(_CHECK_IN.where(check_ins.c.id == check_in_id)).one())


def weekday(answer: str) -> int:
    """The number of a day that was picked."""
    return WEEKDAYS.index(answer)


# Own words that were purged, or taken back as a disclosure, are nothing to ask about.
_HOLDS: tuple[ColumnElement[bool], ...] = (
    check_ins.c.kept_at.is_not(None),
    check_ins.c.ended_at.is_(None),
    or_(check_ins.c.thing_id.is_not(None), contents_table.c.words.is_not(None)),
)
_CHECK_IN: Select[Any] = (
    select(
        check_ins,
        check_in_things.c.words.label("thing"),
        check_in_things.c.sign,
        contents_table.c.words.label("own_words"),
        staff.c.name.label("chosen_with"),
    )
    .outerjoin(check_in_things, check_in_things.c.id == check_ins.c.thing_id)
    .outerjoin(contents_table, contents_table.c.id == check_ins.c.content_id)
    .outerjoin(staff, staff.c.id == check_ins.c.chosen_with_id)
)


def _through_the_week(found: CheckIn) -> tuple[int, time, str]:
    return min(found.weekdays, default=0), found.at or time(), found.id


def _check_in(row: Any) -> CheckIn:
    return CheckIn(
        row.id,
        row.person_id,
        row.thing_id,
        row.content_id,
        row.thing or row.own_words,
        row.sign,
        tuple(row.weekdays),
        row.at,
        row.chosen_with,
        row.kept_at,
        row.ended_at,
        row.ended_by,
    )


def _set(tx: Transaction, check_in_id: str, **values: object) -> None:
    tx.execute(update(check_ins).where(check_ins.c.id == check_in_id).values(**values))
