"""What signs mean for one person: who writes it down, and that what was stays."""

from collections.abc import Callable

import pytest

from storage import meanings
from storage.database import NotFound, Refused
from storage.meanings import KeptMeaning, Meaning
from storage.staff_accounts import StaffMember
from storage.tables.governance import audit_events
from storage.vocabulary import MeaningKind
from tests.storage.invented import Life

BEAR = Meaning("🐻", "a bad day", MeaningKind.DID_NOT_WORK)
BATH = Meaning("bah", "bath", MeaningKind.NONE)


def add(life: Life, wanted: Meaning, member: StaffMember | None = None, person_id: str | None = None) -> None:
    life.do(meanings.add, member or life.people.worker, person_id or life.people.person_id, wanted)


def held(life: Life, person_id: str | None = None) -> tuple[Meaning, ...]:
    return life.do(meanings.of_person, person_id or life.people.person_id)


def listed(life: Life) -> tuple[KeptMeaning, ...]:
    return life.do(meanings.for_member, life.people.worker, life.people.person_id).now


def verbs(life: Life) -> list[tuple[str, str, str | None]]:
    with life.store.read() as tx:
        rows = tx.execute(audit_events.select().order_by(audit_events.c.position)).all()
    return [(row.verb, row.subject_id, row.detail) for row in rows if "meaning" in row.verb]


def test_each_person_has_their_own(life: Life) -> None:
    people = life.people
    add(life, BEAR)
    add(life, Meaning("🐻", "the zoo", MeaningKind.WORKED), person_id=people.housemate_id)
    add(life, BATH)
    assert set(held(life)) == {BEAR, BATH}
    assert [one.means for one in held(life, people.housemate_id)] == ["the zoo"]


def test_what_was_changed_or_ended_stays_as_history(life: Life) -> None:
    people = life.people
    add(life, BEAR)
    life.clock.forward(days=1)
    better = Meaning("🐻", "my old flat", MeaningKind.WORKED)
    life.do(meanings.change, people.colleague, people.person_id, listed(life)[0].id, better)
    assert held(life) == (better,)
    life.clock.forward(days=1)
    life.do(meanings.end, people.manager, people.person_id, listed(life)[0].id)
    assert held(life) == ()
    second, first = life.do(meanings.for_member, people.worker, people.person_id).before
    assert (second.meaning, second.added_by, second.ended_by) == (better, "Kit Invented", "Mina Invented")
    assert (first.meaning, first.added_by, first.ended_by) == (BEAR, "Will Invented", "Kit Invented")
    add(life, BEAR)  # a sign that was ended may come back
    assert held(life) == (BEAR,)


def test_the_trail_says_who_did_what_and_never_the_words(life: Life) -> None:
    person_id = life.people.person_id
    add(life, BEAR)
    [kept] = listed(life)
    life.do(meanings.change, life.people.worker, person_id, kept.id, Meaning("🐻", "bad", MeaningKind.NONE))
    life.do(meanings.end, life.people.worker, person_id, listed(life)[0].id)
    assert verbs(life) == [
        ("add_meaning", person_id, "did_not_work"),
        ("view_meanings", person_id, None),
        ("change_meaning", person_id, "none"),
        ("view_meanings", person_id, None),
        ("end_meaning", person_id, None),
    ]


@pytest.mark.parametrize("typed", ["🐻🏽", "🐻\ufe0f"])
def test_a_sign_has_one_meaning_in_whatever_way_it_is_typed(life: Life, typed: str) -> None:
    add(life, BEAR)
    with pytest.raises(Refused, match="has a meaning already: a bad day"):
        add(life, Meaning(typed, "the zoo", MeaningKind.NONE))
    add(life, BATH)
    [bath] = [one for one in listed(life) if one.meaning == BATH]
    with pytest.raises(Refused, match="has a meaning already"):
        life.do(meanings.change, life.people.worker, life.people.person_id, bath.id, BEAR)
    assert set(held(life)) == {BEAR, BATH}


def test_what_somebody_changed_meanwhile_is_not_written_over(life: Life) -> None:
    people = life.people
    add(life, BEAR)
    [kept] = listed(life)
    life.do(meanings.change, people.worker, people.person_id, kept.id, BEAR)  # the same again
    assert listed(life) == (kept,)
    life.do(meanings.end, people.worker, people.person_id, kept.id)
    with pytest.raises(Refused, match="in the meantime"):
        life.do(meanings.end, people.worker, people.person_id, kept.id)
    with pytest.raises(Refused, match="in the meantime"):
        life.do(meanings.change, people.worker, people.person_id, kept.id, BATH)
    assert held(life) == ()


def test_nobody_changes_a_sign_through_another_person(life: Life) -> None:
    people = life.people
    add(life, BEAR)
    [kept] = listed(life)
    with pytest.raises(Refused):
        life.do(meanings.end, people.worker, people.housemate_id, kept.id)
    assert held(life) == (BEAR,)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Meaning("bah!", "bath", MeaningKind.NONE), "sign"),
        (Meaning("", "bath", MeaningKind.NONE), "sign"),
        (Meaning("🐻", "", MeaningKind.NONE), "means"),
        (Meaning("🐻", "🐻", MeaningKind.NONE), "means"),
        (Meaning("🐻", "a\u2063sign=b", MeaningKind.NONE), "means"),
        (Meaning("🐻", "a\nb", MeaningKind.NONE), "means"),
        (Meaning("🐻", "/restart", MeaningKind.NONE), "means"),
        (Meaning("🐻", "b" * 61, MeaningKind.NONE), "means"),
    ],
)
def test_what_will_not_do_is_refused(life: Life, wanted: Meaning, field: str) -> None:
    assert list(meanings.problems(wanted)) == [field]
    with pytest.raises(Refused):
        add(life, wanted)
    assert held(life) == ()


def test_there_is_an_end_to_signs(life: Life) -> None:
    words = [f"{chr(ord('a') + one // 26)}{chr(ord('a') + one % 26)}" for one in range(meanings.MOST + 1)]
    for sign in words[:-1]:
        add(life, Meaning(sign, "bath", MeaningKind.NONE))
    with pytest.raises(Refused, match="End one"):
        add(life, Meaning(words[-1], "bath", MeaningKind.NONE))


@pytest.mark.parametrize("who", ["elsewhere", "lead"])
def test_to_others_there_is_no_such_person(life: Life, who: str) -> None:
    member, person_id = getattr(life.people, who), life.people.person_id
    add(life, BEAR)
    [kept] = listed(life)
    tries: list[Callable[[], object]] = [
        lambda: life.do(meanings.for_member, member, person_id),
        lambda: add(life, BATH, member),
        lambda: life.do(meanings.change, member, person_id, kept.id, BATH),
        lambda: life.do(meanings.end, member, person_id, kept.id),
    ]
    for attempt in tries:
        with pytest.raises(NotFound):
            attempt()
    assert held(life) == (BEAR,)
