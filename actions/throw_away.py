"""Do not send: no feedback row, and the words are gone."""

from __future__ import annotations

from actions.step import Step, says, subject_of
from storage import Transaction, drafts
from storage.turns import Turn, TurnResult


class ThrowAway(Step):
    """Concerns keep their own copy; this never touches one."""

    action_name = "action_throw_away"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        drafts.throw_away(tx, subject_of(turn))
        return says("utter_not_sent")
