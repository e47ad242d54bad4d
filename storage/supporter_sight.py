"""What somebody who prepared a choice may know of what came of it: what was picked, how far it is, and whether it helped. Not
the person's own words, nor their reason, nor who else helped: those are theirs to tell."""

from __future__ import annotations

from dataclasses import dataclass

from storage import decisions, outcomes, pending_actions
from storage.choice_records import ChoiceSet
from storage.database import Transaction
from storage.vocabulary import ActionStatus, Agreement, DidItHelp


@dataclass(frozen=True)
class CameOf:
    """`chosen`: the label of the option, None where they want something else; `status`: how far it is, None while nothing is to
    be done yet; `helped`: what they answered last."""

    chosen: str | None
    agreement: Agreement
    status: ActionStatus | None
    helped: DidItHelp | None


def came_of(tx: Transaction, kept: ChoiceSet) -> CameOf | None:
    """None while nothing is decided."""
    decision = decisions.holding(tx, kept.id)
    if decision is None:
        return None
    chosen = None if decision.option_id is None else kept.option(decision.option_id).label
    if decision.pending_action_id is None:
        return CameOf(chosen, decision.agreement, None, None)
    action = pending_actions.one(tx, decision.pending_action_id)
    answers = outcomes.of_action(tx, action.id)
    return CameOf(chosen, decision.agreement, action.status, answers[-1].outcome if answers else None)
