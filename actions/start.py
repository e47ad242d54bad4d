"""A chat was just linked, or nobody has asked this person yet: the first words, and the question (R56, R60)."""

from __future__ import annotations

from actions.asking import ask_first_contact, ask_where_to_begin
from actions.step import Step, says
from storage import Transaction, houses, questions
from storage.turns import Turn, TurnResult


class Start(Step):
    """Greets whoever opens their chat; asks whether they want to use it unless they have said yes."""

    action_name = "action_start"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if houses.person(tx, turn.person_id).notice_answer == "yes":
            if questions.open_question(tx, turn.person_id) is None:
                ask_where_to_begin(tx, turn.person_id)
            return says("utter_welcome_linked")
        ask_first_contact(tx, turn.person_id)
        return says("utter_welcome_linked")
