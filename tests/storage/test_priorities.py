"""What is linked to the things that matter most, and what the links tell: said, changed, helped."""

from datetime import date

import pytest

from storage import outcomes, own_page, pending_actions, priorities, priority_links, reviews, what_matters
from storage.audit import SYSTEM
from storage.database import NotFound, Refused
from storage.heard import Heard
from storage.own_page import Entry
from storage.vocabulary import DidItHelp, LinkedTo, MattersKind, Topic, VisibleTo, WhatChanges
from tests.storage.invented import Life


def matters(life: Life, words: str, *topics: Topic, person_id: str | None = None, kind: str = "matters_most") -> Entry:
    whose = person_id or life.people.person_id
    begun = life.do(what_matters.begin, whose, MattersKind(kind), f"utter_ask_what_matters_{kind}")
    life.do(what_matters.keep_words, begun.id, life.write(words, whose), Heard(topics=topics))
    return life.do(what_matters.send, begun.id)


def today(life: Life) -> date:
    return life.store.calendar.day(life.clock.now)


def test_the_computer_suggests_by_what_both_are_about_and_no_more(life: Life) -> None:
    football = matters(life, "football", Topic.ACTIVITIES)
    matters(life, "my cat", Topic.OTHER)
    most = life.do(priorities.of_person, life.people.worker, life.people.person_id)
    assert priorities.suggested(most, (Topic.ACTIVITIES, Topic.STAFF)) == football
    assert priorities.suggested(most, (Topic.MEALS,)) is None
    assert priorities.suggested(most, (Topic.OTHER,)) is None


def test_what_was_said_and_the_action_that_follows_are_linked_together(life: Life) -> None:
    football, said = matters(life, "football"), life.tell("no football again")
    action = life.agree(said, WhatChanges.ROTA)
    life.do(priorities.link_feedback, life.people.manager, said.id, football.id)
    assert life.do(priority_links.linked, LinkedTo.PENDING_ACTION, (action.id,)) == {action.id: football.id}


def test_what_staff_said_of_the_action_stands_unless_the_person_says_otherwise(life: Life) -> None:
    football, cat = matters(life, "football"), matters(life, "my cat")
    said = life.tell("no football again")
    action = life.agree(said)
    worker = life.people.worker
    life.do(priorities.link_action, worker, action.id, cat.id)
    life.do(priorities.link_feedback, worker, said.id, football.id)
    assert life.do(priority_links.linked, LinkedTo.PENDING_ACTION, (action.id,)) == {action.id: cat.id}
    life.do(priorities.link_feedback, worker, said.id, football.id, said_by_person=True)
    assert life.do(priority_links.linked, LinkedTo.PENDING_ACTION, (action.id,)) == {action.id: football.id}
    life.do(priorities.link_action, worker, action.id, None)
    assert life.do(priority_links.linked, LinkedTo.PENDING_ACTION, (action.id,)) == {}


def test_only_the_persons_own_three_can_be_linked(life: Life) -> None:
    said = life.tell("no football again")
    theirs = matters(life, "football", person_id=life.people.housemate_id)
    helps = matters(life, "music", kind="helps")
    for entry_id in (theirs.id, helps.id, "no-such-id"):
        with pytest.raises(Refused):
            life.do(priorities.link_feedback, life.people.worker, said.id, entry_id)
    with pytest.raises(NotFound):
        life.do(priorities.link_feedback, life.people.elsewhere, said.id, None)


def test_figures_count_what_was_said_changed_and_helped(life: Life) -> None:
    football = matters(life, "football")
    action = life.told_action(what=WhatChanges.ROTA)
    [said] = life.do(reviews.pack, SYSTEM, life.people.person_id, today(life), today(life)).items
    life.do(priorities.link_feedback, life.people.worker, said.feedback.id, football.id)
    life.tell("the telly is broken")
    life.do(outcomes.keep, life.people.person_id, action.id, "message 1", DidItHelp.HELPED)
    about, rest = life.do(priorities.figures, life.people.worker, life.people.person_id)
    assert (about.entry, about.said, about.actions, about.changed, about.helped) == (
        football,
        1,
        1,
        {WhatChanges.ROTA: 1},
        1,
    )
    assert (rest.entry, rest.said, rest.actions) == (None, 1, 0)


def test_what_cannot_be_done_changed_nothing(life: Life) -> None:
    football = matters(life, "football")
    action = life.told_action(done=False)
    life.do(priorities.link_action, life.people.worker, action.id, football.id)
    about, _ = life.do(priorities.figures, life.people.worker, life.people.person_id)
    assert (about.actions, about.changed) == (1, {})


def test_the_pack_has_each_thing_that_matters_with_what_is_about_it(life: Life) -> None:
    football, cat = matters(life, "football"), matters(life, "my cat")
    said, other = life.tell("no football again"), life.tell("the telly is broken")
    action = life.agree(said)
    life.do(priorities.link_action, life.people.worker, action.id, football.id)
    pack = life.do(reviews.pack, SYSTEM, life.people.person_id, today(life), today(life))
    assert [(one.entry, [item.feedback.id for item in one.items]) for one in pack.priorities] == [
        (football, [said.id]),
        (cat, []),
    ]
    assert other.id in [one.feedback.id for one in pack.items]


def test_what_is_for_the_manager_alone_is_in_no_pack(life: Life) -> None:
    entry = matters(life, "football")
    life.do(what_matters.set_visible_to, entry.id, VisibleTo.ONLY_MANAGER)
    assert life.do(reviews.pack, SYSTEM, life.people.person_id, today(life), today(life)).priorities == ()
    assert life.do(priorities.of_person, life.people.worker, life.people.person_id) == ()
    [seen] = life.do(priorities.of_person, life.people.manager, life.people.person_id)
    assert seen == life.do(own_page.one, entry.id)
    assert life.do(pending_actions.of_person, life.people.person_id) == ()
