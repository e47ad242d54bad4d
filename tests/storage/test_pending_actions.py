"""Pending actions: agreed with an owner and a day, finished with words for the person, closed only when they were told."""

from datetime import date, timedelta

import pytest

from storage import feedback, pending_actions, updates
from storage.database import NotFound, Refused
from storage.feedback import Feedback
from storage.pending_actions import PendingAction
from storage.references import change_ref, day_ref, easy_words_ref
from storage.staff_accounts import StaffMember
from storage.vocabulary import ActionStatus, FeedbackStatus, Triage, VisibleTo, WhatChanges
from tests.storage.invented import Life, SetClock

TODAY = date(2026, 11, 9)


def _agree(
    life: Life, said: Feedback, owner: StaffMember, *, due: date = TODAY, about: str | None = None
) -> PendingAction:
    what = WhatChanges.ROTA
    return life.do(
        pending_actions.agree,
        life.people.manager,
        said.id,
        owner.id,
        what,
        "You will go by bus.",
        due,
        about_staff_id=about,
    )


def _one(life: Life, action: PendingAction) -> PendingAction:
    return life.do(pending_actions.one, action.id)


# Agreeing (R39)


def test_an_agreed_action_has_an_owner_a_day_and_what_will_be_different(life: Life) -> None:
    said = life.tell("The bus is late.")
    action = _agree(life, said, life.people.worker)
    assert (action.owner, action.due_on, action.status) == ("Will Invented", TODAY, ActionStatus.AGREED)
    assert (action.what_will_be_different, action.what_changes) == ("You will go by bus.", WhatChanges.ROTA)
    decided = life.do(feedback.one, said.id)
    assert (decided.status, decided.decision) == (FeedbackStatus.ACTION_AGREED, Triage.ACTION)
    assert decided.pending_action_id == action.id


def test_the_person_is_told_what_was_agreed_and_by_when(life: Life) -> None:
    said = life.tell("The bus is late.")
    action = _agree(life, said, life.people.worker)
    [told] = life.do(updates.to_queue)
    assert told.response == updates.TELL_AGREED
    assert told.values == {
        "words": feedback.said_ref(said),
        "change": change_ref(action.id),
        "day": day_ref(TODAY),
    }


def test_a_day_in_the_past_is_refused_and_nothing_is_decided(life: Life) -> None:
    said = life.tell("The bus is late.")
    with pytest.raises(Refused, match="in the past"):
        _agree(life, said, life.people.worker, due=TODAY - timedelta(days=1))
    assert life.do(feedback.one, said.id).status is FeedbackStatus.RECEIVED


def test_today_is_a_local_day(life: Life, clock: SetClock) -> None:
    """Half past midnight in London in summer is still yesterday in UTC."""
    clock.set(clock.now.replace(month=7, day=1, hour=23, minute=30))
    said = life.tell("The bus is late.")
    with pytest.raises(Refused, match="in the past"):
        _agree(life, said, life.people.worker, due=date(2026, 7, 1))
    assert _agree(life, said, life.people.worker, due=date(2026, 7, 2)).due_on == date(2026, 7, 2)


def test_whom_it_is_about_does_not_own_it(life: Life) -> None:
    said, people = life.tell("Will does not listen."), life.people
    with pytest.raises(Refused, match="someone else"):
        _agree(life, said, people.worker, about=people.worker.id)
    assert _agree(life, said, people.colleague, about=people.worker.id).owner_id == people.colleague.id


def test_an_owner_works_in_the_house_and_is_no_lead(life: Life) -> None:
    said = life.tell("The bus is late.")
    for stranger in (life.people.elsewhere, life.people.lead):
        with pytest.raises(Refused, match="works in this house"):
            _agree(life, said, stranger)


def test_nobody_of_another_house_can_agree(life: Life) -> None:
    said, elsewhere = life.tell("The bus is late."), life.people.elsewhere
    with pytest.raises(NotFound):
        life.do(pending_actions.agree, elsewhere, said.id, elsewhere.id, WhatChanges.PLAN, "Words.", TODAY)


def test_what_only_the_manager_may_see_is_owned_by_a_manager(life: Life) -> None:
    said = life.tell("About Will.", visible_to=VisibleTo.ONLY_MANAGER)
    with pytest.raises(Refused, match="Choose a manager"):
        _agree(life, said, life.people.worker)
    assert _agree(life, said, life.people.manager).owner_id == life.people.manager.id


# Who may know


def test_an_action_about_what_only_the_manager_may_see_does_not_show_through(life: Life) -> None:
    people = life.people
    shared = life.agree(life.tell("The bus is late."))
    secret = life.agree(life.tell("About Will.", visible_to=VisibleTo.ONLY_MANAGER))
    assert {one.id for one in life.do(pending_actions.in_houses_of, people.manager)} == {shared.id, secret.id}
    assert life.do(pending_actions.in_houses_of, people.worker) == (shared,)
    with pytest.raises(NotFound):
        life.do(pending_actions.for_member, people.worker, secret.id)
    for verb in (pending_actions.start, pending_actions.close):
        with pytest.raises(NotFound):
            life.do(verb, people.worker, secret.id)
    life.finish(secret, done=False)
    life.deliver_updates()
    assert [one.id for one in life.do(pending_actions.ready_to_close, people.manager)] == [secret.id]
    assert life.do(pending_actions.ready_to_close, people.worker) == ()


