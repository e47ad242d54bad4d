"""The stages of a concern: nothing ends by itself, without a reason, or by one lead alone where it takes two (R20)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from storage import concern_duties, concern_steps, concern_subjects, concern_tiers, concerns, listening
from storage.concern_duties import Decided
from storage.concern_steps import ENDS, NEXT, Step
from storage.concern_subjects import About
from storage.database import NotFound, Refused, StoreError
from storage.staff_accounts import StaffMember
from storage.tables.safeguarding import concern_steps as steps_table
from storage.tables.safeguarding import concerns as concerns_table
from storage.vocabulary import ConcernStatus, Duty, DutyDecision, Sent, StepAct, Subject
from tests.storage.invented import Life, SetClock
from tests.storage.test_listening import send

S = ConcernStatus
WORDS = "He hit me"
WHY = "We looked into it."
SELF = About(Subject.SELF, False, ())
BY_STAFF = About(Subject.SELF, True, ())


def begun(life: Life, *, tier: str = "amber", about: About | None = SELF) -> str:
    """A concern that a lead has taken on."""
    concern_id = life.worry(WORDS, tier=tier)
    life.do(concerns.acknowledge, life.people.lead, concern_id)
    if about is not None:
        life.do(concern_subjects.record, life.people.lead, concern_id, about)
    return concern_id


def take(life: Life, concern_id: str, *steps: ConcernStatus, by: StaffMember | None = None) -> None:
    for step in steps:
        life.do(concern_steps.take, by or life.people.lead, concern_id, step, WHY)


def status(life: Life, concern_id: str) -> ConcernStatus:
    return life.do(concern_steps.stage, life.people.lead, concern_id).status


def no_duty_left(life: Life, concern_id: str) -> None:
    for duty in Duty:
        decided = Decided(duty, DutyDecision.NOT_NEEDED, WHY)
        life.do(concern_duties.record, life.people.lead, concern_id, decided)


def test_every_stage_says_what_may_follow() -> None:
    assert set(NEXT) == set(ConcernStatus)
    assert {step for steps in NEXT.values() for step in steps} == set(ConcernStatus) - {S.RAISED, S.PASSED_ON, S.NOTED}


def test_each_step_has_who_took_it_when_and_why(life: Life, clock: SetClock) -> None:
    concern_id, lead = begun(life), life.people.lead
    began = clock.now
    clock.forward(hours=1)
    take(life, concern_id, S.SCREENED)
    assert life.do(concern_steps.of_concern, concern_id) == (
        Step(StepAct.TAKEN, S.ACKNOWLEDGED, None, lead.id, lead.name, began),
        Step(StepAct.TAKEN, S.SCREENED, WHY, lead.id, lead.name, clock.now),
    )


def test_the_way_to_the_council_and_to_the_end(life: Life) -> None:
    concern_id = begun(life)
    take(life, concern_id, S.PERSON_SEEN, S.SCREENED, S.REFERRED_TO_COUNCIL, S.ENQUIRY_S42, S.NO_FURTHER_ACTION)
    no_duty_left(life, concern_id)
    take(life, concern_id, S.CLOSED)
    assert status(life, concern_id) is S.CLOSED
    assert [one.id for one in life.do(concerns.for_lead, life.people.lead, is_open=True)] == []
    assert [one.id for one in life.do(concerns.for_lead, life.people.lead, is_open=False)] == [concern_id]


def test_a_step_that_may_not_follow_is_refused(life: Life) -> None:
    concern_id = begun(life)
    for step in set(ConcernStatus) - {S.PERSON_SEEN, S.SCREENED}:
        with pytest.raises(Refused, match="cannot follow"):
            take(life, concern_id, step)


def test_nothing_follows_before_a_lead_has_taken_it_on(life: Life) -> None:
    concern_id = life.worry(WORDS)
    for step in ConcernStatus:
        with pytest.raises(Refused, match="Take it on first"):
            take(life, concern_id, step)
    assert life.do(concern_steps.stage, life.people.lead, concern_id).steps == ()


def test_that_a_lead_was_told_is_noted_once_and_takes_nothing_back(life: Life) -> None:
    concern_id = life.worry(WORDS)
    for _ in range(2):
        life.do(concern_steps.mark_notified, concern_id)
    assert [(one.step, one.by) for one in life.do(concern_steps.of_concern, concern_id)] == [(S.NOTIFIED, None)]
    life.do(concerns.acknowledge, life.people.lead, concern_id)
    life.do(concern_steps.mark_notified, concern_id)
    assert status(life, concern_id) is S.ACKNOWLEDGED


def test_a_voice_message_of_which_a_lead_was_told_still_waits_to_be_heard(life: Life) -> None:
    concern = send(life, Sent.VOICE)
    life.do(concern_steps.mark_notified, concern.id)
    [told] = life.do(concerns.for_lead, life.people.lead)
    assert told.is_to_listen
    [seen] = life.do(listening.of_person, life.people.manager, life.people.person_id)
    assert seen.is_being_listened_to and life.do(listening.count_for, life.people.manager) == 1


@pytest.mark.parametrize("step", [S.SCREENED, S.REFERRED_TO_COUNCIL, S.NOT_SAFEGUARDING])
def test_what_decides_needs_a_reason(life: Life, step: ConcernStatus) -> None:
    concern_id = begun(life)
    if step is not S.SCREENED:
        take(life, concern_id, S.SCREENED)
    with pytest.raises(Refused, match="Write the reason"):
        life.do(concern_steps.take, life.people.lead, concern_id, step, "  ")


def test_that_the_person_was_seen_needs_none(life: Life) -> None:
    concern_id = begun(life)
    life.do(concern_steps.take, life.people.lead, concern_id, S.PERSON_SEEN)
    assert status(life, concern_id) is S.PERSON_SEEN


def test_nothing_ends_before_a_lead_says_whom_it_is_about(life: Life) -> None:
    concern_id = begun(life, about=None)
    take(life, concern_id, S.SCREENED)
    with pytest.raises(Refused, match="whom it is about"):
        take(life, concern_id, S.NOT_SAFEGUARDING)


def test_nothing_is_closed_with_a_blank_duty(life: Life) -> None:
    concern_id = begun(life)
    take(life, concern_id, S.SCREENED, S.NOT_SAFEGUARDING)
    with pytest.raises(Refused, match="each duty first"):
        take(life, concern_id, S.CLOSED)
    no_duty_left(life, concern_id)
    take(life, concern_id, S.CLOSED)
    assert status(life, concern_id) is S.CLOSED


def test_a_check_that_is_no_safeguarding_matter_is_one_decision_and_done(life: Life) -> None:
    concern_id = begun(life, tier="check")
    take(life, concern_id, S.NOT_SAFEGUARDING)
    assert life.do(concerns.for_lead, life.people.lead, is_open=True) == ()
    with pytest.raises(Refused, match="cannot follow"):
        take(life, begun(life), S.NOT_SAFEGUARDING)


@pytest.mark.parametrize(("tier", "about"), [("red", SELF), ("amber", BY_STAFF), ("check", BY_STAFF)])
def test_two_leads_end_it(life: Life, tier: str, about: About) -> None:
    concern_id, people = begun(life, tier=tier, about=about), life.people
    take(life, concern_id, S.SCREENED)
    assert life.do(concern_steps.take, people.lead, concern_id, S.NOT_SAFEGUARDING, WHY) is StepAct.PROPOSED
    assert status(life, concern_id) is S.SCREENED
    with pytest.raises(Refused, match="You proposed it"):
        life.do(concern_steps.answer, people.lead, concern_id, agrees=True, reason=WHY)
    with pytest.raises(Refused, match="Write the reason"):
        life.do(concern_steps.answer, people.deputy, concern_id, agrees=True, reason=" ")
    life.do(concern_steps.answer, people.deputy, concern_id, agrees=True, reason="I agree: it was a film.")
    assert status(life, concern_id) is S.NOT_SAFEGUARDING
    last = life.do(concern_steps.of_concern, concern_id)[-1]
    assert (last.act, last.by, last.reason) == (StepAct.AGREED, people.deputy.name, "I agree: it was a film.")


def test_a_second_lead_may_disagree(life: Life) -> None:
    concern_id = begun(life, tier="red")
    take(life, concern_id, S.SCREENED, S.NOT_SAFEGUARDING)
    life.do(concern_steps.answer, life.people.deputy, concern_id, agrees=False, reason="She is still afraid.")
    now = life.do(concern_steps.stage, life.people.lead, concern_id)
    assert (now.status, now.proposal) == (S.SCREENED, None)
    with pytest.raises(Refused, match="Nothing is proposed"):
        life.do(concern_steps.answer, life.people.deputy, concern_id, agrees=True, reason=WHY)


def test_a_step_that_is_taken_ends_what_was_proposed(life: Life) -> None:
    concern_id = begun(life, tier="red")
    take(life, concern_id, S.SCREENED, S.NOT_SAFEGUARDING, S.REFERRED_TO_COUNCIL)
    now = life.do(concern_steps.stage, life.people.deputy, concern_id)
    assert (now.status, now.proposal) == (S.REFERRED_TO_COUNCIL, None)


def test_taking_back_that_it_is_about_staff_does_not_save_the_second_lead(life: Life) -> None:
    concern_id = begun(life, about=BY_STAFF)
    life.do(concern_subjects.record, life.people.lead, concern_id, SELF)
    assert life.do(concern_steps.stage, life.people.lead, concern_id).needs_two


@pytest.mark.parametrize("end", ENDS)
def test_it_is_opened_again_with_a_reason(life: Life, end: ConcernStatus) -> None:
    concern_id = begun(life)
    take(life, concern_id, S.SCREENED, S.NOT_SAFEGUARDING)
    if end is S.CLOSED:
        no_duty_left(life, concern_id)
        take(life, concern_id, S.CLOSED)
    with pytest.raises(Refused, match="Write the reason"):
        life.do(concern_steps.take, life.people.lead, concern_id, S.ACKNOWLEDGED)
    take(life, concern_id, S.ACKNOWLEDGED)
    assert status(life, concern_id) is S.ACKNOWLEDGED
    assert [one.id for one in life.do(concerns.for_lead, life.people.lead, is_open=True)] == [concern_id]


def test_a_lead_makes_it_more_serious_and_never_less(life: Life) -> None:
    concern_id, lead = life.worry(WORDS, tier="check"), life.people.lead
    with pytest.raises(Refused, match="Take it on first"):
        life.do(concern_tiers.raise_by_lead, lead, concern_id, "amber", WHY)
    life.do(concerns.acknowledge, lead, concern_id)
    with pytest.raises(Refused, match="Write the reason"):
        life.do(concern_tiers.raise_by_lead, lead, concern_id, "amber", " ")
    life.do(concern_tiers.raise_by_lead, lead, concern_id, "amber", WHY)
    for tier in ("check", "amber", "scarlet"):
        with pytest.raises(Refused, match="never made less serious"):
            life.do(concern_tiers.raise_by_lead, lead, concern_id, tier, WHY)
    concern, notes = life.do(concerns.one_for_lead, lead, concern_id)
    assert (concern.tier, concern.status) == ("amber", S.ACKNOWLEDGED)
    assert [(one.kind, one.note, one.by) for one in notes] == [("raised_to_amber", WHY, lead.name)]


@pytest.mark.parametrize("end", ENDS)
def test_what_ended_is_open_again_when_it_becomes_more_serious(life: Life, end: ConcernStatus) -> None:
    concern_id = begun(life, tier="check")
    take(life, concern_id, S.NOT_SAFEGUARDING, *([S.CLOSED] if end is S.CLOSED else []))
    life.do(concerns.raise_tier, concern_id, "amber")
    last = life.do(concern_steps.of_concern, concern_id)[-1]
    assert (last.step, last.by, last.reason) == (S.RAISED, None, concerns.MORE_SERIOUS)
    assert [one.id for one in life.do(concerns.for_lead, life.people.lead, is_open=True)] == [concern_id]


def test_to_everybody_else_there_is_no_such_concern(life: Life) -> None:
    concern_id, people = begun(life), life.people
    for member in (people.manager, people.worker, people.colleague, people.elsewhere):
        asked: tuple[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]], ...] = (
            (concern_steps.stage, (), {}),
            (concern_steps.take, (S.SCREENED, WHY), {}),
            (concern_steps.answer, (), {"agrees": True, "reason": WHY}),
            (concern_tiers.raise_by_lead, ("red", WHY), {}),
        )
        for verb, given_, named in asked:
            with pytest.raises(NotFound, match="no such page"):
                life.do(verb, member, concern_id, *given_, **named)
    assert status(life, concern_id) is S.ACKNOWLEDGED


# Whatever two leads do, in any order

# Mostly a step that may follow, with a reason, or hardly any of these would come to an end.
REASONS = st.sampled_from([WHY, WHY, WHY, ""])
GO_ON = st.tuples(st.just("go on"), st.integers(0, 1), REASONS)
ANSWER = st.tuples(st.just("answer"), st.booleans(), REASONS)
VERBS = st.one_of(
    *(GO_ON, GO_ON, GO_ON, ANSWER, ANSWER),
    st.tuples(st.just("take"), st.sampled_from(ENDS), REASONS),
    st.tuples(st.just("about"), st.booleans()),
    st.tuples(st.just("duties")),
    st.tuples(st.just("raise"), st.sampled_from(["amber", "red"])),
)
MOVES = st.lists(st.tuples(st.sampled_from(["lead", "deputy"]), VERBS), min_size=10, max_size=40)


def move(life: Life, concern_id: str, who: str, verb: tuple[Any, ...]) -> None:
    member: StaffMember = getattr(life.people, who)
    match verb:
        case ("go on", number, reason):
            steps = life.do(concern_steps.stage, member, concern_id).steps
            if steps:
                life.do(concern_steps.take, member, concern_id, steps[number % len(steps)], reason)
        case ("take", step, reason):
            life.do(concern_steps.take, member, concern_id, step, reason)
        case ("answer", agrees, reason):
            life.do(concern_steps.answer, member, concern_id, agrees=agrees, reason=reason)
        case ("about", about_staff):
            life.do(concern_subjects.record, member, concern_id, About(Subject.SELF, about_staff, ()))
        case ("duties",):
            no_duty_left(life, concern_id)
        case ("raise", tier):
            life.do(concern_tiers.raise_by_lead, member, concern_id, tier, WHY)


def ended_rightly(life: Life, concern_id: str, two: bool) -> None:
    """Of the step that ended it: who took it, why, and after whose proposal."""
    with life.store.read() as tx:
        rows = tx.execute(select(steps_table).where(steps_table.c.concern_id == concern_id)).all()
    *_, before, last = sorted(rows, key=lambda row: row.number)
    assert last.staff_id is not None and last.reason
    if two:
        assert (before.act, last.act, before.step) == (StepAct.PROPOSED, StepAct.AGREED, last.step)
        assert before.staff_id is not None and before.staff_id != last.staff_id and before.reason


@pytest.mark.parametrize("prepared", ["sqlite"], indirect=True)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tier=st.sampled_from(["check", "amber", "red"]), moves=MOVES)
def test_nothing_ends_without_a_reason_or_by_one_lead_alone_where_it_takes_two(
    life: Life, tier: str, moves: list[tuple[str, tuple[Any, ...]]]
) -> None:
    concern_id = begun(life, tier=tier, about=None)
    was_about_staff, before = False, S.ACKNOWLEDGED
    for who, verb in moves:
        try:
            move(life, concern_id, who, verb)
        except StoreError:
            continue
        was_about_staff = was_about_staff or verb == ("about", True)
        with life.store.read() as tx:
            now = tx.execute(select(concerns_table).where(concerns_table.c.id == concern_id)).one()
        if now.status in ENDS and now.status != before:
            ended_rightly(life, concern_id, now.tier == "red" or was_about_staff)
        before = S(now.status)
