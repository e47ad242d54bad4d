"""After a stop: carry on where it was, or start again."""

from __future__ import annotations

from actions.asking import ask_outcome
from actions.step import SILENT, Step
from storage import Transaction, drafts, questions
from storage.turns import Turn, TurnResult


class AnswerResume(Step):
    """Starting again drops what was not sent, as the person asked."""

    action_name = "action_answer_resume"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.answer == "carry_on":
            interrupted = questions.next_waiting(tx, turn.person_id)
            if interrupted is not None:
                questions.reopen(tx, interrupted.id)
            return SILENT
        draft = drafts.open_draft(tx, turn.person_id)
        if draft is not None:
            drafts.throw_away(tx, draft.id)
        ask_outcome(tx, turn.person_id)
        return SILENT