def test_another_house_sees_no_action(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    assert life.do(pending_actions.in_houses_of, life.people.elsewhere) == ()
    with pytest.raises(NotFound):
        life.do(pending_actions.for_member, life.people.elsewhere, action.id)


def test_the_board_has_the_earliest_day_first_and_nothing_closed(life: Life) -> None:
    late, early, over = (life.agree(life.tell(str(days)), days=days) for days in (9, 2, 5))
    life.finish(over)
    life.do(pending_actions.close, life.people.manager, over.id, not_told_reason="Asha moved out.")
    board = life.do(pending_actions.in_houses_of, life.people.worker)
    assert [one.id for one in board] == [early.id, late.id]
    everything = life.do(pending_actions.in_houses_of, life.people.worker, open_only=False)
    assert len(everything) == 3


def test_an_open_action_is_overdue_on_the_day_after_its_day(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."), days=2)
    assert not action.is_overdue(TODAY + timedelta(days=2))
    assert action.is_overdue(TODAY + timedelta(days=3))
    life.finish(action)
    assert not _one(life, action).is_overdue(TODAY + timedelta(days=30))


# Working on it


def test_an_action_is_started_once(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    life.do(pending_actions.start, life.people.worker, action.id)
    assert _one(life, action).status is ActionStatus.IN_PROGRESS
    with pytest.raises(Refused):
        life.do(pending_actions.start, life.people.worker, action.id)


@pytest.mark.parametrize(
    ("done", "status", "response", "field"),
    [
        (True, ActionStatus.DONE, updates.TELL_DONE, "done"),
        (False, ActionStatus.CANNOT_DO, updates.TELL_CANNOT, "reason"),
    ],
)
def test_finishing_queues_the_sentence_for_the_person(
    life: Life, done: bool, status: ActionStatus, response: str, field: str
) -> None:
    said = life.tell("The bus is late.")
    action = life.agree(said)
    life.deliver_updates()
    life.finish(action, done=done)
    finished = _one(life, action)
    assert (finished.status, finished.easy_words, finished.told_at) == (status, "The bus card is here.", None)
    [told] = life.do(updates.to_queue)
    assert told.response == response
    assert told.values == {field: easy_words_ref(action.id), "words": feedback.said_ref(said)}


def test_finishing_needs_words_and_happens_once(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    with pytest.raises(Refused, match="Write the sentence"):
        life.do(pending_actions.finish, life.people.worker, action.id, done=True, easy_words="  ")
    life.finish(action)
    with pytest.raises(Refused, match="finished already"):
        life.finish(action, done=False)


# Closing (R40)


def test_an_open_action_cannot_be_closed(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    with pytest.raises(Refused, match="Say first"):
        life.do(pending_actions.close, life.people.manager, action.id, not_told_reason="No time.")


def test_an_untold_action_cannot_be_closed_without_a_reason(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    life.finish(action)
    for reason in (None, "", "   "):
        with pytest.raises(Refused, match="has not been told yet"):
            life.do(pending_actions.close, life.people.manager, action.id, not_told_reason=reason)
    assert _one(life, action).status is ActionStatus.DONE


def test_only_a_manager_closes_an_untold_action_with_a_reason(life: Life) -> None:
    said = life.tell("The bus is late.")
    action = life.agree(said)
    life.finish(action)
    with pytest.raises(Refused, match="Only a manager"):
        life.do(pending_actions.close, life.people.worker, action.id, not_told_reason="In hospital.")
    life.do(pending_actions.close, life.people.manager, action.id, not_told_reason=" In hospital. ")
    closed = _one(life, action)
    assert (closed.status, closed.not_told_reason, closed.told_at) == (ActionStatus.CLOSED, "In hospital.", None)
    assert life.do(feedback.one, said.id).status is FeedbackStatus.CLOSED


def test_an_action_closed_untold_is_known_as_told_if_the_message_arrives_after_all(life: Life) -> None:
    action = life.agree(life.tell("The bus is late."))
    life.finish(action)
    life.do(pending_actions.close, life.people.manager, action.id, not_told_reason="In hospital.")
    life.deliver_updates()
    closed = _one(life, action)
    assert (closed.status, closed.told_at) == (ActionStatus.CLOSED, life.clock.now)
    assert closed.ask_on is None


def test_a_told_action_is_closed_by_its_owner_or_a_manager(life: Life) -> None:
    people = life.people
    for member in (people.worker, people.manager):
        action = life.told_action()
        with pytest.raises(Refused, match="owner or a manager"):
            life.do(pending_actions.close, people.colleague, action.id)
        life.do(pending_actions.close, member, action.id)
        assert _one(life, action).status is ActionStatus.CLOSED


def test_closing_twice_is_closing_once(life: Life, clock: SetClock) -> None:
    action = life.told_action()
    life.do(pending_actions.close, life.people.manager, action.id)
    closed = _one(life, action)
    clock.forward(days=1)
    life.do(pending_actions.close, life.people.manager, action.id)
    assert _one(life, action) == closed


# No silence for longer than a week


def test_a_week_without_news_of_an_open_action_shows(life: Life, clock: SetClock) -> None:
    action = life.agree(life.tell("The bus is late."), days=30)
    clock.forward(days=7, seconds=-1)
    assert life.do(pending_actions.gone_silent) == ()
    clock.forward(seconds=1)
    assert life.do(pending_actions.gone_silent) == (action,)
    life.do(pending_actions.tell_still_working, action)
    assert life.do(pending_actions.gone_silent) == ()
    assert life.do(updates.to_queue)[-1].response == updates.STILL_WORKING


def test_nobody_is_told_still_working_on_a_day_that_is_over(life: Life, clock: SetClock) -> None:
    life.agree(life.tell("The bus is late."), days=3)
    clock.forward(days=10)
    assert life.do(pending_actions.gone_silent) == ()


def test_a_finished_action_is_not_silent(life: Life, clock: SetClock) -> None:
    life.finish(life.agree(life.tell("The bus is late."), days=30))
    clock.forward(days=10)
    assert life.do(pending_actions.gone_silent) == ()
