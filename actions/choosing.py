"""The questions of a prepared choice, as the actions ask them."""

from __future__ import annotations

from actions.step import SILENT, says, subject_of
from storage import (
    Transaction,
    choice_offers,
    choice_sets,
    decisions,
    houses,
    how_messages,
    pending_actions,
    questions,
    staff_requests,
    supporters,
)
from storage.choice_offers import Offer
from storage.choice_sets import ChoiceSet
from storage.decisions import Decision
from storage.questions import Question
from storage.references import (
    choice_question_ref,
    content_ref,
    day_ref,
    helper_ref,
    staff_ref,
    supporter_ref,
    whole_option_ref,
)
from storage.turns import Turn, TurnResult
from storage.vocabulary import ChoiceState, HelpedBy, OfferReason, QuestionKind, RequestKind

ABOUT_AN_OFFER = (
    QuestionKind.CHOICE,
    QuestionKind.CHOICE_LOOK,
    QuestionKind.CHOICE_WORDS,
    QuestionKind.CHOICE_READ_BACK,
)


def offer_of(tx: Transaction, turn: Turn) -> Offer:
    """The offer that the question of this turn is about."""
    return choice_offers.one(tx, subject_of(turn))


def show_choice(tx: Transaction, kept: ChoiceSet) -> None:
    """Where the person left it, or from the beginning."""
    for offer in choice_offers.of_set(tx, kept.id):
        left = questions.unanswered_about(tx, offer.id) if offer.closed_at is None else ()
        if left:
            questions.reopen(tx, left[-1].id)
            return
    choice_offers.begin(tx, kept.id, OfferReason.FIRST)


def ask_if_it_stays(tx: Transaction, kept: ChoiceSet) -> None:
    """What they chose, and whether they want to choose again (R34)."""
    decision = decisions.holding(tx, kept.id)
    if decision is not None:
        values = {"question": choice_question_ref(kept.id), "chosen": what_was_chosen(decision)}
        kind = QuestionKind.CHOICE_AGAIN
        questions.ask(tx, kept.person_id, kind, "utter_ask_choice_again", values=values, subject_id=kept.id)


def what_was_chosen(decision: Decision) -> str:
    """The reference to the option, or to their own words."""
    if decision.option_id is not None:
        return whole_option_ref(decision.option_id)
    return content_ref(str(decision.content_id))


def read_back_option(tx: Transaction, offer: Offer, option_id: str) -> None:
    """What was picked, and who will see it, before it counts (conversation rules 14 and 45)."""
    values = {"option": whole_option_ref(option_id), **_owner(tx, offer)}
    kind, response = QuestionKind.CHOICE_READ_BACK, "utter_ask_choice_read_back"
    questions.ask(tx, offer.person_id, kind, response, values=values, subject_id=offer.id)


def read_back_words(tx: Transaction, offer: Offer, content_id: str) -> None:
    """The same for what they would rather have, in their own words."""
    values = {"words": content_ref(content_id), **_owner(tx, offer)}
    kind, response = QuestionKind.CHOICE_READ_BACK, "utter_choice_ask_read_back_words"
    questions.ask(tx, offer.person_id, kind, response, values=values, subject_id=offer.id)


def carried_out(tx: Transaction, decision: Decision, response: str) -> TurnResult:
    """What was chosen, who does it, and by when (conversation rule 50)."""
    action = pending_actions.one(tx, str(decision.pending_action_id))
    who, when = staff_ref(action.owner_id), day_ref(action.due_on)
    return says(response, option=what_was_chosen(decision), owner=who, day=when)


def choose_later(tx: Transaction, offer: Offer) -> TurnResult:
    """ "Not now" is a good answer: nobody pushes (conversation rule 29)."""
    decisions.leave_open(tx, offer, ChoiceState.NOT_NOW)
    return says("utter_choice_not_now")


