"""A person's own photos: what is shown on choices and in the chat instead of drawings (R30, conversation rule 20).

A photo is of people and places, so its files are encrypted where they lie. They are written before their row and deleted
after it has ended: a kill in between leaves files that no row needs, which the next tidying (`unused_files`) takes away, and never a row
without its files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select, update

from storage import audit, media, sight
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.houses import Person
from storage.images import LONGEST_SMALL, Photo
from storage.media import CannotBeOpened
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.channels import deliveries
from storage.tables.people import staff
from storage.tables.pictures import pictures

LONGEST = 60
MOST = 100
"""Photos of one person at one time."""
_SMALL = ".small"


@dataclass(frozen=True)
class Picture:
    """A photo that is kept. `added_by`: the member of staff who added it, or None where a supporter did."""

    id: str
    person_id: str
    shows: str
    width: int
    height: int
    added_by: str | None
    added_at: datetime

    @property
    def small_size(self) -> tuple[int, int]:
        """How wide and high the small photo of it is."""
        scale = min(1.0, LONGEST_SMALL / max(self.width, self.height))
        return max(1, round(self.width * scale)), max(1, round(self.height * scale))


@dataclass(frozen=True)
class OwnPhotos:
    """A person and their photos, the newest first."""

    person: Person
    pictures: tuple[Picture, ...]


def of_person(tx: Transaction, person_id: str) -> tuple[Picture, ...]:
    """Every photo that can be shown to this person, the newest first."""
    rows = tx.execute(
        select(pictures, staff.c.name.label("added_by"))
        .outerjoin(staff, staff.c.id == pictures.c.staff_id)
        .where(pictures.c.person_id == person_id, _is_kept())
        .order_by(pictures.c.at.desc(), pictures.c.id)
    )
    return tuple(_picture(row) for row in rows)


def for_member(tx: Transaction, member: StaffMember, person_id: str) -> OwnPhotos:
    """The same for staff; that they were looked at is in the trail. Raises NotFound for a person elsewhere."""
    person = sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_pictures", "person", person_id)
    return OwnPhotos(person, of_person(tx, person_id))


def seen_by_member(tx: Transaction, member: StaffMember, person_id: str, picture_id: str, *, small: bool) -> bytes:
    """One photo, or the small one of it, to show on a page that is in the trail already. Raises NotFound for a person
    elsewhere and for a photo that is not theirs, or not any more, and CannotBeOpened."""
    sight.person_of(tx, member, person_id)
    return seen_by_person(tx, person_id, picture_id, small=small)


def seen_by_person(tx: Transaction, person_id: str, picture_id: str, *, small: bool = False) -> bytes:
    """One photo of this very person, for their own chat. Raises as above."""
    where = (pictures.c.id == picture_id, pictures.c.person_id == person_id, _is_kept())
    name = tx.execute(select(pictures.c.file_name).where(*where)).scalar()
    if name is None:
        raise NotFound("There is no such photo.")
    return media.read(tx, f"{name}{_SMALL}" if small else name)


def problem_with(shows: str) -> str | None:
    """What is wrong with these words for what a photo shows, and what to do."""
    if not shows[:1].isalnum() or not shows.isprintable():
        return "Write in a few words what it shows, such as the pool."
    return f"This is too long. Use {LONGEST} letters or fewer." if len(shows) > LONGEST else None


def add(tx: Transaction, member: StaffMember, person_id: str, shows: str, photo: Photo) -> str:
    """One more photo of this person; returns its id. Raises NotFound for a person elsewhere or who only looks, and Refused
    as `keep` does."""
    sight.acting_for(tx, member, person_id)
    return keep(tx, member.actor, person_id, shows, photo, staff_id=member.id)


def keep(
    tx: Transaction,
    actor: Actor,
    person_id: str,
    shows: str,
    photo: Photo,
    *,
    staff_id: str | None = None,
    supporter_id: str | None = None,
) -> str:
    """The same for whoever may, which is for the caller to know. Raises Refused for words that will not do, for a photo that
    is there already, and for one too many."""
    if problem := problem_with(shows):
        raise Refused(problem)
    theirs = (pictures.c.person_id == person_id, _is_kept())
    if tx.execute(select(func.count()).select_from(pictures).where(*theirs)).scalar_one() >= MOST:
        raise Refused(f"This person has {MOST} photos. Take one away that is not used before you add another.")
    digest = _digest(photo)
    if tx.execute(select(pictures.c.id).where(*theirs, pictures.c.digest == digest)).first():
        raise Refused("This photo is there already.")
    picture_id, name = new_id(), new_id()
    media.write(tx, name, photo.full)
    media.write(tx, f"{name}{_SMALL}", photo.small)
    about = {"shows": shows, "file_name": name, "width": photo.width, "height": photo.height, "digest": digest}
    by = {"staff_id": staff_id, "supporter_id": supporter_id, "at": tx.now}
    tx.execute(insert(pictures), {"id": picture_id, "person_id": person_id, **about, **by})
    audit.record(tx, actor, "add_picture", "picture", picture_id)
    return picture_id


def of_supporter(tx: Transaction, person_id: str, supporter_id: str, photo: Photo) -> str | None:
    """The same photo, where this supporter added it before: they may use it again."""
    same = (pictures.c.digest == _digest(photo), pictures.c.supporter_id == supporter_id)
    where = (pictures.c.person_id == person_id, *same, _is_kept())
    found: str | None = tx.execute(select(pictures.c.id).where(*where).limit(1)).scalar()
    return found


def _digest(photo: Photo) -> str:
    return hashlib.sha256(photo.full).hexdigest()


def take_away(tx: Transaction, member: StaffMember, person_id: str, picture_id: str) -> None:
    """From now on it is shown nowhere, and a messaging app takes it off the screen; the next `unused_files.tidy` deletes its files. Twice
    is once. Raises NotFound for a person elsewhere, for who only looks, and for a photo that never was this person's."""
    sight.acting_for(tx, member, person_id)
    this = (pictures.c.id == picture_id, pictures.c.person_id == person_id)
    if not tx.execute(select(pictures.c.id).where(*this)).first():
        raise NotFound("There is no such photo.")
    if tx.execute(update(pictures).where(*this, _is_kept()).values(ended_at=tx.now)).rowcount:
        tx.execute(update(deliveries).where(deliveries.c.picture_id == picture_id).values(remove_at=tx.now))
        audit.record(tx, member.actor, "take_away_picture", "picture", picture_id)


