"""Somebody who helps the person: that is right, or it stops at once."""

from __future__ import annotations

from actions.helping import ONE_OF_ALL, ask_of_helper
from actions.step import SILENT, Step, says, says_kindly, subject_of
from storage import Transaction, supporters
from storage.references import supporter_ref
from storage.turns import Turn, TurnResult


class KeepHelper(Step):
    """It stays. Of whoever looks at all of them the next one is asked, until there is none."""

    action_name = "action_keep_helper"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.asked is not None and turn.asked.response == ONE_OF_ALL:
            theirs = supporters.of_person(tx, turn.person_id)
            ids = [one.id for one in theirs]
            shown = ids.index(subject_of(turn)) if subject_of(turn) in ids else len(ids)
            if theirs[shown + 1 :]:
                ask_of_helper(tx, theirs[shown + 1])
                return SILENT
        return says_kindly("utter_helper_right")


class StopHelper(Step):
    """Nobody asks why, or whether they are sure (conversation rule 49)."""

    action_name = "action_stop_helper"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        supporter_id = subject_of(turn)
        supporters.end_by_person(tx, turn.person_id, supporter_id)
        return says("utter_helper_stopped", helper=supporter_ref(supporter_id))
