"""Skip, or not sure: both are good answers, and the same question is not pushed again (conversation rule 29)."""

from __future__ import annotations

from actions.asking import ABOUT_A_DRAFT, ask_read_back
from actions.asking_matters import ask_read_back as ask_matters_read_back
from actions.choosing import ABOUT_AN_OFFER, ask_who_helped, choose_later
from actions.keep_what_you_want import keep_answer
from actions.step import SILENT, Step, says_kindly
from storage import Transaction, choice_offers, drafts, own_page, questions, what_matters
from storage.questions import Question
from storage.turns import Turn, TurnResult
from storage.vocabulary import Outcome, QuestionKind

# These hold something that would be lost, or that only the person can decide: they stay open and are shown again.
NOT_SKIPPED = (
    *(QuestionKind.READ_BACK, QuestionKind.CHOICE_READ_BACK, QuestionKind.MATTERS_READ_BACK),
    QuestionKind.FIRST_CONTACT,
)
# Without words these say nothing.
SAY_NOTHING_ALONE = (None, Outcome.UNCLEAR, Outcome.WANT)


class Skip(Step):
    """Leaves out the open question. Words or a face that were told already are still read back."""

    action_name = "action_skip"
    response = "utter_skipped"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.asked is None:
            return says_kindly("utter_nothing_open")
        if turn.asked.kind in NOT_SKIPPED:
            return self.stays(turn.asked)
        if turn.asked.kind is QuestionKind.ARE_YOU_OK:
            # No answer: after a while the person on call looks (R23).
            questions.drop(tx, turn.asked.id)
        else:
            questions.answer(tx, turn.asked.id, "skipped")
        if turn.asked.kind is QuestionKind.WHAT_DO_YOU_WANT:
            keep_answer(tx, turn, None)
        if turn.asked.kind in ABOUT_AN_OFFER:
            return choose_later(tx, choice_offers.one(tx, str(turn.asked.subject_id)))
        if turn.asked.kind is QuestionKind.CHOICE_WHY:
            ask_who_helped(tx, str(turn.asked.subject_id), turn.person_id)
            return SILENT
        return SILENT if self._goes_on(tx, turn.asked) else says_kindly(self.response)

    def stays(self, asked: Question) -> TurnResult:
        """It is not skipped, so nothing says that it is: the question is shown again."""
        return SILENT

    def _goes_on(self, tx: Transaction, asked: Question) -> bool:
        """With a draft that says something already, the next step is its read-back; the same of what is for the page."""
        if asked.kind is QuestionKind.MATTERS_WHO_SEES:
            ask_matters_read_back(tx, own_page.one(tx, str(asked.subject_id)))
            return True
        if asked.kind is QuestionKind.WHAT_MATTERS:
            return self._goes_back_to_words(tx, str(asked.subject_id))
        if asked.kind not in ABOUT_A_DRAFT or asked.subject_id is None:
            return False
        draft = drafts.draft(tx, asked.subject_id)
        # New words for what was sent, and then none: what was sent stays as it is.
        if not draft.has_words and (draft.replaces_id is not None or draft.outcome in SAY_NOTHING_ALONE):
            drafts.throw_away(tx, draft.id)
            return False
        ask_read_back(tx, draft.id)
        return True

    def _goes_back_to_words(self, tx: Transaction, entry_id: str) -> bool:
        """Words that were told for the page before "Back" are read back again; without any, the question is left."""
        entry = own_page.one(tx, entry_id)
        if entry.content_id is None:
            what_matters.throw_away(tx, entry_id)
            return False
        ask_matters_read_back(tx, entry)
        return True


class NotSure(Skip):
    """Where "Not sure" is none of the answers shown."""

    action_name = "action_not_sure"
    response = "utter_not_sure_ok"

    def stays(self, asked: Question) -> TurnResult:
        return says_kindly(self.response)
