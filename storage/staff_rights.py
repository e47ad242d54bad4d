"""Who may set up what: the accounts a manager or administrator sees, and which of them they may change (R70).

An administrator may change all of them. A manager sees the staff of their houses and changes those who work in no other
house; they make no administrators and no safeguarding leads (R11). Nobody changes their own rights or ends their own
account, so somebody is always left who can.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from storage import houses, second_factors, staff_accounts
from storage.database import NotFound, Refused, Transaction
from storage.houses import LONGEST_NAME, House
from storage.staff_accounts import StaffMember
from storage.tables.pending_actions import pending_actions
from storage.tables.people import staff
from storage.vocabulary import OPEN_ACTIONS, Role

MADE_BY_MANAGERS = (Role.SUPPORT_WORKER, Role.KEYWORKER, Role.MANAGER, Role.REVIEWER)
MAY_BE_LIMITED = (Role.SUPPORT_WORKER, Role.KEYWORKER, Role.REVIEWER)
"""Roles that may be limited to some of the people of their houses."""
LONGEST_EMAIL = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True)
class Account:
    """A member of staff as who sets up sees them: `houses` are those the reader may know of, `works_elsewhere` says that
    there are others, `may_change` whether the reader may change this one."""

    member: StaffMember
    houses: tuple[House, ...]
    works_elsewhere: bool
    is_active: bool
    has_password: bool
    has_second_factor: bool
    may_change: bool


@dataclass(frozen=True)
class Wanted:
    """What an account is to be. `person_ids`: the only people they may see, None for all of their houses."""

    name: str
    role: Role
    house_ids: tuple[str, ...]
    person_ids: tuple[str, ...] | None = None


def roles_for(by: StaffMember) -> tuple[Role, ...]:
    """The roles that this member may give. Raises NotFound for who sets nothing up."""
    _sets_up(by)
    return tuple(Role) if by.role is Role.ADMIN else MADE_BY_MANAGERS


def houses_for(tx: Transaction, by: StaffMember) -> tuple[House, ...]:
    """All of them for an administrator, their own for a manager. Raises NotFound for who sets nothing up."""
    _sets_up(by)
    return tuple(one for one in houses.all_houses(tx) if by.role is Role.ADMIN or one.id in by.house_ids)


def accounts(tx: Transaction, by: StaffMember) -> tuple[Account, ...]:
    """Everybody for an administrator, the staff of their houses for a manager, by name; those who left, too."""
    known = houses_for(tx, by)
    found = (_account(tx, by, known, row) for row in tx.execute(select(staff).order_by(staff.c.name, staff.c.id)).all())
    return tuple(one for one in found if by.role is Role.ADMIN or one.houses)


def account(tx: Transaction, by: StaffMember, staff_id: str) -> Account:
    """Raises NotFound for an account this member may not know of as for none at all."""
    known = houses_for(tx, by)
    row = tx.execute(select(staff).where(staff.c.id == staff_id)).first()
    found = None if row is None else _account(tx, by, known, row)
    if found is None or not (by.role is Role.ADMIN or found.houses):
        raise NotFound("There is no such member of staff.")
    return found


def problems(by: StaffMember | None, wanted: Wanted) -> dict[str, str]:
    """What is wrong with it, by field: `name`, `role`, `house`. `by`: who wants it, None for the operator."""
    found = {}
    if not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        found["name"] = f"Write their name, as people know them, in {LONGEST_NAME} letters or fewer."
    if by is not None and wanted.role not in roles_for(by):
        found["role"] = "Choose one of these roles."
    if wanted.role is Role.SAFEGUARDING_LEAD and wanted.house_ids:
        found["house"] = "A safeguarding lead stands outside of every house. Choose no house."
    elif wanted.role not in (Role.SAFEGUARDING_LEAD, Role.ADMIN) and not wanted.house_ids:
        found["house"] = "Choose the house they work in."
    return found


def email_problem(tx: Transaction, email: str) -> str | None:
    """Why this cannot be the address of a new account, or None."""
    email = email.strip().casefold()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        return "Write an address such as name@example.org."
    if tx.execute(select(staff.c.id).where(staff.c.email == email)).first():
        return f"{email} is in use already. Each member of staff has an address of their own."
    return None


def open_actions_of(tx: Transaction, staff_id: str) -> tuple[str, ...]:
    """The ids of the open actions this member owns, the earliest due first."""
    where = (pending_actions.c.owner_id == staff_id, pending_actions.c.status.in_(OPEN_ACTIONS))
    return tuple(tx.execute(select(pending_actions.c.id).where(*where).order_by(pending_actions.c.due_on)).scalars())


def must_change(tx: Transaction, by: StaffMember, staff_id: str) -> None:
    """Raises NotFound for an account that is not theirs to change, Refused for their own."""
    found = account(tx, by, staff_id)
    if staff_id == by.id:
        raise Refused("This is your own account. Somebody else has to do this.")
    if not found.may_change:
        raise NotFound("There is no such page.")


def must_want(tx: Transaction, by: StaffMember, wanted: Wanted) -> None:
    """Raises NotFound for a house that is not theirs, Refused for what `problems` finds."""
    if not set(wanted.house_ids) <= {one.id for one in houses_for(tx, by)}:
        raise NotFound("There is no such house.")
    for problem in problems(by, wanted).values():
        raise Refused(problem)


def _account(tx: Transaction, by: StaffMember, known: tuple[House, ...], row: object) -> Account:
    found = row._mapping  # type: ignore[attr-defined]
    member = staff_accounts.member(tx, found["id"])
    mine = tuple(one for one in known if one.id in member.house_ids)
    elsewhere = len(mine) < len(member.house_ids)
    may_change = by.role is Role.ADMIN or (not elsewhere and member.role in MADE_BY_MANAGERS)
    factor = second_factors.of(tx, member.id)
    return Account(
        member,
        mine,
        works_elsewhere=elsewhere,
        is_active=bool(found["is_active"]),
        has_password=bool(found["password_hash"]),
        has_second_factor=factor is not None and factor.is_on,
        may_change=may_change and member.id != by.id,
    )


def _sets_up(by: StaffMember) -> None:
    if not by.is_manager:
        raise NotFound("There is no such page.")
