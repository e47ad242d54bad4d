"""What is overdue is so everywhere: lists, counts, packs, and notices on the day and each week after it."""

from dataclasses import replace
from datetime import timedelta

from storage import figures, late, notice_delivery, people_for_staff, restrictions, reviews, risk_plans, risk_reviews
from storage.audit import SYSTEM
from storage.notice_delivery import Tried
from storage.vocabulary import NoticeChannel, NoticeKind, RiskKind, RiskStatus
from tests.storage.invented import Life
from tests.storage.risky import LIMIT, PLAN, TODAY, limit, make

DAY = PLAN.review_on


def told(life: Life) -> list[tuple[str | None, NoticeKind, str]]:
    """Who gets which e-mail now, about what."""
    if life.do(late.is_there_any):
        life.do(late.tell)
    parcels = life.do(notice_delivery.take, NoticeChannel.EMAIL)
    for parcel in parcels:
        life.do(notice_delivery.keep_result, parcel.id, Tried.SENT)
    return sorted((parcel.address, one.kind, one.path) for parcel in parcels for one in parcel.notices)


def test_both_kinds_are_told_of_on_the_day_and_then_each_week(life: Life) -> None:
    life.do(people_for_staff.set_keyworker, life.people.manager, life.people.person_id, life.people.colleague.id)
    plan_id, restriction_id = make(life), limit(life)
    life.clock.forward(days=59)
    assert told(life) == []
    life.clock.forward(days=1)
    assert told(life) == [
        (to, kind, path)
        for to in ("kit@example.org", "mina@example.org")
        for kind, path in (
            (NoticeKind.RESTRICTION_REVIEW, f"/staff/restrictions/{restriction_id}"),
            (NoticeKind.RISK_PLAN_REVIEW, f"/staff/risk-plans/{plan_id}"),
        )
    ]
    assert not life.do(late.is_there_any) and told(life) == []
    life.clock.forward(days=6)
    assert told(life) == []
    life.clock.forward(days=1)
    assert len(told(life)) == 4
    life.clock.forward(days=21)
    assert len(told(life)) == 4, "after three weeks without the program, one notice each and not three"


def test_without_a_keyworker_the_managers_hear_of_it_once(life: Life) -> None:
    make(life)
    life.clock.forward(days=60)
    assert [to for to, _, _ in told(life)] == ["mina@example.org"]


def test_what_was_reviewed_or_ended_meanwhile_is_not_told_of(life: Life) -> None:
    plan_id, restriction_id = make(life), limit(life)
    life.clock.forward(days=60)
    life.do(late.tell)
    later = DAY + timedelta(days=60)
    life.do(risk_plans.review, life.people.worker, plan_id, replace(PLAN, review_on=later), instead_of=1)
    life.do(restrictions.end, life.people.worker, restriction_id, "Over.")
    assert life.do(notice_delivery.take, NoticeChannel.EMAIL) == ()
    life.clock.forward(days=60)
    assert [kind for _, kind, _ in told(life)] == [NoticeKind.RISK_PLAN_REVIEW]


def test_the_overdue_stand_first_and_restrictions_before_plans(life: Life) -> None:
    due = make(life, replace(PLAN, review_on=TODAY + timedelta(days=14)))
    make(life, replace(PLAN, review_on=TODAY + timedelta(days=90)))
    late_plan = make(life, replace(PLAN, review_on=TODAY + timedelta(days=1)))
    late_limit = limit(life, review_on=TODAY + timedelta(days=2))
    life.clock.forward(days=3)
    found = life.do(risk_reviews.to_review, life.people.worker)
    assert [(one.id, one.status) for one in found] == [
        (late_limit, RiskStatus.OVERDUE),
        (late_plan, RiskStatus.OVERDUE),
        (due, RiskStatus.REVIEW_DUE),
    ]
    assert (found[0].about, found[0].person) == (LIMIT.about, "Invented Asha")
    assert life.do(risk_reviews.to_review, life.people.elsewhere) == ()
    assert life.do(risk_reviews.to_review, life.people.lead) == ()


def test_lists_pages_and_figures_count_it(life: Life) -> None:
    people = life.people
    limit(life)
    make(life)
    assert life.do(figures.read).overdue == {RiskKind.RESTRICTION: 0, RiskKind.PLAN: 0}
    life.clock.forward(days=61)
    assert life.do(figures.read).overdue == {RiskKind.RESTRICTION: 1, RiskKind.PLAN: 1}
    listed = {one.person.id: one.overdue_reviews for one in life.do(people_for_staff.in_houses_of, people.worker)}
    assert listed[people.person_id] == {RiskKind.RESTRICTION: 1, RiskKind.PLAN: 1}
    assert not listed[people.housemate_id]
    glance = life.do(people_for_staff.at_a_glance, people.worker, people.person_id)
    assert [one.is_overdue for one in glance.in_force] == [True, True]


def test_a_pack_has_what_was_in_force_on_its_last_day(life: Life) -> None:
    people, restriction_id = life.people, limit(life)
    life.clock.forward(days=61)
    easy = "The kitchen is shut for one hour."
    later = replace(LIMIT, easy_words=easy, review_on=TODAY + timedelta(days=120))
    life.do(restrictions.review, people.worker, restriction_id, later, instead_of=1)
    life.clock.forward(days=3)
    life.do(restrictions.end, people.worker, restriction_id, "Over.")

    def on(days: int) -> list[tuple[RiskStatus, str]]:
        day = TODAY + timedelta(days=days)
        pack = life.do(reviews.pack, SYSTEM, people.person_id, TODAY - timedelta(days=9), day)
        return [(one.status, one.easy_words) for one in pack.in_force]

    assert on(-1) == on(64) == []
    assert on(0) == [(RiskStatus.ACTIVE, LIMIT.easy_words)]
    assert on(60) == [(RiskStatus.REVIEW_DUE, LIMIT.easy_words)]
    assert on(61) == [(RiskStatus.ACTIVE, easy)]
