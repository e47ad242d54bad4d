"""Telling: told when the channel accepted it, heard only when the person did something after."""

import pytest
from sqlalchemy import select

from storage import Transaction, feedback, outbox, pending_actions, triage, updates
from storage.tables.pending_actions import updates as updates_table
from storage.vocabulary import ASK_AFTER_DAYS, ActionStatus, FeedbackStatus, Triage, UpdateStatus, WhatChanges
from tests.storage.invented import Life, SetClock


def _statuses(tx: Transaction) -> list[str]:
    return list(tx.execute(select(updates_table.c.status).order_by(updates_table.c.created_at)).scalars())


def _queue_in_parts(life: Life, update_id: str, parts: int) -> list[outbox.OutboxMessage]:
    for part in range(parts):
        life.queue(life.people.person_id, update_id, "update", f"Part {part}", part=part)
    return [one for one in life.do(outbox.due_after, life.people.person_id, 0) if one.source_id == update_id]


def test_an_update_is_queued_once_oldest_first(life: Life, clock: SetClock) -> None:
    person_id = life.people.person_id
    first = life.do(updates.approve, person_id, "utter_first", {"words": "content:x"})
    clock.forward(seconds=1)
    second = life.do(updates.approve, person_id, "utter_second", {})
    assert [one.id for one in life.do(updates.to_queue)] == [first, second]
    assert life.do(updates.to_queue)[0].values == {"words": "content:x"}
    _queue_in_parts(life, first, 2)
    assert [one.id for one in life.do(updates.to_queue)] == [second]


def test_being_in_the_outbox_is_not_being_told(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    life.finish(action)
    for one in life.do(updates.to_queue):
        _queue_in_parts(life, one.id, 1)
    assert life.do(pending_actions.one, action.id).told_at is None
    assert set(life.do(_statuses)) == {UpdateStatus.APPROVED}


def test_the_person_is_told_when_the_last_part_has_arrived(life: Life, clock: SetClock) -> None:
    said = life.tell("The bus is late.")
    action = life.agree(said)
    life.deliver_updates()
    life.finish(action)
    [one] = life.do(updates.to_queue)
    first, last = _queue_in_parts(life, one.id, 2)
    clock.forward(minutes=5)
    life.do(updates.arrived, first)
    assert life.do(pending_actions.one, action.id).status is ActionStatus.DONE
    clock.forward(minutes=5)
    life.do(updates.arrived, last)
    told = life.do(pending_actions.one, action.id)
    assert (told.status, told.told_at) == (ActionStatus.PERSON_TOLD, clock.now)
    heard_of = life.do(feedback.one, said.id)
    assert (heard_of.status, heard_of.told_at) == (FeedbackStatus.PERSON_TOLD, clock.now)


def test_arriving_twice_is_arriving_once(life: Life, clock: SetClock) -> None:
    action = life.agree(life.tell("The bus is late."))
    life.finish(action)
    life.deliver_updates()
    told = life.do(pending_actions.one, action.id)
    clock.forward(days=1)
    for message in life.do(outbox.due_after, life.people.person_id, 0):
        life.do(updates.arrived, message)
    assert life.do(pending_actions.one, action.id) == told


def test_hearing_what_was_agreed_is_not_being_told_that_it_is_done(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    life.deliver_updates()
    assert life.do(pending_actions.one, action.id).status is ActionStatus.AGREED


def test_a_reply_that_arrives_tells_of_nothing(life: Life) -> None:
    life.queue(life.people.person_id, "a reply", "reply", "Hello")
    [message] = life.do(outbox.due_after, life.people.person_id, 0)
    life.do(updates.arrived, message)
    assert life.do(outbox.unsent, life.people.person_id, message.position) == ()


def test_only_what_the_person_does_later_shows_that_they_heard(life: Life, clock: SetClock) -> None:
    life.told_action()
    life.do(updates.heard, life.people.person_id)
    assert set(life.do(_statuses)) == {UpdateStatus.SENT}
    clock.forward(seconds=1)
    life.do(updates.heard, life.people.housemate_id)
    assert set(life.do(_statuses)) == {UpdateStatus.SENT}
    life.do(updates.heard, life.people.person_id)
    assert set(life.do(_statuses)) == {UpdateStatus.HEARD_OR_READ}


def test_a_tap_does_not_hear_what_has_not_arrived(life: Life, clock: SetClock) -> None:
    life.agree(life.tell("The bus is late."))
    clock.forward(hours=1)
    life.do(updates.heard, life.people.person_id)
    assert life.do(_statuses) == [UpdateStatus.APPROVED]


@pytest.mark.parametrize("what", WhatChanges)
def test_did_it_help_is_asked_after_a_time_that_fits_the_change(life: Life, clock: SetClock, what: WhatChanges) -> None:
    action = life.told_action(what=what)
    life.link_chat()
    days = {"routine": 3, "rota": 7, "plan": 28, "risk": 28, "other": 7}[what]
    assert ASK_AFTER_DAYS[what] == days
    clock.forward(days=days, hours=-10)
    assert life.do(pending_actions.to_ask) == ()
    clock.forward(hours=10)
    assert [one.id for one in life.do(pending_actions.to_ask)] == [action.id]
    life.do(pending_actions.mark_asked, action.id)
    assert life.do(pending_actions.to_ask) == ()


def test_it_is_not_asked_whether_something_impossible_helped(life: Life, clock: SetClock) -> None:
    action = life.told_action(done=False)
    life.link_chat()
    assert (action.status, action.ask_on) == (ActionStatus.PERSON_TOLD, None)
    clock.forward(days=60)
    assert life.do(pending_actions.to_ask) == ()


def test_the_days_count_from_when_it_was_told(life: Life, clock: SetClock) -> None:
    action = life.agree(life.tell("The bus is late."))
    life.finish(action)
    clock.forward(days=10)
    life.deliver_updates()
    assert str(life.do(pending_actions.one, action.id).ask_on) == "2026-11-22"


@pytest.mark.parametrize(
    ("decision", "status"),
    [
        (Triage.NOTED, FeedbackStatus.PERSON_TOLD),
        (Triage.THANKS, FeedbackStatus.PERSON_TOLD),
        (Triage.WORRY, FeedbackStatus.PERSON_TOLD),
    ],
)
def test_a_decision_without_an_action_is_told_and_known_as_told(
    life: Life, decision: Triage, status: FeedbackStatus
) -> None:
    said = life.tell("The soup is cold.")
    life.do(triage.decide, life.people.worker, said.id, decision)
    assert life.do(feedback.one, said.id).told_at is None
    life.deliver_updates()
    told = life.do(feedback.one, said.id)
    assert (told.status, told.told_at) == (status, life.clock.now)


def test_all_that_was_told_about_a_thing_is_found(life: Life) -> None:
    action = life.told_action()
    [said] = life.do(feedback.about_action, action.id)
    told = life.do(updates.about, said.id, action.id)
    assert [one.response for one in told] == [updates.TELL_AGREED, updates.TELL_DONE]
    assert all(one.sent_at is not None and one.heard_at is None for one in told)
