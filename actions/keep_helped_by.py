"""Who helped with telling it, or with choosing (conversation rule 33)."""

from __future__ import annotations

from actions.choosing import go_on, helper_asked
from actions.step import Step, says_kindly, subject_of
from storage import Transaction, decisions, feedback, own_page, what_matters
from storage.turns import Turn, TurnResult
from storage.vocabulary import HelpedBy


class KeepHelpedBy(Step):
    """ "Not sure" is a good answer: it is kept as not known."""

    action_name = "action_keep_helped_by"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        helped_by = HelpedBy.NOT_KNOWN if turn.answer == "not_sure" else HelpedBy(str(turn.answer))
        told_id = subject_of(turn)
        if decisions.find(tx, told_id) is not None:
            decisions.keep_helped_by(tx, told_id, helped_by, helper_asked(tx, told_id, helped_by))
            go_on(tx, turn.person_id)
        elif own_page.find(tx, told_id) is not None:
            what_matters.set_helped_by(tx, told_id, helped_by)
        else:
            feedback.keep_helped_by(tx, told_id, helped_by)
        return says_kindly("utter_helped_kept")
