"""Whom words name, and that nobody owns what names them (R39)."""

from datetime import timedelta

import pytest

from storage import feedback, pending_actions, staff_names, triage
from storage.database import NotFound, Refused
from storage.feedback import Feedback
from storage.pending_actions import PendingAction
from storage.staff_accounts import StaffMember
from storage.tables.governance import audit_events
from storage.vocabulary import Triage, WhatChanges
from tests.storage.invented import Life

ABOUT_OWNER = "The words name Kit Invented"


def named(life: Life, words: str | None) -> list[str]:
    return [one.name for one in life.do(staff_names.named, life.people.house_id, words)]


def agree(
    life: Life, item: Feedback, member: StaffMember, owner: StaffMember, *, ticked: bool = False
) -> PendingAction:
    due = life.store.calendar.day(life.clock.now) + timedelta(days=4)
    change = (WhatChanges.ROUTINE, "You will go by bus.", due)
    return life.do(pending_actions.agree, member, item.id, owner.id, *change, not_about_owner=ticked)


@pytest.mark.parametrize(
    "words",
    ["kit shouts", "It was Kit's idea", "KIT!", "mr invented shouts", "daz shouts", "I like big  daz.", "DAZ’s bus"],
)
def test_a_name_of_any_kind_is_found(life: Life, words: str) -> None:
    for alias in ("Daz", "Big Daz"):
        life.do(staff_names.add, life.people.manager, life.people.colleague.id, alias)
    assert "Kit Invented" in named(life, words)


@pytest.mark.parametrize("words", ["the kitchen is cold", "dazed", "nobody", None, ""])
def test_no_name_is_no_name(life: Life, words: str | None) -> None:
    life.do(staff_names.add, life.people.manager, life.people.colleague.id, "Daz")
    assert named(life, words) == []


def test_names_of_another_house_are_not_known_here(life: Life) -> None:
    life.do(staff_names.add, life.people.elsewhere, life.people.elsewhere.id, "Boss")
    assert named(life, "boss and eli shout") == []


def test_only_their_manager_gives_and_takes_names(life: Life) -> None:
    people = life.people
    for member in (people.worker, people.lead, people.elsewhere):
        for verb in (staff_names.add, staff_names.remove):
            with pytest.raises(NotFound):
                life.do(verb, member, people.colleague.id, "Daz")
    with pytest.raises(NotFound):
        life.do(staff_names.for_manager, people.worker)
    life.do(staff_names.add, people.manager, people.colleague.id, " Daz ")
    life.do(staff_names.add, people.manager, people.colleague.id, "daz")
    known = {one.member.name: one.aliases for one in life.do(staff_names.for_manager, people.manager)}
    assert known["Kit Invented"] == ("Daz",)
    life.do(staff_names.remove, people.manager, people.colleague.id, "Daz")
    assert named(life, "daz shouts") == []


@pytest.mark.parametrize("alias", ["", "  ", "123", "x" * 61])
def test_a_name_that_will_not_do_is_refused(life: Life, alias: str) -> None:
    with pytest.raises(Refused, match="Type a name"):
        life.do(staff_names.add, life.people.manager, life.people.colleague.id, alias)


def test_whoever_is_named_owns_nothing_of_it(life: Life) -> None:
    people = life.people
    life.do(staff_names.add, people.manager, people.colleague.id, "Daz")
    item = life.tell("daz is always late")
    for member, ticked in ((people.worker, False), (people.worker, True), (people.manager, False)):
        with pytest.raises(Refused, match=ABOUT_OWNER):
            agree(life, item, member, people.colleague, ticked=ticked)
    assert life.do(pending_actions.of_person, people.person_id) == ()
    assert agree(life, item, people.worker, people.worker).owner == "Will Invented"


def test_a_manager_may_say_that_it_is_not_about_them_and_that_is_kept(life: Life) -> None:
    people = life.people
    item = life.tell("I want to cook with kit")
    agree(life, item, people.manager, people.colleague, ticked=True)
    with life.store.read() as tx:
        where = audit_events.c.verb == "not_about_owner"
        [event] = tx.execute(audit_events.select().where(where)).all()
    assert (event.subject_id, event.detail) == (item.id, people.colleague.id)
    assert event.actor_id == people.manager.id


def test_a_manager_does_not_say_so_of_themselves(life: Life) -> None:
    item = life.tell("mina is always late")
    with pytest.raises(Refused, match="The words name Mina Invented"):
        agree(life, item, life.people.manager, life.people.manager, ticked=True)


def test_nor_does_it_become_part_of_an_action_of_theirs(life: Life) -> None:
    people = life.people
    action = agree(life, life.tell("The bus is late."), people.manager, people.colleague)
    item, part = life.tell("kit is late too"), Triage.PART_OF_EXISTING
    with pytest.raises(Refused, match=ABOUT_OWNER):
        life.do(triage.decide, people.worker, item.id, part, pending_action_id=action.id)
    life.do(triage.decide, people.manager, item.id, part, pending_action_id=action.id, not_about_owner=True)
    assert life.do(feedback.one, item.id).pending_action_id == action.id
