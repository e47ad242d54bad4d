"""How the person wants messages: they change it by small taps or in words; it holds at once and is told back (R50)."""

from __future__ import annotations

from actions.step import SILENT, Step, says
from storage import Transaction, communication_profiles, how_messages, questions
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind

_NEXT_QUESTION = {
    "sound": QuestionKind.HOW_SOUND,
    "speed": QuestionKind.HOW_SPEED,
    "pictures": QuestionKind.HOW_PICTURES,
    "answers": QuestionKind.HOW_ANSWERS,
    "something_else": QuestionKind.HOW_MESSAGES_MORE,
}


class AskHowMessages(Step):
    """What do you want to change?"""

    action_name = "action_ask_how_messages"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return _ask(tx, turn, QuestionKind.HOW_MESSAGES)


class PickHowMessages(Step):
    """The one question about what was picked, or nothing after all."""

    action_name = "action_pick_how_messages"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        kind = _NEXT_QUESTION.get(str(turn.answer))
        return says("utter_messages_stay") if kind is None else _ask(tx, turn, kind)


class KeepHowMessages(Step):
    """Obeyed from this very answer on. In Telegram the buttons below the chat change with the pictures."""

    action_name = "action_keep_how_messages"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        wish = how_messages.wish(str(turn.answer))
        if wish is None:
            raise ValueError("this turn chooses nothing about messages")
        communication_profiles.choose(tx, turn.person_id, wish)
        return says(f"utter_messages_{wish}")


class ShowNext(Step):
    """The next of the answers that are shown one by one."""

    action_name = "action_show_next"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.asked is not None:
            questions.reopen(tx, turn.asked.id)
            questions.show_next(tx, turn.asked.id)
        return SILENT


def _ask(tx: Transaction, turn: Turn, kind: QuestionKind) -> TurnResult:
    questions.ask(tx, turn.person_id, kind, f"utter_ask_{kind}")
    return SILENT
