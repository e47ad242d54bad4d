"""Fixed phrases that somebody read out for a house. The sound lies encrypted beside the database, as photos do.

A recording is of exactly one text. Where the catalogue says it in other words, it stays until it is recorded anew, and is not heard.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select

from storage import audit, media, phrase_voices
from storage.database import NotFound, Refused, Transaction
from storage.media import CannotBeOpened
from storage.phrase_voices import PhraseVoice
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.people import people
from storage.tables.phrase_recordings import phrase_recordings as table
from storage.tables.phrase_recordings import phrase_voices as voices


@dataclass(frozen=True)
class Heard:
    """A text, a response in which it stands, and the sound of it being read out."""

    text: str
    response: str
    sound: bytes = field(repr=False)
    seconds: float


@dataclass(frozen=True)
class PhraseRecording:
    """`text`: the words it is of; `response`: where they stood; `digest`: of the sound."""

    id: str
    voice_id: str
    text: str
    response: str
    file_name: str
    digest: str
    seconds: float
    at: datetime


@dataclass(frozen=True)
class Recorded:
    """A voice, and what was recorded with it, by its text."""

    voice: PhraseVoice
    by_text: dict[str, PhraseRecording]


def keep(tx: Transaction, member: StaffMember, voice_id: str, heard: Heard) -> str:
    """This text, read out; in place of an earlier recording of it, whose file the next `unused_files.tidy` deletes. Returns its id.
    Raises NotFound for a voice that is not theirs to set up, and Refused for one whose yes was taken back meanwhile."""
    if phrase_voices.one(tx, member, voice_id).ended_at is not None:
        raise Refused("They took their yes back. Nothing of their voice is kept.")
    recording_id, name = new_id(), new_id()
    media.write(tx, name, heard.sound)
    tx.execute(delete(table).where(table.c.voice_id == voice_id, table.c.text == heard.text))
    about = {"voice_id": voice_id, "text": heard.text, "response": heard.response, "staff_id": member.id, "at": tx.now}
    kept = {"file_name": name, "digest": hashlib.sha256(heard.sound).hexdigest(), "seconds": heard.seconds}
    tx.execute(insert(table), {"id": recording_id, **about, **kept})
    audit.record(tx, member.actor, "keep_phrase_recording", "phrase_recording", recording_id)
    return recording_id


def take_away(tx: Transaction, member: StaffMember, voice_id: str, text: str) -> None:
    """Raises NotFound for a voice that is not theirs to set up, and for a text that was not recorded with it."""
    phrase_voices.one(tx, member, voice_id)
    this = (table.c.voice_id == voice_id, table.c.text == text)
    recording_id = tx.execute(select(table.c.id).where(*this)).scalar()
    if recording_id is None:
        raise NotFound("There is no such recording.")
    tx.execute(delete(table).where(table.c.id == recording_id))
    audit.record(tx, member.actor, "take_away_phrase_recording", "phrase_recording", recording_id)


def with_voice(tx: Transaction, member: StaffMember, voice_id: str) -> Recorded:
    """Raises NotFound for a voice that is not theirs to set up."""
    voice = phrase_voices.one(tx, member, voice_id)
    rows = tx.execute(select(table).where(table.c.voice_id == voice_id).order_by(table.c.at, table.c.id))
    return Recorded(voice, {row.text: _recording(row) for row in rows})


def heard_by_member(tx: Transaction, member: StaffMember, voice_id: str, recording_id: str) -> bytes:
    """The sound. Raises NotFound as `with_voice`, and for a recording that is not there any more, and CannotBeOpened."""
    phrase_voices.one(tx, member, voice_id)
    this = (table.c.id == recording_id, table.c.voice_id == voice_id)
    name = tx.execute(select(table.c.file_name).where(*this)).scalar()
    if name is None:
        raise NotFound("There is no such recording.")
    return media.read(tx, name)


def for_person(tx: Transaction, person_id: str, texts: Collection[str]) -> tuple[PhraseRecording, ...]:
    """Every one of these texts in one voice of the house where this person lives; nothing where no voice has all of them. Of
    several voices that have, it is the one that came first."""
    wanted = frozenset(texts)
    mine = select(people.c.house_id).where(people.c.id == person_id).scalar_subquery()
    rows = tx.execute(
        select(table)
        .join(voices, voices.c.id == table.c.voice_id)
        .where(voices.c.house_id == mine, voices.c.ended_at.is_(None), table.c.text.in_(wanted))
        .order_by(voices.c.agreed_at, voices.c.id, table.c.text)
    )
    by_voice: dict[str, list[PhraseRecording]] = {}
    for row in rows:
        by_voice.setdefault(row.voice_id, []).append(_recording(row))
    return next((tuple(found) for found in by_voice.values() if len(found) == len(wanted)), ())


def sound_of(tx: Transaction, recording: PhraseRecording) -> bytes:
    """Raises CannotBeOpened, also for one that was taken away meanwhile."""
    return media.read(tx, recording.file_name)


def file_names(tx: Transaction) -> Iterable[str]:
    """The files that are needed."""
    return tuple(tx.execute(select(table.c.file_name)).scalars())


def has_any(tx: Transaction) -> bool:
    """Whether there ever was a voice in this store."""
    return tx.execute(select(voices.c.id).limit(1)).first() is not None


def can_be_opened(tx: Transaction) -> bool:
    """Whether every recording is there, opens, and is what it was."""
    return all(_opens(tx, row.file_name, row.digest) for row in tx.execute(select(table)).all())


def _opens(tx: Transaction, name: str, digest: str) -> bool:
    try:
        return hashlib.sha256(media.read(tx, name)).hexdigest() == digest
    except CannotBeOpened:
        return False


def _recording(row: Row[Any]) -> PhraseRecording:
    return PhraseRecording(row.id, row.voice_id, row.text, row.response, row.file_name, row.digest, row.seconds, row.at)
