"""The words of prepared choices as staff and supporters read them on a page."""

from __future__ import annotations

from typing import Any

from storage.vocabulary import Agreement, ChoiceState, OfferReason, Relation, SignificantMatter

_RELATION = {
    Relation.FAMILY: "Family",
    Relation.FRIEND: "Friend",
    Relation.ADVOCATE: "Advocate",
    Relation.STAFF: "Member of staff",
    Relation.OTHER: "Somebody else",
}
_CHOICE_STATE = {
    ChoiceState.DRAFT: "Being prepared",
    ChoiceState.APPROVED: "Ready to be offered",
    ChoiceState.OFFERED: "Offered",
    ChoiceState.CHOSEN: "Chosen",
    ChoiceState.SOMETHING_ELSE: "Something else, in their own words",
    ChoiceState.NOT_NOW: "Not now",
    ChoiceState.DECLINED: "Picked, and not sent",
    ChoiceState.NO_DECISION: "No decision",
    ChoiceState.CHANGED: "Chosen anew later",
    ChoiceState.EXPIRED: "Over without an answer",
    ChoiceState.WITHDRAWN: "Taken back",
}
_OFFER_REASON = {
    OfferReason.FIRST: "For the first time",
    OfferReason.ANOTHER_FORM: "In another form, as nothing was decided",
    OfferReason.ASKED_AGAIN: "Once more, before something changes",
    OfferReason.CHANGED_MIND: "Again, as they wanted",
}
_AGREEMENT = {
    Agreement.NOT_NEEDED: "Asked once is enough",
    Agreement.WAITING: "To be asked once more",
    Agreement.SAME: "The same both times",
    Agreement.DIFFERENT: "Different the second time",
}
_MATTER = {
    SignificantMatter.TREATMENT: "Treatment",
    SignificantMatter.MOVING: "Where they live, or moving",
    SignificantMatter.LARGE_MONEY: "A large sum of money",
    SignificantMatter.CONTACT: "Whom they see",
    SignificantMatter.RESTRICTION: "A restriction",
    SignificantMatter.SEX_AND_RELATIONSHIPS: "Sex and relationships",
    SignificantMatter.VOTING: "Voting",
    SignificantMatter.POLICE_OR_COURT: "Police or court",
    SignificantMatter.END_OF_LIFE: "The end of life",
    SignificantMatter.WORK: "Work, a course or a place",
    SignificantMatter.OTHER: "Another big decision",
}

ALL: tuple[dict[Any, str], ...] = (_RELATION, _CHOICE_STATE, _OFFER_REASON, _AGREEMENT, _MATTER)
