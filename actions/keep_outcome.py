"""How it was: a face was tapped or named. The words come next, unless they came first."""

from __future__ import annotations

from actions.asking import ask_read_back, ask_words
from actions.step import SILENT, Step, says_kindly
from storage import Transaction, drafts, readings
from storage.turns import Turn, TurnResult
from storage.vocabulary import Outcome

NO_FACE = {"something_else": Outcome.UNCLEAR, "not_sure": Outcome.UNCLEAR}


class KeepOutcome(Step):
    """Keeps the face with the draft, or begins one with it."""

    action_name = "action_keep_outcome"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        answer = str(turn.answer)
        outcome = NO_FACE.get(answer) or Outcome(answer)
        draft_id = turn.asked.subject_id if turn.asked else None
        if draft_id is None:
            draft_id = drafts.start(tx, turn.person_id).id
        drafts.set_outcome(tx, draft_id, outcome)
        draft = drafts.draft(tx, draft_id)
        readings.face_picked(tx, draft.parts, outcome)
        if draft.has_words:
            ask_read_back(tx, draft_id)
        else:
            ask_words(tx, draft)
        return says_kindly("utter_not_sure_ok") if answer == "not_sure" else SILENT
