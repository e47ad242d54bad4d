"""What a member of staff may see, and who may only look: the one place that says so (R13, R70).

A person belongs to the house they live in now, and what they said and what is done about it goes where they go: rows are
seen by the house of their person, not by the house in which they were written.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, false

from storage import houses
from storage.database import NotFound, Transaction
from storage.houses import Person
from storage.staff_accounts import StaffMember, working_in
from storage.tables.people import people
from storage.vocabulary import Role


def of(member: StaffMember) -> list[ColumnElement[bool]]:
    """The conditions under which this member may know of a person, for a select that joins the table `people`."""
    if member.role is Role.SAFEGUARDING_LEAD:
        return [false()]  # a lead stands outside of every house (R11)
    where: list[ColumnElement[bool]] = [people.c.house_id.in_(member.house_ids)]
    if member.person_ids is not None:
        where.append(people.c.id.in_(member.person_ids))
    return where


def sees(member: StaffMember, person_id: str, house_id: str) -> bool:
    """Whether this member may know of a person who lives in this house."""
    named = member.person_ids is None or person_id in member.person_ids
    return member.role is not Role.SAFEGUARDING_LEAD and house_id in member.house_ids and named


def person_of(tx: Transaction, member: StaffMember, person_id: str) -> Person:
    """One person this member may know of. Raises NotFound for any other as for nobody at all."""
    person = houses.person(tx, person_id)
    if not sees(member, person.id, person.house_id):
        raise NotFound("There is no such person.")
    return person


def acting(member: StaffMember) -> None:
    """Raises NotFound for who may look but decides nothing: to them there is no such form."""
    if not member.may_act:
        raise NotFound("There is no such page.")


def acting_for(tx: Transaction, member: StaffMember, person_id: str) -> Person:
    """One person for whom this member may do something. Raises NotFound for who only looks, and as `person_of` does."""
    acting(member)
    return person_of(tx, member, person_id)


def owners(tx: Transaction, person_id: str, house_id: str) -> tuple[StaffMember, ...]:
    """Who can own an action for this person, who lives in this house, by name: active staff who act there and may see the
    person."""
    return tuple(one for one in working_in(tx, house_id) if one.may_act and sees(one, person_id, house_id))
