"""Days away: entered by oneself or a manager, for people one works with, and who stands in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from storage import absences, pending_actions, staff_accounts
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.staff_accounts import StaffMember
from storage.vocabulary import Role
from tests.storage.intruder import Intruder
from tests.storage.invented import Life, SetClock
from tests.support.team import settle_team

TODAY = date(2026, 11, 9)
NEXT = TODAY + timedelta(days=1)


def enter(
    life: Life,
    by: StaffMember,
    who: StaffMember,
    cover: StaffMember | None = None,
    *,
    first: date = TODAY,
    last: date = NEXT,
) -> absences.Absence:
    return life.do(absences.add, by, who.id, first, last, None if cover is None else cover.id)


def test_everybody_enters_their_own_and_a_manager_those_of_their_houses(life: Life) -> None:
    people = life.people
    mine = enter(life, people.worker, people.worker, people.colleague)
    assert (mine.who, mine.cover, mine.from_day, mine.to_day) == ("Will Invented", "Kit Invented", TODAY, NEXT)
    enter(life, people.manager, people.colleague)
    assert {one.who for one in life.do(absences.seen, people.worker)} == {"Will Invented", "Kit Invented"}


def test_nobody_else_can(life: Life) -> None:
    people = life.people
    for by, who in ((people.worker, people.colleague), (people.elsewhere, people.worker), (people.lead, people.worker)):
        with pytest.raises(NotFound):
            enter(life, by, who)
    entry = enter(life, people.worker, people.worker)
    for by in (people.colleague, people.elsewhere, people.lead):
        with pytest.raises(NotFound):
            life.do(absences.end, by, entry.id)
    assert life.do(absences.seen, people.elsewhere) == ()


def test_leads_enter_their_own_days_and_another_who_is_told_stands_in(life: Life) -> None:
    team = life.do(settle_team)
    entry = enter(life, team.lead, team.lead, team.alternate)
    for lead in (team.lead, team.deputy, life.people.lead):
        assert [(one.who, one.cover) for one in life.do(absences.seen, lead)] == [("Zelda Teamwell", "Xanthe Teamwell")]
    with pytest.raises(NotFound):
        life.do(absences.end, team.deputy, entry.id)
    life.do(absences.end, team.lead, entry.id)
    assert life.do(absences.seen, team.deputy) == ()


def test_nobody_in_a_house_learns_of_a_leads_days(life: Life) -> None:
    people, team = life.people, life.do(settle_team)
    admin = life.do(staff_accounts.add, SYSTEM, "Ada", "ada@example.org", Role.ADMIN, "x", (people.house_id,))
    entry = enter(life, team.lead, team.lead, team.deputy)
    for member in (people.manager, people.worker, people.elsewhere, admin):
        assert life.do(absences.seen, member) == ()
        with pytest.raises(NotFound):
            life.do(absences.end, member, entry.id)
        with pytest.raises(NotFound):
            enter(life, member, team.lead)


def test_only_who_is_told_stands_in_for_a_lead(life: Life) -> None:
    people, team = life.people, life.do(settle_team)
    for cover in (team.lead, people.lead, people.manager):
        with pytest.raises(Refused, match="another safeguarding contact to stand in"):
            enter(life, team.lead, team.lead, cover)
    with pytest.raises(Refused, match="works in the same house to stand in"):
        enter(life, people.worker, people.worker, team.lead)
    assert [one.name for one in life.do(absences.may_cover, team.lead)] == ["Quentin Teamwell", "Xanthe Teamwell"]


def test_who_only_looks_enters_no_days_and_stands_in_for_nobody(life: Life) -> None:
    people = life.people
    rae = life.do(staff_accounts.add, SYSTEM, "Rae", "rae@example.org", Role.REVIEWER, "x", (people.house_id,))
    with pytest.raises(NotFound):
        enter(life, rae, rae)
    with pytest.raises(Refused, match="works in the same house"):
        enter(life, people.worker, people.worker, rae)
    enter(life, people.worker, people.worker)
    assert [one.who for one in life.do(absences.seen, rae)] == ["Will Invented"]


def test_a_cover_of_another_house_is_neither_named_nor_guessed_here(life: Life, intruder: Intruder) -> None:
    people, there = life.people, life.people.elsewhere
    both = "INSERT INTO staff_houses (staff_id, house_id) VALUES (:who, :house)"
    intruder.run(both, who=people.worker.id, house=there.house_ids[0])
    worker = life.do(staff_accounts.member, people.worker.id)
    with pytest.raises(Refused, match="works in the same house"):
        enter(life, people.manager, worker, there)
    enter(life, worker, worker, there)
    for member, cover in ((worker, "Eli Invented"), (there, "Eli Invented"), (people.manager, None)):
        assert [one.cover for one in life.do(absences.seen, member)] == [cover]


@pytest.mark.parametrize(
    ("first", "last", "why"),
    [(NEXT, TODAY, "before the first"), (TODAY - timedelta(days=3), TODAY - timedelta(days=1), "are over")],
)
def test_days_that_cannot_be_are_refused(life: Life, first: date, last: date, why: str) -> None:
    with pytest.raises(Refused, match=why):
        enter(life, life.people.worker, life.people.worker, first=first, last=last)


def test_a_cover_works_in_the_same_house_and_is_somebody_else(life: Life) -> None:
    people = life.people
    for cover in (people.worker, people.elsewhere, people.lead):
        with pytest.raises(Refused, match="stand in"):
            enter(life, people.worker, people.worker, cover)


def test_the_same_days_are_entered_once_until_taken_away(life: Life) -> None:
    people = life.people
    entry = enter(life, people.worker, people.worker)
    with pytest.raises(Refused, match="entered already"):
        enter(life, people.manager, people.worker, first=NEXT, last=NEXT + timedelta(days=5))
    life.do(absences.end, people.manager, entry.id)
    assert life.do(absences.seen, people.worker) == ()
    enter(life, people.worker, people.worker)


def test_one_is_away_from_the_first_to_the_last_local_day(life: Life, clock: SetClock) -> None:
    people = life.people
    enter(life, people.worker, people.worker, people.colleague, first=NEXT, last=NEXT)
    seen = []
    for _ in range(3):
        seen.append(life.do(absences.covered_by, people.colleague))
        clock.forward(days=1)
    assert seen == [frozenset(), frozenset({people.worker.id}), frozenset()]


def test_who_stands_in_closes_what_the_owner_could(life: Life) -> None:
    people, action = life.people, life.told_action()
    with pytest.raises(Refused, match="Only its owner"):
        life.do(pending_actions.close, people.colleague, action.id)
    enter(life, people.worker, people.worker, people.colleague)
    life.do(pending_actions.close, people.colleague, action.id)
    assert life.do(pending_actions.one, action.id).owner_id == people.worker.id, "it is still theirs"


@pytest.mark.parametrize(
    ("away", "found"),
    [
        ({}, "a"),
        ({"a": "b"}, "b"),
        ({"a": "b", "b": "c"}, "c"),
        ({"a": None}, None),
        ({"a": "b", "b": None}, None),
        ({"a": "b", "b": "a"}, None),
        ({"a": "b", "b": "c", "c": "b"}, None),
    ],
)
def test_a_chain_is_followed_and_a_loop_leads_to_nobody(away: dict[str, str | None], found: str | None) -> None:
    assert absences.stand_in(away, "a") == found
