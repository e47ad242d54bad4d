"""Change what I said: for a day after it was sent (conversation rule 46). The old row stays, a new one replaces it."""

from __future__ import annotations

from actions.asking import ABOUT_A_DRAFT, CHANGE_WORDS, ask_words
from actions.choosing import choose_anew
from actions.step import SILENT, Step, says
from storage import Transaction, drafts, feedback, questions
from storage.drafts import Draft
from storage.turns import Turn, TurnResult


class Undo(Step):
    """What was not sent yet is simply told anew; of a choice, its options are shown again."""

    action_name = "action_undo"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.asked is not None and choose_anew(tx, turn.asked):
            return SILENT
        draft = self._unsent(tx, turn)
        if draft is not None:
            drafts.clear_words(tx, draft.id)
            questions.drop_about(tx, draft.id)
            ask_words(tx, draft, response=CHANGE_WORDS)
            return SILENT
        last = feedback.last_to_change(tx, turn.person_id)
        if last is None:
            return says("utter_nothing_to_change")
        questions.drop_about(tx, last.id)
        # How each of several things was says nothing about the new words.
        outcome = last.outcome if last.first_id is None else None
        draft = drafts.start(tx, turn.person_id, replaces_id=last.id, outcome=outcome)
        drafts.set_visible_to(tx, draft.id, last.visible_to)
        ask_words(tx, drafts.draft(tx, draft.id), response=CHANGE_WORDS)
        return SILENT

    def _unsent(self, tx: Transaction, turn: Turn) -> Draft | None:
        """The draft that is meant: the one being asked about, or the newest if nothing was sent after it was begun."""
        asked = turn.asked
        if asked is not None and asked.kind in ABOUT_A_DRAFT and asked.subject_id is not None:
            return drafts.draft(tx, asked.subject_id)
        draft = drafts.open_draft(tx, turn.person_id)
        last = feedback.last_to_change(tx, turn.person_id)
        return None if draft is None or (last is not None and last.said_at > draft.created_at) else draft
