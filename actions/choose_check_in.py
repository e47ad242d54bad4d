"""A person chooses a check-in: at most five taps, and nothing counts before the last one."""

from __future__ import annotations

from actions.asking_check_ins import ask_about, ask_day, ask_days, ask_own_words, ask_time, ask_to_keep, page_after
from actions.step import SILENT, Step, says, says_kindly, subject_of
from storage import Transaction, check_ins, contents, houses, own_times
from storage.audit import Actor
from storage.check_ins import CLOCKS, EVERY_DAY, LONGEST, MOST_A_DAY, WORKING_DAYS, CheckIn
from storage.turns import Turn, TurnResult
from storage.vocabulary import Asks, DayTime

NOT_SURE = "not_sure"


class BeginCheckIn(Step):
    """A new one."""

    action_name = "action_begin_check_in"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        ask_about(tx, turn.person_id)
        return SILENT


class PickCheckInThing(Step):
    """About this, about the next thing that was prepared, or about something in own words."""

    action_name = "action_pick_check_in_thing"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        thing_id = subject_of(turn)
        if turn.answer == NOT_SURE:
            return says_kindly("utter_not_sure_ok")
        if turn.answer == "ask_this":
            ask_days(tx, turn.person_id, check_ins.begin(tx, turn.person_id, thing_id=thing_id))
        elif turn.answer == "next_one":
            ask_about(tx, turn.person_id, thing_id)
        else:
            ask_own_words(tx, turn.person_id)
        return SILENT


class KeepCheckInWords(Step):
    """The person's own few words; they are read back before they count."""

    action_name = "action_keep_check_in_words"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        content_id = str(turn.content_id)
        words = contents.words_of(tx, content_id)
        if words is None or len(words) > LONGEST:
            ask_own_words(tx, turn.person_id)
            return says("utter_check_in_too_long")
        ask_days(tx, turn.person_id, check_ins.begin(tx, turn.person_id, content_id=content_id))
        return SILENT


class PickCheckInDays(Step):
    """Every day, Monday to Friday, or one day, which is asked next."""

    action_name = "action_pick_check_in_days"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        check_in_id = subject_of(turn)
        if turn.answer == NOT_SURE:
            return says_kindly("utter_not_sure_ok")
        if turn.answer == "one_day":
            ask_day(tx, turn.person_id, check_in_id)
            return SILENT
        check_ins.set_days(tx, check_in_id, EVERY_DAY if turn.answer == "every_day" else WORKING_DAYS)
        ask_time(tx, turn.person_id, check_in_id)
        return SILENT


class PickCheckInDay(Step):
    """One day, or the next few to pick from."""

    action_name = "action_pick_check_in_day"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        check_in_id = subject_of(turn)
        if turn.answer == "other_day" and turn.asked is not None:
            ask_day(tx, turn.person_id, check_in_id, page_after(turn.asked))
            return SILENT
        check_ins.set_days(tx, check_in_id, (check_ins.weekday(str(turn.answer)),))
        ask_time(tx, turn.person_id, check_in_id)
        return SILENT


class PickCheckInTime(Step):
    """Then all of it is read back, unless one of its days is full."""

    action_name = "action_pick_check_in_time"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        if turn.answer == NOT_SURE:
            return says_kindly("utter_not_sure_ok")
        check_ins.set_time(tx, subject_of(turn), CLOCKS[DayTime(str(turn.answer))])
        found = check_ins.one(tx, subject_of(turn))
        if check_ins.most_beside(tx, found) >= MOST_A_DAY:
            return _other_days(tx, found)
        ask_to_keep(tx, found)
        return SILENT


class KeepCheckIn(Step):
    """Kept, chosen anew, or left. More than one a day only where the person says so."""

    action_name = "action_keep_check_in"

    def step(self, tx: Transaction, turn: Turn) -> TurnResult:
        found = check_ins.one(tx, subject_of(turn))
        if turn.answer in ("start_again", "do_not_keep"):
            check_ins.throw_away(tx, found.id)
        if turn.answer == "start_again":
            ask_about(tx, turn.person_id)
            return SILENT
        if turn.answer == "do_not_keep":
            return says("utter_check_in_not_kept")
        beside = check_ins.most_beside(tx, found)
        if beside >= MOST_A_DAY:
            return _other_days(tx, found)
        if turn.answer == "two_a_day":
            own_times.allow_a_day(tx, turn.person_id, MOST_A_DAY)
        elif beside >= own_times.of_person(tx, turn.person_id).a_day:
            ask_to_keep(tx, found)  # another one was kept since this was asked
            return SILENT
        check_ins.keep(tx, Actor("person", turn.person_id), found.id)
        return says(f"utter_check_in_kept_{Asks(houses.person(tx, turn.person_id).asks)}")


def _other_days(tx: Transaction, found: CheckIn) -> TurnResult:
    ask_days(tx, found.person_id, found.id)
    return says("utter_check_in_day_full")
