"""The questions about what matters, as the actions ask them: the read-back of one answer, and the person's page, one thing at a
time."""

from __future__ import annotations

from actions.step import SILENT, says
from storage import Transaction, own_page, questions, small_questions
from storage.own_page import Entry
from storage.questions import Question
from storage.references import asked_ref, content_ref, day_ref, said_by_ref
from storage.turns import Reply, TurnResult
from storage.vocabulary import OWN_VOICES, MattersKind, QuestionKind, VisibleTo

CHANGE_WORDS = "utter_ask_what_matters_change"
ABOUT_THE_PAGE = (QuestionKind.WHAT_MATTERS, QuestionKind.MATTERS_READ_BACK, QuestionKind.MATTERS_WHO_SEES)
"""Those by which something for the page is told."""


def ask_read_back(tx: Transaction, entry: Entry) -> Question:
    """The exact words, who will see them, then Send, Change, Do not send, or that they were about something else."""
    seen_by = "only_manager" if entry.visible_to is VisibleTo.ONLY_MANAGER else "my_staff"
    kind, response = QuestionKind.MATTERS_READ_BACK, f"utter_ask_matters_read_back_{seen_by}"
    values = {"words": content_ref(str(entry.content_id))}
    return questions.ask(tx, entry.person_id, kind, response, values=values, subject_id=entry.id)


def ask_for_words(tx: Transaction, person_id: str, kind: MattersKind) -> TurnResult:
    """The question of a kind; where no more of it fits, the person hears that instead."""
    if own_page.is_full(tx, person_id, kind):
        return says("utter_matters_full")
    small_questions.ask(tx, person_id, kind)
    return SILENT


def ask_change_of(tx: Transaction, entry: Entry) -> None:
    """New words in place of what stands on the page, which stays until they are sent."""
    small_questions.ask(tx, entry.person_id, entry.kind, replaces=entry, response=CHANGE_WORDS)


def show_page(tx: Transaction, person_id: str, after: Entry | None = None) -> TurnResult:
    """The first thing on the page, or the one behind `after`, which may be off the page by now; behind the last, what else
    there is to do."""
    entries = own_page.page(tx, person_id)
    behind = entries if after is None else tuple(one for one in entries if _order(one) > _order(after))
    if behind:
        return show(tx, behind[0])
    questions.ask(tx, person_id, QuestionKind.MY_PAGE_END, "utter_ask_my_page_end")
    return SILENT


def show(tx: Transaction, entry: Entry) -> TurnResult:
    """One thing on the page, in its own words and with its day, and what can be done with it."""
    questions.ask(tx, entry.person_id, QuestionKind.MY_PAGE, "utter_ask_my_page", subject_id=entry.id)
    whose = {} if entry.voice in OWN_VOICES else {"said_by": said_by_ref("others")}
    said_at = entry.said_at or entry.begun_at
    values = {"words": content_ref(str(entry.content_id)), "day": day_ref(tx.calendar.day(said_at)), **whose}
    if entry.kind is not MattersKind.HOW_I_SAY:
        return says(f"utter_my_page_{entry.kind}", **values)
    if entry.response is None:
        return says("utter_my_page_how_i_say_told", **values)
    return says("utter_my_page_how_i_say", **values, question=asked_ref(entry.response))


def one_step_back(tx: Transaction, asked: Question) -> bool:
    """The question before this one is asked again; False for a question that is not about the page."""
    entry = None if asked.subject_id is None else own_page.find(tx, asked.subject_id)
    if entry is None:
        return False
    if asked.kind is QuestionKind.MATTERS_WHO_SEES:
        questions.drop(tx, asked.id)
        ask_read_back(tx, entry)
    elif asked.kind is QuestionKind.MATTERS_READ_BACK:
        questions.drop(tx, asked.id)
        small_questions.ask_again(tx, entry)
    else:
        return False
    return True


def _order(entry: Entry) -> tuple[int, int, str]:
    return tuple(MattersKind).index(entry.kind), entry.place or 0, entry.id


def with_warning(told: TurnResult) -> TurnResult:
    """Before the first of the person's own words they hear that others may see the screen (R43)."""
    return TurnResult((Reply("utter_others_may_see"), *told.replies))
