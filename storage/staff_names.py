"""What people call members of staff, and whom words name: nobody owns what is about them (R39)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from storage import audit, staff_accounts
from storage.database import NotFound, Refused, Transaction
from storage.staff_accounts import StaffMember
from storage.tables.other_ways import staff_aliases

LONGEST = 60
_TITLES = r"(?:mr|mrs|ms|miss|mx|dr)\.?"


@dataclass(frozen=True)
class Known:
    """A member of staff and the other names people call them by."""

    member: StaffMember
    aliases: tuple[str, ...]


def known_in(tx: Transaction, house_id: str) -> tuple[Known, ...]:
    """Who works in this house, with every name, in the order of `staff_accounts.working_in`."""
    return _known(tx, staff_accounts.working_in(tx, house_id))


def for_manager(tx: Transaction, member: StaffMember) -> tuple[Known, ...]:
    """Everybody who works in a house of this manager, by name. Raises NotFound for anyone else."""
    _managers_only(member)
    found = {one.member.id: one for house_id in member.house_ids for one in known_in(tx, house_id)}
    return tuple(sorted(found.values(), key=lambda one: one.member.name.casefold()))


def add(tx: Transaction, member: StaffMember, staff_id: str, alias: str) -> None:
    """One more name; one that is known changes nothing. Raises NotFound for anyone but their manager, Refused for a name
    without a letter or of more than sixty."""
    known = _mine(tx, member, staff_id)
    alias = " ".join(alias.split())
    if not any(letter.isalpha() for letter in alias) or len(alias) > LONGEST:
        raise Refused(f"Type a name of {LONGEST} letters or fewer, such as Daz.")
    if alias.casefold() in (one.casefold() for one in known.aliases):
        return
    tx.execute(insert(staff_aliases), {"staff_id": staff_id, "alias": alias, "at": tx.now})
    audit.record(tx, member.actor, "add_staff_name", "staff", staff_id)


def remove(tx: Transaction, member: StaffMember, staff_id: str, alias: str) -> None:
    """Raises NotFound for anyone but their manager."""
    _mine(tx, member, staff_id)
    gone = delete(staff_aliases).where(staff_aliases.c.staff_id == staff_id, staff_aliases.c.alias == alias)
    if tx.execute(gone).rowcount:
        audit.record(tx, member.actor, "remove_staff_name", "staff", staff_id)


def named(tx: Transaction, house_id: str, words: str | None) -> tuple[StaffMember, ...]:
    """Who of this house the words name: by full name, first name, "Mr" and last name, or another name. A name that is a
    common word too ("will") counts: one look too many costs less than an owner who is spoken of."""
    return named_among(tx, staff_accounts.working_in(tx, house_id), words) if words else ()


def named_among(tx: Transaction, members: Iterable[StaffMember], words: str) -> tuple[StaffMember, ...]:
    """Those of them whom the words name, as above."""
    return tuple(one.member for one in _known(tx, tuple(members)) if _is_named(one, words))


def refuse_named(
    tx: Transaction,
    member: StaffMember,
    feedback_id: str,
    house_id: str,
    words: str | None,
    owner_id: str,
    *,
    is_cleared: bool,
) -> None:
    """Raises Refused if these words name this owner. A manager, not the one who is named, may clear it (`is_cleared`):
    that is in the trail."""
    owner = next((one for one in named(tx, house_id, words) if one.id == owner_id), None)
    if owner is None:
        return
    if not is_cleared or not member.is_manager or member.id == owner.id:
        raise Refused(
            f"The words name {owner.name}. Choose someone else, or ask another manager to say that it is not about them."
        )
    audit.record(tx, member.actor, "not_about_owner", "feedback", feedback_id, detail=owner.id)


def _known(tx: Transaction, members: tuple[StaffMember, ...]) -> tuple[Known, ...]:
    names: dict[str, list[str]] = {one.id: [] for one in members}
    where = staff_aliases.c.staff_id.in_(names)
    for row in tx.execute(select(staff_aliases).where(where).order_by(staff_aliases.c.alias)):
        names[row.staff_id].append(row.alias)
    return tuple(Known(one, tuple(names[one.id])) for one in members)


def _is_named(known: Known, words: str) -> bool:
    first, *rest = known.member.name.split()
    plain = [re.escape(name) for name in (first, *known.aliases)]
    titled = [rf"{_TITLES}\s+{re.escape(rest[-1])}"] if rest else []
    pattern = rf"(?<!\w)(?:{'|'.join([*plain, *titled])})(?!\w)"
    return re.search(re.sub(r"\\ ", r"\\s+", pattern), words, re.IGNORECASE) is not None


def _mine(tx: Transaction, member: StaffMember, staff_id: str) -> Known:
    for one in for_manager(tx, member):
        if one.member.id == staff_id:
            return one
    raise NotFound("There is no such member of staff.")


def _managers_only(member: StaffMember) -> None:
    if not member.is_manager:
        raise NotFound("There is no such page.")
