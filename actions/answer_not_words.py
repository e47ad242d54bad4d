"""A voice message, a picture, a place, an edited message: each has one fixed, true answer, then the question goes on."""

from __future__ import annotations

from actions.asking import ask_first_contact
from actions.step import Step, says
from storage import Transaction, concerns, houses, inbox
from storage.audit import Actor
from storage.inbox import InboxMessage
from storage.turns import Turn, TurnResult
from storage.vocabulary import Sent


class AnswerNotWords(Step):
    """What it was is the control of the message. That a human hears it was recorded before anything else."""

    action_name = "action_answer_not_words"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        message = inbox.message(tx, turn.message_id)
        sent = Sent(str(message.control))
        if sent is Sent.EDITED:
            self._add_to_concern(tx, message)
        if houses.person(tx, turn.person_id).notice_answer != "yes":
            ask_first_contact(tx, turn.person_id)
        return says(f"utter_{sent}")

    def _add_to_concern(self, tx: Transaction, message: InboxMessage) -> None:
        """Editing what told of harm takes nothing back: the new words are added to it (R10, R18)."""
        concern_id = concerns.latest_open(tx, message.person_id)
        if concern_id is not None and message.words is not None:
            actor = Actor("person", message.person_id)
            concerns.add_note(tx, actor, concern_id, Sent.EDITED, person_words=message.words)
