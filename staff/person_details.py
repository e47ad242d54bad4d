"""What a manager keeps right about a person: their name, their house, their keyworker, how they write, and whether they
are under 18."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.triage_form import one_of
from storage import Transaction, people_for_staff
from storage.errors import Refused
from storage.houses import House, Person
from storage.staff_accounts import StaffMember
from storage.vocabulary import CommunicationNeed

AGES = {"adult": "18 or older", "under_18": "Under 18"}


@dataclass(frozen=True)
class Opened:
    """The person, the houses of the manager, who can be the keyworker, and the ways of writing there are."""

    person: Person
    houses: tuple[House, ...]
    keyworkers: tuple[StaffMember, ...]
    needs: tuple[CommunicationNeed, ...] = tuple(CommunicationNeed)


@signed_in
async def person_details(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    do, field = visit.form.get("do", ""), visit.form.get(visit.form.get("do", ""), "")
    if do not in _VERBS:
        raise HTTPException(400)
    try:
        await visit.write(_VERBS[do], visit.member, visit.part("id"), field)
    except Refused as refused:
        return await _page(visit, {do: str(refused)})
    return visit.go("person", note="person_kept", id=visit.part("id"))


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.write(_open, visit.member, visit.part("id"))
    status = 422 if problems else 200
    return visit.page(
        "person_details.html", status=status, opened=opened, person=opened.person, ages=AGES, problems=problems or {}
    )


def _open(tx: Transaction, member: StaffMember, person_id: str) -> Opened:
    person = people_for_staff.for_manager(tx, member, person_id)
    return Opened(person, people_for_staff.houses_of(tx, member), people_for_staff.keyworkers_for(tx, person))


def _set_keyworker(tx: Transaction, member: StaffMember, person_id: str, staff_id: str) -> None:
    people_for_staff.set_keyworker(tx, member, person_id, staff_id or None)


def _set_need(tx: Transaction, member: StaffMember, person_id: str, typed: str) -> None:
    need = one_of(CommunicationNeed, typed)
    if need is None:
        raise Refused("Choose one of these.")
    people_for_staff.set_communication_need(tx, member, person_id, need)


def _set_age(tx: Transaction, member: StaffMember, person_id: str, typed: str) -> None:
    if typed not in AGES:
        raise Refused("Choose one of these.")
    people_for_staff.set_under_18(tx, member, person_id, is_under_18=typed == "under_18")


# Each is called for the field that has its name.
_VERBS = {
    "name": people_for_staff.rename,
    "house": people_for_staff.move,
    "keyworker": _set_keyworker,
    "need": _set_need,
    "age": _set_age,
}
ROUTES = (Route("/people/{id}/details", person_details, methods=["GET", "POST"], name="person_details"),)
