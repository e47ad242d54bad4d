"""An invented risk plan and an invented restriction, and short ways to keep them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import count

from storage import restrictions, risk_plans
from storage.restriction_versions import Restriction
from storage.risk_plan_versions import Option, RiskPlan, TookPart
from storage.risk_plans import Started
from storage.vocabulary import Authority, Part, PersonAgreed, RestrictionType, WhoseWords
from tests.storage.invented import START, Life

TODAY = START.date()
ALONE = Option(
    "You go to the shop alone.",
    accepts_risk=True,
    good="I like to choose my own crisps",
    could_go_wrong="I might get lost",
    whose_words=WhoseWords.THEIRS,
    how_asked=None,
    others_say="She has gone alone twice, and came back.",
)
TOGETHER = Option(
    "You go to the shop with staff.",
    accepts_risk=False,
    good="She smiled at the picture of two people",
    could_go_wrong="She shook her head at the picture of waiting",
    whose_words=WhoseWords.NOT_ABLE_TO_SAY,
    how_asked="With pictures, on two days",
    others_say=None,
)
PLAN = RiskPlan(
    about="You go to the shop.",
    options=(ALONE, TOGETHER),
    chosen=1,
    chosen_why=None,
    least_restrictive=1,
    least_restrictive_why="Nothing is limited. She has a phone with her.",
    whose_words=WhoseWords.THEIRS,
    view="I want to go on my own",
    view_reason="because I am grown up",
    how_asked=None,
    person_present=True,
    person_agreed=PersonAgreed.YES,
    took_part=(TookPart("Ana Invented", Part.ADVOCATE, agreed=True), TookPart("Will", Part.STAFF, agreed=False)),
    easy_words="You go to the shop alone. You take your phone.",
    start_on=TODAY,
    review_on=TODAY + timedelta(days=60),
)
LIMIT = Restriction(
    type=RestrictionType.LOCKED,
    about="The kitchen is locked at night.",
    reason="She burnt her hand on the cooker.",
    authority=Authority.BEST_INTERESTS,
    authority_reference="Meeting of 2 November, in the care file",
    authority_on=TODAY - timedelta(days=7),
    reduction="Open it for an hour more each week.",
    easy_words="The kitchen is shut at night.",
    start_on=TODAY,
    review_on=TODAY + timedelta(days=60),
)
_forms = count(1)


def make(life: Life, plan: RiskPlan = PLAN, **started: str | None) -> str:
    """The worker keeps this plan; returns its id."""
    how = {"feedback_id": None, "reason": "She asked for it.", "form": f"form {next(_forms)}", **started}
    return life.do(risk_plans.start, life.people.worker, life.people.person_id, plan, Started(**how))  # type: ignore[arg-type]


def limit(life: Life, plan_id: str | None = None, **changed: object) -> str:
    """The worker writes down this restriction; returns its id."""
    wanted, people = replace(LIMIT, **changed), life.people  # type: ignore[arg-type]
    form = f"form {next(_forms)}"
    return life.do(restrictions.start, people.worker, people.person_id, wanted, plan_id=plan_id, form=form)
