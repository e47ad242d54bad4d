""" "My choices": what there is to choose, one at a time, and then what was chosen, which may be changed (R34)."""

from __future__ import annotations

from actions.choosing import ask_if_it_stays, show_choice
from actions.step import SILENT, Step, says
from storage import Transaction, choice_sets, decisions
from storage.turns import Turn, TurnResult
from storage.vocabulary import OPEN_CHOICES


class TellMyChoices(Step):
    """First what waits to be asked once more, then what is not decided; whoever has decided all hears what they chose."""

    action_name = "action_tell_my_choices"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        for decision in decisions.to_ask_again(tx, person_id=turn.person_id):
            decisions.ask_again(tx, decision.id, started_by="person", wait=False)
            return SILENT
        theirs = choice_sets.for_the_person(tx, turn.person_id)
        if not theirs:
            return says("utter_my_choices_none")
        if theirs[0].state in OPEN_CHOICES:
            show_choice(tx, theirs[0])
        else:
            ask_if_it_stays(tx, theirs[0])
        return SILENT
