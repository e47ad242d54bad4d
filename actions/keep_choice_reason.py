"""Their reason for a choice, if they want to give one: in their own words, offered and never asked for (R33)."""

from __future__ import annotations

from actions.choosing import ask_who_helped
from actions.step import SILENT, Step, says_kindly, subject_of
from storage import Transaction, decisions
from storage.turns import Turn, TurnResult
from storage.vocabulary import IN_OWN_WORDS


class KeepChoiceReason(Step):
    """To say nothing is as good."""

    action_name = "action_keep_choice_reason"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        decision_id = subject_of(turn)
        ask_who_helped(tx, decision_id, turn.person_id)
        if turn.answer != IN_OWN_WORDS or turn.content_id is None:
            return SILENT
        decisions.keep_reason(tx, decision_id, turn.content_id)
        return says_kindly("utter_choice_reason_kept")
