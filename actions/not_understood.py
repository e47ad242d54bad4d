"""What was not understood: once with choices or in simpler words, then a person is asked, never a third loop (conversation
rules 38 and 47, R55)."""

from __future__ import annotations

from actions.step import SILENT, Step, says
from storage import Transaction, questions, readings, staff_requests
from storage.questions import Question
from storage.turns import Reply, Turn, TurnResult
from storage.vocabulary import QuestionKind, RequestKind

NEVER_SIMPLER = (
    QuestionKind.NOT_UNDERSTOOD,
    QuestionKind.FEEDBACK_WORDS,
    QuestionKind.CHECK_IN_WORDS,
    QuestionKind.CHOICE_WORDS,
    QuestionKind.CHOICE_WHY,
    QuestionKind.WHAT_MATTERS,
)
"""The first is the simpler way itself; the others ask for words, as simply as can be."""


class NotUnderstood(Step):
    """An open question stays open: it is shown once more in simpler words, and if that does not help a person gets the
    words. Staff have one request open for that; what follows is counted on it."""

    action_name = "action_not_understood"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        readings.not_understood(tx, turn.content_id)
        asked = turn.asked
        if asked is None:
            self._offer(tx, turn)
            return SILENT
        times = questions.count_misunderstood(tx, asked.id)
        if times < 2:
            if asked.kind not in NEVER_SIMPLER:
                questions.put_otherwise(tx, asked.id, _simpler(asked))
            return says("utter_not_got")
        kind, source = RequestKind.NOT_UNDERSTOOD, turn.message_id
        staff_requests.ask_or_count(tx, turn.person_id, kind, source, content_id=turn.content_id)
        if asked.kind is QuestionKind.NOT_UNDERSTOOD:
            questions.drop(tx, asked.id)
            return says("utter_not_understood_person")
        # It stays open without being shown: in the same words once more it would only be louder.
        return TurnResult((Reply("utter_not_understood_person"),), ends_talk=True)

    def _offer(self, tx: Transaction, turn: Turn) -> None:
        kind, subject = QuestionKind.NOT_UNDERSTOOD, turn.content_id
        asked = questions.ask(tx, turn.person_id, kind, "utter_ask_not_understood", subject_id=subject)
        questions.count_misunderstood(tx, asked.id)


def _simpler(asked: Question) -> str:
    """The name of the same question in simpler words. Days are asked a few at a time, each with their own buttons."""
    if asked.kind is QuestionKind.CHECK_IN_DAY:
        return asked.response.replace("utter_ask_", "utter_again_ask_")
    return f"utter_again_ask_{asked.kind}"
