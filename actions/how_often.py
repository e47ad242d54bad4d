"""How often the bot asks by itself: the person says so, and may stop it at once (R44)."""

from __future__ import annotations

from actions.step import SILENT, Step, says
from storage import Transaction, how_often, questions
from storage.turns import Reply, Turn, TurnResult
from storage.vocabulary import Asks, QuestionKind


class AskHowOften(Step):
    """The question with its three answers."""

    action_name = "action_ask_how_often"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        questions.ask(tx, turn.person_id, QuestionKind.HOW_OFTEN, "utter_ask_how_often")
        return SILENT


class KeepHowOften(Step):
    """Obeyed from now on, and told back."""

    action_name = "action_keep_how_often"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        asks = Asks(str(turn.answer))
        how_often.choose(tx, turn.person_id, asks)
        return says(f"utter_asks_{asks}")


class StopAsking(Step):
    """ "Stop asking me" is an answer already: nothing is asked back, and nothing that was open is shown again."""

    action_name = "action_stop_asking"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        questions.set_aside(tx, turn.person_id)
        how_often.choose(tx, turn.person_id, Asks.ONLY_WHEN_I_START)
        return TurnResult((Reply(f"utter_asks_{Asks.ONLY_WHEN_I_START}"),), ends_talk=True)
