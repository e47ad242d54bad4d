""" "About me": the person's own page, one thing at a time, to hear, change, take away and add to (R43)."""

from __future__ import annotations

from actions.asking_matters import ask_change_of, ask_for_words, show, show_page, with_warning
from actions.step import SILENT, Step, says, subject_of
from storage import Transaction, own_page, questions, what_matters
from storage.audit import Actor
from storage.own_page import Entry
from storage.turns import Reply, Turn, TurnResult
from storage.vocabulary import MattersEnd, MattersKind, QuestionKind


class TellMyPage(Step):
    """From the first thing on. Of an empty page the person hears so, and is asked the first small question."""

    action_name = "action_tell_my_page"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if own_page.page(tx, turn.person_id):
            return with_warning(show_page(tx, turn.person_id))
        asked = ask_for_words(tx, turn.person_id, MattersKind.MATTERS_MOST)
        return TurnResult((Reply("utter_my_page_none"), *asked.replies))


class TellMoreOfMyPage(Step):
    """The next thing."""

    action_name = "action_tell_more_of_my_page"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return show_page(tx, turn.person_id, after=own_page.one(tx, subject_of(turn)))


class AskMyPageChange(Step):
    """What to do with the thing that was shown."""

    action_name = "action_ask_my_page_change"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        kind, response = QuestionKind.MY_PAGE_CHANGE, "utter_ask_my_page_change"
        questions.ask(tx, turn.person_id, kind, response, subject_id=subject_of(turn))
        return SILENT


class ChangeMyPage(Step):
    """New words: the old ones stay until the new ones are sent."""

    action_name = "action_change_my_page"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        entry = _shown(tx, turn)
        if entry.ended_at is not None:  # somebody took it off meanwhile
            return show_page(tx, turn.person_id, after=entry)
        ask_change_of(tx, entry)
        return SILENT


class TakeOffMyPage(Step):
    """It is off the page."""

    action_name = "action_take_off_my_page"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        what_matters.end(tx, Actor("person", turn.person_id), subject_of(turn), MattersEnd.TAKEN_AWAY)
        return says("utter_my_page_taken_away")


class LeaveMyPage(Step):
    """Nothing after all: the same thing again."""

    action_name = "action_leave_my_page"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        entry = _shown(tx, turn)
        return show(tx, entry) if entry.ended_at is None else show_page(tx, turn.person_id, after=entry)


def _shown(tx: Transaction, turn: Turn) -> Entry:
    return own_page.one(tx, subject_of(turn))
