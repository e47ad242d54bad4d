"""Risk plans made together: what they cannot be kept without, that nothing is written over, and what the person is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from storage import concerns, restrictions, review_days, risk_drafts, risk_plans, risk_reviews, updates
from storage.database import NotFound, Refused
from storage.risk_plans import Started
from storage.tables import metadata
from storage.tables.governance import audit_events
from storage.tables.risk import risk_plans as plans_table
from storage.vocabulary import PersonAgreed, RiskStatus, VisibleTo, WhoseWords
from tests.storage.intruder import Intruder
from tests.storage.invented import Life
from tests.storage.risky import ALONE, PLAN, TODAY, TOGETHER, limit, make


def test_all_of_it_is_kept_as_it_was_written(life: Life) -> None:
    said = life.tell("I want to go to the shop on my own")
    plan_id = make(life, feedback_id=said.id, reason=None)
    found = life.do(risk_plans.for_member, life.people.colleague, plan_id)
    assert (found.newest.plan, found.newest.version, found.newest.kept_by) == (PLAN, 1, "Will Invented")
    assert found.said is not None and found.said.id == said.id
    assert found.newest.plan.choice == found.newest.plan.least == ALONE


def test_a_review_is_a_new_version_and_nothing_is_written_over(life: Life, intruder: Intruder) -> None:
    plan_id = make(life)
    life.clock.forward(days=50)
    later = replace(
        PLAN, options=(TOGETHER, ALONE), chosen=2, least_restrictive=2, review_on=TODAY + timedelta(days=99)
    )
    life.do(risk_plans.review, life.people.manager, plan_id, later, instead_of=1)
    second, first = life.do(risk_plans.for_member, life.people.worker, plan_id).versions
    assert (first.plan, second.plan, second.kept_by) == (PLAN, later, "Mina Invented")
    for table in ("risk_plans", "risk_plan_versions", "risk_plan_options", "risk_plan_people"):
        with pytest.raises(DatabaseError, match=f"rows of {table} never change"):
            intruder.run(f"DELETE FROM {table}")


def test_nobody_writes_over_what_a_colleague_has_just_kept(life: Life) -> None:
    plan_id = make(life)
    life.do(risk_plans.review, life.people.manager, plan_id, PLAN, instead_of=1)
    with pytest.raises(Refused, match="in the meantime"):
        life.do(risk_plans.review, life.people.worker, plan_id, PLAN, instead_of=1)


def test_the_same_form_twice_is_one_plan(life: Life) -> None:
    assert make(life, form="the same") == make(life, form="the same")
    with life.store.read() as tx:
        assert tx.execute(select(func.count()).select_from(plans_table)).scalar_one() == 1


SAFE = replace(ALONE, accepts_risk=False)


@pytest.mark.parametrize(
    ("changed", "advice"),
    [
        ({"about": " "}, "what it is about"),
        ({"options": ()}, "at least two ways"),
        ({"options": (ALONE,)}, "at least two ways"),
        ({"options": (SAFE, TOGETHER)}, "has to accept some risk"),
        ({"options": (replace(ALONE, good=""), TOGETHER)}, "what is good"),
        ({"options": (ALONE, replace(TOGETHER, could_go_wrong=""))}, "could go wrong"),
        ({"options": (ALONE, replace(TOGETHER, how_asked=None))}, "how they were asked"),
        ({"options": (replace(ALONE, what="x" * 2001), TOGETHER)}, "too long"),
        ({"view": None}, "what the person wants"),
        ({"view_reason": None}, "why they want it"),
        ({"whose_words": WhoseWords.NOT_ABLE_TO_SAY, "view": None, "view_reason": None}, "how they were asked"),
        ({"least_restrictive": 3}, "limits them least"),
        ({"least_restrictive_why": ""}, "why this limits them least"),
        ({"chosen": 0}, "decided on"),
        ({"chosen": 2}, "not the way that limits them least"),
        ({"took_part": (), "person_agreed": PersonAgreed.NO}, "who agreed"),
        ({"took_part": (replace(PLAN.took_part[0], name=""),)}, "the name"),
        ({"easy_words": ""}, "what you agreed"),
        ({"review_on": TODAY}, "in the future"),
        ({"review_on": TODAY.replace(year=2027) + timedelta(days=1)}, "within 12 months"),
        ({"start_on": date(2028, 1, 1), "review_on": date(2028, 2, 1)}, "too far ahead"),
    ],
)
def test_it_cannot_be_kept_without(life: Life, changed: dict[str, object], advice: str) -> None:
    with pytest.raises(Refused, match=advice):
        make(life, replace(PLAN, **changed))  # type: ignore[arg-type]
    with life.store.read() as tx:
        assert tx.execute(select(plans_table.c.id)).all() == []


def test_nor_without_what_started_it(life: Life) -> None:
    with pytest.raises(Refused, match="what started it"):
        make(life, reason=" ")


def test_what_others_think_unwise_is_kept_as_any_other_choice(life: Life) -> None:
    """With some risk, against the view of all the others, and nothing to say about capacity (R29)."""
    alone = tuple(replace(one, agreed=False) for one in PLAN.took_part)
    plan_id = make(life, replace(PLAN, took_part=alone))
    assert life.do(risk_plans.for_member, life.people.worker, plan_id).newest.plan.chosen == 1
    columns = {column.name for table in metadata.tables.values() for column in table.columns}
    assert [one for one in columns if "capacity" in one or "score" in one] == []


def test_the_longest_time_is_a_year_by_the_calendar() -> None:
    assert review_days.months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert review_days.months_after(date(2027, 1, 31), 12) == date(2028, 1, 31)


def test_the_status_follows_from_the_day_alone(life: Life) -> None:
    found = life.do(risk_plans.for_member, life.people.worker, make(life))
    day = PLAN.review_on
    assert {back: found.status(day - timedelta(days=back)) for back in (15, 14, 0, -1)} == {
        15: RiskStatus.ACTIVE,
        14: RiskStatus.REVIEW_DUE,
        0: RiskStatus.REVIEW_DUE,
        -1: RiskStatus.OVERDUE,
    }


def test_it_ends_with_a_reason_and_stays_to_be_read(life: Life) -> None:
    plan_id = make(life)
    with pytest.raises(Refused, match="why it ends"):
        life.do(risk_plans.end, life.people.worker, plan_id, " ")
    life.do(risk_plans.end, life.people.worker, plan_id, "She goes alone as a matter of course.")
    found = life.do(risk_plans.for_member, life.people.worker, plan_id)
    assert found.ended is not None and found.ended.by == "Will Invented"
    assert found.status(PLAN.review_on + timedelta(days=9)) is RiskStatus.ENDED
    [over] = life.do(risk_reviews.over, life.people.person_id)
    assert (over.id, over.about, over.at) == (plan_id, PLAN.about, life.clock.now)
    for verb, more in ((risk_plans.end, ("again",)), (risk_plans.tell, ())):
        with pytest.raises(Refused, match="has ended"):
            life.do(verb, life.people.worker, plan_id, *more)
    with pytest.raises(Refused, match="has ended"):
        life.do(risk_plans.review, life.people.worker, plan_id, PLAN, instead_of=1)


def test_a_plan_does_not_end_under_a_restriction(life: Life) -> None:
    plan_id = make(life)
    restriction_id = limit(life, plan_id)
    with pytest.raises(Refused, match="A restriction of this plan is in force"):
        life.do(risk_plans.end, life.people.worker, plan_id, "It is over.")
    life.do(restrictions.end, life.people.worker, restriction_id, "The kitchen is open again.")
    life.do(risk_plans.end, life.people.worker, plan_id, "It is over.")


def test_the_chat_tells_what_was_agreed_together(life: Life) -> None:
    life.link_chat()
    plan_id = make(life)
    life.do(risk_plans.tell, life.people.worker, plan_id)
    [update] = life.do(updates.to_queue)
    version_id = life.do(risk_plans.for_member, life.people.worker, plan_id).newest.id
    assert (update.response, update.values["agreed"]) == (
        "utter_update_agreed_together",
        f"risk_agreed:{version_id}",
    )
    with pytest.raises(Refused, match="has this version already"):
        life.do(risk_plans.tell, life.people.worker, plan_id)
    life.deliver_updates()
    found = life.do(risk_plans.for_member, life.people.worker, plan_id)
    assert found.told[0].sent_at == life.clock.now and not found.may_be_told
    life.do(risk_plans.review, life.people.worker, plan_id, PLAN, instead_of=1)
    assert life.do(risk_plans.for_member, life.people.worker, plan_id).may_be_told


def test_it_is_not_told_where_it_would_not_be_true_or_would_not_arrive(life: Life) -> None:
    with pytest.raises(Refused, match="No chat reaches them"):
        life.do(risk_plans.tell, life.people.worker, make(life))
    life.link_chat()
    with pytest.raises(Refused, match="did not agree"):
        life.do(risk_plans.tell, life.people.worker, make(life, replace(PLAN, person_agreed=PersonAgreed.NO)))
    assert life.do(updates.to_queue) == ()


def test_a_draft_is_its_authors_alone_and_no_plan(life: Life) -> None:
    people = life.people
    life.do(risk_drafts.keep, people.worker, people.person_id, None, {"about": "You go"})
    life.do(risk_drafts.keep, people.worker, people.person_id, None, {"about": "You go to"})
    [draft] = life.do(risk_drafts.of, people.worker, people.person_id)
    assert (draft.form, draft.plan_id) == ({"about": "You go to"}, None)
    assert life.do(risk_drafts.of, people.manager, people.person_id) == ()
    assert life.do(risk_drafts.of, people.worker, people.housemate_id) == ()
    with life.store.read() as tx:
        assert tx.execute(select(plans_table.c.id)).all() == []
    make(life)
    assert life.do(risk_drafts.of, people.worker, people.person_id) == ()


def test_a_draft_of_a_review_is_apart_from_one_of_a_new_plan(life: Life) -> None:
    people, plan_id = life.people, make(life)
    life.do(risk_drafts.keep, people.worker, people.person_id, plan_id, {"about": "reviewed"})
    life.do(risk_drafts.keep, people.worker, people.person_id, None, {"about": "new"})
    life.do(risk_plans.review, people.worker, plan_id, PLAN, instead_of=1)
    assert [one.form["about"] for one in life.do(risk_drafts.of, people.worker, people.person_id)] == ["new"]


def test_with_its_plan_a_draft_of_a_review_ends(life: Life) -> None:
    people, plan_id = life.people, make(life)
    life.do(risk_drafts.keep, people.worker, people.person_id, plan_id, {"about": "reviewed"})
    life.do(risk_drafts.keep, people.worker, people.person_id, None, {"about": "new"})
    life.do(risk_plans.end, people.manager, plan_id, "Over.")
    assert [one.form["about"] for one in life.do(risk_drafts.of, people.worker, people.person_id)] == ["new"]


def test_what_only_managers_may_read_is_not_read_through_a_plan(life: Life) -> None:
    people = life.people
    secret = life.tell("Only for Mina", visible_to=VisibleTo.ONLY_MANAGER)
    with pytest.raises(NotFound):
        make(life, feedback_id=secret.id)
    started = Started(secret.id, None, "by the manager")
    plan_id = life.do(risk_plans.start, people.manager, people.person_id, PLAN, started)
    assert life.do(risk_plans.for_member, people.worker, plan_id).said is None
    assert life.do(risk_plans.for_member, people.manager, plan_id).said is not None


def test_what_somebody_else_said_starts_no_plan_of_this_person(life: Life) -> None:
    other = life.tell("It is mine", person_id=life.people.housemate_id)
    with pytest.raises(NotFound):
        make(life, feedback_id=other.id)


def test_another_house_is_like_nobody_at_all(life: Life) -> None:
    plan_id = make(life)
    started = Started(None, "Why", "elsewhere")
    for member in (life.people.elsewhere, life.people.lead):
        for verb, arguments in (
            (risk_plans.for_member, (plan_id,)),
            (risk_plans.end, (plan_id, "why")),
            (risk_plans.tell, (plan_id,)),
            (risk_plans.start, (life.people.person_id, PLAN, started)),
            (risk_drafts.keep, (life.people.person_id, None, {})),
        ):
            with pytest.raises(NotFound):
                life.do(verb, member, *arguments)
        with pytest.raises(NotFound):
            life.do(risk_plans.review, member, plan_id, PLAN, instead_of=1)


def test_who_did_what_is_in_the_trail_without_words(life: Life) -> None:
    plan_id = make(life)
    life.do(risk_plans.end, life.people.manager, plan_id, "A reason")
    with life.store.read() as tx:
        about = (audit_events.c.subject_id == plan_id, audit_events.c.verb != "view_risk_plan")
        events = tx.execute(select(audit_events).where(*about).order_by(audit_events.c.position)).all()
    assert [(one.verb, one.actor_id, one.detail) for one in events] == [
        ("keep_risk_plan", life.people.worker.id, "version 1"),
        ("end_risk_plan", life.people.manager.id, None),
    ]


def test_a_plan_tells_nothing_of_a_concern(life: Life) -> None:
    """It is the same plan with and without one (R13)."""
    plan_id = make(life)
    before = life.do(risk_plans.for_member, life.people.worker, plan_id)
    life.worry("he hit me")
    assert life.do(risk_plans.for_member, life.people.worker, plan_id) == before
    assert life.do(concerns.for_lead, life.people.lead)
