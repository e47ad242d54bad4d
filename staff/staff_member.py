"""One member of staff, for who sets up: name, role, houses, whom they may see, a new link, and ending the account."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from staff import staff_form
from staff.access import Visit, signed_in
from staff.set_up import invited_page
from storage import Transaction, houses, pending_actions, staff_admin, staff_rights
from storage.errors import Refused
from storage.houses import House, Person
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.staff_rights import Account
from storage.vocabulary import OPEN_ACTIONS


@dataclass(frozen=True)
class Opened:
    """All that the page shows. `people`: who lives in the houses; `actions`: the open ones that the reader may see;
    `hidden_actions`: how many more this member owns."""

    account: Account
    houses: tuple[House, ...]
    people: tuple[Person, ...]
    actions: tuple[PendingAction, ...]
    hidden_actions: int


@signed_in
async def staff_member(visit: Visit) -> Response:
    """The page; a POST does what its field `do` names."""
    if visit.request.method == "GET":
        return await _page(visit)
    do = _DOINGS.get(visit.form.get("do", ""))
    if do is None:
        raise HTTPException(400)
    try:
        return await do(visit)
    except Refused as refused:
        return await _page(visit, {"main-content": str(refused)})


async def _page(visit: Visit, problems: dict[str, str] | None = None) -> Response:
    opened = await visit.read(_open, visit.member, visit.part("id"))
    is_typed = visit.form.get("do") == "change"
    return visit.page(
        "staff_member.html",
        status=422 if problems else 200,
        opened=opened,
        account=opened.account,
        roles=staff_rights.roles_for(visit.member),
        may_be_limited=staff_rights.MAY_BE_LIMITED,
        form=visit.form if is_typed else staff_form.of_account(opened.account),
        problems=problems or {},
    )


def _open(tx: Transaction, member: StaffMember, staff_id: str) -> Opened:
    account = staff_rights.account(tx, member, staff_id)
    known = staff_rights.houses_for(tx, member)
    owned = staff_rights.open_actions_of(tx, staff_id)
    # An administrator reads no person's things by setting up: only those of their own houses are listed.
    seen = [one for one in pending_actions.in_houses_of(tx, member) if one.id in owned and one.status in OPEN_ACTIONS]
    own = tuple(one.id for one in known if one.id in member.house_ids)
    return Opened(account, known, houses.people_in(tx, own), tuple(seen), len(owned) - len(seen))


async def _change(visit: Visit) -> Response:
    wanted, problems = staff_form.read(visit.member, visit.form)
    if problems:
        return await _page(visit, problems)
    await visit.write(staff_admin.change, visit.member, visit.part("id"), wanted)
    return visit.go("staff_member", note="staff_kept", id=visit.part("id"))


async def _invite(visit: Visit) -> Response:
    return invited_page(visit, await visit.write(staff_admin.invite, visit.member, visit.part("id")))


async def _reset(visit: Visit) -> Response:
    await visit.write(staff_admin.reset_second_factor, visit.member, visit.part("id"))
    return visit.go("staff_member", note="factor_reset", id=visit.part("id"))


async def _end(visit: Visit) -> Response:
    await visit.write(staff_admin.end, visit.member, visit.part("id"))
    return visit.go("staff_member", note="staff_ended", id=visit.part("id"))


async def _restore(visit: Visit) -> Response:
    return invited_page(visit, await visit.write(staff_admin.restore, visit.member, visit.part("id")))


_DOINGS = {"change": _change, "invite": _invite, "reset": _reset, "end": _end, "restore": _restore}
ROUTES = (Route("/set-up/staff/{id}", staff_member, methods=["GET", "POST"], name="staff_member"),)
