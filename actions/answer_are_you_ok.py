"""The answer to "I want to check. Are you OK?" (R23). Anything but OK makes it amber."""

from __future__ import annotations

from actions.asking import ask_next
from actions.step import Step, says, subject_of
from storage import (
    Transaction,
    alert_news,
    check_ins,
    choice_words,
    concerns,
    drafts,
    inbox,
    questions,
    what_matters,
)
from storage.audit import Actor
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind


class AnswerAreYouOk(Step):
    """OK is noted and closes nothing: a human still looks. It is about the person, so it answers every such question."""

    action_name = "action_answer_are_you_ok"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        self._keep(tx, turn, subject_of(turn))
        for same in questions.waiting_of(tx, turn.person_id, QuestionKind.ARE_YOU_OK):
            questions.answer(tx, same.id, str(turn.answer))
            self._keep(tx, turn, str(same.subject_id))
        if turn.answer == "ok":
            return says("utter_ok_thanks")
        return TurnResult(alert_news.replies(tx, subject_of(turn), "utter_not_ok"))

    def _keep(self, tx: Transaction, turn: Turn, concern_id: str) -> None:
        concerns.add_note(tx, Actor("person", turn.person_id), concern_id, f"answered_{turn.answer}")
        if turn.answer != "ok":
            concerns.raise_tier(tx, concern_id, "amber")
            self._take_words_back(tx, turn, concern_id)

    def _take_words_back(self, tx: Transaction, turn: Turn, concern_id: str) -> None:
        """Amber words are nothing for the house to see, and never read back (R11, R19): the concern has its own copy."""
        content_id = inbox.hide(tx, concerns.source_of(tx, concern_id))
        if content_id is None:
            return
        check_ins.take_back(tx, content_id)
        choice_words.take_out(tx, turn.person_id, content_id)
        what_matters.take_out(tx, content_id)
        draft = drafts.take_out(tx, content_id)
        if draft is None:
            return
        if not draft.has_words:
            drafts.throw_away(tx, draft.id)
            return
        questions.drop_about(tx, draft.id)
        ask_next(tx, draft.id)
