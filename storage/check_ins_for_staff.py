"""Check-ins with somebody of staff beside the person: what they prepare, what they choose together, and what is stopped. The
person's own limits hold for staff as well, and the person sees and can stop each in the chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from sqlalchemy import insert, update

from storage import askings, audit, check_ins, houses, linking, own_times, sight, signs, updates, views
from storage.askings import Asking
from storage.check_ins import LONGEST, MOST_A_DAY, CheckIn, Thing
from storage.database import Refused, Transaction
from storage.houses import Person
from storage.own_times import OwnTimes
from storage.references import clock_ref, staff_ref, weekdays_ref
from storage.staff_accounts import StaffMember
from storage.tables.base import new_id
from storage.tables.check_ins import check_in_things
from storage.vocabulary import Asks

MOST_THINGS = 6
"""Prepared at one time: the person is shown one after the other."""
DAYS_SHOWN = 5
TELL = "utter_update_check_in"


@dataclass(frozen=True)
class Wanted:
    """What was chosen together: `about`, in the words of a prepared thing or new ones, on which days (Monday is 0), when.
    `is_together`: the person was there and chose it."""

    about: str
    sign: str | None
    weekdays: tuple[int, ...]
    at: time | None
    is_together: bool


@dataclass(frozen=True)
class Shown:
    """One check-in, and what became of its last days, the newest first."""

    check_in: CheckIn
    days: tuple[Asking, ...]


@dataclass(frozen=True)
class CheckInsOf:
    """All that staff see of a person's check-ins: those that hold, those of before, what is prepared, and the times in which
    the person lets the bot start something, and how often."""

    person: Person
    now: tuple[Shown, ...]
    before: tuple[CheckIn, ...]
    things: tuple[Thing, ...]
    own: OwnTimes
    asks: Asks


def for_member(tx: Transaction, member: StaffMember, person_id: str) -> CheckInsOf:
    """That they were looked at is in the trail, and that words of the person were shown where some are in their own words. Raises NotFound for a person elsewhere."""
    person = sight.person_of(tx, member, person_id)
    audit.record(tx, member.actor, "view_check_ins", "person", person_id)
    now = tuple(Shown(one, askings.newest_of(tx, one.id, DAYS_SHOWN)) for one in check_ins.of_person(tx, person_id))
    before, things = check_ins.ended_of_person(tx, person_id), check_ins.things_of(tx, person_id)
    if any(one.content_id is not None for one in (*before, *(shown.check_in for shown in now))):
        views.words_shown(tx, member.actor, "check_ins", (person_id,))
    return CheckInsOf(person, now, before, things, own_times.of_person(tx, person_id), Asks(person.asks))


def prepare(tx: Transaction, member: StaffMember, person_id: str, words: str, sign: str | None) -> str:
    """Something the person can pick to be asked about; returns its id. Raises NotFound for a person elsewhere or who only
    looks, Refused for words that are empty or too long, for what is prepared already, and for more than the person can look
    through."""
    sight.acting_for(tx, member, person_id)
    _must_do(about_problems(words, sign))
    prepared = check_ins.things_of(tx, person_id)
    if any(one.words.casefold() == words.casefold() for one in prepared):
        raise Refused("This is prepared already.")
    if len(prepared) >= MOST_THINGS:
        raise Refused(f"There are {MOST_THINGS} things to pick from. Take one away before you add another.")
    thing_id = _add_thing(tx, member, person_id, words, sign)
    audit.record(tx, member.actor, "prepare_check_in", "person", person_id)
    return thing_id


def take_away(tx: Transaction, member: StaffMember, person_id: str, thing_id: str) -> None:
    """The person is not shown it any more; check-ins about it go on. Raises NotFound for a person elsewhere or who only
    looks, Refused for what somebody took away meanwhile."""
    sight.acting_for(tx, member, person_id)
    if thing_id not in {one.id for one in check_ins.things_of(tx, person_id)}:
        raise Refused("Somebody has taken this away in the meantime. Look at the list again.")
    ended = {"ended_by_id": member.id, "ended_at": tx.now}
    tx.execute(update(check_in_things).where(check_in_things.c.id == thing_id).values(**ended))
    audit.record(tx, member.actor, "take_away_check_in", "person", person_id)


def choose_together(tx: Transaction, member: StaffMember, person_id: str, wanted: Wanted) -> str:
    """A check-in that the person chose with this member beside them; returns its id. The person is told of it in the chat, if they have one.
    Raises NotFound for a person elsewhere or who only looks, Refused for what will not do (`problems`) and for more than the
    person allows."""
    sight.acting_for(tx, member, person_id)
    person = houses.person(tx, person_id)
    _must_do(problems(wanted))
    if person.asks == Asks.ONLY_WHEN_I_START:
        raise Refused(
            f"{person.name} wants no questions in the chat. They can change that there: “When do you ask me?”"
        )
    if own_times.of_person(tx, person_id).are_quiet_at(_time_of(wanted)):
        raise Refused(
            f"{person.name} wants nothing at this time. Choose another one, or let them change that in the chat."
        )
    thing_id = _thing_of(tx, member, person_id, wanted)
    check_in_id = check_ins.begin(tx, person_id, thing_id=thing_id, chosen_with_id=member.id)
    check_ins.set_days(tx, check_in_id, wanted.weekdays)
    check_ins.set_time(tx, check_in_id, _time_of(wanted))
    found = check_ins.one(tx, check_in_id)
    _has_room(tx, person, found)
    check_ins.keep(tx, member.actor, check_in_id)
    values = {"about": found.about_ref, "days": weekdays_ref(found.weekdays), "clock": clock_ref(_time_of(wanted))}
    if linking.linked_chats(tx, person_id):
        updates.approve(tx, person_id, TELL, {**values, "staff": staff_ref(member.id)})
    return check_in_id


def stop(tx: Transaction, member: StaffMember, person_id: str, check_in_id: str) -> None:
    """It is asked no more. Raises NotFound for a person elsewhere or who only looks, Refused for what was stopped meanwhile."""
    sight.acting_for(tx, member, person_id)
    if check_in_id not in {one.id for one in check_ins.of_person(tx, person_id)}:
        raise Refused("This check-in was stopped in the meantime. Look at the list again.")
    check_ins.stop(tx, member.actor, check_in_id)


def problems(wanted: Wanted) -> dict[str, str]:
    """What is wrong with it and what to do, by field in the order of the form."""
    found = about_problems(wanted.about, wanted.sign)
    if not wanted.weekdays:
        found["weekdays"] = "Choose at least one day."
    if wanted.at is None:
        found["at"] = "Choose a time."
    if not wanted.is_together:
        found["together"] = "A check-in is the person's own to choose. Do it with them beside you, and say so here."
    return found


def about_problems(words: str, sign: str | None) -> dict[str, str]:
    """The same of what it is about alone: `about`, `sign`."""
    found = {}
    if not words:
        found["about"] = "Write what they want to be asked about, such as swimming."
    elif len(words) > LONGEST:
        found["about"] = f"This is too long. Use {LONGEST} letters or fewer."
    if sign is not None and not signs.is_one_emoji(sign):
        found["sign"] = "Use one emoji, or leave it empty."
    return found


def _must_do(found: dict[str, str]) -> None:
    for problem in found.values():
        raise Refused(problem)


def _has_room(tx: Transaction, person: Person, found: CheckIn) -> None:
    beside = check_ins.most_beside(tx, found)
    if beside >= MOST_A_DAY:
        raise Refused(f"One of these days has {MOST_A_DAY} check-ins already. Choose other days.")
    if beside >= own_times.of_person(tx, person.id).a_day:
        allows = f"{person.name} lets the chat ask one on a day, and one of these days has one."
        raise Refused(f"{allows} Choose other days, or let them say in the chat that they want two.")


def _thing_of(tx: Transaction, member: StaffMember, person_id: str, wanted: Wanted) -> str:
    """The prepared thing of these words, or one for this check-in alone, which is offered to nobody else."""
    same = (one.id for one in check_ins.things_of(tx, person_id) if one.words.casefold() == wanted.about.casefold())
    return next(same, None) or _add_thing(tx, member, person_id, wanted.about, wanted.sign, is_offered=False)


def _add_thing(
    tx: Transaction, member: StaffMember, person_id: str, words: str, sign: str | None, *, is_offered: bool = True
) -> str:
    thing_id = new_id()
    ended = {} if is_offered else {"ended_by_id": member.id, "ended_at": tx.now}
    row = {"id": thing_id, "person_id": person_id, "words": words, "sign": sign, "added_by_id": member.id}
    tx.execute(insert(check_in_things), {**row, "added_at": tx.now, **ended})
    return thing_id


def _time_of(wanted: Wanted) -> time:
    if wanted.at is None:
        raise Refused("Choose a time.")
    return wanted.at
