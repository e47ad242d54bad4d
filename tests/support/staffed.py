"""Safeguarding contacts for a test's house, and a week in which they are there."""

from __future__ import annotations

from collections.abc import Sequence

from storage import Transaction, safeguarding_team, staff_accounts
from storage.audit import SYSTEM
from storage.safeguarding_team import DAY, Shift
from storage.staff_accounts import StaffMember
from storage.vocabulary import Post, Role


def contact(
    tx: Transaction,
    name: str,
    post: Post,
    *,
    also_called: Sequence[str] = (),
    direct: str = "",
    member: StaffMember | None = None,
) -> StaffMember:
    """A contact of this name, with a new account if none is given."""
    email = f"{name.split()[0].lower()}@team.example"
    who = member or staff_accounts.add(tx, SYSTEM, name, email, Role.SAFEGUARDING_LEAD, "not a real hash", ())
    safeguarding_team.set_contact(tx, SYSTEM, who.id, post, also_called, direct)
    return who


def there_all_week(tx: Transaction, *members: StaffMember) -> None:
    """These are on the rota at every hour, and nobody else is."""
    shifts = [Shift(one.id, day, 0, DAY) for one in members for day in range(7)]
    safeguarding_team.set_rota(tx, SYSTEM, shifts)


def staffed(tx: Transaction, lead: StaffMember) -> None:
    """This lead is the lead, and is always there."""
    contact(tx, lead.name, Post.LEAD, member=lead)
    there_all_week(tx, lead)
