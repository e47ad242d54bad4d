"""Houses and the people in them."""

import pytest

from storage import houses
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.tables.base import new_id
from tests.storage.invented import Life


def test_a_house_has_a_name_of_its_own(life: Life) -> None:
    house = life.do(houses.add_house, SYSTEM, " Third Invented House ", is_demo=True)
    assert (house.name, house.is_demo) == ("Third Invented House", True)
    assert life.do(houses.house, house.id) == house
    for name in ("Third Invented House", "  "):
        with pytest.raises(Refused):
            life.do(houses.add_house, SYSTEM, name)
    assert [one.name for one in life.do(houses.all_houses)] == [
        "Another Invented House",
        "Invented House",
        "Third Invented House",
    ]


def test_a_person_lives_in_a_house_that_is_there(life: Life) -> None:
    with pytest.raises(NotFound):
        life.do(houses.add_person, SYSTEM, "no such house", "Somebody")
    with pytest.raises(Refused):
        life.do(houses.add_person, SYSTEM, life.people.house_id, "   ")


def test_a_new_person_has_heard_nothing_yet(life: Life) -> None:
    person = life.do(houses.person, life.people.person_id)
    assert (person.notice_version, person.notice_answer, person.notice_at) == (None, None, None)


def test_people_are_listed_by_house_and_name(life: Life) -> None:
    found = life.do(houses.people_in, (life.people.house_id,))
    assert [one.name for one in found] == ["Invented Asha", "Invented Bo"]
    assert life.do(houses.people_in, ()) == ()


def test_a_person_is_found_by_name_in_any_case_or_by_id(life: Life) -> None:
    for asked in ("invented ASHA ", life.people.person_id):
        [found] = life.do(houses.find_people, asked)
        assert found.id == life.people.person_id
    assert life.do(houses.find_people, "Asha") == ()


def test_the_version_of_the_first_words_that_was_heard_is_kept(life: Life) -> None:
    life.do(houses.keep_notice_answer, life.people.person_id, "1:abc", "yes")
    person = life.do(houses.person, life.people.person_id)
    assert (person.notice_version, person.notice_answer, person.notice_at) == ("1:abc", "yes", life.clock.now)


def test_an_id_can_be_typed_at_the_command_line() -> None:
    assert not [made for made in (new_id() for _ in range(2_000)) if made.startswith("-")]


def test_unknown_ids_are_not_found(life: Life) -> None:
    for verb in (houses.house, houses.person):
        with pytest.raises(NotFound):
            life.do(verb, "no such id")
