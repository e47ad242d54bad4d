"""One small question about what matters, answered: the words are read back, and go on the person's page when they say so."""

from __future__ import annotations

from actions.asking import ask_next
from actions.asking_matters import CHANGE_WORDS, ask_for_words, ask_read_back
from actions.step import SILENT, Step, says, says_kindly, subject_of
from storage import (
    Transaction,
    drafts,
    own_page,
    questions,
    readings,
    small_questions,
    staff_requests,
    turns,
    what_matters,
)
from storage.turns import Turn, TurnResult
from storage.vocabulary import MattersEnd, MattersKind, QuestionKind, RequestKind, VisibleTo


class AskWhatMatters(Step):
    """Something new for the page, of the kind that was picked."""

    action_name = "action_ask_what_matters"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return ask_for_words(tx, turn.person_id, MattersKind(str(turn.answer)))


class KeepWhatMatters(Step):
    """The words exactly as they are, read back; nothing is on the page yet."""

    action_name = "action_keep_what_matters"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        ask_read_back(tx, what_matters.keep_words(tx, subject_of(turn), str(turn.content_id), turn.heard))
        return SILENT


class LeaveWhatMatters(Step):
    """Not now, or not at all: both are good answers, and it is not pushed (conversation rule 29)."""

    action_name = "action_leave_what_matters"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        entry = own_page.one(tx, subject_of(turn))
        if entry.is_being_told and entry.content_id is not None:
            # They told it, went back, and leave it: what they told is still read back, or it would be lost.
            ask_read_back(tx, entry)
            return SILENT
        what_matters.throw_away(tx, entry.id)
        is_for_good = turn.answer == "say_nothing"
        return says("utter_matters_not_asked_again" if is_for_good else "utter_matters_left")


class SendWhatMatters(Step):
    """It stands on the page. Then who helped is asked, which can be skipped. Where no more fits since, it is not lost: it is
    read back again."""

    action_name = "action_send_what_matters"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        entry = own_page.one(tx, subject_of(turn))
        if entry.replaces_id is None and own_page.is_full(tx, turn.person_id, entry.kind):
            ask_read_back(tx, entry)
            return says("utter_matters_full")
        readings.confirmed(tx, (str(entry.content_id),))
        what_matters.send(tx, entry.id)
        questions.drop_about(tx, entry.id)
        questions.ask(tx, turn.person_id, QuestionKind.WHO_HELPED, "utter_ask_who_helped", subject_id=entry.id)
        return says("utter_matters_sent")


class ChangeWhatMatters(Step):
    """The words were never sent, so they are removed and asked for again. After the second time a person helps (R37)."""

    action_name = "action_change_what_matters"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        entry = own_page.one(tx, subject_of(turn))
        readings.corrected(tx, (str(entry.content_id),))
        what_matters.clear_words(tx, entry.id)
        again = questions.times_asked(tx, entry.id, CHANGE_WORDS) > 0
        small_questions.ask_again(tx, entry, CHANGE_WORDS)
        if not again:
            return SILENT
        staff_requests.ask(tx, turn.person_id, RequestKind.WANTS_TO_TALK, turn.message_id)
        return says("utter_person_helps_with_words")


class ThrowAwayWhatMatters(Step):
    """Do not send: nothing is on the page, and the words are gone."""

    action_name = "action_throw_away_what_matters"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        what_matters.throw_away(tx, subject_of(turn))
        return says("utter_not_sent")


class TellStaffInstead(Step):
    """The words were no answer: they are something told, and go on as that."""

    action_name = "action_tell_staff_instead"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        entry = own_page.one(tx, subject_of(turn))
        what_matters.throw_away(tx, entry.id, MattersEnd.TOLD_STAFF)
        draft = drafts.start(tx, turn.person_id)
        content_id = str(entry.content_id)
        drafts.add_words(tx, draft.id, content_id, turns.heard_in(tx, content_id))
        ask_next(tx, draft.id)
        return SILENT


class AskMattersWhoSees(Step):
    """Who sees it on the page, before it is sent."""

    action_name = "action_ask_matters_who_sees"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        kind, response = QuestionKind.MATTERS_WHO_SEES, "utter_ask_matters_who_sees"
        questions.ask(tx, turn.person_id, kind, response, subject_id=subject_of(turn))
        return SILENT


class KeepMattersWhoSees(Step):
    """Nothing is sent yet: it is read back again."""

    action_name = "action_keep_matters_who_sees"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        entry_id = subject_of(turn)
        what_matters.set_visible_to(tx, entry_id, VisibleTo(str(turn.answer)))
        ask_read_back(tx, own_page.one(tx, entry_id))
        return SILENT


class AskWhatToAdd(Step):
    """Which kind of thing: a few at a time (conversation rule 10)."""

    action_name = "action_ask_what_to_add"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        questions.ask(tx, turn.person_id, QuestionKind.WHAT_TO_ADD, "utter_ask_what_to_add")
        return SILENT


class AskWhatElseToAdd(Step):
    """The other kinds."""

    action_name = "action_ask_what_else_to_add"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        questions.ask(tx, turn.person_id, QuestionKind.WHAT_ELSE_TO_ADD, "utter_ask_what_else_to_add")
        return SILENT


class DoneWithMyPage(Step):
    """That is enough of the page."""

    action_name = "action_done_with_my_page"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return says_kindly("utter_nothing_open")
