"""Who helped with telling it (conversation rule 33)."""

from __future__ import annotations

from actions.step import Step, says_kindly, subject_of
from storage import Transaction, feedback, own_page, what_matters
from storage.turns import Turn, TurnResult
from storage.vocabulary import HelpedBy


class KeepHelpedBy(Step):
    """ "Not sure" is a good answer: it is kept as not known."""

    action_name = "action_keep_helped_by"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        helped_by = HelpedBy.NOT_KNOWN if turn.answer == "not_sure" else HelpedBy(str(turn.answer))
        told_id = subject_of(turn)
        if own_page.find(tx, told_id) is not None:
            what_matters.set_helped_by(tx, told_id, helped_by)
        else:
            feedback.keep_helped_by(tx, told_id, helped_by)
        return says_kindly("utter_helped_kept")
