"""Short fixed answers: who sees this, are you a person, thank you, and a tap on something long answered."""

from __future__ import annotations

from typing import ClassVar

from actions.asking import ask_first_contact
from actions.step import Step, says
from storage import Transaction, houses, inbox, questions
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


class TellOldTap(Step):
    """The first answer stands. Whoever said no to the chat and taps on that question is asked again."""

    action_name = "action_tell_old_tap"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if houses.person(tx, turn.person_id).notice_answer != "yes":
            ask_first_contact(tx, turn.person_id)
        was_answered = self._status(tx, turn) != "dropped"
        return says("utter_old_tap" if was_answered else "utter_old_tap_left")

    def _status(self, tx: Transaction, turn: Turn) -> str | None:
        """What became of the question whose button was tapped; None for a button that is not this person's."""
        token = inbox.message(tx, turn.message_id).option_token
        tapped = None if token is None else questions.by_token(tx, turn.person_id, token)
        return None if tapped is None else tapped[0].status