def what_they_show(tx: Transaction, person_id: str, picture_ids: Collection[str]) -> dict[str, str]:
    """What each of these photos of this very person shows, by its id; one that was taken away is not in it."""
    if not picture_ids:
        return {}
    these = (pictures.c.id.in_(picture_ids), pictures.c.person_id == person_id, _is_kept())
    rows = tx.execute(select(pictures.c.id, pictures.c.shows).where(*these))
    return {row.id: row.shows for row in rows}


def has_any(tx: Transaction) -> bool:
    """Whether there ever was a photo in this store."""
    return tx.execute(select(pictures.c.id).limit(1)).first() is not None


def file_names(tx: Transaction) -> Iterator[str]:
    """The files that are needed."""
    for name in tx.execute(select(pictures.c.file_name).where(_is_kept())).scalars():
        yield from (name, f"{name}{_SMALL}")


def can_be_opened(tx: Transaction) -> bool:
    """Whether every photo that is kept is there, opens, and is what it was. One at a time: together they may be large."""
    rows = tx.execute(select(pictures.c.file_name, pictures.c.digest).where(_is_kept())).all()
    return all(_opens(tx, row.file_name, row.digest) for row in rows)


def _opens(tx: Transaction, name: str, digest: str) -> bool:
    try:
        media.read(tx, f"{name}{_SMALL}")
        return hashlib.sha256(media.read(tx, name)).hexdigest() == digest
    except CannotBeOpened:
        return False


def _is_kept() -> ColumnElement[bool]:
    return pictures.c.ended_at.is_(None)


def _picture(row: Row[Any]) -> Picture:
    return Picture(row.id, row.person_id, row.shows, row.width, row.height, row.added_by, row.at)
