"""How names are said to one person: who writes it down, and that what was stays."""

import pytest

from storage import respellings
from storage.database import NotFound, Refused
from storage.respellings import MOST, Name
from storage.staff_accounts import StaffMember
from storage.tables.governance import audit_events
from tests.storage.invented import Life

SIOBHAN = Name("Siobhan", "shivawn")


def keep(life: Life, wanted: Name, member: StaffMember | None = None, person_id: str | None = None) -> None:
    life.do(respellings.keep, member or life.people.worker, person_id or life.people.person_id, wanted)


def held(life: Life, person_id: str | None = None) -> tuple[Name, ...]:
    return life.do(respellings.of_person, person_id or life.people.person_id)


def test_each_person_hears_a_name_in_their_own_way(life: Life) -> None:
    keep(life, SIOBHAN)
    keep(life, Name("Siobhan", "shiv"), person_id=life.people.housemate_id)
    assert held(life) == (SIOBHAN,)
    assert held(life, life.people.housemate_id) == (Name("Siobhan", "shiv"),)


def test_a_name_is_said_in_one_way_and_what_held_before_stays(life: Life) -> None:
    keep(life, SIOBHAN)
    life.clock.forward(days=1)
    better = Name("SIOBHAN", "shi vawn")
    keep(life, better, life.people.colleague)
    keep(life, better)
    assert held(life) == (better,)
    opened = life.do(respellings.for_member, life.people.worker, life.people.person_id)
    life.clock.forward(days=1)
    life.do(respellings.end, life.people.worker, life.people.person_id, opened.now[0].id)
    assert held(life) == ()
    opened = life.do(respellings.for_member, life.people.worker, life.people.person_id)
    assert [(one.name, one.added_by, one.ended_by) for one in opened.before] == [
        (better, "Kit Invented", "Will Invented"),
        (SIOBHAN, "Will Invented", "Kit Invented"),
    ]


def test_what_somebody_ended_meanwhile_is_not_ended_again(life: Life) -> None:
    keep(life, SIOBHAN)
    [kept] = life.do(respellings.for_member, life.people.worker, life.people.person_id).now
    life.do(respellings.end, life.people.worker, life.people.person_id, kept.id)
    with pytest.raises(Refused, match="in the meantime"):
        life.do(respellings.end, life.people.worker, life.people.person_id, kept.id)


@pytest.mark.parametrize(
    ("written", "said", "field"),
    [
        ("", "shivawn", "written"),
        ("999", "nine", "written"),
        ("Siobhan", "", "said"),
        ("Siobhan", "<speak>", "said"),
        ("Siobhan", "shi\nvawn", "said"),
        ("S" * 61, "shivawn", "written"),
        ("Siobhan", "s" * 101, "said"),
    ],
)
def test_what_is_no_name_is_refused(life: Life, written: str, said: str, field: str) -> None:
    assert list(respellings.problems(Name(written, said))) == [field]
    with pytest.raises(Refused):
        keep(life, Name(written, said))


def test_there_is_an_end_to_how_many(life: Life) -> None:
    for number in range(MOST):
        keep(life, Name(f"Name{number}", "name"))
    with pytest.raises(Refused, match="End one"):
        keep(life, SIOBHAN)
    keep(life, Name("Name1", "another"))


def test_nobody_else_may_know_or_write(life: Life) -> None:
    keep(life, SIOBHAN)
    people = life.people
    with pytest.raises(NotFound):
        life.do(respellings.for_member, people.elsewhere, people.person_id)
    with pytest.raises(NotFound):
        keep(life, SIOBHAN, people.elsewhere)


def test_the_trail_says_who_did_what_and_never_the_names(life: Life) -> None:
    keep(life, SIOBHAN)
    [kept] = life.do(respellings.for_member, life.people.worker, life.people.person_id).now
    life.do(respellings.end, life.people.worker, life.people.person_id, kept.id)
    with life.store.read() as tx:
        rows = tx.execute(audit_events.select().order_by(audit_events.c.position)).all()
    found = [(row.verb, row.subject_id, row.detail) for row in rows if "respelling" in row.verb]
    person_id = life.people.person_id
    assert found == [(verb, person_id, None) for verb in ("keep_respelling", "view_respellings", "end_respelling")]
