"""Yes, no or not sure to using this chat (R60). The version of the words that were heard is kept with the answer."""

from __future__ import annotations

from actions.asking import ask_next, ask_outcome
from actions.step import Step, says
from storage import Store, Transaction, drafts, houses
from storage.turns import Turn, TurnResult


class AnswerFirstContact(Step):
    """`notice_version` is the version of the catalogue whose words were shown."""

    action_name = "action_answer_first_contact"

    def __init__(self, store: Store, notice_version: str) -> None:
        super().__init__(store)
        self._notice_version = notice_version

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        answer = str(turn.answer)
        houses.keep_notice_answer(tx, turn.person_id, self._notice_version, answer)
        waiting = drafts.open_draft(tx, turn.person_id)
        if answer == "yes" and waiting is not None:
            ask_next(tx, waiting.id)
        elif answer == "yes":
            ask_outcome(tx, turn.person_id)
        elif answer == "no" and waiting is not None:
            drafts.throw_away(tx, waiting.id)
        return says(f"utter_first_contact_{answer}")
