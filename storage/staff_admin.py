"""Setting up: adding houses and staff, and changing, ending and inviting staff, within `staff_rights`."""

from __future__ import annotations

from sqlalchemy import and_, delete, false, insert, not_, select, update

from storage import audit, houses, invitations, leaving_out, second_factors, sight, staff_accounts
from storage.audit import Actor
from storage.database import NotFound, Refused, Transaction
from storage.houses import House
from storage.invitations import Invitation
from storage.people_for_staff import KEYWORKERS
from storage.staff_accounts import StaffMember
from storage.staff_rights import MAY_BE_LIMITED, Wanted, email_problem, must_change, must_want, problems
from storage.tables.people import people, staff, staff_houses, staff_people
from storage.vocabulary import Role


def add_house(tx: Transaction, by: StaffMember, name: str) -> House:
    """Raises NotFound for who is no administrator, Refused for a name that is empty, too long or in use."""
    if by.role is not Role.ADMIN:
        raise NotFound("There is no such page.")
    return houses.add_house(tx, by.actor, name)


def add(tx: Transaction, by: StaffMember, email: str, wanted: Wanted) -> Invitation:
    """A new account with the invitation to it. Raises NotFound for a house that is not theirs, Refused for what
    `problems` or `email_problem` finds."""
    must_want(tx, by, wanted)
    if problem := email_problem(tx, email):
        raise Refused(problem)
    member = staff_accounts.add(tx, by.actor, wanted.name, email, wanted.role, "", wanted.house_ids)
    leaving_out.look_again(tx, member.id)
    return invitations.make(tx, by.actor, member.id)


def add_by_operator(tx: Transaction, actor: Actor, email: str, wanted: Wanted, password_hash: str) -> StaffMember:
    """A new account made at the command line. Raises Refused for what `problems` or `email_problem` finds."""
    for problem in (*problems(None, wanted).values(), email_problem(tx, email)):
        if problem:
            raise Refused(problem)
    member = staff_accounts.add(tx, actor, wanted.name, email, wanted.role, password_hash, wanted.house_ids)
    leaving_out.look_again(tx, member.id)
    return member


def change(tx: Transaction, by: StaffMember, staff_id: str, wanted: Wanted) -> None:
    """Change name, role, houses and whom they may see; of people whom the changer may not know of, who was named stays so. Raises NotFound for an account or a house that is not theirs,
    Refused for their own account and for what `problems` finds."""
    must_change(tx, by, staff_id)
    must_want(tx, by, wanted)
    is_limited = wanted.person_ids is not None and wanted.role in MAY_BE_LIMITED
    named = _named(tx, by, staff_id, wanted)
    values = {"name": wanted.name.strip(), "role": wanted.role, "only_named_people": is_limited}
    tx.execute(update(staff).where(staff.c.id == staff_id).values(**values))
    for table, rows in (
        (staff_houses, [{"staff_id": staff_id, "house_id": one} for one in wanted.house_ids]),
        (staff_people, [{"staff_id": staff_id, "person_id": one} for one in sorted(named)] if is_limited else []),
    ):
        tx.execute(delete(table).where(table.c.staff_id == staff_id))
        if rows:
            tx.execute(insert(table), rows)
    _leave_key_people(tx, staff_id)
    limit = f", {len(named)} people" if is_limited else ""
    detail = f"{wanted.role}, {len(wanted.house_ids)} houses{limit}"
    audit.record(tx, by.actor, "change_staff", "staff", staff_id, detail=detail)
    leaving_out.look_again(tx, staff_id)


def end(tx: Transaction, by: StaffMember, staff_id: str) -> None:
    """End an account: its sessions and links end at once, and it is nobody's keyworker. What it did stays, and so do its
    open actions, marked on the board. Raises NotFound for one that is not theirs, Refused for their own."""
    must_change(tx, by, staff_id)
    tx.execute(update(staff).where(staff.c.id == staff_id).values(is_active=False))
    tx.execute(update(people).where(people.c.keyworker_id == staff_id).values(keyworker_id=None))
    staff_accounts.close_sessions(tx, staff_id)
    invitations.end_all(tx, staff_id)
    audit.record(tx, by.actor, "end_staff", "staff", staff_id)


def restore(tx: Transaction, by: StaffMember, staff_id: str) -> Invitation:
    """Open an ended account again, with a new link: its old password does not come back. Raises as `end` does."""
    must_change(tx, by, staff_id)
    tx.execute(update(staff).where(staff.c.id == staff_id).values(is_active=True, password_hash=""))
    audit.record(tx, by.actor, "restore_staff", "staff", staff_id)
    leaving_out.look_again(tx, staff_id)
    return invitations.make(tx, by.actor, staff_id)


def invite(tx: Transaction, by: StaffMember, staff_id: str) -> Invitation:
    """A new link, as for a forgotten password. Raises NotFound for an account that is not theirs or ended, Refused for
    their own: they know their password."""
    must_change(tx, by, staff_id)
    return invitations.make(tx, by.actor, staff_id)


def reset_second_factor(tx: Transaction, by: StaffMember, staff_id: str) -> None:
    """Take a lost second factor away; every session of that member ends. Raises NotFound for an account that is not theirs
    and where there is none, Refused for their own."""
    must_change(tx, by, staff_id)
    second_factors.turn_off(tx, by.actor, staff_id)
    staff_accounts.close_sessions(tx, staff_id)


def _named(tx: Transaction, by: StaffMember, staff_id: str, wanted: Wanted) -> set[str]:
    """Whom the member may see if they are limited: who is wanted, and who was named of houses that are not the changer's."""
    before = select(staff_people.c.person_id).join(people, people.c.id == staff_people.c.person_id)
    hidden = (staff_people.c.staff_id == staff_id, people.c.house_id.not_in(by.house_ids))
    kept = set(tx.execute(before.where(*hidden)).scalars()) if wanted.person_ids is not None else set()
    return (kept | set(wanted.person_ids or ())) & {one.id for one in houses.people_in(tx, wanted.house_ids)}


def _leave_key_people(tx: Transaction, staff_id: str) -> None:
    """A keyworker who may not see somebody any more, or has no role for it, is not their keyworker."""
    member = staff_accounts.member(tx, staff_id)
    still = and_(*sight.of(member)) if member.role in KEYWORKERS else false()
    lost = (people.c.keyworker_id == staff_id, not_(still))
    tx.execute(update(people).where(*lost).values(keyworker_id=None))
