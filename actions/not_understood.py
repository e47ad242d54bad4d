"""What was not understood: once with choices, the second time a person is asked, never a third loop (rule 47, R55)."""

from __future__ import annotations

from actions.step import SILENT, Step, says
from storage import Transaction, questions, staff_requests
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind, RequestKind


class NotUnderstood(Step):
    """An open question stays open: it is shown again, and the words go to a person if that does not help."""

    action_name = "action_not_understood"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        asked = turn.asked
        if asked is None:
            self._offer(tx, turn)
            return SILENT
        times = questions.count_misunderstood(tx, asked.id)
        if times < 2:
            return says("utter_not_got")
        kind, source = RequestKind.NOT_UNDERSTOOD, turn.message_id
        staff_requests.ask(tx, turn.person_id, kind, source, content_id=turn.content_id)
        if asked.kind is QuestionKind.NOT_UNDERSTOOD:
            questions.drop(tx, asked.id)
        return says("utter_not_understood_person")

    def _offer(self, tx: Transaction, turn: Turn) -> None:
        kind, subject = QuestionKind.NOT_UNDERSTOOD, turn.content_id
        asked = questions.ask(tx, turn.person_id, kind, "utter_ask_not_understood", subject_id=subject)
        questions.count_misunderstood(tx, asked.id)
