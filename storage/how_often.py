"""How often the bot may ask a person something by itself: they say so, and it is obeyed at once (R44)."""

from __future__ import annotations

from storage import houses, pending_actions, questions
from storage.database import Transaction
from storage.vocabulary import Asks, QuestionKind

HOURS_BETWEEN = {Asks.EVERY_DAY: 24, Asks.NOW_AND_THEN: 7 * 24}
"""At most one question of the bot's own in so many hours (conversation rule 58); to others it asks none."""


def choose(tx: Transaction, person_id: str, asks: Asks) -> None:
    """Keep it. What the bot was about to ask of whoever wants none is for staff to ask in person; what it has asked stays
    on the screen and may still be tapped."""
    houses.set_asks(tx, person_id, asks)
    if asks is not Asks.ONLY_WHEN_I_START:
        return
    for one in questions.waiting_of(tx, person_id, QuestionKind.DID_IT_HELP):
        if one.is_for_the_schedule and one.subject_id is not None:
            questions.drop(tx, one.id)
            pending_actions.mark_not_asked(tx, one.subject_id)


def may_ask_now(tx: Transaction, person_id: str) -> bool:
    """Whether the bot may put a question of its own to this person now, as far as they said."""
    hours = HOURS_BETWEEN.get(Asks(houses.person(tx, person_id).asks))
    return hours is not None and not questions.bot_asked_since(tx, person_id, hours)
