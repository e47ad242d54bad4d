"""Hello. Whoever was interrupted may carry on; everybody else is asked how a thing was."""

from __future__ import annotations

from actions.asking import ask_where_to_begin
from actions.step import Step, says_kindly
from storage import Transaction
from storage.turns import Turn, TurnResult


class Greet(Step):
    """Never begins anew over something unfinished."""

    action_name = "action_greet"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.asked is None:
            ask_where_to_begin(tx, turn.person_id)
        return says_kindly("utter_greet")
