"""How a person communicates: their own words, what they need beside the chat, and how their messages come. Each change is
a version, by the person in the chat or by staff who wrote down what they said (R50, AIS)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select

from storage import audit, how_messages, sight
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.how_messages import HowMessages, Wish
from storage.profile import OwnWord, Profile, refuse_what_will_not_do
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.communication import communication_profiles as profiles
from storage.tables.people import staff
from storage.vocabulary import Faces, Format, OfferForm, Pictures, Role, Sound, Speed, Voice


@dataclass(frozen=True)
class KeptProfile:
    """One version. `kept_by` is None where the person changed it by themselves, in the chat."""

    version: int
    profile: Profile
    kept_by: str | None
    at: datetime


def keep(tx: Transaction, member: StaffMember, person_id: str, wanted: Profile, *, instead_of: int) -> None:
    """A new version, which holds from the next message on; the ones before stay. `instead_of`: the version that was looked
    at (0: none). Raises NotFound for a person elsewhere or who only looks, Refused for what will not do, and where the
    person or a colleague changed it meanwhile."""
    sight.acting_for(tx, member, person_id)
    refuse_what_will_not_do(wanted, tx.today)
    if _last_version(tx, person_id) != instead_of:
        raise Refused("This was changed in the meantime, in the chat or by a colleague. Look at what holds now first.")
    _write(tx, person_id, wanted, instead_of + 1, member.id)
    how_messages.apply(tx, person_id, *wanted.wishes)
    audit.record(
        tx, member.actor, "keep_communication_profile", "person", person_id, detail=f"version {instead_of + 1}"
    )


def choose(tx: Transaction, person_id: str, wish: Wish) -> None:
    """The person's own wish, obeyed at once."""
    before = how_messages.of_person(tx, person_id)
    how_messages.apply(tx, person_id, wish)
    _keep_if_changed(tx, person_id, before, wish)


def choose_slower(tx: Transaction, person_id: str) -> None:
    """The person wants everything slower."""
    before = how_messages.of_person(tx, person_id)
    how_messages.apply_slower(tx, person_id)
    _keep_if_changed(tx, person_id, before, "slower")


def versions(tx: Transaction, member: StaffMember, person_id: str) -> tuple[KeptProfile, ...]:
    """Every version, the newest first; that it was looked at is in the trail. Raises NotFound for a person elsewhere."""
    sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_communication_profile", "person", person_id)
    rows = tx.execute(_KEPT.where(profiles.c.person_id == person_id).order_by(profiles.c.version.desc()))
    return tuple(_kept(row) for row in rows)


def newest(tx: Transaction, person_ids: tuple[str, ...]) -> dict[str, KeptProfile]:
    """What holds, by person; who is not in it has nothing but what is usual. For people whom the caller may know of."""
    rows = tx.execute(_KEPT.where(profiles.c.person_id.in_(person_ids)).order_by(profiles.c.version))
    return {row.person_id: _kept(row) for row in rows}


def for_lead(tx: Transaction, lead: StaffMember, person_id: str) -> KeptProfile | None:
    """What holds, for a safeguarding lead with a concern about this person; that they looked is in the trail. Raises
    NotFound for anyone else."""
    if lead.role is not Role.SAFEGUARDING_LEAD:
        raise NotFound("There is no such person.")
    audit.record(tx, lead.actor, "view_communication_profile", "person", person_id)
    return newest(tx, (person_id,)).get(person_id)


def own_words(tx: Transaction, person_id: str) -> tuple[str, ...]:
    """The words that this person knows though few others do: whoever writes to them may use these."""
    kept = newest(tx, (person_id,)).get(person_id)
    return () if kept is None else tuple(one.word for one in kept.profile.words)


def as_it_holds(tx: Transaction, person_id: str) -> Profile:
    """All of it: what was kept, with how messages come now."""
    kept = newest(tx, (person_id,)).get(person_id)
    return _with(Profile() if kept is None else kept.profile, how_messages.of_person(tx, person_id))


def _with(profile: Profile, how: HowMessages) -> Profile:
    return replace(profile, sound=how.sound, speed=how.speed, pictures=how.pictures, choices_form=how.choices_form)


def _keep_if_changed(tx: Transaction, person_id: str, before: HowMessages, chosen: str) -> None:
    if how_messages.of_person(tx, person_id) == before:
        return
    _write(tx, person_id, as_it_holds(tx, person_id), _last_version(tx, person_id) + 1, None)
    audit.record(tx, Actor("person", person_id), "choose_how_messages", "person", person_id, detail=chosen)


def _last_version(tx: Transaction, person_id: str) -> int:
    found = tx.execute(select(func.max(profiles.c.version)).where(profiles.c.person_id == person_id)).scalar()
    return int(found or 0)


def _write(tx: Transaction, person_id: str, one: Profile, version: int, kept_by_id: str | None) -> None:
    words = [[own.word, own.means] for own in one.words]
    row = {**vars(one), "words": words, "formats": list(one.formats), "version": version}
    tx.execute(
        insert(profiles), {**row, "id": new_id(), "person_id": person_id, "kept_by_id": kept_by_id, "at": tx.now}
    )


_KEPT = select(profiles, staff.c.name).outerjoin(staff, staff.c.id == profiles.c.kept_by_id)


def _kept(row: Row[Any]) -> KeptProfile:
    found = Profile(
        *(Sound(row.sound), Speed(row.speed), Pictures(row.pictures), OfferForm(row.choices_form)),
        words=tuple(OwnWord(*one) for one in row.words),
        formats=tuple(Format(one) for one in row.formats),
        other_format=row.other_format,
        yes_no=row.yes_no,
        helps=row.helps,
        faces=Faces(row.faces),
        said_by=None if row.said_by is None else Voice(row.said_by),
        said_on=row.said_on,
        next_review_on=row.next_review_on,
    )
    return KeptProfile(row.version, found, row.name, row.at)
