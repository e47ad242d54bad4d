"""The questions of feedback, as the actions ask them: how it was, the words, and the read-back of a draft."""

from __future__ import annotations

from storage import Transaction, askings, drafts, questions
from storage.drafts import Draft
from storage.questions import Question
from storage.references import (
    draft_ref,
    heard_ref,
    number_ref,
    outcome_ref,
    signs_ref,
    thing_number,
    thing_ref,
    things_ref,
)
from storage.vocabulary import Outcome, QuestionKind, VisibleTo

CHANGE_WORDS, CHANGED_ASK_OUTCOME = "utter_change_words", "utter_changed_ask_outcome"
ABOUT_A_DRAFT = (
    QuestionKind.FEEDBACK_OUTCOME,
    QuestionKind.FEEDBACK_WORDS,
    QuestionKind.READ_BACK,
    QuestionKind.WHAT_TO_CHANGE,
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
    """How was it? Words that came first are kept, and the person hears so; what emoji mean is said in words, and never
    taken for granted (conversation rule 19)."""
    kind = QuestionKind.FEEDBACK_OUTCOME
    if draft is None:
        return questions.ask(tx, person_id, kind, "utter_ask_feedback_outcome")
    if draft.asking_id is not None and not draft.has_words and (about := askings.told(tx, draft.asking_id)):
        return questions.ask(tx, person_id, kind, "utter_check_in_ask_outcome", values=about, subject_id=draft.id)
    if draft.heard and draft.heard[-1].is_signs:
        values, response = {"signs": signs_ref(draft.id)}, "utter_signs_ask_outcome"
        return questions.ask(tx, person_id, kind, response, values=values, subject_id=draft.id)
    response = "utter_words_kept_ask_outcome" if draft.has_words else "utter_ask_feedback_outcome"
    return questions.ask(tx, person_id, kind, response, subject_id=draft.id)


def ask_outcome_again(tx: Transaction, draft: Draft, number: int = 0) -> Question:
    """How was it, where what was read is wrong: of all of it, or of one of the things told, with its words, from 0 on."""
    kind, subject, things = QuestionKind.FEEDBACK_OUTCOME, draft.id, draft.things
    if not things:
        return questions.ask(tx, draft.person_id, kind, CHANGED_ASK_OUTCOME, subject_id=subject)
    values, response = {"words": thing_ref(draft.id, number)}, "utter_thing_ask_outcome"
    return questions.ask(tx, draft.person_id, kind, response, values=values, subject_id=subject)


def thing_asked_about(asked: Question) -> int | None:
    """Which of the things told in a draft the question means; None for all of it."""
    is_of_one = asked.kind is QuestionKind.FEEDBACK_OUTCOME and "words" in asked.values
    return thing_number(asked.values["words"]) if is_of_one else None


def ask_next(tx: Transaction, draft_id: str) -> Question:
    """How it was, unless the person picked it or the words say it for sure; then the read-back."""
    draft = drafts.draft(tx, draft_id)
    is_echoed = draft.is_tapped or not draft.heard or not draft.heard[-1].is_signs
    if draft.outcome is None or not is_echoed:
        return ask_outcome(tx, draft.person_id, draft)
    return ask_read_back(tx, draft_id)


def ask_words(tx: Transaction, draft: Draft, *, response: str | None = None) -> Question:
    """What was it? Asked in the words that fit how it was, or in those of `response`."""
    outcome = draft.outcome or Outcome.UNCLEAR
    asked_as = Outcome.UNCLEAR if outcome is Outcome.WANT else outcome
    response = response or f"utter_ask_feedback_words_{asked_as}"
    return questions.ask(tx, draft.person_id, QuestionKind.FEEDBACK_WORDS, response, subject_id=draft.id)


def ask_read_back(tx: Transaction, draft_id: str) -> Question:
    """The exact words, each thing told in them, who will see them, then Send, Change or Do not send (conversation
    rule 45)."""
    draft = drafts.draft(tx, draft_id)
    outcome = draft.outcome or Outcome.UNCLEAR
    values = {"words": draft_ref(draft_id) if draft.has_words else outcome_ref(outcome), "outcome": heard_ref(outcome)}
    form = ""
    if draft.things:
        form, values["things"], values["count"] = "things_", things_ref(draft_id), number_ref(len(draft.things))
    elif draft.is_signs:
        form, values["signs"] = "signs_", signs_ref(draft_id)
    seen_by = "only_manager" if draft.visible_to is VisibleTo.ONLY_MANAGER else "my_staff"
    kind, response = QuestionKind.READ_BACK, f"utter_ask_read_back_{form}{seen_by}"
    return questions.ask(tx, draft.person_id, kind, response, values=values, subject_id=draft_id)
