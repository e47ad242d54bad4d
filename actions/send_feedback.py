"""Send: the draft becomes a feedback row, and the person hears by when somebody reads it (conversation rule 50)."""

from __future__ import annotations

from actions.step import Step, says, subject_of
from storage import Transaction, drafts, feedback, questions, readings
from storage.references import day_ref
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind


class SendFeedback(Step):
    """Then asks who helped, which can be skipped."""

    action_name = "action_send_feedback"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        draft_id = subject_of(turn)
        readings.confirmed(tx, drafts.draft(tx, draft_id).parts)
        sent = feedback.send(tx, draft_id)
        questions.drop_about(tx, draft_id)
        questions.ask(tx, turn.person_id, QuestionKind.WHO_HELPED, "utter_ask_who_helped", subject_id=sent.id)
        if drafts.draft(tx, draft_id).replaces_id is not None:
            return says("utter_changed")
        return says("utter_sent", day=day_ref(sent.triage_due_on))
