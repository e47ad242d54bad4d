""" "What did you do about my things?" One thing at a time, the newest first (conversation rule 57, R43)."""

from __future__ import annotations

from dataclasses import replace

from actions.step import Step, says, says_kindly
from storage import Transaction, choice_sets, complaint_told, decisions, feedback, pending_actions, questions, updates
from storage.feedback import Feedback, said_values
from storage.pending_actions import PendingAction
from storage.references import change_ref, complaint_answer_ref, day_ref, easy_words_ref, option_ref
from storage.turns import Reply, Turn, TurnResult
from storage.vocabulary import OPEN_ACTIONS, FeedbackStatus, QuestionKind


class TellMyThings(Step):
    """Begins with the newest thing, or goes on behind the one that the question "Hear more" is about. Before the first of
    their words the person hears that others may see the screen (R43). Behind the last thing, what they chose is named."""

    action_name = "action_tell_my_things"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        told_last = self._told_last(turn)
        said = feedback.newest_of_person(tx, turn.person_id, 2, older_than=told_last)
        # What was told last may have been the oldest by now: then the newest is news again.
        said = said or feedback.newest_of_person(tx, turn.person_id, 2)
        chose = _chose(tx, turn.person_id)
        if not said:
            return says("utter_my_things_none") if chose is None else TurnResult((chose,))
        if len(said) > 1:
            kind, response = QuestionKind.MORE_NEWS, "utter_ask_more_news"
            questions.ask(tx, turn.person_id, kind, response, subject_id=said[0].id)
        warning = () if told_last else (Reply("utter_others_may_see"),)
        last = () if chose is None or len(said) > 1 else (replace(chose, is_courtesy=True),)
        return TurnResult((*warning, *tell(tx, said[0]).replies, *last))

    def _told_last(self, turn: Turn) -> str | None:
        goes_on = turn.intent == "choose" and turn.asked is not None and turn.asked.kind is QuestionKind.MORE_NEWS
        return turn.asked.subject_id if goes_on and turn.asked is not None else None


def _chose(tx: Transaction, person_id: str) -> Reply | None:
    """What they picked last of what they can still choose anew, named in short; None where it is in their own words."""
    for kept in choice_sets.for_the_person(tx, person_id):
        held = decisions.holding(tx, kept.id)
        if held is not None and held.option_id is not None:
            return Reply("utter_my_things_chose", {"option": option_ref(held.option_id)})
    return None


def tell(tx: Transaction, item: Feedback) -> TurnResult:
    """What was said, by the person or for them, and what has become of it."""
    said = said_values(item)
    if item.status is FeedbackStatus.RECEIVED and item.triage_due_on >= tx.today:
        return says("utter_my_thing_heard", **said, day=day_ref(item.triage_due_on))
    if item.pending_action_id is not None:
        return _tell_action(tx, said, pending_actions.one(tx, item.pending_action_id))
    answered = complaint_told.answered(tx, item.id)
    if answered is not None:
        return says("utter_my_thing_answered", **said, answer=complaint_answer_ref(answered[0]))
    if item.status in (FeedbackStatus.RECEIVED, FeedbackStatus.PASSED_TO_COMPLAINT):
        return says("utter_my_thing_looking", **said)
    return says("utter_my_thing_noted", **said)


def _tell_action(tx: Transaction, said: dict[str, str], action: PendingAction) -> TurnResult:
    if action.is_overdue(tx.today):
        return says("utter_my_thing_looking", **said)
    if action.status in OPEN_ACTIONS:
        day, change = day_ref(action.due_on), change_ref(action.id)
        return says("utter_my_thing_agreed", **said, day=day, change=change)
    if _was_done(tx, action):
        return says("utter_my_thing_done", **said, done=easy_words_ref(action.id))
    return says("utter_my_thing_cannot", **said, reason=easy_words_ref(action.id))


def _was_done(tx: Transaction, action: PendingAction) -> bool:
    """How it ended last, which may not have reached the person yet."""
    ends = [one.response for one in updates.of_action(tx, action.id) if one.response in updates.ENDS]
    return bool(ends) and ends[-1] == updates.TELL_DONE


class EnoughNews(Step):
    """That is enough: nothing more is told."""

    action_name = "action_enough_news"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return says_kindly("utter_nothing_open")
