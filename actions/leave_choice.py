"""The ways out of every choice: something else, not now, and a person to talk to (R30)."""

from __future__ import annotations

from actions.choosing import choose_later, offer_of
from actions.step import SILENT, Step, says
from storage import Transaction, choice_offers, decisions, questions, staff_requests
from storage.turns import Turn, TurnResult
from storage.vocabulary import ChoiceState, QuestionKind, RequestKind


class AskForSomethingElse(Step):
    """What they would rather have, in their own words."""

    action_name = "action_ask_for_something_else"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        offer, kind = offer_of(tx, turn), QuestionKind.CHOICE_WORDS
        questions.ask(tx, turn.person_id, kind, "utter_ask_choice_words", subject_id=offer.id)
        return SILENT


class ChooseLater(Step):
    """They can come back to it any time."""

    action_name = "action_choose_later"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return choose_later(tx, offer_of(tx, turn))


class ChooseWithAPerson(Step):
    """On the list of the staff at once; nothing is decided."""

    action_name = "action_choose_with_a_person"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        decisions.leave_open(tx, offer_of(tx, turn), ChoiceState.NO_DECISION)
        staff_requests.ask(tx, turn.person_id, RequestKind.WANTS_TO_TALK, turn.message_id)
        return says("utter_person_asked")


class ShowChoiceAgain(Step):
    """No words after all: the options once more, in the order in which they were shown."""

    action_name = "action_show_choice_again"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        choice_offers.put(tx, offer_of(tx, turn))
        return SILENT
