"""A safeguarding team that is whole, for tests in which the service has to be staffed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from storage import Transaction, safeguarding_team, staff_accounts
from storage.audit import SYSTEM
from storage.staff_accounts import StaffMember
from storage.vocabulary import Post, Role
from storage.week import DAY, Shift

DIRECT = "json://127.0.0.1:9/a-secret-way"


@dataclass(frozen=True)
class Team:
    """Each is there at every hour but the alternate. Their names are like no word that somebody in a test says."""

    lead: StaffMember
    deputy: StaffMember
    alternate: StaffMember


def settle_team(tx: Transaction) -> Team:
    """Everybody gets an account, a post and a second way, and the week is full."""
    made = Team(*(_told(tx, name, post) for name, post in zip(("Zelda", "Quentin", "Xanthe"), Post, strict=True)))
    there = (made.lead, made.deputy)
    safeguarding_team.set_rota(tx, SYSTEM, [Shift(one.id, day, 0, DAY) for one in there for day in range(7)])
    return made


def _told(tx: Transaction, name: str, post: Post) -> StaffMember:
    email = f"{name.casefold()}@team.example"
    member = staff_accounts.add(tx, SYSTEM, f"{name} Teamwell", email, Role.SAFEGUARDING_LEAD, "not a real hash", ())
    safeguarding_team.set_contact(tx, SYSTEM, member.id, post, (), DIRECT)
    return member


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
