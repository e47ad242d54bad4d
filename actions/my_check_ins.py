""" "My check-ins": what the bot asks when, and each of them can be stopped (R44)."""

from __future__ import annotations

from actions.asking_check_ins import told
from actions.step import SILENT, Step, says, says_kindly, subject_of
from storage import Transaction, check_ins, own_times, questions
from storage.audit import Actor
from storage.references import check_ins_ref
from storage.turns import Turn, TurnResult
from storage.vocabulary import QuestionKind

NONE = "utter_check_ins_none"


class TellMyCheckIns(Step):
    """All of them, then what the person wants to do; while there is a pause, whether it goes on."""

    action_name = "action_tell_my_check_ins"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        is_paused = own_times.is_paused(tx, turn.person_id)
        kind = QuestionKind.PAUSED if is_paused else QuestionKind.MY_CHECK_INS
        questions.ask(tx, turn.person_id, kind, f"utter_ask_{kind}")
        if not check_ins.of_person(tx, turn.person_id):
            return says(NONE)
        return says("utter_check_ins", check_ins=check_ins_ref(turn.person_id))


class AskStopCheckIn(Step):
    """One at a time, through the week."""

    action_name = "action_ask_stop_check_in"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        return _show(tx, turn.person_id, 0)


class StopCheckIn(Step):
    """Obeyed at once, and nothing is asked back (conversation rule 49)."""

    action_name = "action_stop_check_in"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.answer == "enough":
            return says_kindly("utter_nothing_open")
        if turn.answer == "stop_this":
            check_ins.stop(tx, Actor("person", turn.person_id), subject_of(turn))
            return says("utter_check_in_stopped")
        places = [one.id for one in check_ins.of_person(tx, turn.person_id)]
        shown = subject_of(turn)
        return _show(tx, turn.person_id, places.index(shown) + 1 if shown in places else 0)


def _show(tx: Transaction, person_id: str, place: int) -> TurnResult:
    """The check-in at this place; behind the last one the first comes again."""
    mine = check_ins.of_person(tx, person_id)
    if not mine:
        return says(NONE)
    found, kind = mine[place % len(mine)], QuestionKind.STOP_CHECK_IN
    questions.ask(tx, person_id, kind, f"utter_ask_{kind}", values=told(found), subject_id=found.id)
    return SILENT