def not_decided(tx: Transaction, offer: Offer) -> TurnResult:
    """Not sure, "yes" to several options, whatever somebody else wants: the first time they are put in another form, then help
    is offered (R34)."""
    if offer.reason in (OfferReason.FIRST, OfferReason.CHANGED_MIND):
        choice_offers.begin(tx, offer.choice_set_id, OfferReason.ANOTHER_FORM)
        return says("utter_choice_another_way")
    decisions.leave_open(tx, offer, ChoiceState.NO_DECISION)
    ask_who_helps(tx, offer, "utter_choice_ask_helper")
    return SILENT


def ask_who_helps(tx: Transaction, offer: Offer, response: str) -> None:
    """The supporter they chose, or else their keyworker, or else their staff, can help them to think about it."""
    values, kind = {"helper": _helper(tx, offer.person_id)}, QuestionKind.WHO_HELPS_CHOOSE
    questions.ask(tx, offer.person_id, kind, response, values=values, subject_id=offer.id)


def ask_for_help(tx: Transaction, offer: Offer, asked: Question) -> TurnResult:
    """Staff bring whoever helps and the person together."""
    if offer.closed_at is None:
        decisions.leave_open(tx, offer, ChoiceState.NO_DECISION)
    staff_requests.ask(tx, offer.person_id, RequestKind.HELP_TO_CHOOSE, f"help:{asked.id}")
    return says("utter_choice_help_asked", helper=asked.values["helper"])


def ask_who_helped(tx: Transaction, decision_id: str, person_id: str) -> None:
    """Who helped with choosing; it can be skipped (conversation rule 33)."""
    questions.ask(tx, person_id, QuestionKind.WHO_HELPED, "utter_ask_who_helped", subject_id=decision_id)


def helper_asked(tx: Transaction, decision_id: str, helped_by: HelpedBy) -> str | None:
    """The id of the supporter whose help they asked for with this choice, where somebody helped; None for anybody else."""
    if helped_by not in (HelpedBy.READ_TO_ME, HelpedBy.TAPPED_FOR_ME):
        return None
    ids = [one.id for one in choice_offers.of_set(tx, decisions.one(tx, decision_id).choice_set_id)]
    asked = questions.answered_about(tx, ids, QuestionKind.WHO_HELPS_CHOOSE, "ask_them")
    helpers = [one.values["helper"].partition(":") for one in asked]
    return next((key for kind, _, key in reversed(helpers) if kind == "supporter"), None)


def choose_anew(tx: Transaction, asked: Question) -> bool:
    """Whether this question is about a choice that was just picked or sent: then its options are shown again."""
    if asked.kind in (QuestionKind.CHOICE_READ_BACK, QuestionKind.CHOICE_WORDS):
        questions.drop(tx, asked.id)
        choice_offers.put(tx, choice_offers.one(tx, str(asked.subject_id)))
        return True
    decision = decisions.find(tx, str(asked.subject_id))
    if decision is None:
        return False
    questions.drop_about(tx, decision.id)
    choice_offers.begin(tx, decision.choice_set_id, OfferReason.CHANGED_MIND)
    return True


def go_on(tx: Transaction, person_id: str) -> None:
    """To whom several choices were announced together, the next one comes when one is done."""
    if not how_messages.of_person(tx, person_id).is_one_by_one:
        waiting = questions.waiting_of(tx, person_id, QuestionKind.CHOICE)
        following = next((one for one in waiting if one.is_for_the_schedule), None)
        if following is not None:
            questions.reopen(tx, following.id)


def _owner(tx: Transaction, offer: Offer) -> dict[str, str]:
    return {"owner": staff_ref(str(choice_sets.one(tx, offer.choice_set_id).owner_id))}


def _helper(tx: Transaction, person_id: str) -> str:
    chosen = supporters.of_person(tx, person_id)
    if chosen:
        return supporter_ref(chosen[0].id)
    keyworker_id = houses.person(tx, person_id).keyworker_id
    return helper_ref("staff") if keyworker_id is None else staff_ref(keyworker_id)
