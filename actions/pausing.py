"""A rest from questions, and quiet times of the person's own: theirs to say, and obeyed at once (R44)."""

from __future__ import annotations

from actions.step import SILENT, Step, says, says_kindly
from storage import Transaction, own_times, questions
from storage.own_times import OwnTimes
from storage.references import day_ref
from storage.turns import Turn, TurnResult
from storage.vocabulary import Pause, QuestionKind, QuietTimes


class AskPause(Step):
    """For how long; while there is a pause, whether it goes on."""

    action_name = "action_ask_pause"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        is_paused = own_times.is_paused(tx, turn.person_id)
        kind = QuestionKind.PAUSED if is_paused else QuestionKind.PAUSE
        questions.ask(tx, turn.person_id, kind, f"utter_ask_{kind}")
        return SILENT


class KeepPause(Step):
    """From now on."""

    action_name = "action_keep_pause"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.answer == "not_sure":
            return says_kindly("utter_not_sure_ok")
        over_on = own_times.pause(tx, turn.person_id, Pause(str(turn.answer)))
        return says("utter_pause_open") if over_on is None else says("utter_pause_until", day=day_ref(over_on))


class EndPause(Step):
    """Asked again from now on, or not yet."""

    action_name = "action_end_pause"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.answer == "stay_quiet":
            return says("utter_stay_quiet")
        own_times.end_pause(tx, turn.person_id)
        return says("utter_asks_again")


class AskQuietTimes(Step):
    """The question with its three answers."""

    action_name = "action_ask_quiet_times"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        questions.ask(tx, turn.person_id, QuestionKind.QUIET_TIMES, "utter_ask_quiet_times")
        return SILENT


class KeepQuietTimes(Step):
    """Told back is all that holds now, not only what was picked last."""

    action_name = "action_keep_quiet_times"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return says(_told(own_times.choose_quiet(tx, turn.person_id, QuietTimes(str(turn.answer)))))


def _told(own: OwnTimes) -> str:
    if own.quiet_before is not None and own.quiet_after is not None:
        return "utter_quiet_both"
    if own.quiet_before is not None:
        return "utter_quiet_before"
    return "utter_quiet_after" if own.quiet_after is not None else "utter_quiet_at_night"
