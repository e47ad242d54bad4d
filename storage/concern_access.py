"""Who may know of a concern: the one gate for one of them, and the one condition for lists (R11-R13)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, select

from storage import exclusions
from storage.database import NotFound, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.safeguarding import concerns
from storage.vocabulary import Role


def lead_only(member: StaffMember) -> None:
    """Raises NotFound for anyone but a safeguarding lead: to others there are no such pages."""
    if member.role is not Role.SAFEGUARDING_LEAD:
        raise NotFound("There is no such page.")


def visible_to(member: StaffMember) -> ColumnElement[bool]:
    """Which rows of `concerns` this member may know of: a lead of all but those that may be about them (R12)."""
    return exclusions.not_excluded(member) if member.role is Role.SAFEGUARDING_LEAD else false()


def must_see(tx: Transaction, member: StaffMember, concern_id: str) -> None:
    """Raises NotFound for a concern that this member may not know of, as for one that is not there."""
    where = (concerns.c.id == concern_id, visible_to(member))
    if tx.execute(select(concerns.c.id).where(*where)).first() is None:
        raise NotFound("There is no such page.")
