"""What signs mean for one person: "🐻 means a bad day", "bah means bath". Staff write them down; what was changed or ended
stays, with who did it when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select

from storage import audit, sight, signs, written_down
from storage.database import Refused, Transaction
from storage.houses import Person
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.understanding import meanings
from storage.vocabulary import MeaningKind

LONGEST = 60
MOST = 100
"""Signs that hold at one time. Each message is looked through for all of them."""


@dataclass(frozen=True)
class Meaning:
    """`sign`: as it was written down. `means`: in plain words. `kind`: whether that is good or bad for the person."""

    sign: str
    means: str
    kind: MeaningKind


@dataclass(frozen=True)
class KeptMeaning:
    """One meaning, who wrote it down when, and who ended it when; it holds while nobody did."""

    id: str
    meaning: Meaning
    added_by: str
    added_at: datetime
    ended_by: str | None
    ended_at: datetime | None


@dataclass(frozen=True)
class OwnSigns:
    """A person and their signs: those that hold, by sign, and those of before, the last ended first."""

    person: Person
    now: tuple[KeptMeaning, ...]
    before: tuple[KeptMeaning, ...]


def of_person(tx: Transaction, person_id: str) -> tuple[Meaning, ...]:
    """The meanings that hold, to read this person's messages by."""
    rows = tx.execute(select(meanings).where(*written_down.held(meanings, person_id)).order_by(meanings.c.sign_key))
    return tuple(_meaning(row) for row in rows)


def for_member(tx: Transaction, member: StaffMember, person_id: str) -> OwnSigns:
    """All of them; that they were looked at is in the trail. Raises NotFound for a person elsewhere."""
    person = sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_meanings", "person", person_id)
    kept = _kept(tx, person_id)
    now = tuple(one for one in kept if one.ended_at is None)
    return OwnSigns(person, now, tuple(one for one in kept if one.ended_at is not None))


def add(tx: Transaction, member: StaffMember, person_id: str, wanted: Meaning) -> None:
    """One more sign. Raises NotFound for a person elsewhere or who only looks, Refused for what will not do (`problems`),
    and for a sign that has a meaning already."""
    sight.acting_for(tx, member, person_id)
    _must_do(wanted)
    if written_down.count(tx, meanings, person_id) >= MOST:
        raise Refused(f"This person has {MOST} signs. End one that is not used before you add another.")
    _write(tx, member, person_id, wanted)
    audit.record(tx, member.actor, "add_meaning", "person", person_id, detail=wanted.kind)


def change(tx: Transaction, member: StaffMember, person_id: str, meaning_id: str, wanted: Meaning) -> None:
    """The sign, what it means or how that is, from now on; what it was stays as history. The same again changes nothing.
    Raises as `add` does, and Refused for one that somebody changed or ended meanwhile."""
    sight.acting_for(tx, member, person_id)
    _must_do(wanted)
    if _holding(tx, person_id, meaning_id) == wanted:
        return
    written_down.end(tx, meanings, member, meaning_id)
    _write(tx, member, person_id, wanted)
    audit.record(tx, member.actor, "change_meaning", "person", person_id, detail=wanted.kind)


def end(tx: Transaction, member: StaffMember, person_id: str, meaning_id: str) -> None:
    """From now on the sign is read as anybody's. Raises NotFound for a person elsewhere or who only looks, and Refused for
    one that somebody changed or ended meanwhile."""
    sight.acting_for(tx, member, person_id)
    _holding(tx, person_id, meaning_id)
    written_down.end(tx, meanings, member, meaning_id)
    audit.record(tx, member.actor, "end_meaning", "person", person_id)


def problems(wanted: Meaning) -> dict[str, str]:
    """What is wrong with it and what to do, by field: `sign`, `means`."""
    found = {}
    if not signs.is_sign(wanted.sign):
        fits = f"one to four emoji, or one to three words of {signs.LONGEST_WORDS} letters or fewer"
        found["sign"] = f"Type {fits}, and no other marks."
    # What begins with a letter is nothing but words to the assistant: its own commands begin with a "/".
    if not wanted.means[:1].isalnum() or not wanted.means.isprintable():
        found["means"] = "Write what it means in plain words, such as a bad day."
    elif len(wanted.means) > LONGEST:
        found["means"] = f"This is too long. Use {LONGEST} letters or fewer."
    return found


def _must_do(wanted: Meaning) -> None:
    for problem in problems(wanted).values():
        raise Refused(problem)


def _write(tx: Transaction, member: StaffMember, person_id: str, wanted: Meaning) -> None:
    sign_key = signs.key(wanted.sign)
    held = written_down.held(meanings, person_id)
    if same := tx.execute(select(meanings.c.means).where(*held, meanings.c.sign_key == sign_key)).scalar():
        raise Refused(f"{wanted.sign} has a meaning already: {same}. Change that one instead.")
    row = {"id": new_id(), "person_id": person_id, "sign_key": sign_key, "added_by_id": member.id, "added_at": tx.now}
    tx.execute(insert(meanings), {**row, **vars(wanted)})


def _holding(tx: Transaction, person_id: str, meaning_id: str) -> Meaning:
    held = written_down.held(meanings, person_id)
    row = tx.execute(select(meanings).where(*held, meanings.c.id == meaning_id)).first()
    if row is None:
        raise Refused("Somebody has changed or ended this sign in the meantime. Look at the list again.")
    return _meaning(row)


def _kept(tx: Transaction, person_id: str) -> tuple[KeptMeaning, ...]:
    rows = tx.execute(written_down.with_names(meanings, person_id, meanings.c.sign_key))
    return tuple(
        KeptMeaning(row.id, _meaning(row), row.added_by, row.added_at, row.ended_by, row.ended_at) for row in rows
    )


def _meaning(row: Row[Any]) -> Meaning:
    return Meaning(row.sign, row.means, MeaningKind(row.kind))
