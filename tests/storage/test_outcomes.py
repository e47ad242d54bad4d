""" "Did it help?": every answer is kept at once, and each leads somewhere."""

from datetime import date

import pytest

from storage import feedback, outcomes, pending_actions, staff_requests
from storage.database import Refused
from storage.pending_actions import PendingAction
from storage.vocabulary import ActionStatus, DidItHelp, FeedbackStatus, RequestKind
from tests.storage.invented import Life, SetClock


def _answer(life: Life, action: PendingAction, outcome: DidItHelp, question_id: str) -> PendingAction:
    life.clock.forward(days=3)
    life.do(pending_actions.mark_asked, action.id)
    life.do(outcomes.keep, life.people.person_id, action.id, question_id, outcome)
    return life.do(pending_actions.one, action.id)


def _finish_again(life: Life, action: PendingAction) -> PendingAction:
    life.finish(action)
    life.deliver_updates()
    return life.do(pending_actions.one, action.id)


def test_it_helped_closes_it(life: Life) -> None:
    action = _answer(life, life.told_action(), DidItHelp.HELPED, "q1")
    assert (action.status, action.closed_at) == (ActionStatus.CLOSED, life.clock.now)
    [said] = life.do(feedback.about_action, action.id)
    assert said.status is FeedbackStatus.CLOSED
    assert life.do(pending_actions.in_houses_of, life.people.manager) == ()


def test_no_reopens_it_with_a_new_day_and_says_so_to_its_owner(life: Life) -> None:
    action = _answer(life, life.told_action(), DidItHelp.DID_NOT_HELP, "q1")
    assert (action.status, action.reopened) == (ActionStatus.REOPENED, 1)
    assert action.due_on == date(2026, 11, 19)
    assert (action.told_at, action.ask_on, action.escalated_at) == (None, None, None)
    [said] = life.do(feedback.about_action, action.id)
    assert (said.status, said.told_at) == (FeedbackStatus.REOPENED, None)
    assert [one.id for one in life.do(pending_actions.in_houses_of, life.people.worker)] == [action.id]
    assert life.do(staff_requests.waiting, life.people.manager) == ()


def test_a_reopened_action_is_worked_on_told_and_asked_about_again(life: Life, clock: SetClock) -> None:
    life.link_chat()
    action = _answer(life, life.told_action(), DidItHelp.DID_NOT_HELP, "q1")
    life.do(pending_actions.start, life.people.worker, action.id)
    again = _finish_again(life, action)
    assert (again.status, again.told_at, again.asked_at) == (ActionStatus.PERSON_TOLD, clock.now, None)
    clock.forward(days=3)
    assert [one.id for one in life.do(pending_actions.to_ask)] == [action.id]
    assert _answer(life, again, DidItHelp.HELPED, "q2").status is ActionStatus.CLOSED
    answers = life.do(outcomes.of_action, action.id)
    assert [one.outcome for one in answers] == [DidItHelp.DID_NOT_HELP, DidItHelp.HELPED]


def test_twice_no_goes_to_the_manager_and_to_nobody_else(life: Life) -> None:
    action = _answer(life, life.told_action(), DidItHelp.DID_NOT_HELP, "q1")
    twice = _answer(life, _finish_again(life, action), DidItHelp.DID_NOT_HELP, "q2")
    assert (twice.reopened, twice.escalated_at) == (2, life.clock.now)
    [request] = life.do(staff_requests.waiting, life.people.manager)
    assert (request.kind, request.person_id) == (RequestKind.DID_NOT_HELP_TWICE, action.person_id)
    for member in (life.people.worker, life.people.colleague, life.people.elsewhere, life.people.lead):
        assert life.do(staff_requests.waiting, member) == ()


def test_a_third_no_goes_to_the_manager_again(life: Life) -> None:
    action = life.told_action()
    for question_id in ("q1", "q2", "q3"):
        action = _answer(life, action, DidItHelp.DID_NOT_HELP, question_id)
        action = _finish_again(life, action)
    assert len(life.do(staff_requests.waiting, life.people.manager)) == 2


@pytest.mark.parametrize("outcome", [DidItHelp.HELPED_A_BIT, DidItHelp.NOT_SURE])
def test_a_bit_or_not_sure_leaves_it_told_until_its_owner_or_a_manager_closes_it(
    life: Life, outcome: DidItHelp
) -> None:
    told = life.told_action()
    assert life.do(pending_actions.ready_to_close, life.people.worker) == ()
    action = _answer(life, told, outcome, "q1")
    assert (action.status, action.reopened, action.closed_at) == (ActionStatus.PERSON_TOLD, 0, None)
    assert life.do(pending_actions.ready_to_close, life.people.worker) == (action,)
    assert life.do(pending_actions.ready_to_close, life.people.elsewhere) == ()
    with pytest.raises(Refused, match="owner or a manager"):
        life.do(pending_actions.close, life.people.colleague, action.id)
    life.do(pending_actions.close, life.people.worker, action.id)
    assert life.do(pending_actions.ready_to_close, life.people.worker) == ()


def test_no_answer_in_two_weeks_makes_it_ready_to_close(life: Life, clock: SetClock) -> None:
    action = life.told_action()
    clock.forward(days=3)
    life.do(pending_actions.mark_asked, action.id)
    clock.forward(days=14)
    assert life.do(pending_actions.ready_to_close, life.people.worker) == ()
    clock.forward(seconds=1)
    assert [one.id for one in life.do(pending_actions.ready_to_close, life.people.worker)] == [action.id]


def test_what_cannot_be_done_is_ready_to_close_once_it_was_told(life: Life) -> None:
    action = life.told_action(done=False)
    assert life.do(pending_actions.ready_to_close, life.people.worker) == (action,)


def test_an_old_answer_does_not_make_a_reopened_action_ready_to_close(life: Life) -> None:
    action = _answer(life, life.told_action(), DidItHelp.DID_NOT_HELP, "q1")
    life.clock.forward(days=1)
    _finish_again(life, action)
    assert life.do(pending_actions.ready_to_close, life.people.worker) == ()


def test_one_asking_has_one_answer(life: Life) -> None:
    action = _answer(life, life.told_action(), DidItHelp.DID_NOT_HELP, "q1")
    assert _answer(life, action, DidItHelp.HELPED, "q1").status is ActionStatus.REOPENED
    assert len(life.do(outcomes.of_action, action.id)) == 1


def test_a_late_no_opens_a_closed_action_again(life: Life) -> None:
    told = life.told_action()
    life.do(pending_actions.close, life.people.manager, told.id)
    action = _answer(life, told, DidItHelp.DID_NOT_HELP, "q1")
    assert (action.status, action.closed_at) == (ActionStatus.REOPENED, None)


@pytest.mark.parametrize("outcome", DidItHelp)
def test_an_answer_about_an_action_that_is_being_worked_on_again_is_only_kept(life: Life, outcome: DidItHelp) -> None:
    action = _answer(life, life.told_action(), DidItHelp.DID_NOT_HELP, "q1")
    later = _answer(life, action, outcome, "an older question")
    assert (later.status, later.reopened) == (ActionStatus.REOPENED, 1)
    assert [one.outcome for one in life.do(outcomes.of_action, action.id)] == [DidItHelp.DID_NOT_HELP, outcome]
