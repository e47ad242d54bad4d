"""Whom a person chose to help them, for their staff: who they are, a code for somebody new, and the end of it (R57)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from staff.access import Visit, signed_in
from staff.doings import what_the_form_names
from staff.pictures import picture
from storage import (
    Transaction,
    chat_links,
    one_time_codes,
    people_for_staff,
    sight,
    supporter_access,
    supporters,
)
from storage.errors import Refused
from storage.houses import Person
from storage.staff_accounts import StaffMember
from storage.supporters import Supporter
from storage.vocabulary import Relation


@signed_in
async def helpers(visit: Visit) -> Response:
    """The list; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    return await what_the_form_names(visit, _DOINGS)


async def _make_code(visit: Visit) -> Response:
    """Shown now or never: the store keeps only a digest of the code."""
    made = await visit.write(supporter_access.make_code_with, visit.member, visit.part("id"))
    person, _, _ = await visit.read(_open, visit.member, visit.part("id"))
    address = f"{visit.room.settings.public_address}/supporter/sign-in?code={made.code}"
    settings = visit.room.settings
    links = chat_links.links(made.code, settings.public_address, settings.telegram_username())
    telegram = next((one.address for one in links if one.channel == chat_links.TELEGRAM), None)
    shown: dict[str, Any] = {
        "made": made,
        "code": one_time_codes.spaced(made.code),
        "address": address,
        "telegram": telegram,
    }
    return visit.page("helper_code.html", person=person, qr=picture(address), **shown)


async def _add_staff(visit: Visit) -> Response:
    try:
        await visit.write(_choose_staff, visit.member, visit.part("id"), visit.form.get("staff", ""))
    except Refused as refused:
        return await _page(visit, {"staff": str(refused)})
    return visit.go("helpers", note="helper_added", id=visit.part("id"))


def _choose_staff(tx: Transaction, member: StaffMember, person_id: str, staff_id: str) -> None:
    """The person chose a member of staff, who has pages of their own and needs no code."""
    person = people_for_staff.for_member(tx, member, person_id)
    chosen = next((one for one in sight.owners(tx, person_id, person.house_id) if one.id == staff_id), None)
    if chosen is None:
        raise Refused("Choose a member of staff who works with this person.")
    supporters.add(tx, member.actor, person_id, chosen.name, Relation.STAFF, staff_id=staff_id)


async def _end(visit: Visit) -> Response:
    await visit.write(supporters.end, visit.member, visit.part("id"), visit.form.get("which", ""))
    return visit.go("helpers", note="helper_ended", id=visit.part("id"))


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    await visit.write(supporters.for_member, visit.member, visit.part("id"))
    person, theirs, staff = await visit.read(_open, visit.member, visit.part("id"))
    status = 422 if problems else 200
    return visit.page(
        "helpers.html", status=status, person=person, helpers=theirs, staff=staff, problems=problems or {}
    )


def _open(
    tx: Transaction, member: StaffMember, person_id: str
) -> tuple[Person, tuple[Supporter, ...], tuple[StaffMember, ...]]:
    """The person, whom they chose, and which staff they may still choose."""
    person = sight.person_of(tx, member, person_id)
    theirs = supporters.of_person(tx, person_id)
    chosen = {one.staff_id for one in theirs}
    staff = tuple(one for one in sight.owners(tx, person_id, person.house_id) if one.id not in chosen)
    return person, theirs, staff


_DOINGS = {"make_code": _make_code, "add_staff": _add_staff, "end": _end}
ROUTES = (Route("/people/{id}/helpers", helpers, methods=["GET", "POST"], name="helpers"),)
