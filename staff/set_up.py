"""Setting up, for managers and administrators: the houses, who works in them, and adding to both."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from staff import staff_form
from staff.access import Visit, signed_in
from staff.invitation import link
from staff.rendering import mount_of
from storage import Transaction, staff_admin, staff_rights
from storage.errors import Refused
from storage.houses import House
from storage.invitations import Invitation
from storage.staff_accounts import StaffMember
from storage.staff_rights import Account


@signed_in
async def set_up(visit: Visit) -> Response:
    """Houses with their staff; a POST adds a house."""
    if visit.request.method == "GET":
        return await _page(visit)
    try:
        await visit.write(staff_admin.add_house, visit.member, visit.form.get("house_name", ""))
    except Refused as refused:
        return await _page(visit, {"house_name": str(refused)})
    return visit.go("set_up", note="house_added")


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    houses, accounts = await visit.read(_all, visit.member)
    active = [one for one in accounts if one.is_active]
    by_house = [(house, [one for one in active if house in one.houses]) for house in houses]
    return visit.page(
        "set_up.html",
        status=422 if problems else 200,
        by_house=by_house,
        outside=[one for one in active if not one.houses],
        left=[one for one in accounts if not one.is_active],
        problems=problems or {},
    )


def _all(tx: Transaction, member: StaffMember) -> tuple[tuple[House, ...], tuple[Account, ...]]:
    return staff_rights.houses_for(tx, member), staff_rights.accounts(tx, member)


@signed_in
async def new_staff(visit: Visit) -> Response:
    """The form for a new member of staff; a POST makes the account and shows the invitation."""
    houses = await visit.read(staff_rights.houses_for, visit.member)
    if visit.request.method == "GET":
        return _form(visit, houses)
    (wanted, problems), email = staff_form.read(visit.member, visit.form), visit.form.get("email", "")
    if wrong := await visit.read(staff_rights.email_problem, email):
        name = {"name": problems["name"]} if "name" in problems else {}
        problems = {**name, "email": wrong, **problems}
    if problems:
        return _form(visit, houses, problems)
    made = await visit.write(staff_admin.add, visit.member, email, wanted)
    return invited_page(visit, made)


def _form(visit: Visit, houses: tuple[House, ...], problems: dict[str, str] | None = None) -> Response:
    shown = {"houses": houses, "roles": staff_rights.roles_for(visit.member)}
    return visit.page("staff_new.html", status=422 if problems else 200, **shown, problems=problems or {})


def invited_page(visit: Visit, made: Invitation) -> Response:
    """The link, shown now or never: the store keeps only a digest of it."""
    pages = f"{visit.room.settings.public_address}{mount_of(visit.request)}"
    return visit.page("invited.html", made=made, invited=made.member, address=link(pages, made.token))


ROUTES = (
    Route("/set-up", set_up, methods=["GET", "POST"], name="set_up"),
    Route("/set-up/staff", new_staff, methods=["GET", "POST"], name="staff_new"),
)
