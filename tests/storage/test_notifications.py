"""Staff are told: who hears of what, once, in the transaction of its cause, and of nothing they may not know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import (
    absences,
    feedback,
    late,
    outcomes,
    pending_actions,
    people_for_staff,
    staff_accounts,
    staff_requests,
    triage,
)
from storage.audit import SYSTEM
from storage.notifications import reference_of
from storage.staff_accounts import StaffMember
from storage.tables.notifications import notifications
from storage.tables.people import staff
from storage.vocabulary import DidItHelp, RequestKind, Role, Triage, VisibleTo, WhatChanges
from tests.storage.intruder import Intruder
from tests.storage.invented import Life, SetClock

EVERYBODY = "the place all read"


def told(life: Life, kind: str | None = None) -> list[tuple[str, str]]:
    """(first name, kind) of every notice there is, or of this kind alone."""
    columns = (notifications.c.kind, staff.c.name, notifications.c.status)
    with life.store.read() as tx:
        rows = tx.execute(select(*columns).outerjoin(staff, staff.c.id == notifications.c.staff_id)).all()
    named = [
        (EVERYBODY if row.name is None else row.name.split()[0], row.kind) for row in rows if row.status == "waiting"
    ]
    return sorted(one for one in named if kind in (None, one[1]))


def names(life: Life, kind: str) -> set[str]:
    return {name for name, _ in told(life, kind)}


def a_manager(life: Life, name: str = "Max Invented") -> StaffMember:
    return life.do(
        staff_accounts.add, SYSTEM, name, f"{name.split()[0]}@example.org", Role.MANAGER, "x", (life.people.house_id,)
    )


def keyworker(life: Life, who: StaffMember | None = None) -> StaffMember:
    """The person's keyworker: this member, or the colleague."""
    who = who or life.people.colleague
    life.do(people_for_staff.set_keyworker, life.people.manager, life.people.person_id, who.id)
    return who


def away(life: Life, who: StaffMember, cover: StaffMember | None = None, *, days: int = 7) -> absences.Absence:
    today = life.store.calendar.day(life.clock.now)
    cover_id = None if cover is None else cover.id
    return life.do(absences.add, life.people.manager, who.id, today, today + timedelta(days=days), cover_id)


def agree(life: Life, owner: StaffMember, *, by: StaffMember | None = None, about: StaffMember | None = None) -> str:
    said, due = life.tell("The bus is late."), life.store.calendar.day(life.clock.now)
    action = life.do(
        pending_actions.agree,
        by or life.people.manager,
        said.id,
        owner.id,
        WhatChanges.ROUTINE,
        "You will go by bus.",
        due,
        about_staff_id=None if about is None else about.id,
    )
    return action.id


# Something new


def test_something_said_is_told_to_the_keyworker_of_who_said_it(life: Life) -> None:
    keyworker(life)
    life.tell("The bus is late.")
    assert told(life) == [("Kit", "new_feedback"), (EVERYBODY, "new_feedback")]


def test_what_only_the_manager_may_see_reaches_managers_by_email_alone(life: Life) -> None:
    life.tell("Kit shouts.", visible_to=VisibleTo.ONLY_MANAGER)
    assert told(life) == [("Mina", "new_feedback")]


def test_who_entered_it_is_not_told_of_it(life: Life) -> None:
    manager, _ = life.people.manager, a_manager(life)
    with life.store.write() as tx:
        row = {
            "id": "paper",
            "person_id": life.people.person_id,
            "house_id": life.people.house_id,
            "outcome": "mixed",
            "content_id": None,
            "voice": "self",
            "route": "paper",
            "visible_to": "my_staff",
            "replaces_id": None,
            "said_at": tx.now,
        }
        feedback.keep(tx, manager.actor, [row], {})
    assert told(life) == [("Max", "new_feedback"), (EVERYBODY, "new_feedback")]


def test_a_repeated_turn_tells_nobody_twice(life: Life) -> None:
    before = len(told(life))
    for _ in range(2):
        life.do(staff_requests.ask, life.people.person_id, RequestKind.WANTS_TO_TALK, "the same message")
    assert len(told(life)) == before + 2


def test_a_turn_that_fails_tells_nobody(life: Life) -> None:
    with pytest.raises(RuntimeError), life.store.write() as tx:
        staff_requests.ask(tx, life.people.person_id, RequestKind.WANTS_TO_TALK, "a message")
        raise RuntimeError
    assert told(life) == []


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (RequestKind.WANTS_TO_TALK, {"Kit", EVERYBODY}),
        (RequestKind.DID_NOT_HELP_TWICE, {"Mina"}),
    ],
)
def test_a_request_is_told_to_who_may_open_it(life: Life, kind: RequestKind, who: set[str]) -> None:
    keyworker(life)
    life.do(staff_requests.ask, life.people.person_id, kind, "a message")
    assert names(life, "new_request") == who


