"""What was not understood was meant for staff after all: it becomes feedback like any other."""

from __future__ import annotations

from actions.asking import ask_outcome, ask_words
from actions.step import SILENT, Step
from storage import Transaction, drafts, turns
from storage.turns import Turn, TurnResult


class KeepUnclearWords(Step):
    """The question's subject is the content that was not understood."""

    action_name = "action_keep_unclear_words"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        draft = drafts.start(tx, turn.person_id)
        content_id = turn.asked.subject_id if turn.asked else None
        if content_id is None:
            ask_words(tx, draft)
            return SILENT
        drafts.add_words(tx, draft.id, content_id, turns.heard_in(tx, content_id))
        ask_outcome(tx, turn.person_id, drafts.draft(tx, draft.id))
        return SILENT
