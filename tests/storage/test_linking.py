"""Linking: a code works once, for a week, and a lost phone is shut out at once."""

import re

import pytest
from sqlalchemy import select

from storage import Store, Transaction, houses, linking, safeguarding_team
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.tables.people import link_codes
from tests.storage.invented import Life, SetClock
from tests.support.team import settle_team


def _code(life: Life, person_id: str | None = None) -> str:
    return life.do(linking.make_code, SYSTEM, person_id or life.people.person_id).code


def _link(life: Life, code: str, address: str = "a phone") -> str:
    return life.do(linking.link_address, code, "web", address)


def _at(life: Life, address: str = "a phone", channel: str = "web") -> str | None:
    return life.do(linking.person_at, channel, address)


def test_a_code_can_be_read_aloud_and_is_not_in_the_store(life: Life) -> None:
    def kept(tx: Transaction) -> str:
        return str(tx.execute(select(link_codes)).one())

    code = _code(life)
    assert re.fullmatch("[A-HJKMNP-Z2-9]{10}", code)
    assert code not in life.do(kept)


def test_a_code_opens_the_chat_of_its_person(life: Life) -> None:
    assert _at(life) is None
    assert _link(life, _code(life)) == life.people.person_id
    assert _at(life) == life.people.person_id
    assert _at(life, "another phone") is None
    assert _at(life, channel="telegram") is None
    assert life.do(linking.linked_chats, life.people.person_id) == 1


def test_a_code_is_typed_as_people_type(life: Life) -> None:
    code = _code(life)
    typed = f" {code[:5].lower()} - {code[5:].lower()}\n"
    assert life.do(linking.code_is_good, typed)
    assert _link(life, typed) == life.people.person_id


def test_a_code_works_once(life: Life) -> None:
    code = _code(life)
    _link(life, code)
    assert not life.do(linking.code_is_good, code)
    with pytest.raises(NotFound, match="does not work"):
        _link(life, code, "another phone")
    assert _at(life, "another phone") is None


def test_a_code_works_for_a_week(life: Life, clock: SetClock) -> None:
    code = _code(life)
    clock.forward(days=7, seconds=-1)
    assert life.do(linking.code_is_good, code)
    clock.forward(seconds=1)
    assert not life.do(linking.code_is_good, code)
    with pytest.raises(NotFound, match="does not work"):
        _link(life, code)


def test_a_new_code_ends_the_old_one_of_this_person_only(life: Life) -> None:
    old, other = _code(life), _code(life, life.people.housemate_id)
    new = _code(life)
    assert [life.do(linking.code_is_good, code) for code in (old, new, other)] == [False, True, True]


def test_an_unknown_code_looks_like_a_used_one(life: Life) -> None:
    for code in ("", "AAAAAAAAAA", "🙂"):
        with pytest.raises(NotFound, match="does not work"):
            _link(life, code)


def test_an_unknown_person_gets_no_code(life: Life) -> None:
    with pytest.raises(NotFound):
        _code(life, "no such id")


def test_a_lost_phone_is_shut_out_at_once(life: Life) -> None:
    for address in ("a phone", "a tablet"):
        _link(life, _code(life), address)
    _link(life, _code(life, life.people.housemate_id), "a housemate's phone")
    unused = _code(life)
    assert life.do(linking.unlink_all, SYSTEM, life.people.person_id) == 2
    assert _at(life) is None
    assert _at(life, "a tablet") is None
    assert not life.do(linking.code_is_good, unused)
    assert _at(life, "a housemate's phone") == life.people.housemate_id
    assert life.do(linking.linked_chats, life.people.person_id) == 0


def test_a_phone_that_was_found_again_can_be_linked_again(life: Life) -> None:
    _link(life, _code(life))
    life.do(linking.unlink_all, SYSTEM, life.people.person_id)
    _link(life, _code(life))
    assert _at(life) == life.people.person_id


def test_a_phone_given_to_somebody_else_becomes_theirs(life: Life) -> None:
    _link(life, _code(life))
    _link(life, _code(life, life.people.housemate_id))
    assert _at(life) == life.people.housemate_id
    assert life.do(linking.linked_chats, life.people.person_id) == 0


def test_a_code_is_good_only_under_the_key_it_was_made_with(life: Life) -> None:
    keyed = Store(life.store.url, clock=life.clock, secret_key="k" * 32)
    with keyed.write() as tx:
        made = linking.make_code(tx, SYSTEM, life.people.person_id)
        assert linking.code_is_good(tx, made.code)
    keyed.close()
    assert not life.do(linking.code_is_good, made.code)


def test_no_code_is_made_while_nobody_would_be_told_of_a_concern(life: Life) -> None:
    real = life.do(houses.add_house, SYSTEM, "A House That Is No Demo")
    person = life.do(houses.add_person, SYSTEM, real.id, "Invented Noor")
    with pytest.raises(Refused, match="not staffed for safeguarding at every hour") as refused:
        life.do(linking.make_code, SYSTEM, person.id)
    team = life.do(settle_team)
    assert life.do(linking.code_is_good, life.do(linking.make_code, SYSTEM, person.id).code)
    life.do(safeguarding_team.remove_contact, SYSTEM, team.deputy.id)
    with pytest.raises(Refused) as again:
        life.do(linking.make_code, SYSTEM, person.id)
    assert str(again.value) == str(refused.value), "who is told, and what is missing there, is for nobody in a house"
    assert life.do(linking.make_code, SYSTEM, life.people.person_id).code, "a demo house"
