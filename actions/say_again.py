"""Say it again, or slower from now on (conversation rules 40 and 41)."""

from __future__ import annotations

from actions.step import Step
from storage import Transaction, communication_profiles, outbox, questions
from storage.turns import Reply, Turn, TurnResult


class SayAgain(Step):
    """The open question in full, or else the last thing that was said."""

    action_name = "action_say_again"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        something = questions.open_question(tx, turn.person_id) or outbox.last_spoken(tx, turn.person_id)
        return TurnResult(says_again=True) if something else TurnResult((Reply("utter_nothing_to_repeat"),))


class SaySlower(Step):
    """All of it is slower from now on, and the last thing is said once more that way."""

    action_name = "action_say_slower"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        communication_profiles.choose_slower(tx, turn.person_id)
        return TurnResult((Reply("utter_slower", is_courtesy=True),), says_again=True)
