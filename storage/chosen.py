"""What a person chose with all that belongs to it: the options as they were shown, their reason, who helped, what was done, and
whether it helped (R33)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage import (
    choice_offers,
    choice_records,
    contents,
    decisions,
    outcomes,
    pending_actions,
    support_given,
    updates,
)
from storage.choice_records import ChoiceSet, Option
from storage.database import Transaction
from storage.decisions import Decision
from storage.outcomes import Answered
from storage.pending_actions import PendingAction
from storage.support_given import KeptSupport
from storage.tables.choices import supporters
from storage.updates import Telling
from storage.vocabulary import OPEN_ACTIONS, ActionStatus, Agreement


@dataclass(frozen=True)
class ChosenItem:
    """One decision. `shown`: the options in the order in which they were shown; `chosen`: the option, or None where `words`
    say what they would rather have; `second`: what was picked when it was asked once more; `helper`: the supporter who helped,
    as the person calls them."""

    choice: ChoiceSet
    decision: Decision
    shown: tuple[Option, ...]
    chosen: Option | None
    words: str | None
    reason: str | None
    second: Option | None
    helper: str | None
    action: PendingAction | None
    told: tuple[Telling, ...]
    answers: tuple[Answered, ...]
    support: KeptSupport | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be asked once more, or staff still have to talk, do or tell something about it."""
        if self.action is None:
            return self.decision.agreement is Agreement.WAITING
        return self.action.status in (*OPEN_ACTIONS, ActionStatus.DONE, ActionStatus.CANNOT_DO)

    @property
    def result(self) -> ActionStatus | None:
        """How its action last ended, or None while it never ended."""
        return updates.how_it_ended(self.told)


def of_action(tx: Transaction, action_id: str) -> ChosenItem | None:
    """What this action carries out; None for an action about something said."""
    decision = decisions.of_action(tx, action_id)
    return None if decision is None else of_decision(tx, decision)


def decided(tx: Transaction, person_id: str, since: datetime, until: datetime) -> tuple[ChosenItem, ...]:
    """What this person decided from `since` to before `until` and has not chosen anew, the earliest first."""
    theirs = decisions.of_person(tx, person_id)
    mine = (one for one in theirs if one.replaced_at is None and since <= one.decided_at < until)
    return tuple(of_decision(tx, one) for one in mine)


def of_decision(tx: Transaction, decision: Decision) -> ChosenItem:
    """One decision with all that belongs to it."""
    choice, offer = choice_records.one(tx, decision.choice_set_id), choice_offers.one(tx, decision.offer_id)
    second_id, action_id = decisions.second_answer(tx, decision), decision.pending_action_id
    return ChosenItem(
        choice=choice,
        decision=decision,
        shown=tuple(choice.option(one) for one in offer.shown_order),
        chosen=None if decision.option_id is None else choice.option(decision.option_id),
        words=_words(tx, decision.content_id),
        reason=_words(tx, decision.reason_content_id),
        second=None if second_id is None else choice.option(second_id),
        helper=_helper(tx, decision.helper_id),
        action=None if action_id is None else pending_actions.one(tx, action_id),
        told=() if action_id is None else updates.of_action(tx, action_id),
        answers=() if action_id is None else outcomes.of_action(tx, action_id),
        support=support_given.of(tx, decision.id),
    )


def _words(tx: Transaction, content_id: str | None) -> str | None:
    return None if content_id is None else contents.words_of(tx, content_id)


def _helper(tx: Transaction, helper_id: str | None) -> str | None:
    name: str | None = tx.execute(select(supporters.c.name).where(supporters.c.id == helper_id)).scalar()
    return name
