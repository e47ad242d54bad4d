"""Change my words: they are asked for again. After the second time a person is asked to help (R37)."""

from __future__ import annotations

from actions.asking import CHANGE_WORDS, ask_words
from actions.step import SILENT, Step, says, subject_of
from storage import Transaction, drafts, questions, readings, staff_requests
from storage.turns import Turn, TurnResult
from storage.vocabulary import RequestKind


class ChangeWords(Step):
    """The earlier words were never sent, so they are removed."""

    action_name = "action_change_words"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        draft_id = subject_of(turn)
        readings.corrected(tx, drafts.draft(tx, draft_id).parts)
        drafts.clear_words(tx, draft_id)
        again = questions.times_asked(tx, draft_id, CHANGE_WORDS) > 0
        ask_words(tx, drafts.draft(tx, draft_id), response=CHANGE_WORDS)
        if not again:
            return SILENT
        staff_requests.ask(tx, turn.person_id, RequestKind.WANTS_TO_TALK, turn.message_id)
        return says("utter_person_helps_with_words")
