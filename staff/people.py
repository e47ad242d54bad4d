"""The people of a member's houses, and adding one (managers only)."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from storage import Transaction, people_for_staff
from storage.errors import Refused
from storage.houses import House
from storage.people_for_staff import Resident
from storage.staff_accounts import StaffMember


@signed_in
async def people(visit: Visit) -> Response:
    """The list; a POST adds a person and opens their page."""
    if visit.request.method == "GET":
        return await _page(visit)
    house_id, name = visit.form.get("house", ""), visit.form.get("name", "")
    try:
        added = await visit.write(people_for_staff.add, visit.member, house_id, name)
    except Refused as refused:
        return await _page(visit, status=422, problems={"name": str(refused)})
    return visit.go("person", note="person_added", id=added.id)


async def _page(visit: Visit, status: int = 200, problems: dict[str, str] | None = None) -> Response:
    residents, houses = await visit.write(_list, visit.member)
    by_house = [(house, [one for one in residents if one.person.house_id == house.id]) for house in houses]
    return visit.page("people.html", status=status, by_house=by_house, problems=problems or {})


def _list(tx: Transaction, member: StaffMember) -> tuple[tuple[Resident, ...], tuple[House, ...]]:
    return people_for_staff.in_houses_of(tx, member), people_for_staff.houses_of(tx, member)


ROUTES = (Route("/people", people, methods=["GET", "POST"], name="people"),)