def test_who_left_is_told_nothing(life: Life, intruder: Intruder) -> None:
    keyworker(life)
    intruder.run("UPDATE staff SET is_active = :no WHERE id = :id", no=False, id=life.people.colleague.id)
    life.tell("The bus is late.")
    assert names(life, "new_feedback") == {"Mina", EVERYBODY}


def test_nobody_of_another_house_and_no_lead_hears_of_anything(life: Life) -> None:
    action = life.told_action()
    life.do(outcomes.keep, life.people.person_id, action.id, "q1", DidItHelp.DID_NOT_HELP)
    life.clock.forward(days=30)
    life.tell("The bus is late.")
    life.do(late.tell)
    assert {name for name, _ in told(life)} <= {"Kit", "Mina", "Will", EVERYBODY}


# Actions


def test_a_new_owner_is_told_and_nobody_of_what_they_took_themselves(life: Life) -> None:
    people = life.people
    agree(life, people.worker)
    assert names(life, "action_yours") == {"Will", EVERYBODY}
    agree(life, people.manager)
    assert [name for name, _ in told(life, "action_yours")].count("Mina") == 0


def test_no_brings_it_back_to_its_owner_and_a_second_no_to_the_managers(life: Life) -> None:
    action = life.told_action()
    life.do(outcomes.keep, life.people.person_id, action.id, "q1", DidItHelp.DID_NOT_HELP)
    assert names(life, "action_reopened") == {"Will", EVERYBODY}
    assert names(life, "new_request") == set()
    life.finish(action)
    life.deliver_updates()
    life.do(outcomes.keep, life.people.person_id, action.id, "q2", DidItHelp.DID_NOT_HELP)
    assert [name for name, _ in told(life, "action_reopened")].count("Will") == 2
    assert names(life, "new_request") == {"Mina"}


# What is late


def test_an_overdue_action_is_told_once_for_each_day_it_was_due_to_owner_and_managers(
    life: Life, clock: SetClock
) -> None:
    agree(life, life.people.worker)
    life.do(late.tell)
    assert told(life, "action_overdue") == []
    clock.forward(days=1)
    assert life.do(late.is_there_any)
    for _ in range(3):
        life.do(late.tell)
        clock.forward(days=1)
    expected = [("Mina", "action_overdue"), ("Will", "action_overdue"), (EVERYBODY, "action_overdue")]
    assert told(life, "action_overdue") == expected
    assert not life.do(late.is_there_any)


def test_an_overdue_action_is_never_told_to_whom_it_is_about(life: Life, clock: SetClock) -> None:
    people, other = life.people, a_manager(life)
    agree(life, people.worker, by=other, about=people.manager)
    clock.forward(days=1)
    life.do(late.tell)
    assert names(life, "action_overdue") == {"Max", "Will", EVERYBODY}


def test_a_decision_is_late_after_three_working_days(life: Life, clock: SetClock) -> None:
    life.tell("The bus is late.")  # on a Monday: due on Thursday
    life.tell("Kit shouts.", visible_to=VisibleTo.ONLY_MANAGER)
    clock.forward(days=3)
    life.do(late.tell)
    assert told(life, "decision_overdue") == []
    clock.forward(days=1)
    for _ in range(2):
        life.do(late.tell)
    expected = [("Mina", "decision_overdue"), ("Mina", "decision_overdue"), (EVERYBODY, "decision_overdue")]
    assert told(life, "decision_overdue") == expected


def test_what_no_manager_can_hear_of_does_not_keep_the_schedule_busy(
    life: Life, clock: SetClock, intruder: Intruder
) -> None:
    intruder.run("UPDATE staff SET is_active = :no WHERE id = :id", no=False, id=life.people.manager.id)
    life.tell("Kit shouts.", visible_to=VisibleTo.ONLY_MANAGER)
    clock.forward(days=5)
    life.do(late.tell)
    assert told(life) == [] and not life.do(late.is_there_any)


# Absences


def test_while_away_everything_of_theirs_goes_to_the_cover(life: Life, clock: SetClock) -> None:
    people = life.people
    away(life, people.worker, people.colleague)
    agree(life, people.worker)
    assert names(life, "action_yours") == {"Kit", EVERYBODY}
    clock.forward(days=8)
    life.do(late.tell)
    assert names(life, "action_overdue") == {"Will", "Mina", EVERYBODY}, "they are back"


