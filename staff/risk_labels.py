"""The words of risk plans and restrictions as staff read them on a page."""

from __future__ import annotations

from typing import Any

from storage.vocabulary import (
    Authority,
    Part,
    PersonAgreed,
    RestrictionType,
    RiskKind,
    RiskStatus,
    WhoseWords,
)

ALL: tuple[dict[Any, str], ...] = (
    {RiskKind.PLAN: "Risk plan", RiskKind.RESTRICTION: "Restriction"},
    {
        RiskStatus.ACTIVE: "Active",
        RiskStatus.REVIEW_DUE: "Review due",
        RiskStatus.OVERDUE: "Review overdue",
        RiskStatus.ENDED: "Ended",
    },
    {WhoseWords.THEIRS: "Yes, in their words", WhoseWords.NOT_ABLE_TO_SAY: "They were not able to say"},
    {
        PersonAgreed.YES: "Yes",
        PersonAgreed.NO: "No",
        PersonAgreed.NOT_ABLE_TO_SAY: "They were not able to say",
    },
    {
        Part.CHOSEN_SUPPORTER: "Supporter they chose",
        Part.FAMILY_OR_FRIEND: "Family or a friend",
        Part.ADVOCATE: "Advocate",
        Part.STAFF: "Staff",
        Part.PROFESSIONAL: "Social worker, nurse or other professional",
    },
    {
        RestrictionType.GOING_OUT: "Going out",
        RestrictionType.LOCKED: "A locked door, room or cupboard",
        RestrictionType.CONTACT: "Seeing or talking with people",
        RestrictionType.PHONE_OR_INTERNET: "Phone or internet",
        RestrictionType.MONEY: "Money",
        RestrictionType.FOOD_OR_DRINK: "Food, drink or smoking",
        RestrictionType.OWN_THINGS: "Their own things",
        RestrictionType.WATCHED: "Being watched or checked",
        RestrictionType.HELD: "Being held or kept apart",
        RestrictionType.MEDICINE: "Medicine that changes behaviour",
        RestrictionType.OTHER: "Something else",
    },
    {
        Authority.CONSENT: "They agreed to it (consent)",
        Authority.BEST_INTERESTS: "A best interests decision",
        Authority.COURT_OF_PROTECTION: "An order of the Court of Protection",
    },
)
