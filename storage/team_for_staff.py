"""The safeguarding team as the pages show it: administrators change it, leads look at it, nobody else knows of it (R11, R13)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from storage import drills, leaving_out, safeguarding_team, staffing
from storage.audit import Actor
from storage.database import NotFound, Transaction
from storage.drills import Drills
from storage.safeguarding_team import Contact
from storage.staff_accounts import StaffMember
from storage.vocabulary import Post, Role
from storage.week import DAYS, Gap, Shift, Span, gaps, spans_of


@dataclass(frozen=True)
class Day:
    """One day of the week as (from, to, who is there), in its order; None for who where nobody is."""

    name: str
    lines: tuple[tuple[int, int, str | None], ...]


@dataclass(frozen=True)
class Team:
    """All that the page shows. `without_post`: leads who are told of nothing yet; `missing`: why the service is not staffed;
    `uncovered`: stretches of the next two weeks in which nobody is there because of days away; `drills`: how the last test of
    the way went (R28)."""

    contacts: tuple[Contact, ...]
    without_post: tuple[StaffMember, ...]
    week: tuple[Day, ...]
    missing: tuple[str, ...]
    uncovered: tuple[tuple[date, Gap], ...]
    drills: Drills
    may_change: bool


@dataclass(frozen=True)
class OneOfTeam:
    """One lead. `contact` is None for who has no post; `week`: when they are there."""

    member: StaffMember
    contact: Contact | None
    week: tuple[Span, ...]


def seen(tx: Transaction, member: StaffMember) -> Team:
    """Raises NotFound for anyone but administrators and leads."""
    if not staffing.sees_team(member):
        raise NotFound("There is no such page.")
    told = safeguarding_team.contacts(tx)
    ids = {one.member.id for one in told}
    return Team(
        told,
        tuple(one for one in safeguarding_team.leads(tx) if one.id not in ids),
        _week(told, safeguarding_team.rota(tx)),
        staffing.not_ready(tx),
        staffing.uncovered_days(tx),
        drills.drills(tx),
        member.role is Role.ADMIN,
    )


def one(tx: Transaction, by: StaffMember, staff_id: str) -> OneOfTeam:
    """Raises NotFound for anyone but an administrator, and for who is no lead."""
    if by.role is not Role.ADMIN:
        raise NotFound("There is no such page.")
    found = next((one for one in safeguarding_team.leads(tx) if one.id == staff_id), None)
    if found is None:
        raise NotFound("There is no such safeguarding lead.")
    contact = next((one for one in safeguarding_team.contacts(tx) if one.member.id == staff_id), None)
    shifts = (one for one in safeguarding_team.rota(tx) if one.staff_id == staff_id)
    return OneOfTeam(found, contact, spans_of(shifts))


def set_contact(
    tx: Transaction, by: StaffMember, staff_id: str, post: Post, also_called: Sequence[str], direct: str | None
) -> None:
    """As `give_post`, for an administrator. Raises NotFound as `one` does, Refused as `safeguarding_team.set_contact`."""
    one(tx, by, staff_id)
    give_post(tx, by.actor, staff_id, post, also_called, direct)


def give_post(
    tx: Transaction, actor: Actor, staff_id: str, post: Post, also_called: Sequence[str], direct: str | None
) -> None:
    """Make this lead one who is told, or change what they are, and leave them out of whatever may mean them by their new
    names, earlier concerns as well (R12). Raises as `safeguarding_team.set_contact` does."""
    safeguarding_team.set_contact(tx, actor, staff_id, post, also_called, direct)
    leaving_out.look_again(tx, staff_id)


def remove_contact(tx: Transaction, by: StaffMember, staff_id: str) -> None:
    """Raises NotFound as `one` does."""
    one(tx, by, staff_id)
    safeguarding_team.remove_contact(tx, by.actor, staff_id)


def set_week(tx: Transaction, by: StaffMember, staff_id: str, spans: Sequence[Span]) -> None:
    """Raises NotFound as `one` does, Refused as `safeguarding_team.set_week`."""
    one(tx, by, staff_id)
    safeguarding_team.set_week(tx, by.actor, staff_id, spans)


def ways_to(tx: Transaction, by: StaffMember, staff_id: str) -> tuple[str, str | None]:
    """The e-mail address of a contact and their second way, for a test. Raises NotFound as `one` does, and without a post."""
    found = one(tx, by, staff_id)
    if found.contact is None:
        raise NotFound("They are told of nothing yet.")
    return found.member.email, safeguarding_team.direct_way(tx, staff_id)


def _week(told: Sequence[Contact], shifts: Sequence[Shift]) -> tuple[Day, ...]:
    names = {one.member.id: one.member.name for one in told}
    lines: list[list[tuple[int, int, str | None]]] = [[] for _ in DAYS]
    for shift in shifts:
        lines[shift.weekday].append((shift.start, shift.end, names[shift.staff_id]))
    for gap in gaps(shifts):
        lines[gap.weekday].append((gap.start, gap.end, None))
    in_order = (sorted(some, key=lambda line: (line[0], line[1], line[2] or "")) for some in lines)
    return tuple(Day(name, tuple(some)) for name, some in zip(DAYS, in_order, strict=True))
