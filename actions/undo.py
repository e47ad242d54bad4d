"""Change what I said: for a day after it was sent (conversation rule 46). The old row stays, a new one replaces it."""

from __future__ import annotations

from actions.asking import ABOUT_A_DRAFT, CHANGE_WORDS, ask_words
from actions.asking_matters import ABOUT_THE_PAGE, ask_change_of
from actions.asking_matters import CHANGE_WORDS as CHANGE_WHAT_MATTERS
from actions.choosing import choose_anew
from actions.step import SILENT, Step, says
from storage import (
    Transaction,
    alert_news,
    concerns,
    drafts,
    feedback,
    own_page,
    questions,
    small_questions,
    what_matters,
)
from storage.audit import Actor
from storage.drafts import Draft
from storage.references import who_ref
from storage.turns import Turn, TurnResult


class Undo(Step):
    """What was not sent yet is simply told anew; of a choice, its options are shown again."""

    action_name = "action_undo"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if (concern_id := self._told_since(tx, turn)) is not None:
            return self._stays(tx, turn, concern_id)
        if turn.asked is not None and choose_anew(tx, turn.asked):
            return SILENT
        if self._is_of_the_page(tx, turn):
            return SILENT
        draft = self._unsent(tx, turn)
        if draft is not None:
            drafts.clear_words(tx, draft.id)
            questions.drop_about(tx, draft.id)
            ask_words(tx, draft, response=CHANGE_WORDS)
            return SILENT
        last = feedback.last_to_change(tx, turn.person_id)
        if last is None:
            return says("utter_nothing_to_change")
        questions.drop_about(tx, last.id)
        # How each of several things was says nothing about the new words.
        outcome = last.outcome if last.first_id is None else None
        draft = drafts.start(tx, turn.person_id, replaces_id=last.id, outcome=outcome, asking_id=last.asking_id)
        drafts.set_visible_to(tx, draft.id, last.visible_to)
        ask_words(tx, drafts.draft(tx, draft.id), response=CHANGE_WORDS)
        return SILENT

    def _told_since(self, tx: Transaction, turn: Turn) -> str | None:
        """The open worry that was told after everything else that could be meant: nothing is named, so it is that one."""
        concern_id = concerns.latest_open(tx, turn.person_id, at_least="amber")
        if concern_id is None or (turn.asked is not None and turn.asked.kind in (*ABOUT_A_DRAFT, *ABOUT_THE_PAGE)):
            return None
        draft, last = drafts.open_draft(tx, turn.person_id), feedback.last_to_change(tx, turn.person_id)
        entry = what_matters.last_to_change(tx, turn.person_id)
        others = [draft.created_at] if draft is not None else []
        others += [last.said_at] if last is not None else []
        others += [entry.kept_at] if entry is not None and entry.kept_at is not None else []
        told_at = concerns.raised_at(tx, concern_id)
        return concern_id if all(one < told_at for one in others) else None

    def _stays(self, tx: Transaction, turn: Turn, concern_id: str) -> TurnResult:
        """Nothing takes it back: the wish is kept beside it, and the person hears kindly what stays (R10)."""
        concerns.add_note(tx, Actor("person", turn.person_id), concern_id, "undo")
        return says("utter_have_to_tell", who=who_ref(alert_news.first_told(tx, concern_id)))

    def _is_of_the_page(self, tx: Transaction, turn: Turn) -> bool:
        """Whether it is about what matters that is being told, or that was sent last: then that is told anew."""
        asked_about = None if turn.asked is None or turn.asked.subject_id is None else turn.asked.subject_id
        told = None if asked_about is None else own_page.find(tx, asked_about)
        if told is not None and told.is_being_told:
            what_matters.clear_words(tx, told.id)
            questions.drop_about(tx, told.id)
            small_questions.ask_again(tx, told, CHANGE_WHAT_MATTERS)
            return True
        entry, last = what_matters.last_to_change(tx, turn.person_id), feedback.last_to_change(tx, turn.person_id)
        if entry is None or entry.kept_at is None or (last is not None and last.said_at > entry.kept_at):
            return False
        if drafts.open_draft(tx, turn.person_id) is not None:
            return False
        questions.drop_about(tx, entry.id)
        ask_change_of(tx, entry)
        return True

    def _unsent(self, tx: Transaction, turn: Turn) -> Draft | None:
        """The draft that is meant: the one being asked about, or the newest if nothing was sent after it was begun."""
        asked = turn.asked
        if asked is not None and asked.kind in ABOUT_A_DRAFT and asked.subject_id is not None:
            return drafts.draft(tx, asked.subject_id)
        draft = drafts.open_draft(tx, turn.person_id)
        last = feedback.last_to_change(tx, turn.person_id)
        return None if draft is None or (last is not None and last.said_at > draft.created_at) else draft
