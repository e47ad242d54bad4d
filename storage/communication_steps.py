"""The six steps of the Accessible Information Standard for one person: identified, recorded, flagged, shared, met, reviewed;
and whose profile is to be looked at again (R50)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, func, insert, select

from storage import absences, audit, communication_profiles, sight
from storage.communication_profiles import KeptProfile
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.communication import communication_profiles as profiles
from storage.tables.communication import communication_shares
from storage.tables.conversation import outbox
from storage.tables.people import houses, people, staff
from storage.vocabulary import OfferForm, Pictures, Sound, Speed

COUNTED = timedelta(days=30)
"""How far back messages are counted."""
LONGEST_SHARED_WITH = 120


@dataclass(frozen=True)
class Shared:
    """Who was given it, after the person said yes; `version`: which one they were given."""

    shared_with: str
    shared_on: date
    version: int
    kept_by: str


@dataclass(frozen=True)
class Met:
    """How messages came lately, counted without a word of them. `voiced`: of those to come with a voice, how many had it, or
    were played; one that was shown where sound is played only when asked for may have none."""

    messages: int
    with_voice: int
    voiced: int
    slowly: int
    without_signs: int
    one_by_one: int


@dataclass(frozen=True)
class Steps:
    """`identified`: the first version; `recorded`: the last for which the person was asked for all of it. Each is None until
    then. What is flagged follows from what holds."""

    identified: KeptProfile | None
    recorded: KeptProfile | None
    shared: tuple[Shared, ...]
    met: Met


@dataclass(frozen=True)
class ToReview:
    """Whose profile is to be looked at again, and since when."""

    person_id: str
    person: str
    house: str
    due_on: date


def of(tx: Transaction, person_id: str, versions: tuple[KeptProfile, ...]) -> Steps:
    """The steps of a person whose versions, the newest first, these are."""
    by_staff = (one for one in versions if one.kept_by is not None)
    return Steps(versions[-1] if versions else None, next(by_staff, None), _shared(tx, person_id), _met(tx, person_id))


def share(
    tx: Transaction, member: StaffMember, person_id: str, shared_with: str, shared_on: date, *, said_yes: bool
) -> None:
    """It was given to somebody. Raises NotFound for a person elsewhere or who only looks, Refused where the person did not
    say yes, where nothing is recorded yet, and for a name or a day that will not do."""
    sight.acting_for(tx, member, person_id)
    if not said_yes:
        raise Refused("Ask the person first. It is shared only if they say yes.")
    if not shared_with or len(shared_with) > LONGEST_SHARED_WITH:
        raise Refused(f"Write who got it, in {LONGEST_SHARED_WITH} letters or fewer.")
    if shared_on > tx.today:
        raise Refused("This day has not come yet. Choose the day on which it was shared.")
    kept = communication_profiles.newest(tx, (person_id,)).get(person_id)
    if kept is None:
        raise Refused("There is nothing to share yet. Fill in how they communicate first.")
    row = {"person_id": person_id, "version": kept.version, "shared_with": shared_with, "shared_on": shared_on}
    tx.execute(insert(communication_shares), {**row, "id": new_id(), "kept_by_id": member.id, "at": tx.now})
    audit.record(tx, member.actor, "share_communication_profile", "person", person_id, detail=f"version {kept.version}")


def to_review(tx: Transaction, member: StaffMember) -> tuple[ToReview, ...]:
    """Profiles past their day for which this member is the keyworker, or stands in for them; a manager also sees those of
    people without one. The longest overdue first."""
    rows = tx.execute(_OVERDUE.where(profiles.c.next_review_on < tx.today, *sight.of(member)))
    theirs = absences.covered_by(tx, member) | {member.id}
    mine = [one for one in rows if _is_for(member, theirs, one.keyworker_id)]
    return tuple(ToReview(one.person_id, one.person, one.house, one.next_review_on) for one in mine)


def overdue(tx: Transaction, *where: ColumnElement[bool]) -> list[Row[Any]]:
    """`person_id` and `next_review_on` of every profile past its day, the longest overdue first."""
    return list(tx.execute(_OVERDUE.where(profiles.c.next_review_on < tx.today, *where)))


def _is_for(member: StaffMember, theirs: frozenset[str], keyworker_id: str | None) -> bool:
    return keyworker_id in theirs or (keyworker_id is None and member.is_manager)


_EVERY = profiles.alias()
_NEWEST = select(func.max(_EVERY.c.version)).where(_EVERY.c.person_id == people.c.id).scalar_subquery()
_OVERDUE = (
    select(
        profiles.c.person_id,
        profiles.c.next_review_on,
        people.c.keyworker_id,
        people.c.name.label("person"),
        houses.c.name.label("house"),
    )
    .join(people, people.c.id == profiles.c.person_id)
    .join(houses, houses.c.id == people.c.house_id)
    .where(profiles.c.version == _NEWEST)
    .order_by(profiles.c.next_review_on, people.c.name, people.c.id)
)


def _shared(tx: Transaction, person_id: str) -> tuple[Shared, ...]:
    rows = tx.execute(
        select(communication_shares, staff.c.name)
        .join(staff, staff.c.id == communication_shares.c.kept_by_id)
        .where(communication_shares.c.person_id == person_id)
        .order_by(communication_shares.c.shared_on.desc(), communication_shares.c.at.desc(), communication_shares.c.id)
    )
    return tuple(Shared(row.shared_with, row.shared_on, row.version, row.name) for row in rows)


def _met(tx: Transaction, person_id: str) -> Met:
    """Of what has gone out: nothing was met by a message that still waits. Nor is a word about safety counted, or the number
    would tell the house of it (R13)."""
    sent = (outbox.c.person_id == person_id, outbox.c.sent_at > tx.now - COUNTED, outbox.c.kind != "safety")
    rows = [row for row in tx.execute(select(outbox.c.applied, outbox.c.voiced_at).where(*sent)) if row.applied]

    def having(*wanted: str) -> int:
        return sum(not {*wanted}.isdisjoint(row.applied) for row in rows)

    voices = (Sound.ON, Sound.SLOWER)
    voiced = sum(row.voiced_at is not None and not {*voices}.isdisjoint(row.applied) for row in rows)
    return Met(
        messages=len(rows),
        with_voice=having(*voices),
        voiced=voiced,
        slowly=having(Speed.SLOW),
        without_signs=having(Pictures.OFF, Pictures.OWN_PHOTOS),
        one_by_one=having(OfferForm.ONE_AT_A_TIME),
    )
