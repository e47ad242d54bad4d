"""Somebody writes who has not said yes to the chat: they are asked first (R60)."""

from __future__ import annotations

from actions.asking import ask_first_contact
from actions.step import SILENT, Step
from storage import Transaction
from storage.turns import Turn, TurnResult


class AskFirst(Step):
    """Asks once; while the question is open it is only shown again."""

    action_name = "action_ask_first"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        ask_first_contact(tx, turn.person_id)
        return SILENT
