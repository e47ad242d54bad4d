"""Talk to a person: on the list of the staff at once (conversation rule 48)."""

from __future__ import annotations

from actions.step import Step, says
from storage import Transaction, staff_requests
from storage.turns import Turn, TurnResult
from storage.vocabulary import RequestKind


class AskForPerson(Step):
    """The words that asked for it, if there were any, go with it."""

    action_name = "action_ask_for_person"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        kind, source = RequestKind.WANTS_TO_TALK, turn.message_id
        staff_requests.ask(tx, turn.person_id, kind, source, content_id=turn.content_id)
        return says("utter_person_asked")
