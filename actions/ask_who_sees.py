"""Pick who sees it, before it is sent."""

from __future__ import annotations

from actions.step import SILENT, Step, subject_of
from storage import Transaction, questions
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind


class AskWhoSees(Step):
    """The draft is read back once more after the answer."""

    action_name = "action_ask_who_sees"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        kind = QuestionKind.WHO_SEES
        questions.ask(tx, turn.person_id, kind, "utter_ask_who_sees", subject_id=subject_of(turn))
        return SILENT
