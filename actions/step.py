"""What all actions share: the turn is loaded, its step is done once, and the result goes back as names and ids."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from storage import Store, Transaction, questions, turns
from storage.turns import Reply, Turn, TurnResult


class Step(Action):  # type: ignore[misc]  # rasa_sdk is not typed
    """One action of the assistant. A subclass names itself and says what it does with a turn."""

    action_name: ClassVar[str] = ""

    def __init__(self, store: Store) -> None:
        self._store = store

    def name(self) -> str:
        """The name that domain and rules use."""
        return self.action_name

    @abstractmethod
    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        """Do it, in the turn's own transaction, and say what is to be said."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        """Answers with exactly one custom message that names the turn: without it the gateway knows the turn failed."""
        message_id = str(tracker.latest_message["metadata"]["message_id"])
        result = await self._store.writing(self._do_once, message_id)
        dispatcher.utter_message(json_message={"message_id": message_id, **result.as_json()})
        return []

    def _do_once(self, tx: Transaction, message_id: str) -> TurnResult:
        return turns.once(tx, message_id, self.action_name, lambda: self._do(tx, message_id))

    def _do(self, tx: Transaction, message_id: str) -> TurnResult:
        turn = turns.load(tx, message_id)
        if turn.intent == "choose" and turn.asked is not None and turn.answer is not None:
            questions.answer(tx, turn.asked.id, turn.answer)
        return self.step(tx, turn)


def subject_of(turn: Turn) -> str:
    """What the answered question is about; the rules let no other turn come here."""
    if turn.asked is None or turn.asked.subject_id is None:
        raise ValueError("this turn answers no question about anything")
    return turn.asked.subject_id


def says(response: str, /, **values: str) -> TurnResult:
    """One thing to say."""
    return TurnResult((Reply(response, values),))


def says_kindly(response: str, /, **values: str) -> TurnResult:
    """A courtesy: left out where the question after it needs the room."""
    return TurnResult((Reply(response, values, is_courtesy=True),))


SILENT = TurnResult()
"""Nothing to say: the question that is open now speaks for itself."""
