"""Whose voice a house hears: somebody whom the people know, who said yes to it, and may take that back at any time (rule 41).

For managers of the house and administrators. Whoever takes their yes back is heard no more from that moment on, and nothing of
their voice is kept; that they said yes, and took it back, stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, insert, select, update

from storage import audit, staff_rights, uploaded_voices
from storage.database import NotFound, Refused, Transaction
from storage.houses import House
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.people import staff
from storage.tables.phrase_recordings import phrase_recordings, phrase_voices

LONGEST_NAME = 60
NOT_AGREED = "Ask them first. Their voice is used only if they say yes to it."


@dataclass(frozen=True)
class PhraseVoice:
    """`agreed_with`: the name of the member of staff to whom they said yes; `ended_at`: when they took it back."""

    id: str
    house_id: str
    name: str
    agreed_at: datetime
    agreed_with: str
    ended_at: datetime | None


@dataclass(frozen=True)
class HouseVoices:
    """A house and everybody who ever spoke for it, who speaks now first; among those, who came first."""

    house: House
    voices: tuple[PhraseVoice, ...]

    @property
    def now(self) -> tuple[PhraseVoice, ...]:
        return tuple(one for one in self.voices if one.ended_at is None)

    @property
    def ended(self) -> tuple[PhraseVoice, ...]:
        return tuple(one for one in self.voices if one.ended_at is not None)


def problem_with(name: str) -> str | None:
    """What is wrong with the name of who speaks, and what to do."""
    if not name.strip() or not name.isprintable():
        return "Write who speaks, as people know them."
    return f"This name is too long. Use {LONGEST_NAME} letters or fewer." if len(name) > LONGEST_NAME else None


def add(tx: Transaction, member: StaffMember, house_id: str, name: str, *, agreed: bool) -> str:
    """Somebody who said yes to it; returns the id of the voice. Raises NotFound for a house that is not theirs to set up, and
    Refused for a name that will not do, or where nobody said yes."""
    house_of(tx, member, house_id)
    if problem := problem_with(name):
        raise Refused(problem)
    if not agreed:
        raise Refused(NOT_AGREED)
    voice_id = new_id()
    row = {"house_id": house_id, "name": name, "agreed_at": tx.now, "agreed_with_id": member.id}
    tx.execute(insert(phrase_voices), {"id": voice_id, **row})
    audit.record(tx, member.actor, "add_phrase_voice", "phrase_voice", voice_id)
    return voice_id


def withdraw(tx: Transaction, member: StaffMember, voice_id: str) -> None:
    """They took their yes back: every recording of theirs ends now, nothing of theirs that a channel holds is sent again, and the
    next `unused_files.tidy` deletes the files. Twice is once. Raises NotFound for a voice of a house that is not theirs to set up."""
    voice = one(tx, member, voice_id)
    if voice.ended_at is None:
        tx.execute(delete(phrase_recordings).where(phrase_recordings.c.voice_id == voice_id))
        uploaded_voices.forget_voice(tx, voice_id)
        ended = {"ended_at": tx.now, "ended_by_id": member.id}
        tx.execute(update(phrase_voices).where(phrase_voices.c.id == voice_id).values(ended))
        audit.record(tx, member.actor, "withdraw_phrase_voice", "phrase_voice", voice_id)


def of_house(tx: Transaction, member: StaffMember, house_id: str) -> HouseVoices:
    """Raises NotFound for a house that is not theirs to set up."""
    house = house_of(tx, member, house_id)
    order = (phrase_voices.c.ended_at.is_not(None), phrase_voices.c.agreed_at, phrase_voices.c.id)
    rows = tx.execute(_voices().where(phrase_voices.c.house_id == house_id).order_by(*order))
    return HouseVoices(house, tuple(_voice(row) for row in rows))


def one(tx: Transaction, member: StaffMember, voice_id: str) -> PhraseVoice:
    """Raises NotFound for a voice of a house that is not theirs to set up as for none at all."""
    row = tx.execute(_voices().where(phrase_voices.c.id == voice_id)).first()
    if row is None or row.house_id not in {house.id for house in staff_rights.houses_for(tx, member)}:
        raise NotFound("There is no such voice.")
    return _voice(row)


def still_agreed(tx: Transaction) -> frozenset[str]:
    """The ids of all voices that may be heard."""
    return frozenset(tx.execute(select(phrase_voices.c.id).where(phrase_voices.c.ended_at.is_(None))).scalars())


def house_of(tx: Transaction, member: StaffMember, house_id: str) -> House:
    """Raises NotFound for a house that this member does not set up."""
    found = next((one for one in staff_rights.houses_for(tx, member) if one.id == house_id), None)
    if found is None:
        raise NotFound("There is no such house.")
    return found


def _voices() -> Select[Any]:
    columns = (phrase_voices, staff.c.name.label("agreed_with"))
    return select(*columns).join(staff, staff.c.id == phrase_voices.c.agreed_with_id)


def _voice(row: Row[Any]) -> PhraseVoice:
    return PhraseVoice(row.id, row.house_id, row.name, row.agreed_at, row.agreed_with, row.ended_at)
