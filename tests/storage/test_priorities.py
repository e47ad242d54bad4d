"""What is linked to the things that matter most, and what the links tell: said, changed, helped."""

from datetime import date

import pytest

from storage import outcomes, own_page, pending_actions, priorities, priority_links, reviews, what_matters
from storage.audit import SYSTEM
from storage.chosen import ChosenItem
from storage.database import NotFound, Refused
from storage.heard import Heard
from storage.own_page import Entry
from storage.priorities import Figure
from storage.reviews import PackItem, PackPriority
from storage.vocabulary import DidItHelp, LinkedTo, MattersKind, Topic, VisibleTo, WhatChanges
from tests.storage.choosing import chosen, prepared
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
    assert about == Figure(football, said=1, chosen=0, actions=1, changed={WhatChanges.ROTA: 1}, helped=1)
    assert rest == Figure(None, said=1, chosen=0, actions=0, changed={}, helped=0)


def test_a_choice_is_linked_and_so_is_the_action_that_carries_it_out(life: Life) -> None:
    football, kept = matters(life, "football"), prepared(life)
    life.do(priorities.link_choice, life.people.manager, kept.id, football.id)
    action_id = str(chosen(life, kept).pending_action_id)
    assert life.do(priority_links.linked, LinkedTo.PENDING_ACTION, (action_id,)) == {action_id: football.id}
    about, rest = life.do(priorities.figures, life.people.worker, life.people.person_id)
    assert (about.chosen, about.actions) == (1, 1) and (rest.chosen, rest.actions) == (0, 0)


def test_a_choice_that_was_decided_before_hands_on_what_it_is_about_unless_staff_said_otherwise(life: Life) -> None:
    football, cat = matters(life, "football"), matters(life, "my cat")
    kept, other = prepared(life), prepared(life)
    first, second = (str(chosen(life, one).pending_action_id) for one in (kept, other))
    life.do(priorities.link_action, life.people.worker, second, cat.id)
    for one in (kept, other):
        life.do(priorities.link_choice, life.people.worker, one.id, football.id)
    assert life.do(priority_links.linked, LinkedTo.PENDING_ACTION, (first, second)) == {
        first: football.id,
        second: cat.id,
    }
    with pytest.raises(NotFound):
        life.do(priorities.link_choice, life.people.elsewhere, kept.id, None)


def test_the_pack_has_what_was_chosen_beside_what_was_said(life: Life) -> None:
    football, said, kept = matters(life, "football"), life.tell("no football again"), prepared(life)
    decision = chosen(life, kept)
    life.do(priorities.link_feedback, life.people.worker, said.id, football.id)
    life.do(priorities.link_choice, life.people.worker, kept.id, football.id)
    [about] = life.do(reviews.pack, SYSTEM, life.people.person_id, today(life), today(life)).priorities
    first, second = about.items
    assert isinstance(first, PackItem) and first.feedback.id == said.id
    assert isinstance(second, ChosenItem) and second.decision.id == decision.id


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
    [item] = [one for one in pack.items if one.feedback.id == said.id]
    assert pack.priorities == (PackPriority(football, (item,)), PackPriority(cat, ()))
    assert other.id in [one.feedback.id for one in pack.items]


def test_what_is_for_the_manager_alone_is_in_no_pack(life: Life) -> None:
    entry = matters(life, "football")
    life.do(what_matters.set_visible_to, entry.id, VisibleTo.ONLY_MANAGER)
    assert life.do(reviews.pack, SYSTEM, life.people.person_id, today(life), today(life)).priorities == ()
    assert life.do(priorities.of_person, life.people.worker, life.people.person_id) == ()
    [seen] = life.do(priorities.of_person, life.people.manager, life.people.person_id)
    assert seen == life.do(own_page.one, entry.id)
    assert life.do(pending_actions.of_person, life.people.person_id) == ()
