"""Duties, whom it is about, what the person wants, what is overdue: added to, never changed, for leads alone (R09, R21, R26)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from safeguarding.about_whom import OF_ANYONE, OF_KIND, TYPES, suggested
from safeguarding.screening import rule_book
from safeguarding.tiers import Kind
from storage import (
    Transaction,
    audit,
    concern_duties,
    concern_outcomes,
    concern_overdue,
    concern_subjects,
    concern_timeline,
    concerns,
    people_for_staff,
)
from storage.alert_delivery import Told
from storage.audit import Actor
from storage.concern_duties import Decided
from storage.concern_subjects import About
from storage.concern_timeline import Said
from storage.database import NotFound, Refused
from storage.houses import person
from storage.vocabulary import (
    AbuseType,
    ConcernStatus,
    Duty,
    DutyDecision,
    OutcomeAsked,
    OutcomeMet,
    Sent,
    Subject,
)
from tests.storage.invented import START, Life, SetClock
from tests.storage.test_concern_steps import WHY, WORDS, begun, no_duty_left, take
from tests.storage.test_listening import send

SEEN = Decided(Duty.PERSON_SEEN, DutyDecision.DONE, None, START - timedelta(hours=1), "Ann Invented")


def test_what_is_recorded_last_holds_and_what_was_before_stays(life: Life, clock: SetClock) -> None:
    concern_id, lead = begun(life), life.people.lead
    not_needed = Decided(Duty.PERSON_SEEN, DutyDecision.NOT_NEEDED, WHY)
    life.do(concern_duties.record, lead, concern_id, not_needed)
    life.do(concern_duties.record, life.people.deputy, concern_id, SEEN)
    recorded = life.do(concern_duties.of_concern, concern_id)
    assert [(one.decided, one.by) for one in recorded] == [(not_needed, lead.name), (SEEN, life.people.deputy.name)]
    assert concern_duties.latest(recorded)[Duty.PERSON_SEEN].decided == SEEN
    assert life.do(concern_duties.blank, concern_id) == tuple(one for one in Duty if one is not Duty.PERSON_SEEN)


@pytest.mark.parametrize(
    ("decided", "problem"),
    [
        (Decided(Duty.CHILD_AT_RISK, DutyDecision.NOT_NEEDED, " "), "why it is not needed"),
        (Decided(Duty.POLICE_999, DutyDecision.DONE, None, None, "Ann"), "the day and the time"),
        (Decided(Duty.POLICE_999, DutyDecision.DONE, None, START + timedelta(minutes=1), "Ann"), "not come yet"),
        (Decided(Duty.POLICE_999, DutyDecision.DONE, None, START, " "), "name of who did it"),
        (Decided(Duty.POLICE_999, DutyDecision.DONE, None, START, "A" * 121), "too long"),
    ],
)
def test_a_duty_says_what_it_must(life: Life, decided: Decided, problem: str) -> None:
    concern_id = begun(life)
    with pytest.raises(Refused, match=problem):
        life.do(concern_duties.record, life.people.lead, concern_id, decided)
    assert life.do(concern_duties.of_concern, concern_id) == ()


def overdue(life: Life) -> frozenset[str]:
    def asked(tx: Transaction) -> frozenset[str]:
        return concern_overdue.overdue(tx, concerns.for_lead(tx, life.people.lead))

    return life.do(asked)


@pytest.mark.parametrize("tier", ["amber", "red"])
def test_a_blank_duty_is_overdue_after_one_working_day(life: Life, clock: SetClock, tier: str) -> None:
    clock.set(datetime(2026, 11, 13, 9, tzinfo=UTC))  # a Friday
    concern_id = begun(life, tier=tier)
    clock.set(datetime(2026, 11, 16, 23, 30, tzinfo=UTC))
    assert overdue(life) == frozenset()
    clock.set(datetime(2026, 11, 17, 0, 1, tzinfo=UTC))
    assert overdue(life) == {concern_id}
    no_duty_left(life, concern_id)
    assert overdue(life) == frozenset()


def test_a_check_is_overdue_until_it_has_its_outcome(life: Life, clock: SetClock) -> None:
    concern_id = begun(life, tier="check")
    clock.forward(days=2)
    assert overdue(life) == {concern_id}
    take(life, concern_id, ConcernStatus.NOT_SAFEGUARDING)
    assert overdue(life) == frozenset()


def test_what_nobody_heard_is_overdue_a_working_day_after_it_was_sent(life: Life, clock: SetClock) -> None:
    concern = send(life, Sent.VOICE)
    clock.forward(days=1)
    assert overdue(life) == frozenset()
    clock.forward(days=1)
    assert overdue(life) == {concern.id}


# About whom


def test_whom_it_is_about_is_what_a_lead_recorded_last(life: Life) -> None:
    concern_id, lead = begun(life, about=None), life.people.lead
    assert life.do(concern_subjects.latest, concern_id) is None
    first = About(Subject.NOT_KNOWN, True, (AbuseType.THREAT, AbuseType.PHYSICAL))
    for about in (first, About(Subject.CHILD, False, ())):
        life.do(concern_subjects.record, lead, concern_id, about)
    assert life.do(concern_subjects.latest, concern_id) == About(Subject.CHILD, False, ())
    [before, _] = life.do(concern_subjects.of_concern, concern_id)
    assert before.about.types == (AbuseType.PHYSICAL, AbuseType.THREAT) and before.by == lead.name
    assert life.do(concern_subjects.was_ever_about_staff, concern_id)


def test_every_rule_and_kind_that_is_named_is_there() -> None:
    known = {rule.id for rule in rule_book().rules}
    assert {*OF_ANYONE, *TYPES} <= known
    assert set(OF_KIND) == {*Kind, concerns.LISTEN}


@pytest.mark.parametrize(
    ("kind", "reasons", "subject", "about_staff", "types"),
    [
        ("harm", ("harm-hit",), Subject.SELF, False, (AbuseType.PHYSICAL,)),
        ("harm", ("harm-child", "harm-hit"), Subject.CHILD, False, (AbuseType.PHYSICAL,)),
        ("harm", ("harm-other", "harm-marks"), Subject.OTHER_ADULT, False, (AbuseType.PHYSICAL,)),
        ("harm", ("harm-hate",), Subject.SELF, False, (AbuseType.DISCRIMINATORY, AbuseType.HATE_CRIME)),
        ("harm", ("model",), Subject.NOT_KNOWN, False, (AbuseType.PHYSICAL,)),
        ("restrictive_practice", ("locked",), Subject.SELF, True, (AbuseType.RESTRICTIVE_PRACTICE,)),
        ("listen", ("sent_voice",), Subject.NOT_KNOWN, False, ()),
        ("something else", (), Subject.NOT_KNOWN, False, ()),
    ],
)
def test_what_the_rules_suggest(
    kind: str, reasons: tuple[str, ...], subject: Subject, about_staff: bool, types: tuple[AbuseType, ...]
) -> None:
    found = suggested(kind, reasons)
    assert (found.subject, found.about_staff, found.types) == (subject, about_staff, types)


def test_a_manager_says_who_is_under_18(life: Life) -> None:
    people = life.people
    assert not life.do(person, people.person_id).is_under_18
    life.do(people_for_staff.set_under_18, people.manager, people.person_id, is_under_18=True)
    assert life.do(person, people.person_id).is_under_18
    for member in (people.worker, people.elsewhere, people.lead):
        with pytest.raises(NotFound):
            life.do(people_for_staff.set_under_18, member, people.person_id, is_under_18=False)


# What the person wants


def test_what_they_want_is_kept_in_their_own_words(life: Life) -> None:
    concern_id, person_id = begun(life), life.people.person_id
    life.do(concern_outcomes.keep_desired_outcome, Actor("person", person_id), concern_id, " i want  him GONE 😡")
    life.do(concern_outcomes.keep_desired_outcome, Actor("person", person_id), concern_id, None)
    found = life.do(concern_outcomes.of_concern, concern_id)
    assert [(one.asked, one.words, one.by) for one in found] == [
        (OutcomeAsked.YES_EXPRESSED, " i want  him GONE 😡", None),
        (OutcomeAsked.YES_NONE_EXPRESSED, None, None),
    ]
    life.do(audit.verify)
    life.do(audit.verify_words)


def test_a_lead_records_what_they_said_and_how_far_it_came_about(life: Life) -> None:
    concern_id, lead = begun(life), life.people.lead
    with pytest.raises(Refused, match="Nothing is recorded that they wanted"):
        life.do(concern_outcomes.record_met, lead, concern_id, OutcomeMet.PARTLY)
    with pytest.raises(Refused, match="in their own words"):
        life.do(concern_outcomes.record_asked, lead, concern_id, OutcomeAsked.YES_EXPRESSED, " ")
    with pytest.raises(Refused, match="words of the person"):
        life.do(concern_outcomes.record_asked, lead, concern_id, OutcomeAsked.NO, "I want to go home")
    life.do(concern_outcomes.record_asked, lead, concern_id, OutcomeAsked.YES_EXPRESSED, "I want to go home")
    life.do(concern_outcomes.record_met, lead, concern_id, OutcomeMet.PARTLY)
    found = life.do(concern_outcomes.of_concern, concern_id)
    assert [(one.asked, one.words, one.met, one.by) for one in found] == [
        (OutcomeAsked.YES_EXPRESSED, "I want to go home", None, lead.name),
        (None, None, OutcomeMet.PARTLY, lead.name),
    ]


# All of it


def test_all_that_happened_is_in_one_line_of_time(life: Life, clock: SetClock) -> None:
    concern_id, lead = life.worry(WORDS), life.people.lead
    doings: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
        (concerns.acknowledge, (lead, concern_id)),
        (concern_duties.record, (lead, concern_id, SEEN)),
        (concern_subjects.record, (lead, concern_id, About(Subject.SELF, False, ()))),
        (concern_outcomes.keep_desired_outcome, (Actor("person", life.people.person_id), concern_id, "Stop him")),
        (concern_outcomes.record_met, (lead, concern_id, OutcomeMet.FULLY)),
    )
    for verb, given in doings:
        clock.forward(minutes=1)
        life.do(verb, *given)
    clock.forward(minutes=1)
    life.do(concerns.note_by_lead, lead, concern_id, "I spoke with Asha.", is_opinion=False)
    events = life.do(concern_timeline.of_concern, lead, concern_id).events
    assert [(type(one.what) if isinstance(one.what, Told) else one.what, one.by) for one in events] == [
        (Said.SAID, None),
        (Said.RAISED, None),
        (Told, None),
        (ConcernStatus.ACKNOWLEDGED, lead.name),
        (SEEN, lead.name),
        (About(Subject.SELF, False, ()), lead.name),
        (OutcomeAsked.YES_EXPRESSED, None),
        (OutcomeMet.FULLY, lead.name),
        ("lead_note", lead.name),
    ]
    assert [one.words for one in events if one.words] == [WORDS, "Stop him"]


def test_the_line_says_who_raised_it_and_when_the_person_was_told(life: Life, clock: SetClock) -> None:
    def by_staff(tx: Transaction) -> str:
        facts: dict[str, Any] = {"tier": "amber", "kind": "harm", "reasons": ("staff",), "rules_version": "1"}
        actor, person_id = life.people.worker.actor, life.people.person_id
        return concerns.raise_concern(tx, actor, person_id, "triage", words=WORDS, said_at=tx.now, **facts)

    concern_id = life.do(by_staff)
    clock.forward(minutes=1)
    life.do(concerns.mark_told, concern_id)
    events = life.do(concern_timeline.of_concern, life.people.lead, concern_id).events
    assert [(one.what, one.by) for one in events if not isinstance(one.what, Told)] == [
        (Said.SAID, None),
        (Said.RAISED, life.people.worker.name),
        (Said.TOLD, None),
    ]


def test_to_everybody_else_there_is_no_such_concern(life: Life) -> None:
    concern_id, people = begun(life), life.people
    verbs: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
        (concern_duties.record, (SEEN,)),
        (concern_subjects.record, (About(Subject.SELF, False, ()),)),
        (concern_outcomes.record_asked, (OutcomeAsked.NO, "")),
        (concern_outcomes.record_met, (OutcomeMet.NOT,)),
        (concern_timeline.of_concern, ()),
        (concern_timeline.was_printed, ()),
    )
    for member in (people.manager, people.worker, people.colleague, people.elsewhere):
        for verb, given in verbs:
            with pytest.raises(NotFound, match="no such page"):
                life.do(verb, member, concern_id, *given)
