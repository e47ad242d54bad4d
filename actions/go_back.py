"""One step back. Nothing that was told is lost by it."""

from __future__ import annotations

from actions import asking_check_ins, asking_matters
from actions.asking import CHANGED_ASK_OUTCOME, ask_outcome, ask_read_back, ask_words, thing_asked_about
from actions.choosing import choose_anew
from actions.step import SILENT, Step, says_kindly
from storage import Transaction, drafts, questions
from storage.questions import Question
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind


class GoBack(Step):
    """From the words to the face, from the read-back to the words, from who sees it or what to change to the read-back; of
    choosing a check-in, the question before; of a choice, from what was picked or said to its options."""

    action_name = "action_go_back"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        asked = turn.asked
        if asked is None or asked.subject_id is None:
            return says_kindly("utter_back_at_start")
        if asked.kind in asking_check_ins.CHOOSING:
            questions.drop(tx, asked.id)
            asking_check_ins.one_step_back(tx, asked)
            return SILENT
        if asking_matters.one_step_back(tx, asked):
            return SILENT
        if asked.kind in (QuestionKind.WHO_SEES, QuestionKind.WHAT_TO_CHANGE) or self._changes_a_face(asked):
            questions.drop(tx, asked.id)
            ask_read_back(tx, asked.subject_id)
        elif asked.kind is QuestionKind.READ_BACK:
            questions.drop(tx, asked.id)
            ask_words(tx, drafts.draft(tx, asked.subject_id))
        elif asked.kind is QuestionKind.FEEDBACK_WORDS:
            questions.drop(tx, asked.id)
            ask_outcome(tx, turn.person_id, drafts.draft(tx, asked.subject_id))
        elif asked.kind not in (QuestionKind.CHOICE_READ_BACK, QuestionKind.CHOICE_WORDS) or not choose_anew(tx, asked):
            return says_kindly("utter_back_at_start")
        return SILENT

    def _changes_a_face(self, asked: Question) -> bool:
        return asked.response == CHANGED_ASK_OUTCOME or thing_asked_about(asked) is not None
