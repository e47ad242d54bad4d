"""An option was tapped, or named in whatever way: it is read back, and counts when it is sent."""

from __future__ import annotations

from actions.choosing import offer_of, read_back_option
from actions.step import SILENT, Step
from storage import Transaction, choice_offers
from storage.turns import Turn, TurnResult


class PickOption(Step):
    """No word about it: there is no better and no worse one (R31)."""

    action_name = "action_pick_option"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        offer = offer_of(tx, turn)
        read_back_option(tx, offer, choice_offers.picked(tx, offer, str(turn.answer)))
        return SILENT
