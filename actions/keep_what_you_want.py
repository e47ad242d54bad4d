"""What the person wants to happen about what they told: for the safeguarding lead alone, never feedback (R09, R19)."""

from __future__ import annotations

from actions.step import Step, says, subject_of
from storage import Transaction, concern_outcomes, contents, inbox
from storage.audit import Actor
from storage.turns import Turn, TurnResult
from storage.vocabulary import IN_OWN_WORDS


class KeepWhatYouWant(Step):
    """The words exactly as they are, or that they said nothing: both are good answers."""

    action_name = "action_keep_what_you_want"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        said = turn.answer == IN_OWN_WORDS and turn.content_id is not None
        keep_answer(tx, turn, contents.words_of(tx, str(turn.content_id)) if said else None)
        return says("utter_what_you_want_kept")


def keep_answer(tx: Transaction, turn: Turn, words: str | None) -> None:
    """Beside the concern; of the chat it is gone from now on, as everything that tells of one."""
    concern_outcomes.keep_desired_outcome(tx, Actor("person", turn.person_id), subject_of(turn), words)
    inbox.hide(tx, turn.message_id)
