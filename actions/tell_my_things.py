""" "What did you do about my things?" One thing at a time, the newest first (conversation rule 57, R43)."""

from __future__ import annotations

from actions.step import Step, says, says_kindly
from storage import Transaction, feedback, pending_actions, questions, updates
from storage.feedback import Feedback, said_ref
from storage.pending_actions import PendingAction
from storage.references import change_ref, day_ref, easy_words_ref
from storage.turns import Turn, TurnResult
from storage.vocabulary import OPEN_ACTIONS, FeedbackStatus, QuestionKind


class TellMyThings(Step):
    """Begins with the newest thing, or goes on behind the one that the question "Hear more" is about."""

    action_name = "action_tell_my_things"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        said = feedback.of_person(tx, turn.person_id)
        if not said:
            return says("utter_my_things_none")
        place = self._place(turn, said)
        if place + 1 < len(said):
            subject = said[place].id
            questions.ask(tx, turn.person_id, QuestionKind.MORE_NEWS, "utter_ask_more_news", subject_id=subject)
        return tell(tx, said[place])

    def _place(self, turn: Turn, said: tuple[Feedback, ...]) -> int:
        if turn.intent != "choose" or turn.asked is None or turn.asked.kind is not QuestionKind.MORE_NEWS:
            return 0
        ids = [one.id for one in said]
        # What was told last may have been changed meanwhile: then the newest is news again.
        return ids.index(turn.asked.subject_id) + 1 if turn.asked.subject_id in ids[:-1] else 0


def tell(tx: Transaction, item: Feedback) -> TurnResult:
    """The person's own words and what has become of them."""
    words = said_ref(item)
    if item.status is FeedbackStatus.RECEIVED and item.triage_due_on >= tx.today:
        return says("utter_my_thing_heard", words=words, day=day_ref(item.triage_due_on))
    if item.pending_action_id is not None:
        return _tell_action(tx, words, pending_actions.one(tx, item.pending_action_id))
    if item.status in (FeedbackStatus.RECEIVED, FeedbackStatus.PASSED_TO_COMPLAINT):
        return says("utter_my_thing_looking", words=words)
    return says("utter_my_thing_noted", words=words)


def _tell_action(tx: Transaction, words: str, action: PendingAction) -> TurnResult:
    if action.is_overdue(tx.today):
        return says("utter_my_thing_looking", words=words)
    if action.status in OPEN_ACTIONS:
        day, change = day_ref(action.due_on), change_ref(action.id)
        return says("utter_my_thing_agreed", words=words, day=day, change=change)
    if _was_done(tx, action):
        return says("utter_my_thing_done", words=words, done=easy_words_ref(action.id))
    return says("utter_my_thing_cannot", words=words, reason=easy_words_ref(action.id))


def _was_done(tx: Transaction, action: PendingAction) -> bool:
    """How it ended last, which may not have reached the person yet."""
    ends = [one.response for one in updates.of_action(tx, action.id) if one.response in updates.ENDS]
    return bool(ends) and ends[-1] == updates.TELL_DONE


class EnoughNews(Step):
    """That is enough: nothing more is told."""

    action_name = "action_enough_news"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return says_kindly("utter_nothing_open")
