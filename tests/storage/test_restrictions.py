"""Restrictions: what each must have, that it goes on in no silence past its day, and what a safeguarding lead sees."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DatabaseError

from storage import houses, restrictions, risk_plans
from storage.database import NotFound, Refused
from storage.vocabulary import Authority, RiskStatus
from tests.storage.intruder import Intruder
from tests.storage.invented import Life
from tests.storage.risky import LIMIT, TODAY, limit, make


def test_it_is_kept_and_each_review_is_a_version(life: Life, intruder: Intruder) -> None:
    plan_id = make(life)
    restriction_id = limit(life, plan_id)
    later = replace(LIMIT, reduction="Give her a key.", review_on=TODAY + timedelta(days=80))
    life.do(restrictions.review, life.people.manager, restriction_id, later, instead_of=1)
    found = life.do(restrictions.for_member, life.people.worker, restriction_id)
    assert [one.restriction for one in found.versions] == [later, LIMIT]
    assert (found.plan_id, found.newest.kept_by) == (plan_id, "Mina Invented")
    for table in ("restrictions", "restriction_versions"):
        with pytest.raises(DatabaseError, match=f"rows of {table} never change"):
            intruder.run(f"DELETE FROM {table}")
    with pytest.raises(Refused, match="in the meantime"):
        life.do(restrictions.review, life.people.worker, restriction_id, LIMIT, instead_of=1)


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"about": " "}, "what is limited"),
        ({"reason": ""}, "what it is for"),
        ({"authority_reference": ""}, "where the authority is found"),
        ({"authority_on": TODAY + timedelta(days=1)}, "not come yet"),
        ({"reduction": ""}, "made less"),
        ({"easy_words": ""}, "as the person will read it"),
        ({"reason": "x" * 2001}, "too long"),
        ({"review_on": TODAY}, "in the future"),
        ({"review_on": date(2027, 2, 10)}, "within 3 months"),
    ],
)
def test_it_cannot_be_kept_without(life: Life, changed: dict[str, object], advice: str) -> None:
    with pytest.raises(Refused, match=advice):
        limit(life, **changed)  # type: ignore[arg-type]


def test_how_far_ahead_its_review_may_be_is_a_setting(life: Life) -> None:
    people, far = life.people, replace(LIMIT, review_on=date(2027, 5, 9))
    with pytest.raises(Refused, match="within 1 month from"):
        life.do(
            restrictions.start, people.worker, people.person_id, LIMIT, plan_id=None, form="short", longest_months=1
        )
    made = life.do(
        restrictions.start, people.worker, people.person_id, far, plan_id=None, form="long", longest_months=6
    )
    assert life.do(restrictions.for_member, people.worker, made).newest.restriction.review_on == date(2027, 5, 9)


def test_it_lapses_to_overdue_and_ends_only_by_somebody(life: Life) -> None:
    restriction_id = limit(life)
    life.clock.forward(days=61)
    today = TODAY + timedelta(days=61)
    found = life.do(restrictions.for_member, life.people.worker, restriction_id)
    assert found.status(today) is RiskStatus.OVERDUE and found.ended is None
    with pytest.raises(Refused, match="why it ends"):
        life.do(restrictions.end, life.people.worker, restriction_id, "")
    life.do(restrictions.end, life.people.worker, restriction_id, "She has a key now.")
    found = life.do(restrictions.for_member, life.people.worker, restriction_id)
    assert found.status(today) is RiskStatus.ENDED
    for verb, more in ((restrictions.end, {"reason": "x"}), (restrictions.review, {"wanted": LIMIT, "instead_of": 1})):
        with pytest.raises(Refused, match="has ended"):
            life.do(verb, life.people.worker, restriction_id, **more)  # type: ignore[arg-type]


def test_the_same_form_twice_is_one_restriction(life: Life) -> None:
    people = life.people
    twice = [
        life.do(restrictions.start, people.worker, people.person_id, LIMIT, plan_id=None, form="the same")
        for _ in range(2)
    ]
    assert twice[0] == twice[1]


def test_it_belongs_to_a_plan_of_the_same_person_that_holds(life: Life) -> None:
    plan_id, people = make(life), life.people
    with pytest.raises(NotFound):
        life.do(restrictions.start, people.worker, people.housemate_id, LIMIT, plan_id=plan_id, form="other")
    life.do(risk_plans.end, people.worker, plan_id, "Over.")
    with pytest.raises(Refused, match="has ended"):
        limit(life, plan_id)


def test_a_lead_sees_what_is_in_force_and_nobody_else_by_that_way(life: Life) -> None:
    people = life.people
    with life.store.read() as tx:
        person = houses.person(tx, people.person_id)
    assert life.do(restrictions.for_lead, people.lead, person) == ()
    first, _ = limit(life), limit(life, authority=Authority.COURT_OF_PROTECTION)
    life.do(restrictions.end, people.worker, first, "Over.")
    [found] = life.do(restrictions.for_lead, people.lead, person)
    assert found.newest.restriction.authority is Authority.COURT_OF_PROTECTION
    with pytest.raises(NotFound):
        life.do(restrictions.for_lead, people.manager, person)


def test_another_house_is_like_nobody_at_all(life: Life) -> None:
    restriction_id = limit(life)
    for member in (life.people.elsewhere, life.people.lead):
        with pytest.raises(NotFound):
            life.do(restrictions.for_member, member, restriction_id)
        with pytest.raises(NotFound):
            life.do(restrictions.end, member, restriction_id, "why")
        with pytest.raises(NotFound):
            life.do(restrictions.review, member, restriction_id, LIMIT, instead_of=1)
