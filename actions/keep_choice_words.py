"""Something else, in the person's own words: read back as they are."""

from __future__ import annotations

from actions.choosing import offer_of, read_back_words
from actions.step import SILENT, Step
from storage import Transaction
from storage.turns import Turn, TurnResult


class KeepChoiceWords(Step):
    """Under "What do you want?", or at once under the options."""

    action_name = "action_keep_choice_words"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        read_back_words(tx, offer_of(tx, turn), str(turn.content_id))
        return SILENT
