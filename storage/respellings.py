"""How names are said to one person: "Siobhan" is said "shi-VAWN". Staff write it down; what was changed or ended stays, with who
did it when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage import audit, sight, written_down
from storage.database import Refused, Transaction
from storage.houses import Person
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.understanding import respellings

LONGEST_WRITTEN, LONGEST_SAID = 60, 100
MOST = 100
"""Names that hold at one time. Each message is looked through for all of them."""


@dataclass(frozen=True)
class Name:
    """`written`: as it stands in messages. `said`: as it is said, spelled so that it comes out right."""

    written: str
    said: str


@dataclass(frozen=True)
class KeptName:
    """One of them, who wrote it down when, and who ended it when; it holds while nobody did."""

    id: str
    name: Name
    added_by: str
    added_at: datetime
    ended_by: str | None
    ended_at: datetime | None


@dataclass(frozen=True)
class NamesSaid:
    """A person and the names: those that hold, by name, and those of before, the last ended first."""

    person: Person
    now: tuple[KeptName, ...]
    before: tuple[KeptName, ...]


def of_person(tx: Transaction, person_id: str) -> tuple[Name, ...]:
    """Those that hold, to say messages to this person by."""
    names = select(respellings).where(*written_down.held(respellings, person_id)).order_by(respellings.c.written_key)
    return tuple(Name(row.written, row.said) for row in tx.execute(names))


def for_member(tx: Transaction, member: StaffMember, person_id: str) -> NamesSaid:
    """All of them; that they were looked at is in the trail. Raises NotFound for a person elsewhere."""
    person = sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_respellings", "person", person_id)
    kept = _kept(tx, person_id)
    now = tuple(one for one in kept if one.ended_at is None)
    return NamesSaid(person, now, tuple(one for one in kept if one.ended_at is not None))


def keep(tx: Transaction, member: StaffMember, person_id: str, wanted: Name) -> None:
    """From now on the name is said so; how it was said before stays as history. The same again changes nothing. Raises NotFound
    for a person elsewhere or who only looks, Refused for what will not do (`problems`) and for too many."""
    sight.acting_for(tx, member, person_id)
    for problem in problems(wanted).values():
        raise Refused(problem)
    key = wanted.written.casefold()
    held = written_down.held(respellings, person_id)
    before = tx.execute(select(respellings).where(*held, respellings.c.written_key == key)).first()
    if before is not None:
        if (before.written, before.said) == (wanted.written, wanted.said):
            return
        written_down.end(tx, respellings, member, before.id)
    elif written_down.count(tx, respellings, person_id) >= MOST:
        raise Refused(f"This person has {MOST} names. End one that is not used before you add another.")
    row = {"id": new_id(), "person_id": person_id, "written_key": key, "added_by_id": member.id, "added_at": tx.now}
    tx.execute(insert(respellings), {**row, **vars(wanted)})
    audit.record(tx, member.actor, "keep_respelling", "person", person_id)


def end(tx: Transaction, member: StaffMember, person_id: str, respelling_id: str) -> None:
    """From now on the name is said as it is written. Raises NotFound for a person elsewhere or who only looks, and Refused for
    one that somebody changed or ended meanwhile."""
    sight.acting_for(tx, member, person_id)
    held = written_down.held(respellings, person_id)
    if tx.execute(select(respellings.c.id).where(*held, respellings.c.id == respelling_id)).first() is None:
        raise Refused("Somebody has changed or ended this name in the meantime. Look at the list again.")
    written_down.end(tx, respellings, member, respelling_id)
    audit.record(tx, member.actor, "end_respelling", "person", person_id)


def problems(wanted: Name) -> dict[str, str]:
    """What is wrong with it and what to do, by field: `written`, `said`."""
    found = {}
    for field, longest, example in (("written", LONGEST_WRITTEN, "Siobhan"), ("said", LONGEST_SAID, "shi-VAWN")):
        value = str(getattr(wanted, field))
        if not value[:1].isalpha() or not value.isprintable():
            found[field] = f"Write letters, such as {example}."
        elif len(value) > longest:
            found[field] = f"This is too long. Use {longest} letters or fewer."
    return found


def _kept(tx: Transaction, person_id: str) -> tuple[KeptName, ...]:
    rows = tx.execute(written_down.with_names(respellings, person_id, respellings.c.written_key))
    return tuple(
        KeptName(row.id, Name(row.written, row.said), row.added_by, row.added_at, row.ended_by, row.ended_at)
        for row in rows
    )
