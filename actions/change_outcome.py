"""Change good or bad: the faces are asked, of each thing told in turn."""

from __future__ import annotations

from actions.asking import ask_outcome_again
from actions.step import SILENT, Step, subject_of
from storage import Transaction, drafts
from storage.turns import Turn, TurnResult


class ChangeOutcome(Step):
    """What stands stays until a face is picked."""

    action_name = "action_change_outcome"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        ask_outcome_again(tx, drafts.draft(tx, subject_of(turn)))
        return SILENT
