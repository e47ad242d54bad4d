"""Houses and the people who live in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update

from storage import audit
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.tables.base import new_id
from storage.tables.people import houses, people, staff
from storage.vocabulary import Asks, CommunicationNeed

LONGEST_NAME = 120


@dataclass(frozen=True)
class House:
    id: str
    name: str
    is_demo: bool


@dataclass(frozen=True)
class Person:
    """Someone who is supported. `notice_answer` is None until they answered the first-contact words."""

    id: str
    house_id: str
    house: str
    name: str
    notice_version: str | None
    notice_answer: str | None
    notice_at: datetime | None
    asks: str
    keyworker_id: str | None
    keyworker: str | None
    communication_need: CommunicationNeed
    is_under_18: bool


def add_house(tx: Transaction, actor: Actor, name: str, *, is_demo: bool = False) -> House:
    """Raises Refused if a house of that name exists, in small letters or capitals."""
    name = name.strip()
    if not name:
        raise Refused("Give the house a name.")
    if len(name) > LONGEST_NAME:
        raise Refused(f"This name is too long. Use {LONGEST_NAME} letters or fewer.")
    if same := called(tx, name):
        raise Refused(f"There is a house called {same.name} already. Choose another name.")
    house = House(new_id(), name, is_demo)
    tx.execute(insert(houses), {"id": house.id, "name": name, "is_demo": is_demo, "created_at": tx.now})
    audit.record(tx, actor, "add_house", "house", house.id)
    return house


def all_houses(tx: Transaction) -> tuple[House, ...]:
    rows = tx.execute(select(houses.c.id, houses.c.name, houses.c.is_demo).order_by(houses.c.name))
    return tuple(House(*row) for row in rows)


def called(tx: Transaction, name: str) -> House | None:
    """The house of this name, in whatever letters it was typed."""
    wanted = name.strip().casefold()
    return next((one for one in all_houses(tx) if one.name.casefold() == wanted), None)


def house(tx: Transaction, house_id: str) -> House:
    """Raises NotFound."""
    row = tx.execute(select(houses.c.id, houses.c.name, houses.c.is_demo).where(houses.c.id == house_id)).first()
    if row is None:
        raise NotFound("There is no such house.")
    return House(*row)


def add_person(tx: Transaction, actor: Actor, house_id: str, name: str) -> Person:
    """Raises NotFound for an unknown house, Refused for an empty name."""
    house(tx, house_id)
    if not name.strip():
        raise Refused("Give the person's name, as they want to be called.")
    person_id = new_id()
    tx.execute(insert(people), {"id": person_id, "house_id": house_id, "name": name.strip(), "created_at": tx.now})
    audit.record(tx, actor, "add_person", "person", person_id)
    return person(tx, person_id)


_PERSON = (
    select(
        people.c.id,
        people.c.house_id,
        houses.c.name.label("house"),
        people.c.name,
        people.c.notice_version,
        people.c.notice_answer,
        people.c.notice_at,
        people.c.asks,
        people.c.keyworker_id,
        staff.c.name.label("keyworker"),
        people.c.communication_need,
        people.c.is_under_18,
    )
    .join(houses, houses.c.id == people.c.house_id)
    .outerjoin(staff, staff.c.id == people.c.keyworker_id)
)


def person(tx: Transaction, person_id: str) -> Person:
    """Raises NotFound."""
    row = tx.execute(_PERSON.where(people.c.id == person_id)).first()
    if row is None:
        raise NotFound("There is no such person.")
    return _person(row)


def _person(row: Row[Any]) -> Person:
    return Person(**{**row._mapping, "communication_need": CommunicationNeed(row.communication_need)})


def people_in(tx: Transaction, house_ids: tuple[str, ...]) -> tuple[Person, ...]:
    rows = tx.execute(_PERSON.where(people.c.house_id.in_(house_ids)).order_by(people.c.name))
    return tuple(_person(row) for row in rows)


def find_people(tx: Transaction, name_or_id: str) -> tuple[Person, ...]:
    """People with exactly this id, or this name in any case."""
    everyone = (_person(row) for row in tx.execute(_PERSON))
    return tuple(p for p in everyone if p.id == name_or_id or p.name.casefold() == name_or_id.strip().casefold())


def only_person(tx: Transaction, name_or_id: str) -> Person:
    """The one person of this name or id. Raises NotFound for nobody of that name, and Refused for several, with their ids."""
    found = find_people(tx, name_or_id)
    if not found:
        raise NotFound(
            f"There is nobody called “{name_or_id}”. `said person list` and the staff page People have the names."
        )
    if len(found) > 1:
        which = ", ".join(f"{one.id} ({one.house})" for one in found)
        raise Refused(f"{len(found)} people are called “{name_or_id}”. Give an id instead of the name: {which}.")
    return found[0]


def set_asks(tx: Transaction, person_id: str, asks: Asks) -> None:
    """How often the bot may ask this person something by itself: theirs alone to say, and obeyed at once (R44)."""
    tx.execute(update(people).where(people.c.id == person_id).values(asks=asks))
    audit.record(tx, Actor("person", person_id), "set_how_often", "person", person_id, detail=asks)


def keep_notice_answer(tx: Transaction, person_id: str, version: str, answer: str) -> None:
    """What the person answered to the first-contact words of this version (R60)."""
    tx.execute(
        update(people)
        .where(people.c.id == person_id)
        .values(notice_version=version, notice_answer=answer, notice_at=tx.now)
    )
    audit.record(tx, Actor("person", person_id), "answer_first_contact", "person", person_id, detail=answer)
