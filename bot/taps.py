"""What a tap is: an answer, once, to the very question whose button it was."""

from __future__ import annotations

from bot.read_as import Reading, about
from storage.questions import Question
from storage.vocabulary import IN_OWN_WORDS, NEXT, Outcome, QuestionKind

ASKS_FOR_A_FACE = (QuestionKind.FEEDBACK_OUTCOME, QuestionKind.CHECK_IN)
CORRECTED_BY_A_FACE = (QuestionKind.READ_BACK, QuestionKind.WHAT_TO_CHANGE)
"""Under these "no, it was good" says how it was."""


def tap(open_question: Question | None, tapped: tuple[Question, str] | None) -> Reading:
    """A tap answers its own question, once; a second one, or one on something closed, changes nothing."""
    if tapped is None:
        return about(open_question, "old_tap")
    question, answer = tapped
    if answer == NEXT and NEXT not in question.shown_order:
        is_now = question.is_unanswered
        return Reading("show_next", question.id, question.kind) if is_now else about(open_question, "old_tap")
    if question.is_unanswered or _asks_for_help_after_all(question, answer):
        return Reading("choose", question.id, question.kind, answer)
    if _is_the_same_question_again(question, answer, open_question):
        return about(open_question, "choose", answer)
    wants_a_person = question.kind is QuestionKind.NOT_UNDERSTOOD and answer == "need_person"
    is_new = question.answer != answer
    return about(open_question, "need_person" if wants_a_person and is_new else "old_tap")


def _is_the_same_question_again(question: Question, answer: str, open_question: Question | None) -> bool:
    """ "How was it?" was answered with words. A face on its first showing means the same where it is asked about them now,
    and outranks what was read of them where they are read back."""
    if open_question is None or question.kind not in ASKS_FOR_A_FACE or question.answer != IN_OWN_WORDS:
        return False
    is_read_back = open_question.kind in CORRECTED_BY_A_FACE and open_question.subject_id == question.subject_id
    is_asked_again = open_question.kind is QuestionKind.FEEDBACK_OUTCOME
    return is_asked_again or (is_read_back and answer in (Outcome.WORKED, Outcome.MIXED, Outcome.DID_NOT_WORK))


def _asks_for_help_after_all(question: Question, answer: str) -> bool:
    """ "I am OK" was tapped first, or nothing was, and now "I am not OK": that is never too late."""
    was_fine = question.answer in (None, "ok")
    return question.kind is QuestionKind.ARE_YOU_OK and was_fine and answer != "ok"
