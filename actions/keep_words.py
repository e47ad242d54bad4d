"""The person's own words: part of the draft that is being told, or the beginning of a new one."""

from __future__ import annotations

from actions.asking import ABOUT_A_DRAFT, ask_first_contact, ask_next
from actions.step import SILENT, Step
from storage import Transaction, drafts, houses, questions
from storage.questions import Question
from storage.turns import Turn, TurnResult
from storage.vocabulary import IN_OWN_WORDS, QuestionKind


class KeepWords(Step):
    """Words are added as they are: several messages become the parts of what is told. How it was is asked where the words
    do not say it for sure; it is never guessed."""

    action_name = "action_keep_words"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if houses.person(tx, turn.person_id).notice_answer != "yes":
            self._hold(tx, turn)
            return SILENT
        draft_id = self._draft(tx, turn)
        drafts.add_words(tx, draft_id, str(turn.content_id), turn.heard)
        ask_next(tx, draft_id)
        return SILENT

    def _hold(self, tx: Transaction, turn: Turn) -> None:
        """The person has not said yes to the chat yet: the words wait in a draft that nobody sees and nothing asks about.
        Yes goes on with them, No removes them."""
        ask_first_contact(tx, turn.person_id)
        held = drafts.open_draft(tx, turn.person_id) or drafts.start(tx, turn.person_id)
        drafts.add_words(tx, held.id, str(turn.content_id), turn.heard)

    def _draft(self, tx: Transaction, turn: Turn) -> str:
        """The draft the open question is about, whose question is answered by this; otherwise a new draft."""
        asked = self._being_told(tx, turn)
        if asked is not None and asked.kind is QuestionKind.CHECK_IN:
            return self._answered(tx, turn, asked, asking_id=asked.subject_id)
        if asked is None or asked.kind not in ABOUT_A_DRAFT:
            return drafts.start(tx, turn.person_id).id
        if asked.subject_id is None:
            return self._answered(tx, turn, asked)
        questions.answer(tx, asked.id, IN_OWN_WORDS)
        if asked.kind is QuestionKind.WHAT_TO_CHANGE:
            # Whoever wants to change it and says it anew has changed it.
            drafts.clear_words(tx, asked.subject_id)
        return asked.subject_id

    def _answered(self, tx: Transaction, turn: Turn, asked: Question, *, asking_id: str | None = None) -> str:
        """A new draft, which the question is about from now on: a face that is tapped on it later means these words."""
        questions.answer(tx, asked.id, IN_OWN_WORDS)
        draft_id = drafts.start(tx, turn.person_id, asking_id=asking_id).id
        questions.is_about(tx, asked.id, draft_id)
        return draft_id

    def _being_told(self, tx: Transaction, turn: Turn) -> Question | None:
        """The question these words answer. Whoever asked for news in the middle of telling goes on with what they told."""
        if turn.asked is None or turn.asked.kind is not QuestionKind.MORE_NEWS:
            return turn.asked
        interrupted = questions.next_waiting(tx, turn.person_id)
        if interrupted is None or interrupted.kind is not QuestionKind.FEEDBACK_WORDS:
            return turn.asked
        questions.drop(tx, turn.asked.id)
        return interrupted
