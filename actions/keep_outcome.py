"""How it was: a face was tapped or named. The words come next, unless they came first. What was read of the words, and what
was picked before, gives way to it."""

from __future__ import annotations

from actions.asking import ask_outcome_again, ask_read_back, ask_words, thing_asked_about
from actions.step import SILENT, Step, says_kindly
from storage import Transaction, drafts, readings
from storage.questions import Question
from storage.turns import Turn, TurnResult
from storage.vocabulary import Outcome, QuestionKind

NO_FACE = {"something_else": Outcome.UNCLEAR, "not_sure": Outcome.UNCLEAR}


class KeepOutcome(Step):
    """Keeps the face with the draft, or begins one with it."""

    action_name = "action_keep_outcome"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        answer = str(turn.answer)
        outcome = NO_FACE.get(answer) or Outcome(answer)
        number = None if turn.asked is None else thing_asked_about(turn.asked)
        if turn.asked is not None and number is not None:
            self._keep_of_thing(tx, turn.asked, number, outcome)
        else:
            self._keep_of_all(tx, turn, outcome)
        return says_kindly("utter_not_sure_ok") if answer == "not_sure" else SILENT

    def _keep_of_all(self, tx: Transaction, turn: Turn, outcome: Outcome) -> None:
        draft_id, asking_id = self._about(turn.asked)
        if draft_id is None:
            draft_id = drafts.start(tx, turn.person_id, asking_id=asking_id).id
        drafts.set_outcome(tx, draft_id, outcome)
        draft = drafts.draft(tx, draft_id)
        readings.face_picked(tx, draft.parts, outcome)
        if draft.has_words:
            ask_read_back(tx, draft_id)
        else:
            ask_words(tx, draft)

    def _about(self, asked: Question | None) -> tuple[str | None, str | None]:
        """The draft that is being told, or the check-in that it begins with."""
        if asked is None:
            return None, None
        return (None, asked.subject_id) if asked.kind is QuestionKind.CHECK_IN else (asked.subject_id, None)

    def _keep_of_thing(self, tx: Transaction, asked: Question, number: int, outcome: Outcome) -> None:
        """Of one of several things told; the next one is asked about, and after the last all are read back."""
        draft_id = str(asked.subject_id)
        things = drafts.draft(tx, draft_id).things
        if number < len(things) and outcome is not things[number].outcome:
            readings.corrected(tx, (things[number].content_id,))
        drafts.set_outcome_of_thing(tx, draft_id, number, outcome)
        draft = drafts.draft(tx, draft_id)
        if number + 1 < len(draft.things):
            ask_outcome_again(tx, draft, number + 1)
        else:
            ask_read_back(tx, draft_id)
