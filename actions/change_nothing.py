"""Nothing is to be changed after all: it is read back as it was."""

from __future__ import annotations

from actions.asking import ask_read_back
from actions.step import SILENT, Step, subject_of
from storage import Transaction
from storage.turns import Turn, TurnResult


class ChangeNothing(Step):
    """The read-back once more."""

    action_name = "action_change_nothing"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        ask_read_back(tx, subject_of(turn))
        return SILENT
