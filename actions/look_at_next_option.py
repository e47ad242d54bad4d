"""One option was looked at by itself: the next one, or after the last all of them with their buttons."""

from __future__ import annotations

from actions.choosing import offer_of
from actions.step import SILENT, Step
from storage import Transaction, choice_offers
from storage.turns import Turn, TurnResult


class LookAtNextOption(Step):
    """In the order of the offer."""

    action_name = "action_look_at_next_option"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        offer = offer_of(tx, turn)
        following = 0 if turn.asked is None else choice_offers.looked_at(offer, turn.asked) + 1
        if following < len(offer.shown_order):
            choice_offers.look(tx, offer, following)
        else:
            choice_offers.put(tx, offer)
        return SILENT
