"""Whom a complaint is about never knows of it, nor of the words it is in; and somebody always can (R48).

Whoever the words name counts as one of them from the moment at which they are sent, long before anybody has decided. The
conditions here are for a select from `feedback` that joins `people`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from storage import sight
from storage.database import Transaction
from storage.staff_accounts import StaffMember
from storage.tables.complaints import complaint_staff, complaints
from storage.tables.feedback import feedback
from storage.tables.people import people, staff, staff_houses
from storage.vocabulary import Role

MANAGERS = (Role.MANAGER, Role.ADMIN)

# Named apart, or they would be taken for those of a select around these conditions; and each condition says what is its own,
# or, two levels deep, the rows around it would be taken for tables to go through anew.
_hiding, _brought = complaints.alias("hiding"), complaints.alias("brought")
_concerned, _spared = complaint_staff.alias("concerned"), complaint_staff.alias("spared")
_manager, _works = staff.alias("manager_there"), staff_houses.alias("works_there")
TOLD_WITH = func.coalesce(feedback.c.first_id, feedback.c.id)
"""The first of what was said at once: each part of it leads to the whole, so they are hidden together."""


def hidden(member: StaffMember) -> ColumnElement[bool]:
    """Whether this was said about this member, as far as anybody knows."""
    where = (
        _concerned.c.staff_id == member.id,
        _concerned.c.is_about,
        _concerned.c.complaint_id == _hiding.c.id,
        _hiding.c.told_id == TOLD_WITH,
    )
    return exists().where(*where).correlate_except(_concerned, _hiding)


def seen(member: StaffMember) -> ColumnElement[bool]:
    """Whether this member may know of something said: as of its person, but for what is said about them; and an
    administrator of a complaint that was given to them or that no manager of the house may know of."""
    theirs: ColumnElement[bool] = and_(*sight.of(member))
    if member.role is Role.ADMIN:
        theirs = or_(theirs, _is_brought_to(member))
    return and_(theirs, ~hidden(member))


def hidden_from(tx: Transaction, feedback_ids: Sequence[str]) -> frozenset[str]:
    """The ids of the members to whom one of these does not exist."""
    rows = (
        select(_concerned.c.staff_id)
        .join(_hiding, _hiding.c.id == _concerned.c.complaint_id)
        .join(feedback, _hiding.c.told_id == TOLD_WITH)
        .where(feedback.c.id.in_(feedback_ids), _concerned.c.is_about)
    )
    return frozenset(tx.execute(rows).scalars())


def outsiders(tx: Transaction, feedback_id: str) -> frozenset[str]:
    """The ids of the administrators who may know of it from outside of its house."""
    admins = select(staff.c.id).where(staff.c.role == Role.ADMIN, staff.c.is_active)
    told = select(_brought.c.id).join(feedback, _brought.c.told_id == TOLD_WITH)
    lost = told.join(people, people.c.id == feedback.c.person_id).where(feedback.c.id == feedback_id, _has_no_manager())
    if tx.execute(lost).first():
        return frozenset(tx.execute(admins).scalars()) - hidden_from(tx, [feedback_id])
    given = select(_brought.c.handler_id).join(feedback, _brought.c.told_id == TOLD_WITH)
    return frozenset(tx.execute(given.where(feedback.c.id == feedback_id, _brought.c.handler_id.in_(admins))).scalars())


def _is_brought_to(member: StaffMember) -> ColumnElement[bool]:
    where = (_brought.c.told_id == TOLD_WITH, or_(_brought.c.handler_id == member.id, _has_no_manager()))
    return exists().where(*where).correlate_except(_brought)


def _has_no_manager() -> ColumnElement[bool]:
    """Whether every manager of the house where its person lives now is one whom it is about."""
    same = (_spared.c.complaint_id == _brought.c.id, _spared.c.staff_id == _manager.c.id, _spared.c.is_about)
    is_about = exists().where(*same).correlate_except(_spared)
    there = (_works.c.house_id == people.c.house_id, _works.c.staff_id == _manager.c.id)
    manages = (_manager.c.is_active, _manager.c.role.in_(MANAGERS), ~is_about)
    return ~exists().where(*there, *manages).correlate_except(_works, _manager)
