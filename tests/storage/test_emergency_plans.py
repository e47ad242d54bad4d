"""Emergency plans: every version stays, and enrolment is not complete before the first (R22)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from storage import emergency_plans, people_for_staff
from storage.database import NotFound, Refused
from storage.emergency_plans import Plan
from storage.tables.governance import audit_events
from storage.vocabulary import CanPhone, TextTo999
from tests.storage.intruder import Intruder
from tests.storage.invented import START, Life

TODAY = START.date()
PLAN = Plan(
    trusts="Ana Invented, sister, 01632 960000",
    can_phone=CanPhone.WITH_HELP,
    text_to_999=TextTo999.REGISTERED,
    practised_on=TODAY - timedelta(days=3),
    notes=None,
    reviewed_on=TODAY,
    next_review_on=TODAY + timedelta(days=180),
)


def keep(life: Life, plan: Plan = PLAN, instead_of: int = 0) -> None:
    life.do(emergency_plans.keep, life.people.worker, life.people.person_id, plan, instead_of=instead_of)


def test_until_a_plan_is_reviewed_enrolment_is_not_complete(life: Life) -> None:
    people = life.people
    assert life.do(people_for_staff.at_a_glance, people.worker, people.person_id).plan_review_on is None
    keep(life)
    assert life.do(people_for_staff.at_a_glance, people.worker, people.person_id).plan_review_on == PLAN.next_review_on
    due = {one.person.id: one.plan_review_on for one in life.do(people_for_staff.in_houses_of, people.worker)}
    assert due == {people.person_id: PLAN.next_review_on, people.housemate_id: None}


def test_every_version_is_kept(life: Life, intruder: Intruder) -> None:
    keep(life)
    keep(life, replace(PLAN, notes="Speaks little when afraid."), 1)
    second, first = life.do(emergency_plans.versions, life.people.colleague, life.people.person_id)
    assert (first.version, first.plan) == (1, PLAN)
    assert (second.version, second.plan.notes, second.kept_by) == (2, "Speaks little when afraid.", "Will Invented")
    with pytest.raises(DatabaseError, match="rows of emergency_plans never change"):
        intruder.run("UPDATE emergency_plans SET notes = 'x'")


def test_looking_and_changing_are_in_the_trail(life: Life) -> None:
    keep(life)
    life.do(emergency_plans.versions, life.people.manager, life.people.person_id)
    with life.store.read() as tx:
        about_plans = audit_events.select().where(audit_events.c.verb.like("%emergency_plan"))
        events = tx.execute(about_plans.order_by(audit_events.c.position)).all()
    people = life.people
    assert [(one.verb, one.actor_id, one.detail) for one in events] == [
        ("keep_emergency_plan", people.worker.id, "version 1"),
        ("view_emergency_plan", people.manager.id, None),
    ]


def test_nobody_writes_over_what_a_colleague_has_just_kept(life: Life) -> None:
    keep(life)
    with pytest.raises(Refused, match="in the meantime"):
        keep(life)


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"trusts": " "}, "who they trust"),
        ({"notes": "x" * 2001}, "too long"),
        ({"reviewed_on": TODAY + timedelta(days=1)}, "not come yet"),
        ({"practised_on": TODAY + timedelta(days=1)}, "not come yet"),
        ({"next_review_on": TODAY}, "in the future"),
    ],
)
def test_a_plan_that_will_not_do_is_refused(life: Life, changed: dict[str, object], advice: str) -> None:
    with pytest.raises(Refused, match=advice):
        keep(life, replace(PLAN, **changed))  # type: ignore[arg-type]


def test_a_lead_sees_the_plan_that_holds_and_nobody_else_by_that_way(life: Life) -> None:
    people = life.people
    assert life.do(emergency_plans.for_lead, people.lead, people.person_id) is None
    keep(life)
    keep(life, replace(PLAN, can_phone=CanPhone.NO), 1)
    found = life.do(emergency_plans.for_lead, people.lead, people.person_id)
    assert found is not None and found.plan.can_phone is CanPhone.NO
    with pytest.raises(NotFound):
        life.do(emergency_plans.for_lead, people.manager, people.person_id)


def test_another_house_is_like_nobody_at_all(life: Life) -> None:
    keep(life)
    for member in (life.people.elsewhere, life.people.lead):
        with pytest.raises(NotFound):
            life.do(emergency_plans.versions, member, life.people.person_id)
        with pytest.raises(NotFound):
            life.do(emergency_plans.keep, member, life.people.person_id, PLAN, instead_of=1)