def test_the_cover_of_a_cover_is_found(life: Life) -> None:
    people, other = life.people, a_manager(life)
    away(life, people.worker, people.colleague)
    away(life, people.colleague, other)
    agree(life, people.worker)
    assert names(life, "action_yours") == {"Max", EVERYBODY}


def test_two_who_stand_in_for_each_other_leave_it_to_the_managers(life: Life) -> None:
    people, other = life.people, a_manager(life)
    away(life, people.worker, people.colleague)
    away(life, people.colleague, people.worker)
    agree(life, people.worker, by=other)
    assert names(life, "action_yours") == {"Mina", EVERYBODY}, "not who gave it"


def test_without_a_cover_the_managers_hear_of_it(life: Life) -> None:
    away(life, life.people.worker)
    agree(life, life.people.worker, by=a_manager(life))
    assert names(life, "action_yours") == {"Mina", EVERYBODY}


def test_a_cover_hears_of_nothing_they_may_not_see(life: Life) -> None:
    people, other = life.people, a_manager(life)
    away(life, people.manager, people.worker)
    life.tell("Will shouts.", visible_to=VisibleTo.ONLY_MANAGER)
    assert names(life, "new_feedback") == {"Max"}
    agree(life, people.colleague, by=other, about=people.worker)
    away(life, people.colleague, people.worker)
    life.clock.forward(days=1)
    life.do(late.tell)
    assert "Will" not in names(life, "action_overdue")


def test_when_every_manager_is_away_they_hear_of_it_all_the_same(life: Life) -> None:
    away(life, life.people.manager)
    life.tell("Kit shouts.", visible_to=VisibleTo.ONLY_MANAGER)
    assert names(life, "new_feedback") == {"Mina"}


def test_a_cover_is_told_once_when_the_days_begin(life: Life, clock: SetClock) -> None:
    people, today = life.people, life.store.calendar.day(clock.now)
    tomorrow = today + timedelta(days=1)
    life.do(absences.add, people.worker, people.worker.id, tomorrow, tomorrow, people.colleague.id)
    life.do(late.tell)
    assert told(life, "standing_in") == []
    clock.forward(days=1)
    for _ in range(2):
        life.do(late.tell)
    assert told(life, "standing_in") == [("Kit", "standing_in")]


# What a notice holds, and what it must not show


def test_a_notice_holds_no_name_and_no_words(life: Life) -> None:
    life.tell("canary bus 🐤")
    life.do(staff_requests.ask, life.people.person_id, RequestKind.WANTS_TO_TALK, "m", content_id=life.write("canary"))
    agree(life, life.people.worker)
    with life.store.read() as tx:
        found = " ".join(str(tuple(row)) for row in tx.execute(select(notifications)))
    for private in ("canary", "🐤", "Asha", "Mina Inv", "Invented House", "example.org", "wants_to_talk"):
        assert private not in found


def test_a_reference_is_short_and_always_the_same() -> None:
    assert reference_of("one thing") == reference_of("one thing") != reference_of("another")
    assert len(reference_of("one thing")) == 7


def queued(life: Life) -> list[tuple[object, ...]]:
    """All of each notice but what is random in it."""
    names = ("staff_id", "house_id", "channel", "kind", "subject_kind", "is_digest", "status", "due_at", "tries")
    with life.store.read() as tx:
        return sorted((tuple(row) for row in tx.execute(select(*(notifications.c[name] for name in names)))), key=str)


def test_a_concern_queues_exactly_nothing(life: Life) -> None:
    life.worry("He hits me.", tier="red")
    life.worry("a recording", tier="check", kind="listen")
    life.clock.forward(days=30)
    life.do(late.tell)
    assert queued(life) == []


@pytest.mark.parametrize("decision", [Triage.NOTED, Triage.WORRY])
def test_a_worry_at_triage_looks_like_noted(life: Life, decision: Triage) -> None:
    said = life.tell("He shouted.")
    before = queued(life)
    life.do(triage.decide, life.people.manager, said.id, decision)
    if decision is Triage.WORRY:
        life.worry("He shouted.")
    life.clock.forward(days=30)
    life.do(late.tell)
    assert queued(life) == before


def test_the_houses_hear_of_their_own_people_only(life: Life) -> None:
    life.tell("The bus is late.", person_id=life.people.stranger_id)
    assert names(life, "new_feedback") == {"Eli", EVERYBODY}
