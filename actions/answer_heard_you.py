"""The answer to "I heard: … Is that right?" of a voice message (R24)."""

from __future__ import annotations

from actions.step import Step, says, subject_of
from storage import Transaction, transcripts
from storage.turns import Turn, TurnResult
from storage.vocabulary import HEARD_RIGHTLY, HEARD_WRONGLY

_SAID = {HEARD_RIGHTLY: "utter_heard_you_right", HEARD_WRONGLY: "utter_heard_you_wrong"}


class AnswerHeardYou(Step):
    """Only "that is right" makes what a program heard the person's words; a human listens whatever they say."""

    action_name = "action_answer_heard_you"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        answer = str(turn.answer)
        transcripts.answered(tx, turn.person_id, subject_of(turn), answer)
        return says(_SAID.get(answer, "utter_heard_you_not_sure"))
