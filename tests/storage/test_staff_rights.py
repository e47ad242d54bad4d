"""Who may set up what, and what becomes of an account."""

import pytest

from storage import invitations, second_factors, staff_accounts, staff_admin, staff_rights
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.vocabulary import Role
from tests.storage.invented import Life, SetClock


@pytest.fixture
def admin(life: Life) -> StaffMember:
    return life.do(staff_accounts.add, SYSTEM, "Ada Invented", "ada@example.org", Role.ADMIN, "hash", ())


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.MANAGER, Role.ADMIN)])
def test_nobody_else_sets_anything_up(life: Life, role: Role) -> None:
    here = () if role is Role.SAFEGUARDING_LEAD else (life.people.house_id,)
    member = life.do(staff_accounts.add, SYSTEM, "New", "new@example.org", role, "hash", here)
    wanted = Wanted("Nia", Role.KEYWORKER, (life.people.house_id,))
    for verb, more in (
        (staff_rights.houses_for, ()),
        (staff_rights.accounts, ()),
        (staff_rights.account, (life.people.worker.id,)),
        (staff_admin.add_house, ("Third",)),
        (staff_admin.add, ("nia@example.org", wanted)),
        (staff_admin.change, (life.people.worker.id, wanted)),
        (staff_admin.end, (life.people.worker.id,)),
        (staff_admin.restore, (life.people.worker.id,)),
        (staff_admin.invite, (life.people.worker.id,)),
        (staff_admin.reset_second_factor, (life.people.worker.id,)),
    ):
        with pytest.raises(NotFound):
            life.do(verb, member, *more)


def test_a_manager_reaches_nobody_of_another_house_and_no_lead(life: Life, admin: StaffMember) -> None:
    people = life.people
    for staff_id in (people.elsewhere.id, people.lead.id, admin.id, "no such id"):
        for verb in (staff_admin.end, staff_admin.invite, staff_admin.reset_second_factor, staff_rights.account):
            with pytest.raises(NotFound):
                life.do(verb, people.manager, staff_id)
    seen = {one.member.name for one in life.do(staff_rights.accounts, people.manager)}
    assert seen == {"Kit Invented", "Mina Invented", "Will Invented"}
    assert len(life.do(staff_rights.accounts, admin)) == 7


def test_a_manager_cannot_make_a_member_more_than_a_manager(life: Life) -> None:
    worker = life.people.worker
    for role in (Role.ADMIN, Role.SAFEGUARDING_LEAD):
        with pytest.raises(Refused):
            houses = () if role is Role.SAFEGUARDING_LEAD else worker.house_ids
            life.do(staff_admin.change, life.people.manager, worker.id, Wanted("Will", role, houses))
    with pytest.raises(NotFound):
        elsewhere = (*worker.house_ids, *life.people.elsewhere.house_ids)
        life.do(staff_admin.change, life.people.manager, worker.id, Wanted("Will", worker.role, elsewhere))
    assert life.do(staff_accounts.member, worker.id) == worker


def test_an_ended_account_has_no_session_and_no_link(life: Life) -> None:
    worker = life.people.worker
    session = life.do(staff_accounts.open_session, worker.id)
    made = life.do(invitations.make, SYSTEM, worker.id)
    life.do(staff_admin.end, life.people.manager, worker.id)
    assert life.do(staff_accounts.session, session) is None
    assert life.do(staff_accounts.by_email, worker.email) is None
    for verb in (invitations.invited, lambda tx, token: invitations.accept(tx, token, "hash")):
        with pytest.raises(NotFound):
            life.do(verb, made.token)
    restored = life.do(staff_admin.restore, life.people.manager, worker.id)
    assert life.do(invitations.invited, restored.token).id == worker.id
    assert life.do(staff_accounts.password_hash_of, worker.email) is None


def test_an_invitation_is_good_once_and_for_a_week(life: Life, clock: SetClock) -> None:
    worker = life.people.worker
    first, second = (life.do(invitations.make, SYSTEM, worker.id) for _ in range(2))
    with pytest.raises(NotFound):
        life.do(invitations.invited, first.token)
    life.do(invitations.accept, second.token, "new hash")
    assert life.do(staff_accounts.password_hash_of, worker.email) == (worker.id, "new hash")
    with pytest.raises(NotFound):
        life.do(invitations.accept, second.token, "another hash")
    third = life.do(invitations.make, SYSTEM, worker.id)
    clock.forward(days=7)
    with pytest.raises(NotFound):
        life.do(invitations.invited, third.token)


def test_a_session_is_half_until_the_second_factor_is_shown(life: Life) -> None:
    worker = life.people.worker
    life.do(second_factors.begin, worker.id, "sealed")
    before = life.do(staff_accounts.session, life.do(staff_accounts.open_session, worker.id))
    assert before is not None and not before.is_half and not before.has_second_factor
    life.do(second_factors.confirm, worker.id, 100)
    token = life.do(staff_accounts.open_session, worker.id)
    half = life.do(staff_accounts.session, token)
    assert half is not None and half.is_half and half.has_second_factor
    life.do(staff_accounts.complete_session, token)
    whole = life.do(staff_accounts.session, token)
    assert whole is not None and not whole.is_half


def test_a_step_is_taken_once_and_never_an_older_one(life: Life) -> None:
    worker = life.people.worker
    life.do(second_factors.begin, worker.id, "sealed")
    assert not life.do(second_factors.take_step, worker.id, 200), "it is not on yet"
    life.do(second_factors.confirm, worker.id, 100)
    taken = [life.do(second_factors.take_step, worker.id, step) for step in (100, 101, 101, 99, 102)]
    assert taken == [False, True, False, False, True]


def test_recovery_codes_are_their_members_and_end_with_the_factor(life: Life) -> None:
    worker, colleague = life.people.worker, life.people.colleague
    codes = {}
    for member in (worker, colleague):
        life.do(second_factors.begin, member.id, "sealed")
        codes[member.id] = life.do(second_factors.confirm, member.id, 1)
    assert not life.do(second_factors.take_recovery_code, worker.id, codes[colleague.id][0])
    assert life.do(second_factors.take_recovery_code, worker.id, codes[worker.id][0].lower())
    assert not life.do(second_factors.take_recovery_code, worker.id, codes[worker.id][0])
    life.do(second_factors.turn_off, SYSTEM, worker.id)
    assert not life.do(second_factors.take_recovery_code, worker.id, codes[worker.id][1])
    assert life.do(second_factors.of, worker.id) is None
    with pytest.raises(NotFound):
        life.do(second_factors.turn_off, SYSTEM, worker.id)


def test_an_administrator_who_renames_somebody_does_not_widen_or_lose_whom_they_see(
    life: Life, admin: StaffMember
) -> None:
    worker = life.people.worker
    limited = Wanted(worker.name, worker.role, worker.house_ids, (life.people.housemate_id,))
    life.do(staff_admin.change, life.people.manager, worker.id, limited)
    # The page of an administrator without a house lists no people, so none is ticked.
    life.do(staff_admin.change, admin, worker.id, Wanted("Will Renamed", worker.role, worker.house_ids, ()))
    changed = life.do(staff_accounts.member, worker.id)
    assert (changed.name, changed.person_ids) == ("Will Renamed", (life.people.housemate_id,))
    life.do(staff_admin.change, life.people.manager, worker.id, Wanted("Will", worker.role, worker.house_ids, ()))
    assert life.do(staff_accounts.member, worker.id).person_ids == ()
