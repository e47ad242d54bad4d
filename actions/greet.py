"""Hello. Whoever was interrupted may carry on; everybody else is asked how a thing was."""

from __future__ import annotations

from actions.asking import ask_outcome
from actions.step import Step, says_kindly
from storage import Transaction, questions
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind


class Greet(Step):
    """Never begins anew over something unfinished."""

    action_name = "action_greet"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.asked is None:
            interrupted = questions.next_waiting(tx, turn.person_id)
            if interrupted is not None and interrupted.started_by == "person":
                questions.ask(tx, turn.person_id, QuestionKind.RESUME, "utter_ask_resume")
            elif interrupted is None:
                ask_outcome(tx, turn.person_id)
        return says_kindly("utter_greet")
