"""Skip, or not sure: both are good answers, and the same question is not pushed again (conversation rule 29)."""

from __future__ import annotations

from actions.asking import ask_read_back
from actions.step import SILENT, Step, says_kindly
from storage import Transaction, drafts, questions
from storage.questions import Question
from storage.turns import Turn, TurnResult
from storage.vocabulary import Outcome, QuestionKind

# These hold something that would be lost, or that only the person can decide: they stay open and are shown again.
NOT_SKIPPED = (QuestionKind.READ_BACK, QuestionKind.FIRST_CONTACT, QuestionKind.WHO_SEES)


class Skip(Step):
    """Leaves out the open question. Words or a face that were told already are still read back."""

    action_name = "action_skip"
    response = "utter_skipped"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.asked is None:
            return says_kindly("utter_nothing_open")
        if turn.asked.kind not in NOT_SKIPPED:
            questions.answer(tx, turn.asked.id, "skipped")
            if self._goes_on(tx, turn.asked):
                return SILENT
        return says_kindly(self.response)

    def _goes_on(self, tx: Transaction, asked: Question) -> bool:
        """With a draft that says something already, the next step is its read-back."""
        if asked.kind not in (QuestionKind.FEEDBACK_OUTCOME, QuestionKind.FEEDBACK_WORDS) or asked.subject_id is None:
            return False
        draft = drafts.draft(tx, asked.subject_id)
        if not draft.has_words and draft.outcome in (None, Outcome.UNCLEAR):
            drafts.throw_away(tx, draft.id)
            return False
        ask_read_back(tx, draft.id)
        return True


class NotSure(Skip):
    """Where "Not sure" is none of the answers shown."""

    action_name = "action_not_sure"
    response = "utter_not_sure_ok"
