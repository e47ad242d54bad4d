""" "Did it help?": one tap, recorded at once, and the person hears what follows."""

from __future__ import annotations

from actions.step import Step, says, subject_of
from storage import Transaction, outcomes, pending_actions
from storage.references import staff_ref
from storage.turns import Turn, TurnResult
from storage.vocabulary import DidItHelp


class KeepDidItHelp(Step):
    """No starts it again with its owner; the second No goes to the manager (conversation rule 56)."""

    action_name = "action_keep_did_it_help"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        action_id = subject_of(turn)
        outcome = DidItHelp(str(turn.answer))
        question_id = turn.asked.id if turn.asked else turn.message_id
        outcomes.keep(tx, turn.person_id, action_id, question_id, outcome)
        if outcome is not DidItHelp.DID_NOT_HELP:
            return says(f"utter_outcome_{outcome}")
        action = pending_actions.one(tx, action_id)
        if action.escalated_at is not None:
            return says("utter_outcome_did_not_help_again")
        return says("utter_outcome_did_not_help", owner=staff_ref(action.owner_id))
