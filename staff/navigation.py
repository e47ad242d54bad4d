"""What stands at the top of each page, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storage import complaints, staffing
from storage.readings import SEE_FIGURES
from storage.staff_accounts import StaffMember
from storage.vocabulary import Role


@dataclass(frozen=True)
class Place:
    """A page in the navigation: what it is called, the name of its route, and who sees it there."""

    label: str
    route: str
    is_for: Callable[[StaffMember], bool]


def _works_in_a_house(member: StaffMember) -> bool:
    return bool(member.house_ids)


def _sees_figures(member: StaffMember) -> bool:
    return member.role in SEE_FIGURES and _works_in_a_house(member)


def _is_lead(member: StaffMember) -> bool:
    return member.role is Role.SAFEGUARDING_LEAD


def _sets_up(member: StaffMember) -> bool:
    return member.is_manager


PLACES = (
    Place("Board", "board", _works_in_a_house),
    Place("People", "people", _works_in_a_house),
    Place("Concerns", "concerns", _is_lead),
    Place("Days away", "absences", lambda member: _works_in_a_house(member) or _is_lead(member)),
    Place("My notices", "notices", lambda member: member.may_act),
    Place("Complaints", "complaints", complaints.may_open),
    Place("Understanding", "understanding", _sees_figures),
    Place("Safeguarding team", "safeguarding_team", staffing.sees_team),
    Place("Set up", "set_up", _sets_up),
)


def places(member: StaffMember) -> tuple[Place, ...]:
    """The places this member sees."""
    return tuple(place for place in PLACES if place.is_for(member))
