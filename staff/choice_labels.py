"""The words of prepared choices and of those who help, as staff and supporters read them on a page."""

from __future__ import annotations

from typing import Any

from storage.vocabulary import Agreement, ChoiceState, OfferForm, OfferReason, Relation, SignificantMatter

_STATE = {
    ChoiceState.DRAFT: "Not finished",
    ChoiceState.APPROVED: "Ready to be offered",
    ChoiceState.OFFERED: "Offered, no answer yet",
    ChoiceState.CHOSEN: "Chosen",
    ChoiceState.SOMETHING_ELSE: "Wants something else",
    ChoiceState.NOT_NOW: "Not now",
    ChoiceState.DECLINED: "Picked, and did not send it",
    ChoiceState.NO_DECISION: "No decision: help to choose was offered",
    ChoiceState.CHANGED: "Chose again later",
    ChoiceState.EXPIRED: "Over, without a decision",
    ChoiceState.WITHDRAWN: "Taken back",
}
_FORM = {OfferForm.TOGETHER: "All together", OfferForm.ONE_AT_A_TIME: "One at a time"}
_REASON = {
    OfferReason.FIRST: "Offered",
    OfferReason.ANOTHER_FORM: "Offered in another form",
    OfferReason.ASKED_AGAIN: "Asked once more before anything changes",
    OfferReason.CHANGED_MIND: "The person wanted to choose again",
}
_AGREEMENT = {
    Agreement.NOT_NEEDED: "Asked once, as for everyday things",
    Agreement.WAITING: "Will be asked once more before anything changes",
    Agreement.SAME: "Asked twice, the same both times",
    Agreement.DIFFERENT: "Asked twice, and not the same: talk about it together",
}
_MATTER = {
    SignificantMatter.TREATMENT: "Treatment",
    SignificantMatter.MOVING: "Where to live",
    SignificantMatter.LARGE_MONEY: "A large sum of money",
    SignificantMatter.CONTACT: "Whom they see",
    SignificantMatter.RESTRICTION: "A restriction",
    SignificantMatter.SEX_AND_RELATIONSHIPS: "Sex and relationships",
    SignificantMatter.VOTING: "Voting",
    SignificantMatter.POLICE_OR_COURT: "Police or court",
    SignificantMatter.END_OF_LIFE: "The end of life",
    SignificantMatter.WORK: "Work, a course or a place",
    SignificantMatter.OTHER: "Something else as big",
}
_RELATION = {
    Relation.FAMILY: "Family",
    Relation.FRIEND: "A friend",
    Relation.ADVOCATE: "An advocate",
    Relation.STAFF: "A member of staff",
    Relation.OTHER: "Somebody else",
}

ALL: tuple[dict[Any, str], ...] = (_STATE, _FORM, _REASON, _AGREEMENT, _MATTER, _RELATION)
