"""What was typed about a member of staff: name, role, houses, and whom they may see."""

from __future__ import annotations

from collections.abc import Mapping

from staff.triage_form import one_of
from storage import staff_rights
from storage.staff_accounts import StaffMember
from storage.staff_rights import Account, Wanted
from storage.vocabulary import Role

NAMED = "named"
NO_ROLE = "Choose what they may do."


def read(by: StaffMember, form: Mapping[str, str]) -> tuple[Wanted, dict[str, str]]:
    """Understand what was posted, and what is wrong with it by field, in the order of the page. Where no role was chosen
    the rest is looked at as for a support worker."""
    role = one_of(Role, form.get("role", ""))
    person_ids = ticked(form, "person") if form.get("sees") == NAMED else None
    wanted = Wanted(form.get("name", ""), role or Role.SUPPORT_WORKER, ticked(form, "house"), person_ids)
    found = staff_rights.problems(by, wanted) | ({} if role else {"role": NO_ROLE})
    return wanted, {field: found[field] for field in ("name", "role", "house") if field in found}


def ticked(form: Mapping[str, str], name: str) -> tuple[str, ...]:
    """The ids behind the boxes that were ticked: a box `house-x` stands for x."""
    return tuple(field.removeprefix(f"{name}-") for field in form if field.startswith(f"{name}-"))


def of_account(account: Account) -> dict[str, str]:
    """The form of an account as it is."""
    member = account.member
    return {
        "name": member.name,
        "role": member.role,
        "sees": "everybody" if member.person_ids is None else NAMED,
        **{f"house-{one}": "yes" for one in member.house_ids},
        **{f"person-{one}": "yes" for one in member.person_ids or ()},
    }
