"""Handing over: another owner, another day, with the reason and the day first promised kept (R39)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from storage import absences, handing_over, outcomes, pending_actions, staff_accounts, staff_admin, updates
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.pending_actions import PendingAction
from storage.references import day_ref
from storage.staff_accounts import StaffMember
from storage.staff_rights import Wanted
from storage.tables.governance import audit_events
from storage.vocabulary import DidItHelp, Role, VisibleTo
from tests.storage.invented import Life, SetClock
from tests.storage.test_notifications import a_manager, agree, told

TODAY = date(2026, 11, 9)
DUE = TODAY + timedelta(days=4)
LATER = DUE + timedelta(days=3)


def move(
    life: Life,
    action: PendingAction,
    *,
    by: StaffMember | None = None,
    to: StaffMember | None = None,
    day: date = DUE,
    why: str = "The bus firm is slow.",
) -> PendingAction:
    by, owner_id = by or life.people.worker, action.owner_id if to is None else to.id
    return life.do(handing_over.hand_over, by, action.id, owner_id, day, why)


@pytest.fixture
def action(life: Life) -> PendingAction:
    agreed = life.agree(life.tell("The bus is late."))
    life.deliver_updates()
    return agreed


def test_a_new_owner_is_told_and_the_person_hears_nothing(life: Life, action: PendingAction) -> None:
    assert move(life, action, to=life.people.colleague).owner == "Kit Invented"
    assert ("Kit", "action_yours") in told(life)
    assert life.do(updates.to_queue) == ()


def test_a_later_day_is_told_to_the_person_and_the_first_day_is_kept(life: Life, action: PendingAction) -> None:
    moved = move(life, action, day=LATER)
    assert (moved.due_on, moved.first_due_on) == (LATER, DUE)
    [update] = life.do(updates.to_queue)
    assert (update.response, update.values["day"]) == (updates.DAY_MOVED, day_ref(LATER))
    again = move(life, moved, day=LATER + timedelta(days=9))
    assert again.first_due_on == DUE


def test_a_sooner_day_is_not_told(life: Life, action: PendingAction) -> None:
    assert move(life, action, day=TODAY).first_due_on == DUE
    assert life.do(updates.to_queue) == ()


def test_what_changed_is_kept_with_its_reason_and_the_trail_has_no_words(life: Life, action: PendingAction) -> None:
    move(life, action, to=life.people.colleague, day=LATER, why="Canary is on leave.")
    [change] = life.do(handing_over.of_action, action.id)
    assert (change.by, change.from_owner, change.to_owner) == ("Will Invented", "Will Invented", "Kit Invented")
    assert (change.from_day, change.to_day, change.reason) == (DUE, LATER, "Canary is on leave.")
    with life.store.read() as tx:
        where = audit_events.c.verb == "hand_over_action"
        [event] = tx.execute(select(audit_events.c.detail, audit_events.c.actor_id).where(where))
    assert tuple(event) == ("owner and day", life.people.worker.id)


def test_a_form_sent_twice_changes_it_once(life: Life, action: PendingAction) -> None:
    for _ in range(2):
        move(life, action, to=life.people.worker, day=LATER)
    assert len(life.do(handing_over.of_action, action.id)) == 1


@pytest.mark.parametrize(
    ("day", "why", "match"),
    [
        (DUE, "No reason at all.", "another owner"),
        (TODAY - timedelta(days=1), "So.", "in the past"),
        (LATER, "  ", "Write why"),
    ],
)
def test_what_cannot_be_is_refused(life: Life, action: PendingAction, day: date, why: str, match: str) -> None:
    with pytest.raises(Refused, match=match):
        move(life, action, day=day, why=why)
    assert life.do(pending_actions.one, action.id).due_on == DUE


def test_only_owner_cover_or_manager_may(life: Life, action: PendingAction) -> None:
    people = life.people
    with pytest.raises(Refused, match="Only its owner"):
        move(life, action, by=people.colleague, day=LATER)
    with pytest.raises(NotFound):
        move(life, action, by=people.elsewhere, day=LATER)
    life.do(absences.add, people.worker, people.worker.id, TODAY, TODAY, people.colleague.id)
    assert move(life, action, by=people.colleague, day=LATER).due_on == LATER
    assert move(life, action, by=people.manager, day=LATER + timedelta(days=1)).due_on > LATER


def test_a_finished_action_stays_as_it_is(life: Life, action: PendingAction) -> None:
    life.finish(action)
    with pytest.raises(Refused, match="while it is open"):
        move(life, action, day=LATER)


def test_the_new_owner_works_there_may_see_it_and_is_not_whom_it_is_about(life: Life, action: PendingAction) -> None:
    people, other = life.people, a_manager(life)
    for stranger in (people.elsewhere, people.lead):
        with pytest.raises(Refused, match="works in this house"):
            move(life, action, to=stranger)
    about = life.do(pending_actions.one, agree(life, people.worker, about=people.colleague))
    with pytest.raises(Refused, match="not about"):
        move(life, about, to=people.colleague, day=about.due_on)
    secret = life.agree(life.tell("Will shouts.", visible_to=VisibleTo.ONLY_MANAGER))
    with pytest.raises(Refused, match="may see it"):
        move(life, secret, by=people.manager, to=people.worker)
    assert move(life, secret, by=people.manager, to=other).owner_id == other.id


def test_a_new_owner_may_see_the_person_and_acts_there(life: Life, action: PendingAction) -> None:
    people = life.people
    wanted = Wanted("Kit Invented", Role.KEYWORKER, (people.house_id,), (people.housemate_id,))
    life.do(staff_admin.change, people.manager, people.colleague.id, wanted)
    rae = life.do(staff_accounts.add, SYSTEM, "Rae", "rae@example.org", Role.REVIEWER, "x", (people.house_id,))
    for one in (people.colleague, rae):
        with pytest.raises(Refused, match="may see it"):
            move(life, action, to=one)
    assert [one.name for one in life.do(handing_over.may_own, action)] == ["Mina Invented", "Will Invented"]


def test_whom_the_words_name_gets_it_only_if_a_manager_says_that_it_is_not_about_them(life: Life) -> None:
    people = life.people
    action = life.agree(life.tell("Kit comes too late."))
    assert life.do(handing_over.named_in, action) == {people.colleague.id}
    args = (action.id, people.colleague.id, DUE, "They know the bus.")
    for by, ticked in ((people.worker, False), (people.worker, True), (people.manager, False)):
        with pytest.raises(Refused, match="The words name Kit Invented"):
            life.do(handing_over.hand_over, by, *args, not_about_owner=ticked)
    moved = life.do(handing_over.hand_over, people.manager, *args, not_about_owner=True)
    assert moved.owner_id == people.colleague.id
    with life.store.read() as tx:
        cleared = tx.execute(select(audit_events.c.detail).where(audit_events.c.verb == "not_about_owner")).scalars()
        assert list(cleared) == [people.colleague.id]


def test_an_overdue_action_can_change_hands_as_it_is(life: Life, action: PendingAction, clock: SetClock) -> None:
    clock.forward(days=10)
    assert move(life, action, to=life.people.colleague).is_overdue(TODAY + timedelta(days=10))


def test_opened_again_it_has_a_first_day_of_its_own(life: Life, action: PendingAction) -> None:
    move(life, action, day=LATER)
    life.finish(action)
    life.deliver_updates()
    life.do(outcomes.keep, life.people.person_id, action.id, "q1", DidItHelp.DID_NOT_HELP)
    assert life.do(pending_actions.one, action.id).first_due_on is None
