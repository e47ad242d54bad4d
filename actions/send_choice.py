"""The read-back of a choice: send it, change it, or do not send it."""

from __future__ import annotations

from actions.choosing import ask_who_helped, carried_out, offer_of, what_was_chosen
from actions.step import SILENT, Step, says
from storage import Transaction, choice_offers, choice_sets, contents, decisions, questions
from storage.audit import Actor
from storage.choice_offers import Offer
from storage.questions import Question
from storage.references import staff_ref
from storage.turns import Turn, TurnResult
from storage.vocabulary import Agreement, ChoiceState, OfferReason, QuestionKind


class SendChoice(Step):
    """It counts from now on. Then their reason is offered a place, and who helped is asked."""

    action_name = "action_send_choice"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        offer, (option_id, content_id) = offer_of(tx, turn), _read_back(turn.asked)
        if offer.reason is OfferReason.ASKED_AGAIN:
            return self._once_more(tx, offer, option_id)
        before = decisions.holding(tx, offer.choice_set_id)
        decision = decisions.keep(tx, offer, option_id=option_id, content_id=content_id)
        chosen = what_was_chosen(decision)
        if before is not None and before.id == decision.id:
            return says("utter_chosen_stays", option=chosen)
        if content_id is not None:
            ask_who_helped(tx, decision.id, turn.person_id)
            owner = staff_ref(str(choice_sets.one(tx, offer.choice_set_id).owner_id))
            return says("utter_chosen_words", words=chosen, owner=owner)
        kind = QuestionKind.CHOICE_WHY
        questions.ask(tx, turn.person_id, kind, "utter_ask_choice_why", subject_id=decision.id)
        if decision.agreement is Agreement.WAITING:
            return says("utter_chosen_ask_later", option=chosen)
        return carried_out(tx, decision, "utter_chosen")

    def _once_more(self, tx: Transaction, offer: Offer, option_id: str | None) -> TurnResult:
        """The second asking: both answers are kept, and only the same is carried out (conversation rule 27)."""
        result = ChoiceState.SOMETHING_ELSE if option_id is None else ChoiceState.CHOSEN
        if decisions.answer_again(tx, offer, option_id, result) is Agreement.DIFFERENT:
            return says("utter_chosen_different")
        decision = decisions.holding(tx, offer.choice_set_id)
        return SILENT if decision is None else carried_out(tx, decision, "utter_chosen_same")


class ChangeChoice(Step):
    """The options once more; words that were read back are gone."""

    action_name = "action_change_choice"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        _forget_words(tx, turn)
        choice_offers.put(tx, offer_of(tx, turn))
        return SILENT


class DropChoice(Step):
    """Do not send: nothing is decided, and nobody hears of it."""

    action_name = "action_drop_choice"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        _forget_words(tx, turn)
        decisions.leave_open(tx, offer_of(tx, turn), ChoiceState.DECLINED)
        return says("utter_choice_not_sent")


def _read_back(asked: Question | None) -> tuple[str | None, str | None]:
    """The id of the option, or of the words, that a read-back shows."""
    values = {} if asked is None else asked.values
    option, words = (values.get(name, "").partition(":")[2] or None for name in ("option", "words"))
    return option, words


def _forget_words(tx: Transaction, turn: Turn) -> None:
    _, content_id = _read_back(turn.asked)
    if content_id is not None:
        contents.purge(tx, Actor("person", turn.person_id), content_id)
