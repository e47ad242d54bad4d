"""The questions of feedback, as the actions ask them: how it was, the words, and the read-back of a draft."""

from __future__ import annotations

from storage import Transaction, drafts, questions
from storage.drafts import Draft
from storage.questions import Question
from storage.references import draft_ref, heard_ref, outcome_ref
from storage.vocabulary import Outcome, QuestionKind, VisibleTo

CHANGE_WORDS = "utter_change_words"
ABOUT_A_DRAFT = (
    QuestionKind.FEEDBACK_OUTCOME,
    QuestionKind.FEEDBACK_WORDS,
    QuestionKind.READ_BACK,
    QuestionKind.WHO_SEES,
)


def ask_first_contact(tx: Transaction, person_id: str) -> None:
    """Do you want to use this chat? Asked once, however often it is interrupted (R60)."""
    kind = QuestionKind.FIRST_CONTACT
    asked = questions.open_question(tx, person_id)
    if asked is not None and asked.kind is kind:
        return
    if interrupted := questions.waiting_of(tx, person_id, kind):
        questions.reopen(tx, interrupted[0].id)
    else:
        questions.ask(tx, person_id, kind, "utter_ask_first_contact")


def ask_where_to_begin(tx: Transaction, person_id: str) -> None:
    """With nothing open: whoever was interrupted may carry on, everybody else is asked how a thing was."""
    interrupted = questions.next_waiting(tx, person_id)
    if interrupted is None:
        ask_outcome(tx, person_id)
    elif interrupted.started_by == "person":
        questions.ask(tx, person_id, QuestionKind.RESUME, "utter_ask_resume")


def ask_outcome(tx: Transaction, person_id: str, draft: Draft | None = None) -> Question:
    """How was it? Words that came first are kept, and the person hears so."""
    has_words = draft is not None and draft.has_words
    response = "utter_words_kept_ask_outcome" if has_words else "utter_ask_feedback_outcome"
    subject = None if draft is None else draft.id
    return questions.ask(tx, person_id, QuestionKind.FEEDBACK_OUTCOME, response, subject_id=subject)


def ask_words(tx: Transaction, draft: Draft, *, response: str | None = None) -> Question:
    """What was it? Asked in the words that fit how it was, or in those of `response`."""
    outcome = draft.outcome or Outcome.UNCLEAR
    asked_as = Outcome.UNCLEAR if outcome is Outcome.WANT else outcome
    response = response or f"utter_ask_feedback_words_{asked_as}"
    return questions.ask(tx, draft.person_id, QuestionKind.FEEDBACK_WORDS, response, subject_id=draft.id)


def ask_read_back(tx: Transaction, draft_id: str) -> Question:
    """The exact words, who will see them, then Send, Change or Do not send (conversation rule 45)."""
    draft = drafts.draft(tx, draft_id)
    outcome = draft.outcome or Outcome.UNCLEAR
    only_manager = draft.visible_to is VisibleTo.ONLY_MANAGER
    response = "utter_ask_read_back_only_manager" if only_manager else "utter_ask_read_back_my_staff"
    values = {"words": draft_ref(draft_id) if draft.has_words else outcome_ref(outcome), "outcome": heard_ref(outcome)}
    kind = QuestionKind.READ_BACK
    return questions.ask(tx, draft.person_id, kind, response, values=values, subject_id=draft_id)
