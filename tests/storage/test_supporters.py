"""Supporters: the person chooses them, and ends them at any time."""

import pytest
from sqlalchemy import insert, select

from storage import supporters
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.tables.choices import supporter_chats, supporter_sessions
from storage.tables.choices import supporters as table
from storage.vocabulary import Relation
from tests.storage.choosing import supporter
from tests.storage.invented import Life


def names(life: Life) -> list[str]:
    return [one.name for one in life.do(supporters.of_person, life.people.person_id)]


def test_whom_the_person_chose_first_comes_first(life: Life) -> None:
    supporter(life, "  Aunt   Invented ")
    life.clock.forward(days=1)
    supporter(life, "A Friend", Relation.FRIEND)
    assert names(life) == ["Aunt Invented", "A Friend"]
    assert life.do(supporters.of_person, life.people.housemate_id) == ()


def test_a_member_of_staff_may_be_chosen_who_works_with_the_person(life: Life) -> None:
    people = life.people
    found = life.do(supporters.add, SYSTEM, people.person_id, "Will", Relation.STAFF, staff_id=people.worker.id)
    assert found.staff_id == people.worker.id
    with pytest.raises(Refused, match="works with this person"):
        life.do(supporters.add, SYSTEM, people.person_id, "Eli", Relation.STAFF, staff_id=people.elsewhere.id)
    with pytest.raises(Refused, match="which member of staff"):
        life.do(supporters.add, SYSTEM, people.person_id, "Somebody", Relation.STAFF)


@pytest.mark.parametrize(
    ("name", "says"),
    [(" ", "Give their name"), ("a" * 61, "too long"), ("Call 999", "only letters"), ("AUNT invented", "already")],
)
def test_what_is_no_new_name_is_refused(life: Life, name: str, says: str) -> None:
    supporter(life)
    with pytest.raises(Refused, match=says):
        supporter(life, name)


def test_the_person_ends_one_at_once_and_every_way_in_with_it(life: Life) -> None:
    kept = supporter(life)
    with life.store.write() as tx:
        session = {"token_digest": "d", "supporter_id": kept.id, "csrf_token": "c"}
        tx.execute(insert(supporter_sessions), {**session, "created_at": tx.now, "last_seen_at": tx.now})
        tx.execute(insert(supporter_chats), {"supporter_id": kept.id, "channel": "telegram", "address": "1"})
    life.do(supporters.end_by_person, life.people.person_id, kept.id)
    life.do(supporters.end_by_person, life.people.person_id, kept.id)
    assert names(life) == []
    with pytest.raises(NotFound):
        life.do(supporters.one, kept.id)
    with life.store.read() as tx:
        assert tx.execute(select(supporter_sessions)).first() is None
        assert tx.execute(select(supporter_chats.c.ended_at)).scalar() == life.clock.now
        assert tx.execute(select(table.c.ended_by)).scalar() == "person"


def test_nobody_ends_the_supporter_of_somebody_else(life: Life) -> None:
    kept = supporter(life)
    life.do(supporters.end_by_person, life.people.housemate_id, kept.id)
    life.do(supporters.end, life.people.worker, life.people.housemate_id, kept.id)
    assert names(life) == ["Aunt Invented"]
    with pytest.raises(NotFound):
        life.do(supporters.end, life.people.elsewhere, life.people.person_id, kept.id)
    with pytest.raises(NotFound):
        life.do(supporters.for_member, life.people.elsewhere, life.people.person_id)
    assert life.do(supporters.for_member, life.people.worker, life.people.person_id) == (kept,)
    life.do(supporters.end, life.people.worker, life.people.person_id, kept.id)
    assert names(life) == []
