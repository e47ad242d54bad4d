"""Staff: who they are, how long a session lives, and how often a sign-in may be tried."""

import pytest
from sqlalchemy import select

from storage import Transaction, staff_accounts
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.tables.people import staff_sessions
from storage.vocabulary import Role
from tests.storage.intruder import Intruder
from tests.storage.invented import Life, SetClock


def _session(life: Life, token: str) -> staff_accounts.StaffSession | None:
    return life.do(staff_accounts.session, token)


def test_an_address_is_one_persons_whatever_its_letters(life: Life) -> None:
    with pytest.raises(Refused, match="in use already"):
        life.do(staff_accounts.add, SYSTEM, "Another Mina", " MINA@Example.org ", Role.MANAGER, "hash", ())
    found = life.do(staff_accounts.password_hash_of, "Mina@EXAMPLE.org ")
    assert found == (life.people.manager.id, "not a real hash")


def test_a_house_must_exist(life: Life) -> None:
    with pytest.raises(NotFound):
        life.do(staff_accounts.add, SYSTEM, "New", "new@example.org", Role.MANAGER, "hash", ("no such house",))
    assert life.do(staff_accounts.password_hash_of, "new@example.org") is None


def test_a_member_is_found_with_their_houses(life: Life) -> None:
    assert life.do(staff_accounts.member, life.people.worker.id) == life.people.worker
    with pytest.raises(NotFound):
        life.do(staff_accounts.member, "no such id")


def test_who_can_own_an_action_works_in_the_house(life: Life) -> None:
    found = life.do(staff_accounts.working_in, life.people.house_id)
    assert [one.name for one in found] == ["Kit Invented", "Mina Invented", "Will Invented"]


@pytest.mark.parametrize("role", Role)
def test_only_managers_and_admins_are_managers(life: Life, role: Role) -> None:
    member = life.do(staff_accounts.add, SYSTEM, "New", "new@example.org", role, "hash", (life.people.house_id,))
    assert member.is_manager == (role in (Role.MANAGER, Role.ADMIN))


def test_who_has_left_cannot_come_in(life: Life, intruder: Intruder) -> None:
    token = life.do(staff_accounts.open_session, life.people.worker.id)
    intruder.run("UPDATE staff SET is_active = :no WHERE id = :id", no=False, id=life.people.worker.id)
    assert _session(life, token) is None
    assert life.do(staff_accounts.password_hash_of, "will@example.org") is None
    assert life.people.worker not in life.do(staff_accounts.working_in, life.people.house_id)


def test_a_new_password_takes_the_place_of_the_old(life: Life) -> None:
    life.do(staff_accounts.set_password_hash, life.people.worker.id, "new hash")
    assert life.do(staff_accounts.password_hash_of, "will@example.org") == (life.people.worker.id, "new hash")


# Sessions


def test_a_session_is_its_members_and_its_token_is_not_in_the_store(life: Life) -> None:
    def kept(tx: Transaction) -> str:
        return str(tx.execute(select(staff_sessions)).one())

    token = life.do(staff_accounts.open_session, life.people.worker.id)
    found = _session(life, token)
    assert found is not None
    assert found.member == life.people.worker
    assert len(found.csrf_token) >= 32
    assert token not in life.do(kept)


def test_each_session_has_its_own_secrets(life: Life) -> None:
    tokens = [life.do(staff_accounts.open_session, life.people.worker.id) for _ in range(2)]
    first, second = (_session(life, token) for token in tokens)
    assert first is not None
    assert second is not None
    assert tokens[0] != tokens[1]
    assert first.csrf_token != second.csrf_token


def test_a_session_ends_after_an_idle_hour(life: Life, clock: SetClock) -> None:
    token = life.do(staff_accounts.open_session, life.people.worker.id)
    clock.forward(hours=1)
    assert _session(life, token) is not None
    clock.forward(hours=1)
    assert _session(life, token) is not None
    clock.forward(hours=1, seconds=1)
    assert _session(life, token) is None
    clock.forward(hours=-1)
    assert _session(life, token) is None


def test_a_session_ends_after_twelve_hours_however_busy(life: Life, clock: SetClock) -> None:
    token = life.do(staff_accounts.open_session, life.people.worker.id)
    for _ in range(24):
        clock.forward(minutes=30)
        assert _session(life, token) is not None
    clock.forward(seconds=1)
    assert _session(life, token) is None


def test_signing_out_ends_this_session_only(life: Life) -> None:
    here, there = (life.do(staff_accounts.open_session, life.people.worker.id) for _ in range(2))
    life.do(staff_accounts.close_session, here)
    assert _session(life, here) is None
    assert _session(life, there) is not None


def test_an_unknown_token_opens_nothing(life: Life) -> None:
    assert _session(life, "") is None
    assert _session(life, "guessed") is None


# Trying


def _tries(life: Life, who: str, count: int) -> list[bool]:
    return [life.do(staff_accounts.may_try, who) for _ in range(count)]


def test_five_tries_in_a_quarter_of_an_hour(life: Life, clock: SetClock) -> None:
    assert _tries(life, "will@example.org", 6) == [True] * 5 + [False]
    assert _tries(life, "kit@example.org", 1) == [True]
    clock.forward(minutes=15)
    assert _tries(life, "will@example.org", 1) == [False]
    clock.forward(minutes=15, seconds=1)
    assert _tries(life, "will@example.org", 1) == [True]


def test_the_window_slides(life: Life, clock: SetClock) -> None:
    for _ in range(12):
        clock.forward(minutes=4)
        assert _tries(life, "will@example.org", 1) == [True]


def test_a_good_sign_in_forgets_the_tries(life: Life) -> None:
    _tries(life, "will@example.org", 5)
    life.do(staff_accounts.forget_attempts, "will@example.org")
    assert _tries(life, "will@example.org", 5) == [True] * 5
