"""The loop without a chat: told and asked by somebody, with the same consequences as in the chat."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from storage import (
    Transaction,
    feedback,
    in_person,
    outbox,
    outcomes,
    pending_actions,
    questions,
    staff_requests,
    triage,
    updates,
)
from storage.database import NotFound, Refused
from storage.in_person import Meeting
from storage.pending_actions import PendingAction
from storage.tables.pending_actions import updates as updates_table
from storage.vocabulary import (
    ActionStatus,
    DidItHelp,
    FeedbackStatus,
    QuestionKind,
    RequestKind,
    Route,
    Triage,
    UpdateStatus,
    VisibleTo,
    Voice,
)
from tests.storage.intruder import Intruder
from tests.storage.invented import START, Life, SetClock

TODAY = START.date()


def met(life: Life, who: str = "colleague", **changed: object) -> Meeting:
    """A talk of today with this member of staff."""
    today = life.store.calendar.day(life.clock.now)
    made = Meeting(Route.FACE_TO_FACE, today, getattr(life.people, who).id, None)
    return replace(made, **changed)  # type: ignore[arg-type]


def done(life: Life, *, is_done: bool = True) -> PendingAction:
    """Something finished that nobody has told its person."""
    action = life.agree(life.tell("The bus is late."))
    life.finish(action, done=is_done)
    return action


def now(life: Life, action: PendingAction) -> PendingAction:
    return life.do(pending_actions.one, action.id)


def statuses(tx: Transaction) -> list[str]:
    return list(tx.execute(select(updates_table.c.status).order_by(updates_table.c.created_at)).scalars())


def told(life: Life) -> PendingAction:
    """Something finished and told in person, by the worker, who owns it."""
    action = done(life)
    life.do(in_person.tell_of_action, life.people.worker, action.id, met(life, "worker"))
    return now(life, action)


def answer(life: Life, action: PendingAction, outcome: DidItHelp, voice: Voice = Voice.SELF) -> PendingAction:
    life.clock.forward(days=3)
    life.do(in_person.ask_if_it_helped, life.people.colleague, action.id, outcome, voice, met(life))
    return now(life, action)


def test_telling_in_person_moves_the_action_on_as_the_chat_does(life: Life) -> None:
    action = told(life)
    assert (action.status, action.told_at) == (ActionStatus.PERSON_TOLD, life.clock.now)
    assert action.ask_on == TODAY + timedelta(days=3)
    [said] = life.do(feedback.about_action, action.id)
    assert (said.status, said.told_at) == (FeedbackStatus.PERSON_TOLD, life.clock.now)
    assert set(life.do(statuses)) == {UpdateStatus.DISCUSSED_IN_PERSON}
    *_, last = life.do(updates.of_action, action.id)
    assert last.in_person is not None and last.was_told and last.sent_at is None
    assert (last.in_person.how, last.in_person.by) == (Route.FACE_TO_FACE, "Will Invented")
    assert life.do(updates.to_queue) == ()
    life.do(pending_actions.close, life.people.worker, action.id)  # R40: told, so it may be closed


def test_without_being_told_it_is_not_closed(life: Life) -> None:
    action = done(life)
    with pytest.raises(Refused, match="not been told yet"):
        life.do(pending_actions.close, life.people.manager, action.id)


def test_a_day_ago_counts_from_that_day(life: Life, clock: SetClock) -> None:
    action = done(life)
    clock.forward(days=4)
    yesterday = TODAY + timedelta(days=3)
    life.do(in_person.tell_of_action, life.people.manager, action.id, met(life, day=yesterday))
    assert life.store.calendar.day(now(life, action).told_at) == yesterday  # type: ignore[arg-type]
    assert now(life, action).ask_on == yesterday + timedelta(days=3)


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"day": TODAY + timedelta(days=1)}, "not come yet"),
        ({"day": TODAY - timedelta(days=1)}, "before it was decided"),
        ({"how": Route.CHAT_TEXT}, "face to face"),
        ({"staff_id": None, "name": " "}, "Write who it was"),
        ({"staff_id": "nobody"}, "works in this house"),
    ],
)
def test_a_telling_that_will_not_do_is_refused(life: Life, changed: dict[str, object], advice: str) -> None:
    action = done(life)
    with pytest.raises(Refused, match=advice):
        life.do(in_person.tell_of_action, life.people.manager, action.id, met(life, "colleague", **changed))
    assert now(life, action).status is ActionStatus.DONE


def test_it_is_written_down_once(life: Life) -> None:
    action = told(life)
    with pytest.raises(Refused, match="written down already"):
        life.do(in_person.tell_of_action, life.people.worker, action.id, met(life))


def test_an_advocate_may_tell(life: Life) -> None:
    action = done(life)
    advocate = met(life, how=Route.ADVOCATE, staff_id=None, name="Ana Invented, advocate")
    life.do(in_person.tell_of_action, life.people.manager, action.id, advocate)
    *_, last = life.do(updates.of_action, action.id)
    assert last.in_person is not None and last.in_person.by == "Ana Invented, advocate"


def test_another_house_tells_and_asks_nothing(life: Life) -> None:
    action = done(life)
    member, meeting = life.people.elsewhere, met(life)
    with pytest.raises(NotFound):
        life.do(in_person.tell_of_action, member, action.id, meeting)
    with pytest.raises(NotFound):
        life.do(in_person.ask_if_it_helped, member, action.id, DidItHelp.HELPED, Voice.SELF, meeting)


def test_without_a_chat_the_waiting_message_is_withdrawn(life: Life) -> None:
    action = done(life)
    for one in life.do(updates.to_queue):
        life.queue(one.person_id, one.id, "update", "News.")
    life.do(in_person.tell_of_action, life.people.manager, action.id, met(life))
    life.link_chat()
    assert life.do(outbox.due_after, action.person_id, 0) == ()


def test_with_a_chat_the_message_still_goes_and_changes_nothing_more(life: Life, clock: SetClock) -> None:
    life.link_chat()
    action = done(life)
    life.do(in_person.tell_of_action, life.people.manager, action.id, met(life))
    before = now(life, action)
    assert before.status is ActionStatus.PERSON_TOLD
    clock.forward(hours=20)
    assert life.deliver_updates() == 2
    assert now(life, action) == before
    [said] = life.do(feedback.about_action, action.id)
    assert said.told_at == before.told_at
    assert set(life.do(statuses)) == {UpdateStatus.DISCUSSED_IN_PERSON}
    assert all(one.sent_at is not None and one.in_person for one in life.do(updates.of_action, action.id))


def test_what_arrived_in_the_chat_can_be_told_in_person_as_well(life: Life) -> None:
    action = life.told_action()
    life.do(in_person.tell_of_action, life.people.manager, action.id, met(life))
    first, last = life.do(updates.of_action, action.id)
    assert first.in_person is None and last.in_person is not None and last.sent_at is not None
    assert now(life, action) == action


def test_a_decision_without_an_action_is_told_in_person_too(life: Life) -> None:
    item = life.tell("The bus was good.")
    with pytest.raises(Refused, match="nothing new to tell"):
        life.do(in_person.tell_of_feedback, life.people.worker, item.id, met(life))
    life.do(triage.decide, life.people.worker, item.id, Triage.NOTED)
    life.do(in_person.tell_of_feedback, life.people.worker, item.id, met(life))
    found = life.do(feedback.one, item.id)
    assert (found.status, found.told_at) == (FeedbackStatus.PERSON_TOLD, life.clock.now)


def test_it_helped_closes_it(life: Life) -> None:
    action = answer(life, told(life), DidItHelp.HELPED)
    assert action.status is ActionStatus.CLOSED
    [kept] = life.do(outcomes.of_action, action.id)
    assert (kept.outcome, kept.voice) == (DidItHelp.HELPED, Voice.SELF)
    assert kept.in_person is not None and kept.in_person.by == "Kit Invented"


def test_no_reopens_it_and_the_second_no_goes_to_the_manager(life: Life) -> None:
    action = answer(life, told(life), DidItHelp.DID_NOT_HELP)
    assert (action.status, action.reopened) == (ActionStatus.REOPENED, 1)
    life.finish(action)
    life.do(in_person.tell_of_action, life.people.worker, action.id, met(life, "worker"))
    again = answer(life, action, DidItHelp.DID_NOT_HELP)
    assert again.reopened == 2 and again.escalated_at is not None
    [request] = life.do(staff_requests.waiting, life.people.manager)
    assert request.kind is RequestKind.DID_NOT_HELP_TWICE


@pytest.mark.parametrize("voice", [Voice.ON_BEHALF, Voice.STAFF_OBSERVATION])
def test_a_yes_of_somebody_else_does_not_close_it_but_their_no_reopens_it(life: Life, voice: Voice) -> None:
    action = answer(life, told(life), DidItHelp.HELPED, voice)
    assert action.status is ActionStatus.PERSON_TOLD
    assert [one.id for one in life.do(pending_actions.ready_to_close, life.people.worker)] == [action.id]
    assert answer(life, action, DidItHelp.DID_NOT_HELP, voice).status is ActionStatus.REOPENED


def test_the_owner_neither_asks_nor_writes_down_the_answer(life: Life) -> None:
    action = told(life)
    for member, asker in (("worker", "colleague"), ("colleague", "worker")):
        with pytest.raises(Refused, match="Will Invented owns the action"):
            who = getattr(life.people, member)
            asked = met(life, asker)
            life.do(in_person.ask_if_it_helped, who, action.id, DidItHelp.HELPED, Voice.SELF, asked)
    assert life.do(outcomes.of_action, action.id) == ()


def test_nothing_is_asked_before_it_was_told_or_where_it_cannot_be_done(life: Life) -> None:
    untold, cannot = done(life), done(life, is_done=False)
    life.do(in_person.tell_of_action, life.people.worker, cannot.id, met(life))
    for action in (untold, cannot):
        with pytest.raises(Refused, match="once something is done"):
            answer(life, action, DidItHelp.HELPED)


def test_an_answer_sent_twice_is_kept_once(life: Life) -> None:
    action = answer(life, told(life), DidItHelp.HELPED_A_BIT)
    asked = met(life)
    life.do(in_person.ask_if_it_helped, life.people.colleague, action.id, DidItHelp.HELPED_A_BIT, Voice.SELF, asked)
    assert len(life.do(outcomes.of_action, action.id)) == 1


def test_the_chat_does_not_ask_again(life: Life) -> None:
    life.link_chat()
    action = life.told_action()
    kind = QuestionKind.DID_IT_HELP
    asked = life.do(questions.ask, action.person_id, kind, "utter_ask_did_it_help", subject_id=action.id, wait=True)
    answer(life, action, DidItHelp.NOT_SURE)
    assert life.do(questions.question, asked.id).status == "dropped"
    assert life.do(pending_actions.to_ask) == ()


def test_people_without_a_chat_are_listed_until_they_are_told(life: Life) -> None:
    people = life.people
    noted = life.tell("The bus was good.")
    life.do(triage.decide, people.worker, noted.id, Triage.NOTED)
    life.clock.forward(minutes=1)
    action = done(life)
    listed = life.do(in_person.to_tell, people.worker)
    # Of one action the last update says how it stands.
    assert [one.response for one in listed] == ["utter_update_noted", updates.TELL_DONE]
    assert [(one.action and one.action.id, one.feedback and one.feedback.id) for one in listed] == [
        (None, noted.id),
        (action.id, None),
    ]
    assert life.do(in_person.to_tell, people.elsewhere) == ()
    life.do(in_person.tell_of_action, people.worker, action.id, met(life))
    life.do(in_person.tell_of_feedback, people.worker, noted.id, met(life))
    assert life.do(in_person.to_tell, people.worker) == ()


def test_whoever_has_a_chat_is_told_and_asked_there(life: Life) -> None:
    action = told(life)
    done(life)
    life.link_chat()
    life.clock.forward(days=3)
    assert life.do(in_person.to_tell, life.people.worker) == ()
    assert life.do(in_person.to_ask, life.people.worker) == ()
    assert [one.id for one in life.do(pending_actions.to_ask)] == [action.id]


def test_whoever_has_none_is_asked_by_somebody_when_it_is_due(life: Life) -> None:
    action = told(life)
    assert life.do(in_person.to_ask, life.people.worker) == ()
    life.clock.forward(days=3)
    assert [one.id for one in life.do(in_person.to_ask, life.people.worker)] == [action.id]
    assert life.do(in_person.to_ask, life.people.elsewhere) == ()
    # No question goes into a chat that is not there, so it is never said that it was asked.
    assert life.do(pending_actions.to_ask) == ()
    answer(life, action, DidItHelp.HELPED_A_BIT)
    assert life.do(in_person.to_ask, life.people.worker) == ()


def test_what_only_the_manager_may_see_is_listed_for_managers_alone(life: Life) -> None:
    secret = life.tell("It is because of him.", visible_to=VisibleTo.ONLY_MANAGER)
    life.do(triage.decide, life.people.manager, secret.id, Triage.NOTED)
    life.finish(life.agree(life.tell("He is rude.", visible_to=VisibleTo.ONLY_MANAGER)))
    assert len(life.do(in_person.to_tell, life.people.manager)) == 2
    assert life.do(in_person.to_tell, life.people.worker) == ()


@pytest.mark.parametrize("table", ["tellings_in_person", "outcome_entries"])
def test_what_was_told_and_asked_never_changes(life: Life, intruder: Intruder, table: str) -> None:
    answer(life, told(life), DidItHelp.HELPED)
    with pytest.raises(DatabaseError, match=f"rows of {table} never change"):
        intruder.run(f"DELETE FROM {table}")
