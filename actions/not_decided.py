"""What is said to a choice and decides nothing (R34): nobody's "yes" to several options counts as one of them."""

from __future__ import annotations

from actions.choosing import ask_for_help, ask_who_helps, not_decided, offer_of
from actions.step import SILENT, Step, says
from storage import Transaction
from storage.turns import Turn, TurnResult


class NotDecided(Step):
    """In another form, and the second time with help."""

    action_name = "action_not_decided"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return not_decided(tx, offer_of(tx, turn))


class AskWhoHelpsChoose(Step):
    """ "You choose": the bot never does, and never advises (R31). Whoever they chose can help."""

    action_name = "action_ask_who_helps_choose"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        ask_who_helps(tx, offer_of(tx, turn), "utter_ask_who_helps_choose")
        return SILENT


class AskForHelpToChoose(Step):
    """They want help."""

    action_name = "action_ask_for_help_to_choose"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.asked is None:
            raise ValueError("this turn answers no question about help")
        return ask_for_help(tx, offer_of(tx, turn), turn.asked)


class ChooseWithoutHelp(Step):
    """They do not: a choice that is still open is shown again, one that is over can be found again."""

    action_name = "action_choose_without_help"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return SILENT if offer_of(tx, turn).closed_at is None else says("utter_choice_not_now")
