"""Short fixed answers: who sees this, are you a person, thank you, and a tap on something long answered."""

from __future__ import annotations

from typing import ClassVar

from actions.step import Step
from storage import Transaction
from storage.turns import Reply, Turn, TurnResult


class FixedAnswer(Step):
    """Says one thing and changes nothing; the question that was open is shown again after it."""

    response: ClassVar[str]
    is_courtesy: ClassVar[bool] = False

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return TurnResult((Reply(self.response, is_courtesy=self.is_courtesy),))


class TellWhoSees(FixedAnswer):
    """Who reads what (R56)."""

    action_name = "action_tell_who_sees"
    response = "utter_who_sees_this"


class TellAreYouReal(FixedAnswer):
    """It is a computer (R56)."""

    action_name = "action_tell_are_you_real"
    response = "utter_are_you_real"


class SayWelcome(FixedAnswer):
    """Thank you is answered."""

    action_name = "action_say_welcome"
    response = "utter_thanks"
    is_courtesy = True


class TellOldTap(FixedAnswer):
    """The first answer stands."""

    action_name = "action_tell_old_tap"
    response = "utter_old_tap"
