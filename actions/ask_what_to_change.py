"""Change it: the words, or how it was. What was read wrong is put right in two taps."""

from __future__ import annotations

from actions.step import SILENT, Step, subject_of
from storage import Transaction, questions
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind


class AskWhatToChange(Step):
    """Nothing is changed by it yet."""

    action_name = "action_ask_what_to_change"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        kind = QuestionKind.WHAT_TO_CHANGE
        questions.ask(tx, turn.person_id, kind, "utter_ask_what_to_change", subject_id=subject_of(turn))
        return SILENT
