"""How often the bot may ask a person something by itself: they say so, and it is obeyed at once (R44)."""

from __future__ import annotations

from storage import houses, linking, own_times, pending_actions, questions
from storage.database import Transaction
from storage.vocabulary import Asks, QuestionKind

DAYS_BETWEEN = {Asks.EVERY_DAY: 1, Asks.NOW_AND_THEN: 7}
"""At most one question of the bot's own in so many days (conversation rule 58); to others it asks none."""


def choose(tx: Transaction, person_id: str, asks: Asks) -> None:
    """Keep it; a pause that holds is over, for this was said later. What the bot was about to ask of whoever wants none is
    for staff to ask in person; what it has asked stays on the screen and may still be tapped."""
    houses.set_asks(tx, person_id, asks)
    own_times.end_pause(tx, person_id)
    if asks is not Asks.ONLY_WHEN_I_START:
        return
    for one in questions.waiting_of(tx, person_id, QuestionKind.DID_IT_HELP):
        if one.is_for_the_schedule and one.subject_id is not None:
            questions.drop(tx, one.id)
            pending_actions.mark_not_asked(tx, one.subject_id)


def may_ask_now(tx: Transaction, person_id: str) -> bool:
    """Whether the bot may put a question of its own to this person now, as far as they said. It does not follow a check-in
    of the same day, and comes before those of the next: neither keeps the other from being asked for ever."""
    days = _days_between(tx, person_id)
    if days is None or questions.bot_asked_since(tx, person_id, days * 24):
        return False
    return questions.bot_asked_on(tx, person_id, tx.today, days) == 0


def may_check_in_now(tx: Transaction, person_id: str) -> bool:
    """The same of a check-in that they chose: of these there may be two a day, where they said so. What nobody would see is
    not asked, nor is who did not say yes to the chat (R60)."""
    days, said_yes = _days_between(tx, person_id), houses.person(tx, person_id).notice_answer == "yes"
    if days is None or not said_yes or not linking.linked_chats(tx, person_id):
        return False
    most = own_times.of_person(tx, person_id).a_day if days == 1 else 1
    return questions.bot_asked_on(tx, person_id, tx.today, days) < most


def _days_between(tx: Transaction, person_id: str) -> int | None:
    """None: nothing is asked, at all or for now."""
    days = DAYS_BETWEEN.get(Asks(houses.person(tx, person_id).asks))
    return None if own_times.is_paused(tx, person_id) else days
