"""My staff, or only the manager: kept with the draft, which is read back again."""

from __future__ import annotations

from actions.asking import ask_read_back
from actions.step import SILENT, Step, subject_of
from storage import Transaction, drafts
from storage.turns import Turn, TurnResult
from storage.vocabulary import VisibleTo


class KeepWhoSees(Step):
    """Nothing is sent yet."""

    action_name = "action_keep_who_sees"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        draft_id = subject_of(turn)
        drafts.set_visible_to(tx, draft_id, VisibleTo(str(turn.answer)))
        ask_read_back(tx, draft_id)
        return SILENT
