""" "Who helps me?": whom the person chose, and a code for somebody new."""

from __future__ import annotations

from actions.helping import ask_of_helper
from actions.step import SILENT, Step, says, says_kindly
from storage import Transaction, questions, supporter_access, supporters
from storage.audit import Actor
from storage.references import helper_code_ref, helpers_ref
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind


class TellWhoHelps(Step):
    """Everybody by name, and what can be done about it."""

    action_name = "action_tell_who_helps"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        kind = QuestionKind.WHO_HELPS
        if supporters.of_person(tx, turn.person_id):
            questions.ask(
                tx, turn.person_id, kind, "utter_ask_who_helps", values={"helpers": helpers_ref(turn.person_id)}
            )
        else:
            questions.ask(tx, turn.person_id, kind, "utter_who_helps_ask_nobody", answers=("add_helper", "not_now"))
        return SILENT


class AddHelper(Step):
    """A code to give to whoever they want. It is worked out anew where it is said: what lies here is only its seed."""

    action_name = "action_add_helper"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        seed = supporter_access.new_seed()
        supporter_access.make_code(tx, Actor("person", turn.person_id), turn.person_id, seed)
        return says("utter_helper_code", code=helper_code_ref(seed))


class ShowHelpers(Step):
    """One after the other, each with a way to stop it."""

    action_name = "action_show_helpers"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        theirs = supporters.of_person(tx, turn.person_id)
        if theirs:
            ask_of_helper(tx, theirs[0])
            return SILENT
        return says_kindly("utter_helper_right")
