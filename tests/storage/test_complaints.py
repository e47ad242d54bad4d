"""Complaints from the words to the end: what may be one, who may know of it, and what its person hears (R46-R49)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest
from sqlalchemy.exc import DatabaseError

from storage import (
    complaint_care,
    complaint_decisions,
    complaint_effects,
    complaint_export,
    complaint_handling,
    complaint_steps,
    complaints,
    drafts,
    feedback,
    late,
    notifications,
    pending_actions,
    reviews,
    staff_accounts,
    triage,
    updates,
)
from storage.audit import SYSTEM
from storage.complaint_handling import Plan
from storage.complaint_steps import TRANSITIONS
from storage.complaints import Complaint, Filter
from storage.database import Calendar, NotFound, Refused, Store
from storage.feedback import Feedback
from storage.heard import Heard, Point
from storage.staff_accounts import StaffMember
from storage.vocabulary import (
    ComplaintSign,
    ComplaintState,
    FeedbackStatus,
    LeftOut,
    NoticeKind,
    Outcome,
    Role,
    Topic,
    Triage,
    WhatChanges,
)
from tests.storage.intruder import Intruder
from tests.storage.invented import Life, SetClock

S, SIGN = ComplaintState, ComplaintSign
_numbers = count(1)


def complain(life: Life, words: str, *signs: ComplaintSign, topics: tuple[Topic, ...] = ()) -> Feedback:
    """The person says so, and these signs were found in it."""
    draft = life.do(drafts.start, life.people.person_id)
    heard = Heard(Outcome.DID_NOT_WORK, topics, complaint_signs=signs)
    life.do(drafts.add_words, draft.id, life.write(words), heard)
    return life.do(feedback.send, draft.id)


def only(life: Life, member: StaffMember | None = None) -> Complaint:
    [one] = life.do(complaints.register, member or life.people.manager, Filter())
    return one


def staff(life: Life, name: str, role: Role, *house_ids: str) -> StaffMember:
    email = f"new{next(_numbers)}@example.org"
    return life.do(staff_accounts.add, SYSTEM, name, email, role, "not a real hash", house_ids)


def told_of(life: Life, member: StaffMember) -> list[NoticeKind]:
    return [one.kind for one in life.do(notifications.of_member, member)]


def plan(life: Life, handler: StaffMember, days: int = 10) -> Plan:
    return Plan(handler.id, life.store.calendar.day(life.clock.now) + timedelta(days=days), False)


def made(life: Life, words: str = "They are rude to me.") -> Complaint:
    """Said, and taken as a complaint by the keyworker."""
    said = complain(life, words, SIGN.STAFF_CONDUCT)
    life.do(triage.decide, life.people.colleague, said.id, Triage.COMPLAINT)
    return only(life)


def looked_into(life: Life) -> Complaint:
    one = made(life)
    life.do(complaint_handling.acknowledge, life.people.manager, one.id, plan(life, life.people.manager))
    life.deliver_updates()
    life.do(complaint_handling.investigate, life.people.manager, one.id, "The rota.")
    return only(life)


# What may be one


def test_what_has_a_sign_may_be_a_complaint_and_nothing_else_is(life: Life) -> None:
    said = complain(life, "They are rude to me.", SIGN.STAFF_CONDUCT, SIGN.READ_AS_COMPLAINT)
    life.tell("The soup is cold.")
    one = only(life)
    assert (one.said.id, one.state, one.is_complaint) == (said.id, S.POSSIBLE, False)
    assert one.signs == (SIGN.STAFF_CONDUCT, SIGN.READ_AS_COMPLAINT)
    assert life.do(feedback.one, said.id).possible_complaint
    assert life.do(updates.to_queue) == ()


def test_of_several_things_said_at_once_the_one_with_the_sign_may_be_one(life: Life) -> None:
    words = "Pub was good, they are rude."
    points = (
        Point(Outcome.WORKED, (), 0, 12),
        Point(Outcome.DID_NOT_WORK, (), 14, 28, (SIGN.STAFF_CONDUCT,)),
    )
    draft = life.do(drafts.start, life.people.person_id)
    heard = Heard(Outcome.MIXED, (), points, complaint_signs=(SIGN.STAFF_CONDUCT,))
    life.do(drafts.add_words, draft.id, life.write(words), heard)
    life.do(feedback.send, draft.id)
    assert only(life).said.words == "they are rude."


def test_the_third_time_in_ninety_days_that_the_same_did_not_work(life: Life, clock: SetClock) -> None:
    for _ in range(2):
        complain(life, "Tea was cold.", topics=(Topic.MEALS, Topic.OTHER))
        clock.forward(days=40)
    complain(life, "Bed is hard.", topics=(Topic.HOME, Topic.OTHER))
    assert life.do(complaints.register, life.people.manager, Filter()) == ()
    third = complain(life, "Lunch was cold.", topics=(Topic.MEALS,))
    assert (only(life).said.id, only(life).signs) == (third.id, (SIGN.THIRD_TIME,))


def test_the_third_time_after_ninety_days_is_none(life: Life, clock: SetClock) -> None:
    for _ in range(3):
        complain(life, "Tea was cold.", topics=(Topic.MEALS,))
        clock.forward(days=46)
    assert life.do(complaints.register, life.people.manager, Filter()) == ()


def test_a_new_day_that_is_missed_makes_it_possible_again(life: Life, clock: SetClock) -> None:
    action = life.told_action()
    life.do(pending_actions.reopen, action.id)
    clock.forward(days=12)
    life.do(late.tell)
    life.do(late.tell)
    one = only(life)
    assert (one.state, one.signs) == (S.POSSIBLE, (SIGN.DAY_MISSED,))
    assert life.do(complaints.waiting, life.people.manager) == (one,)
    assert told_of(life, life.people.manager).count(NoticeKind.COMPLAINT_WAITS) == 1


# The decision


@pytest.mark.parametrize(
    ("decision", "state"),
    [(Triage.NOTED, S.NOTED), (Triage.THANKS, S.NOTED), (Triage.WORRY, S.NOTED), (Triage.COMPLAINT, S.CONFIRMED)],
)
def test_triage_decides_what_it_is(life: Life, decision: Triage, state: ComplaintState) -> None:
    said = complain(life, "I am not happy.", SIGN.NOT_HAPPY)
    life.do(triage.decide, life.people.worker, said.id, decision)
    assert only(life).state is state


def test_to_fix_it_makes_a_service_request(life: Life) -> None:
    life.agree(complain(life, "I am not happy.", SIGN.NOT_HAPPY))
    assert only(life).state is S.SERVICE_REQUEST
    assert life.do(complaints.waiting, life.people.manager) == ()


def test_what_staff_say_may_be_one_waits_for_a_manager(life: Life) -> None:
    said = life.tell("The soup is cold.")
    life.do(triage.decide, life.people.worker, said.id, Triage.NOTED, possible_complaint=True)
    one = only(life)
    assert (one.state, one.signs) == (S.POSSIBLE, (SIGN.STAFF_SAY_SO,))
    assert life.do(complaints.waiting, life.people.manager) == (one,)
    assert NoticeKind.COMPLAINT_WAITS in told_of(life, life.people.manager)
    life.do(complaint_decisions.decide, life.people.manager, one.id, S.CONFIRMED, "It is one.")
    assert life.do(feedback.one, said.id).status is FeedbackStatus.PASSED_TO_COMPLAINT


def test_a_note_on_the_conduct_of_staff_gets_a_look_of_a_manager(life: Life) -> None:
    said = complain(life, "They are rude to me.", SIGN.STAFF_CONDUCT)
    life.do(triage.decide, life.people.worker, said.id, Triage.NOTED)
    one = only(life)
    assert one.waits_for_a_look and life.do(complaints.waiting, life.people.manager) == (one,)
    with pytest.raises(Refused, match="Write why"):
        life.do(complaint_decisions.decide, life.people.manager, one.id, S.NOTED, " ")
    life.do(complaint_decisions.decide, life.people.manager, one.id, S.NOTED, "They talked.")
    assert life.do(complaints.waiting, life.people.manager) == ()
    assert not only(life).waits_for_a_look


def test_a_note_of_a_manager_or_on_something_else_needs_no_look(life: Life) -> None:
    conduct = complain(life, "They are rude to me.", SIGN.STAFF_CONDUCT)
    life.do(triage.decide, life.people.manager, conduct.id, Triage.NOTED)
    other = complain(life, "It is not fair.", SIGN.NOT_FAIR)
    life.do(triage.decide, life.people.worker, other.id, Triage.NOTED)
    assert life.do(complaints.waiting, life.people.manager) == ()


def test_a_worry_can_be_a_complaint_as_well_and_looks_like_any_other(life: Life) -> None:
    both, plain = (complain(life, "They are rude.", SIGN.STAFF_CONDUCT) for _ in range(2))
    life.do(triage.decide, life.people.worker, both.id, Triage.WORRY, also_complaint=True)
    life.do(triage.decide, life.people.worker, plain.id, Triage.COMPLAINT)
    seen = [life.do(feedback.for_member, life.people.manager, one.id) for one in (both, plain)]
    assert {(one.status, one.decision) for one in seen} == {(FeedbackStatus.PASSED_TO_COMPLAINT, Triage.COMPLAINT)}
    found = life.do(complaints.register, life.people.manager, Filter())
    assert [one.state for one in found] == [S.CONFIRMED, S.CONFIRMED]


# Whom it is about


def test_whom_the_words_name_never_knows_of_it(life: Life) -> None:
    """From the moment it is sent: no row, no count, no notice, no pack, nothing said with it."""
    worker, manager = life.people.worker, life.people.manager
    before = told_of(life, worker)
    said = complain(life, "Will is rude to me.", SIGN.STAFF_CONDUCT)
    assert said.id in {one.id for one in life.do(feedback.to_triage, manager)}
    assert life.do(feedback.to_triage, worker) == ()
    assert life.do(feedback.seen_of_person, worker, said.person_id) == ()
    for verb in (feedback.for_member, feedback.seen, feedback.heard):
        with pytest.raises(NotFound):
            life.do(verb, worker, said.id)
    with pytest.raises(NotFound):
        life.do(triage.decide, worker, said.id, Triage.NOTED)
    assert told_of(life, worker) == before
    today = life.store.calendar.day(life.clock.now)
    packs = [life.do(reviews.pack, one.actor, said.person_id, today, today) for one in (worker, manager)]
    assert [len(one.items) for one in packs] == [0, 1]


def test_an_action_about_it_does_not_show_through_to_them(life: Life) -> None:
    said = complain(life, "Will is rude to me.", SIGN.STAFF_CONDUCT)
    day = life.store.calendar.day(life.clock.now)
    what = (WhatChanges.OTHER, "Kit helps you.", day)
    action = life.do(pending_actions.agree, life.people.manager, said.id, life.people.colleague.id, *what)
    assert life.do(pending_actions.in_houses_of, life.people.worker) == ()
    assert [one.id for one in life.do(pending_actions.in_houses_of, life.people.manager)] == [action.id]


def test_things_said_at_once_are_hidden_together(life: Life) -> None:
    points = (
        Point(Outcome.WORKED, (), 0, 12),
        Point(Outcome.DID_NOT_WORK, (), 14, 26, (SIGN.STAFF_CONDUCT,)),
    )
    draft = life.do(drafts.start, life.people.person_id)
    heard = Heard(Outcome.MIXED, (), points, complaint_signs=(SIGN.STAFF_CONDUCT,))
    life.do(drafts.add_words, draft.id, life.write("Pub was good, Will is rude"), heard)
    life.do(feedback.send, draft.id)
    assert life.do(feedback.to_triage, life.people.worker) == ()
    assert len(life.do(feedback.to_triage, life.people.colleague)) == 2


def test_where_the_only_manager_is_meant_an_administrator_hears_and_handles(life: Life) -> None:
    admin = staff(life, "Ada Sample", Role.ADMIN)
    assert life.do(complaints.register, admin, Filter()) == ()
    said = complain(life, "Mina is rude to me.", SIGN.STAFF_CONDUCT)
    life.do(triage.decide, life.people.worker, said.id, Triage.COMPLAINT)
    assert life.do(complaints.register, life.people.manager, Filter()) == ()
    assert NoticeKind.COMPLAINT_WAITS in told_of(life, admin)
    assert told_of(life, life.people.manager) == []
    one = only(life, admin)
    assert [each.id for each in life.do(complaint_handling.may_handle, one)] == [admin.id]
    with pytest.raises(Refused, match="whom it is not about"):
        life.do(complaint_handling.acknowledge, admin, one.id, plan(life, life.people.manager))
    life.do(complaint_handling.acknowledge, admin, one.id, plan(life, admin))
    assert only(life, admin).handler_id == admin.id


def test_an_administrator_without_a_house_knows_of_nothing_else(life: Life) -> None:
    admin = staff(life, "Ada Sample", Role.ADMIN)
    said = complain(life, "Will is rude to me.", SIGN.STAFF_CONDUCT)
    assert life.do(feedback.to_triage, admin) == ()
    with pytest.raises(NotFound):
        life.do(complaints.for_member, admin, only(life).id)
    with pytest.raises(NotFound):
        life.do(feedback.for_member, admin, said.id)


@pytest.mark.parametrize("who", ["worker", "colleague", "lead", "elsewhere"])
def test_nobody_else_has_the_register(life: Life, who: str) -> None:
    one, member = made(life), getattr(life.people, who)
    with pytest.raises(NotFound):
        life.do(complaints.for_member, member, one.id)
    if who == "elsewhere":
        assert life.do(complaints.register, member, Filter()) == ()
    else:
        with pytest.raises(NotFound):
            life.do(complaints.register, member, Filter())


def test_a_manager_says_whom_it_is_about_and_whom_it_is_not(life: Life) -> None:
    other = staff(life, "Moa Sample", Role.MANAGER, life.people.house_id)
    one = made(life, "Will is rude. Moa said so.")
    assert {each.name for each in one.concerned} == {"Will Invented", "Moa Sample"}
    manager = life.people.manager
    life.do(complaint_care.set_about, manager, one.id, [life.people.worker.id], "Moa only saw it.")
    assert [each.id for each in life.do(complaint_handling.may_handle, only(life))] == [manager.id, other.id]
    life.do(complaint_handling.acknowledge, manager, one.id, plan(life, other))
    # She turns out to be one of them after all.
    life.do(complaint_care.set_about, manager, one.id, [other.id, life.people.worker.id], "She laughed.")
    assert only(life).handler_id is None
    assert life.do(complaints.register, other, Filter()) == ()
    assert NoticeKind.COMPLAINT_YOURS not in told_of(life, other)
    assert life.do(complaints.waiting, manager) == (only(life),)


# On its way


def test_its_person_is_told_all_of_it_and_only_then_is_it_acknowledged(life: Life, clock: SetClock) -> None:
    one, manager = made(life), life.people.manager
    life.do(complaint_handling.acknowledge, manager, one.id, Plan(manager.id, date(2026, 11, 20), True))
    [update] = life.do(updates.to_queue)
    assert update.response == "utter_complaint_got"
    assert update.values == {
        "words": feedback.said_ref(one.said),
        "handler": f"staff:{manager.id}",
        "day": "day:2026-11-20",
        "outside": "complaint_outside:council",
    }
    assert only(life).state is S.CONFIRMED
    life.deliver_updates()
    told = only(life)
    assert (told.state, told.acknowledged_at, told.acknowledged_how) == (S.ACKNOWLEDGED, clock.now, "chat")
    with pytest.raises(Refused, match="done already"):
        life.do(complaint_handling.acknowledge, manager, one.id, plan(life, manager))


def test_three_working_days_to_acknowledge_over_christmas(life: Life, clock: SetClock, store: Store) -> None:
    before = store.calendar
    store.calendar = Calendar(bank_holidays=frozenset({date(2026, 12, 25), date(2026, 12, 28)}))
    try:
        clock.set(datetime(2026, 12, 23, 10, 0, tzinfo=UTC))
        assert made(life).acknowledge_by == date(2026, 12, 30)
    finally:
        store.calendar = before


def test_what_is_late_is_told_once_for_each_day_to_managers_whom_it_is_not_about(life: Life, clock: SetClock) -> None:
    one, manager = made(life, "Will is rude."), life.people.manager
    clock.set(datetime(2026, 11, 12, 12, 0, tzinfo=UTC))
    assert not life.do(late.is_there_any)
    clock.forward(days=1)
    life.do(late.tell)
    life.do(late.tell)
    assert told_of(life, manager).count(NoticeKind.COMPLAINT_OVERDUE) == 1
    assert only(life).is_acknowledgement_late(date(2026, 11, 13))
    life.do(complaint_handling.acknowledge, manager, one.id, plan(life, manager, 1))
    life.deliver_updates()
    clock.forward(days=2)
    life.do(late.tell)
    assert told_of(life, manager).count(NoticeKind.COMPLAINT_OVERDUE) == 2
    assert NoticeKind.COMPLAINT_OVERDUE not in told_of(life, life.people.worker)
    assert not life.do(late.is_there_any)


def test_the_answer_is_told_and_then_it_can_be_closed(life: Life, clock: SetClock) -> None:
    one, manager = looked_into(life), life.people.manager
    with pytest.raises(Refused, match="next step"):
        life.do(complaint_handling.end, manager, one.id, S.CLOSED, "")
    life.do(complaint_handling.answer, manager, one.id, S.UPHELD, "Kit knocks now.", "We train it.")
    [update] = life.do(updates.to_queue)
    assert update.response == "utter_complaint_answered"
    assert update.values["ruled"] == "complaint_ruled:upheld"
    clock.forward(hours=1)
    life.deliver_updates()
    told = only(life)
    assert (told.state, told.told_at, told.told_how, told.outcome) == (S.PERSON_TOLD, clock.now, "chat", S.UPHELD)
    assert life.do(feedback.one, one.said.id).status is FeedbackStatus.PERSON_TOLD
    life.do(complaint_handling.end, manager, one.id, S.CLOSED, "")
    life.do(complaint_handling.end, manager, one.id, S.TO_LGSCO, "They asked there.")
    steps = [each.step for each in life.do(complaint_steps.of_complaint, one.id)]
    assert steps == [
        *("possible", "confirmed", "given", "acknowledged", "investigating", "responded", "upheld", "learning_done"),
        *("person_told", "closed", "to_lgsco"),
    ]


def test_another_handler_or_day_is_told_and_kept_with_its_reason(life: Life) -> None:
    one, manager = looked_into(life), life.people.manager
    other = staff(life, "Moa Sample", Role.MANAGER, life.people.house_id)
    with pytest.raises(Refused, match="another day, or both"):
        life.do(complaint_handling.change_plan, manager, one.id, plan(life, manager), "No change.")
    life.do(complaint_handling.change_plan, manager, one.id, plan(life, other, 20), "I am away.")
    [update] = life.do(updates.to_queue)
    assert (update.response, update.values["handler"]) == ("utter_complaint_changed", f"staff:{other.id}")
    assert told_of(life, other) == [NoticeKind.COMPLAINT_YOURS]
    assert life.do(complaint_steps.of_complaint, one.id)[-1].note == "I am away."


def test_nothing_comes_out_of_its_turn(life: Life) -> None:
    one, manager = made(life), life.people.manager
    for verb, args in (
        (complaint_handling.investigate, ("",)),
        (complaint_handling.answer, (S.UPHELD, "It is mended.", "Nothing.")),
        (complaint_handling.change_plan, (plan(life, manager), "Why not.")),
        (complaint_handling.end, (S.CLOSED, "")),
        (complaint_decisions.decide, (S.NOTED, "No.")),
    ):
        with pytest.raises(Refused):
            life.do(verb, manager, one.id, *args)
    assert only(life) == one


def test_every_state_is_in_the_table_and_each_but_the_first_is_reached() -> None:
    assert set(TRANSITIONS) == set(S)
    assert {then for after in TRANSITIONS.values() for then in after} == set(S)


@pytest.mark.parametrize("state", list(S))
def test_only_what_the_table_says_comes_next(life: Life, intruder: Intruder, state: ComplaintState) -> None:
    one = made(life)
    for then in S:
        intruder.run(f"UPDATE complaints SET state = '{state}'")
        if then in TRANSITIONS[state]:
            life.do(complaint_steps.move, SYSTEM, one.id, then)
            continue
        with pytest.raises(Refused, match="next step"):
            life.do(complaint_steps.move, SYSTEM, one.id, then)


@pytest.mark.parametrize("change", ["UPDATE complaint_steps SET note = 'other'", "DELETE FROM complaint_steps"])
def test_steps_can_be_neither_changed_nor_deleted(life: Life, intruder: Intruder, change: str) -> None:
    made(life)
    with pytest.raises(DatabaseError, match="rows of complaint_steps never change"):
        intruder.run(change)


# Afterwards, and outside


def test_what_came_after_it_stands_beside_what_was_before(life: Life, clock: SetClock) -> None:
    for _ in range(4):
        life.tell("Soup.")
    clock.forward(days=20)
    one = made(life)
    assert life.do(complaint_effects.of, one) is None
    clock.forward(days=30)
    life.tell("Tea.")
    found = life.do(complaint_effects.of, one)
    assert found is not None and found.days == 30
    assert (found.said.before, found.said.after, found.said.fell_by_half) == (4, 1, True)
    assert (found.done.before, found.done.after, found.done.fell_by_half) == (0, 0, False)


def test_the_export_holds_no_tests_no_names_and_nothing_nobody_went_through(life: Life) -> None:
    one, manager = made(life, "Will is rude and WILL laughs. Willow saw it."), life.people.manager
    [line] = life.do(complaint_export.lines, manager, Filter())
    assert (line.words, line.state, line.received_on) == (
        complaint_export.NOT_GONE_THROUGH,
        S.CONFIRMED,
        one.received_on,
    )
    life.do(complaint_care.go_through, manager, one.id, "Will\n\n Will ")
    [line] = life.do(complaint_export.lines, manager, Filter())
    assert line.words == "[left out] is rude and [left out] laughs. Willow saw it."
    life.do(complaint_care.leave_out, manager, one.id, LeftOut.TEST)
    assert life.do(complaint_export.lines, manager, Filter()) == ()
    complain(life, "Not fair.", SIGN.NOT_FAIR)
    assert life.do(complaint_export.lines, manager, Filter()) == ()


def test_words_said_again_as_a_complaint_are_in_the_export_once(life: Life) -> None:
    first = life.tell("Not fair.")
    life.do(triage.decide, life.people.worker, first.id, Triage.COMPLAINT)
    again = life.tell("It is not fair at all.", replaces_id=first.id)
    assert len(life.do(complaint_export.lines, life.people.manager, Filter())) == 1
    life.do(triage.decide, life.people.worker, again.id, Triage.COMPLAINT)
    assert len(life.do(complaint_export.lines, life.people.manager, Filter())) == 1
    assert len(life.do(complaints.register, life.people.manager, Filter())) == 2


def test_the_register_by_state_and_days(life: Life, clock: SetClock) -> None:
    first = made(life)
    clock.forward(days=2)
    second = complain(life, "Not fair.", SIGN.NOT_FAIR)
    day = life.store.calendar.day(clock.now)

    def found(**which: object) -> list[str]:
        return [one.said.id for one in life.do(complaints.register, life.people.manager, Filter(**which))]  # type: ignore[arg-type]

    assert found() == [second.id, first.said.id]
    assert found(state=S.CONFIRMED) == [first.said.id]
    assert found(from_day=day) == [second.id] and found(to_day=day - timedelta(days=1)) == [first.said.id]
