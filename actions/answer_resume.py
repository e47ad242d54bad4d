"""After a stop: carry on where it was, or start again."""

from __future__ import annotations

from actions.asking import ask_outcome
from actions.step import SILENT, Step, says_kindly
from storage import Transaction, drafts, questions, what_matters
from storage.turns import Turn, TurnResult


class AnswerResume(Step):
    """Starting again drops what was not sent, as the person asked."""

    action_name = "action_answer_resume"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.answer == "carry_on":
            return self._carry_on(tx, turn)
        # Tapped late, it says nothing about what was begun after it was asked.
        asked_at = turn.asked.opened_at if turn.asked else None
        draft = drafts.open_draft(tx, turn.person_id, before=asked_at)
        if draft is not None:
            drafts.throw_away(tx, draft.id)
        entry = what_matters.being_told(tx, turn.person_id, before=asked_at)
        if entry is not None:
            what_matters.throw_away(tx, entry.id)
        ask_outcome(tx, turn.person_id)
        return SILENT

    def _carry_on(self, tx: Transaction, turn: Turn) -> TurnResult:
        """What is open goes on; otherwise what was interrupted, unless it was answered in the meantime."""
        interrupted = questions.next_waiting(tx, turn.person_id)
        if questions.open_question(tx, turn.person_id) is None and interrupted is not None:
            questions.reopen(tx, interrupted.id)
            return SILENT
        return says_kindly("utter_nothing_open")
