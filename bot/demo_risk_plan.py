"""The risk plan of the demo: Alex missed swimming by a late bus, and wants to go alone."""

from __future__ import annotations

from datetime import timedelta

from storage import Transaction, risk_plans
from storage.risk_plan_versions import Option, RiskPlan, TookPart
from storage.risk_plans import Started
from storage.staff_accounts import StaffMember
from storage.vocabulary import Part, PersonAgreed, WhoseWords

_WAYS = (
    Option(
        "You go on the bus alone.",
        accepts_risk=True,
        good="i dont have to wait for staff. its my swim",
        could_go_wrong="bus dont come and i get cold",
        whose_words=WhoseWords.THEIRS,
        how_asked=None,
        others_say="Alex knows the way, and has a phone with credit.",
    ),
    Option(
        "Staff go on the bus with you.",
        accepts_risk=False,
        good="can talk to Priya",
        could_go_wrong="no staff no swim",
        whose_words=WhoseWords.THEIRS,
        how_asked=None,
        others_say=None,
    ),
)


def make(tx: Transaction, member: StaffMember, person_id: str, feedback_id: str) -> None:
    """Kept by this member, from what the person said, to be looked at again in three months."""
    plan = RiskPlan(
        about="You go to swimming on the bus.",
        options=_WAYS,
        chosen=1,
        chosen_why=None,
        least_restrictive=1,
        least_restrictive_why="Nothing is limited. Alex rings the house if the bus is late.",
        whose_words=WhoseWords.THEIRS,
        view="i want to go on my own",
        view_reason="im not a kid",
        how_asked=None,
        person_present=True,
        person_agreed=PersonAgreed.YES,
        took_part=(TookPart(member.name, Part.STAFF, agreed=True),),
        easy_words="You go on the bus alone. You ring us if the bus is late.",
        start_on=tx.today,
        review_on=tx.today + timedelta(days=90),
    )
    risk_plans.start(tx, member, person_id, plan, Started(feedback_id, None, "risk plan of the demo"))
