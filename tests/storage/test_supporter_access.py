"""How a supporter gets in: by a code, once, and for as long as the person wants it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import one_time_codes, questions, supporter_access, supporters
from storage.audit import SYSTEM, Actor
from storage.database import NotFound, Refused
from storage.supporter_access import CODE_LIFE, NOW_HELPS, SESSION_IDLE, SupporterSession
from storage.tables.choices import supporter_codes
from storage.tables.governance import audit_events
from storage.vocabulary import QuestionKind, Relation
from tests.storage.choosing import supporter
from tests.storage.invented import Life


def code(life: Life) -> str:
    return life.do(supporter_access.make_code, SYSTEM, life.people.person_id).code


def enter(life: Life, name: str = "Aunt Invented", typed: str | None = None) -> str:
    return life.do(supporter_access.use_code, typed or code(life), name, Relation.FAMILY)


def opened(life: Life, token: str) -> SupporterSession | None:
    return life.do(supporter_access.session, token)


def test_a_code_opens_the_pages_once_for_whom_the_person_gave_it(life: Life) -> None:
    typed = code(life)
    token = enter(life, "  Aunt   Invented", f" {typed[:5].lower()} {typed[5:]}")
    found = opened(life, token)
    assert found is not None and found.supporter.name == "Aunt Invented" and found.person.id == life.people.person_id
    assert found.supporter.relation is Relation.FAMILY and found.csrf_token
    with pytest.raises(NotFound):
        enter(life, "Somebody", typed)
    with life.store.read() as tx:
        kept = tx.execute(select(supporter_codes)).one()
        assert kept.supporter_id == found.supporter.id and typed not in str(kept)


def test_a_code_that_is_old_guessed_or_replaced_opens_nothing(life: Life) -> None:
    first = code(life)
    second = code(life)
    for typed in (first, "ABCDEFGHJK", "", "é"):
        with pytest.raises(NotFound, match="does not work"):
            enter(life, typed=typed or " ")
    life.clock.forward(seconds=CODE_LIFE.total_seconds())
    with pytest.raises(NotFound):
        enter(life, typed=second)
    assert life.do(supporters.of_person, life.people.person_id) == ()


def test_a_name_that_will_not_do_does_not_use_the_code_up(life: Life) -> None:
    typed = code(life)
    for name in ("", "a" * 61, "Call 999 now"):
        with pytest.raises(Refused):
            enter(life, name, typed)
    with pytest.raises(Refused, match="who you are"):
        life.do(supporter_access.use_code, typed, "Aunt", Relation.STAFF)
    assert opened(life, enter(life, typed=typed)) is not None


def test_the_same_name_is_the_same_supporter_with_a_new_phone(life: Life) -> None:
    lost = enter(life)
    found = opened(life, lost)
    new = opened(life, enter(life, "aunt INVENTED"))
    assert found is not None and new is not None and new.supporter.id == found.supporter.id
    assert opened(life, lost) is None
    people = life.people
    life.do(supporters.add, SYSTEM, people.person_id, "Will", Relation.STAFF, staff_id=people.worker.id)
    with pytest.raises(Refused, match="member of staff"):
        enter(life, "Will")


def test_a_session_ends_with_the_link_by_itself_after_thirty_days_and_by_signing_out(life: Life) -> None:
    token = enter(life)
    life.clock.forward(days=SESSION_IDLE.days)
    assert opened(life, token) is not None, "it was used within the time"
    life.clock.forward(days=SESSION_IDLE.days - 1)
    found = opened(life, token)
    assert found is not None
    life.do(supporters.end_by_person, life.people.person_id, found.supporter.id)
    assert opened(life, token) is None and opened(life, "guessed") is None
    another = enter(life, "A Friend")
    life.do(supporter_access.close_session, another)
    assert opened(life, another) is None
    old = enter(life, "An Advocate")
    life.clock.forward(seconds=(SESSION_IDLE + timedelta(seconds=1)).total_seconds())
    assert opened(life, old) is None


def test_staff_make_a_code_with_the_person_and_the_trail_says_who(life: Life) -> None:
    people = life.people
    life.do(supporter_access.make_code_with, people.worker, people.person_id)
    with life.store.read() as tx:
        made = tx.execute(select(audit_events).where(audit_events.c.verb == "make_supporter_code")).one()
        assert made.actor_id == people.worker.id
    for stranger in (people.elsewhere, people.lead):
        with pytest.raises(NotFound):
            life.do(supporter_access.make_code_with, stranger, people.person_id)


def test_whoever_uses_a_code_is_told_of_each_time_and_only_where_there_is_a_chat(life: Life) -> None:
    person_id = life.people.person_id

    def to_tell() -> list[str]:
        return [one for one, _ in life.do(supporter_access.to_tell)]

    def tell(supporter_id: str) -> None:
        life.do(questions.ask, person_id, QuestionKind.HELPER, NOW_HELPS, subject_id=supporter_id)

    aunt = opened(life, enter(life))
    assert aunt is not None and to_tell() == []
    life.link_chat()
    assert to_tell() == [aunt.supporter.id]
    tell(aunt.supporter.id)
    assert to_tell() == []
    life.clock.forward(days=1)
    enter(life)
    assert to_tell() == [aunt.supporter.id], "a new phone"
    tell(aunt.supporter.id)
    by_hand = supporter(life, "A Friend")
    assert to_tell() == [by_hand.id]
    life.do(supporters.end_by_person, person_id, by_hand.id)
    assert to_tell() == []


def test_a_code_of_a_seed_is_the_same_again_and_takes_the_key(life: Life) -> None:
    person = Actor("person", life.people.person_id)
    seed = supporter_access.new_seed()
    made = life.do(supporter_access.make_code, person, life.people.person_id, seed)
    assert life.do(one_time_codes.of_seed, seed) == made.code != life.do(one_time_codes.of_seed, f"{seed}0")
    assert len(made.code) == one_time_codes.LENGTH and one_time_codes.spaced(made.code).count(" ") == 1
    assert seed not in made.code
