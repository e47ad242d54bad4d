"""A choice set as it stands in the store: its question, its options, whose it is and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, select, update

from storage.database import NotFound, Transaction
from storage.prepared_choices import NewChoice, NewOption
from storage.tables.base import new_id
from storage.tables.choices import choice_options, choice_sets
from storage.tables.choices import supporters as supporters_table
from storage.tables.people import houses as houses_table
from storage.tables.people import people, staff
from storage.vocabulary import ChoiceState, Topic, WhatChanges


@dataclass(frozen=True)
class Option:
    """`place`: as prepared, from 0 on. To the question that shows it, it is the answer `option_1`, `option_2` or `option_3`."""

    id: str
    place: int
    label: str
    sign: str | None
    picture_id: str | None
    meaning: str | None
    synonyms: tuple[str, ...]

    @property
    def answer(self) -> str:
        return f"option_{self.place + 1}"


@dataclass(frozen=True)
class ChoiceSet:
    """`house`: where its person lives now; `author`: the name of whoever prepared it."""

    id: str
    person_id: str
    person: str
    house_id: str
    house: str
    question: str
    options: tuple[Option, ...]
    author: str
    author_staff_id: str | None
    author_supporter_id: str | None
    state: ChoiceState
    what_changes: WhatChanges
    offer_from: datetime | None
    offer_until: date | None
    review_on: date | None
    owner_id: str | None
    owner: str | None
    carry_out_days: int
    topic: Topic | None
    reused_from_id: str | None
    made_at: datetime
    ended_at: datetime | None

    @property
    def wanted(self) -> NewChoice:
        """As its author wrote it."""
        options = tuple(
            NewOption(one.label, one.sign, one.picture_id, one.meaning, one.synonyms) for one in self.options
        )
        when = (self.offer_from, self.offer_until, self.review_on)
        return NewChoice(
            self.question, options, self.owner_id, self.what_changes, *when, self.carry_out_days, self.topic
        )

    def option(self, option_id: str) -> Option:
        """Raises NotFound for an option of another set."""
        found = next((one for one in self.options if one.id == option_id), None)
        if found is None:
            raise NotFound("There is no such option.")
        return found


_WRITER, _OWNER = staff.alias(), staff.alias()
_RECORD: Select[Any] = (
    select(
        choice_sets,
        people.c.name.label("person"),
        people.c.house_id.label("lives_in"),
        houses_table.c.name.label("house"),
        _WRITER.c.name.label("writer"),
        supporters_table.c.name.label("supporter"),
        _OWNER.c.name.label("owner"),
    )
    .join(people, people.c.id == choice_sets.c.person_id)
    .join(houses_table, houses_table.c.id == people.c.house_id)
    .outerjoin(_WRITER, _WRITER.c.id == choice_sets.c.author_staff_id)
    .outerjoin(supporters_table, supporters_table.c.id == choice_sets.c.author_supporter_id)
    .outerjoin(_OWNER, _OWNER.c.id == choice_sets.c.owner_id)
)


def new_set_id() -> str:
    """An id for a choice that is not kept yet: its form carries it, and so makes one however often it is sent."""
    return new_id()


def found(tx: Transaction, *where: ColumnElement[bool]) -> tuple[ChoiceSet, ...]:
    """Every set of which this holds, the newest first; the conditions may speak of its person and of the supporter who
    prepared it."""
    rows = tx.execute(_RECORD.where(*where).order_by(choice_sets.c.made_at.desc(), choice_sets.c.id)).all()
    return tuple(_record(tx, row) for row in rows)


def one(tx: Transaction, set_id: str) -> ChoiceSet:
    """Raises NotFound."""
    kept = next(iter(found(tx, choice_sets.c.id == set_id)), None)
    if kept is None:
        raise NotFound("There is no such choice.")
    return kept


def set_state(tx: Transaction, set_id: str, state: ChoiceState) -> None:
    """Where it is now; what came of it is for `choice_offers` and `decisions` to say."""
    ended_at = tx.now if state in (ChoiceState.WITHDRAWN, ChoiceState.EXPIRED) else None
    tx.execute(update(choice_sets).where(choice_sets.c.id == set_id).values(state=state, ended_at=ended_at))


def _record(tx: Transaction, row: Row[Any]) -> ChoiceSet:
    kept = choice_options.c
    options = tx.execute(select(choice_options).where(kept.choice_set_id == row.id).order_by(kept.place))
    return ChoiceSet(
        id=row.id,
        person_id=row.person_id,
        person=row.person,
        house_id=row.lives_in,
        house=row.house,
        question=row.question,
        options=tuple(
            Option(one.id, one.place, one.label, one.sign, one.picture_id, one.meaning, tuple(one.synonyms))
            for one in options
        ),
        author=row.writer or row.supporter,
        author_staff_id=row.author_staff_id,
        author_supporter_id=row.author_supporter_id,
        state=ChoiceState(row.state),
        what_changes=WhatChanges(row.what_changes),
        offer_from=row.offer_from,
        offer_until=row.offer_until,
        review_on=row.review_on,
        owner_id=row.owner_id,
        owner=row.owner,
        carry_out_days=row.carry_out_days,
        topic=None if row.topic is None else Topic(row.topic),
        reused_from_id=row.reused_from_id,
        made_at=row.made_at,
        ended_at=row.ended_at,
    )
