"""What was chosen stays, or they choose again: people may change their mind at any time (R34)."""

from __future__ import annotations

from actions.choosing import ask_if_it_stays
from actions.step import SILENT, Step, says, subject_of
from storage import Transaction, choice_offers, choice_sets
from storage.turns import Turn, TurnResult
from storage.vocabulary import DECIDED_CHOICES, OfferReason


class KeepChoice(Step):
    """It stays; the next thing they chose is shown, until there is none."""

    action_name = "action_keep_choice"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        theirs = choice_sets.for_the_person(tx, turn.person_id)
        ids = [one.id for one in theirs]
        shown = ids.index(subject_of(turn)) if subject_of(turn) in ids else len(ids)
        following = [one for one in theirs[shown + 1 :] if one.state in DECIDED_CHOICES]
        if following:
            ask_if_it_stays(tx, following[0])
            return SILENT
        return says("utter_choice_kept")


class ChooseAgain(Step):
    """The same options, in an order of its own."""

    action_name = "action_choose_again"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        choice_offers.begin(tx, subject_of(turn), OfferReason.CHANGED_MIND)
        return SILENT
