"""The answer to "I want to check. Are you OK?" (R23). Anything but OK makes it amber."""

from __future__ import annotations

from actions.step import Step, says, subject_of
from storage import Transaction, concerns
from storage.audit import Actor
from storage.turns import Turn, TurnResult


class AnswerAreYouOk(Step):
    """OK is noted and closes nothing: a human still looks."""

    action_name = "action_answer_are_you_ok"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        concern_id = subject_of(turn)
        concerns.add_note(tx, Actor("person", turn.person_id), concern_id, f"answered_{turn.answer}")
        if turn.answer == "ok":
            return says("utter_ok_thanks")
        concerns.raise_tier(tx, concern_id, "amber")
        return says("utter_not_ok")
