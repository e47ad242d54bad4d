"""Stop ends at once, keeps everything, and asks nothing back (conversation rule 49)."""

from __future__ import annotations

from actions.step import Step
from storage import Transaction, questions
from storage.turns import Reply, Turn, TurnResult


class Stop(Step):
    """The open question waits until the person comes back."""

    action_name = "action_stop"
    response = "utter_stopped"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        questions.set_aside(tx, turn.person_id)
        return TurnResult((Reply(self.response),), ends_talk=True)


class SayGoodbye(Stop):
    """Goodbye ends a talk as "stop" does."""

    action_name = "action_say_goodbye"
    response = "utter_goodbye"
