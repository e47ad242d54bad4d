"""Check-ins in the store: chosen step by step, within the person's own limits, each day of one taken up once."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from storage import (
    askings,
    check_ins,
    check_ins_for_staff,
    contents,
    drafts,
    due_check_ins,
    feedback,
    houses,
    how_often,
    outbox,
    own_times,
    questions,
)
from storage.audit import SYSTEM, Actor
from storage.check_ins import EVERY_DAY, WORKING_DAYS
from storage.check_ins_for_staff import Wanted
from storage.database import NotFound, Refused
from storage.tables.check_ins import check_in_askings
from storage.vocabulary import AskingStatus, Asks, NotAsked, Outcome, Pause, QuestionKind, QuietTimes
from tests.storage.invented import START, Life, SetClock


def person(life: Life) -> Actor:
    return Actor("person", life.people.person_id)


def begun(life: Life, weekdays: tuple[int, ...] = (0,), at: time = time(15), words: str = "swimming") -> str:
    """In the person's own words; not kept yet."""
    content_id = life.do(contents.keep, person(life), life.people.person_id, words)
    check_in_id = life.do(check_ins.begin, life.people.person_id, content_id=content_id)
    life.do(check_ins.set_days, check_in_id, weekdays)
    life.do(check_ins.set_time, check_in_id, at)
    return check_in_id


def kept(life: Life, weekdays: tuple[int, ...] = (0,), at: time = time(15), words: str = "swimming") -> str:
    check_in_id = begun(life, weekdays, at, words)
    life.do(check_ins.keep, person(life), check_in_id)
    return check_in_id


def mine(life: Life) -> list[str | None]:
    return [one.about for one in life.do(check_ins.of_person, life.people.person_id)]


def taken_up(life: Life) -> list[questions.Question]:
    """What a round of the schedule does; returns the check-ins that wait for a moment."""
    for one in life.do(due_check_ins.to_take_up):
        life.do(due_check_ins.take_up, one.id)
    return list(life.do(questions.waiting_of, life.people.person_id, QuestionKind.CHECK_IN))


def asked(life: Life) -> askings.Asking:
    """The one that waits, shown."""
    [waiting] = taken_up(life)
    life.do(questions.reopen, waiting.id)
    life.do(askings.mark_asked, str(waiting.subject_id))
    return life.do(askings.one, str(waiting.subject_id))


def test_nothing_is_asked_before_it_is_kept(life: Life, clock: SetClock) -> None:
    check_in_id = begun(life)
    clock.forward(hours=8)
    assert mine(life) == [] and taken_up(life) == []
    life.do(check_ins.keep, person(life), check_in_id)
    life.do(check_ins.keep, person(life), check_in_id)
    assert mine(life) == ["swimming"]


def test_they_come_through_the_week(life: Life) -> None:
    kept(life, (4,), words="friday")
    kept(life, (1,), time(18), "tuesday evening")
    life.do(own_times.allow_a_day, life.people.person_id, 2)
    kept(life, (1, 3), time(10), "tuesday morning")
    assert mine(life) == ["tuesday morning", "tuesday evening", "friday"]


def test_one_on_a_day_is_all_unless_the_person_says_two_and_two_is_the_most(life: Life) -> None:
    kept(life, (0, 1))
    second = begun(life, WORKING_DAYS)
    assert life.do(check_ins.most_beside, life.do(check_ins.one, second)) == 1
    with pytest.raises(Refused, match="One of these days has a check-in already"):
        life.do(check_ins.keep, person(life), second)
    life.do(own_times.allow_a_day, life.people.person_id, 2)
    life.do(check_ins.keep, person(life), second)
    third = begun(life, EVERY_DAY)
    assert life.do(check_ins.most_beside, life.do(check_ins.one, third)) == 2
    with pytest.raises(Refused):
        life.do(check_ins.keep, person(life), third)
    kept(life, (5, 6))


def test_its_time_comes_once_on_its_days(life: Life, clock: SetClock) -> None:
    kept(life)
    clock.set(datetime(2026, 11, 9, 14, 59, tzinfo=UTC))
    assert taken_up(life) == []
    clock.forward(minutes=1)
    [waiting] = taken_up(life)
    assert taken_up(life) == [waiting] and waiting.is_for_the_schedule
    assert waiting.values["when"] == "event_day:2026-11-09" and waiting.values["about"].startswith("content:")
    clock.forward(days=6, hours=23, minutes=59)
    assert taken_up(life) == [waiting]
    clock.forward(minutes=1)
    assert len(taken_up(life)) == 2


def test_a_time_that_was_over_when_it_was_kept_is_for_the_next_week(life: Life, clock: SetClock) -> None:
    kept(life, at=time(9))
    assert taken_up(life) == []
    clock.forward(days=7)
    assert len(taken_up(life)) == 1


def test_a_day_of_one_check_in_has_one_row(life: Life) -> None:
    check_in_id = kept(life)
    life.do(askings.add, check_in_id, life.people.person_id, date(2026, 11, 9))
    row = {"id": "another", "check_in_id": check_in_id, "person_id": life.people.person_id}
    with pytest.raises(IntegrityError), life.store.write() as tx:
        tx.execute(insert(check_in_askings), {**row, "day": date(2026, 11, 9), "status": AskingStatus.DUE})


def test_days_on_which_nothing_ran_are_kept_and_not_asked(life: Life, clock: SetClock) -> None:
    check_in_id = kept(life, EVERY_DAY)
    clock.set(START + timedelta(days=3, hours=12))
    [waiting] = taken_up(life)
    assert waiting.values["when"] == "event_day:2026-11-12"
    rows = life.do(askings.newest_of, check_in_id, 9)
    assert [(row.day.day, row.status, row.reason) for row in rows] == [
        (12, AskingStatus.DUE, None),
        *((day, AskingStatus.NOT_ASKED, NotAsked.NOT_RUNNING) for day in (11, 10, 9)),
    ]
    assert [row.day.day for row in life.do(askings.newest_of, check_in_id, 2)] == [12, 11]


def test_one_that_found_no_moment_is_dropped_when_its_day_is_over(life: Life, clock: SetClock) -> None:
    life.link_chat()
    kept(life)
    clock.forward(hours=6)
    [waiting] = taken_up(life)
    clock.set(datetime(2026, 11, 9, 23, 59, tzinfo=UTC))
    assert life.do(askings.of_days_gone) == ()
    clock.forward(minutes=1)
    [gone] = life.do(askings.of_days_gone)
    life.do(askings.drop, gone)
    assert life.do(questions.question, waiting.id).status == "dropped"
    assert life.do(askings.one, gone.id).reason is NotAsked.NO_MOMENT
    assert life.do(askings.of_days_gone) == ()


@pytest.mark.parametrize("other", ["another question", "none wanted", "pause", "no chat"])
def test_it_is_kept_why_it_was_not_asked(life: Life, clock: SetClock, other: str) -> None:
    person_id = life.people.person_id
    if other != "no chat":
        life.link_chat()
    kept(life)
    clock.forward(hours=6)
    taken_up(life)
    if other == "another question":
        kind = QuestionKind.DID_IT_HELP
        life.do(questions.ask, person_id, kind, "utter_ask_did_it_help", started_by="bot")
    elif other == "none wanted":
        life.do(how_often.choose, person_id, Asks.ONLY_WHEN_I_START)
    elif other == "pause":
        life.do(own_times.pause, person_id, Pause.WEEK)
    clock.forward(hours=10)
    [gone] = life.do(askings.of_days_gone)
    life.do(askings.drop, gone)
    reason = life.do(askings.one, gone.id).reason
    assert (
        reason
        is {
            "another question": NotAsked.ANOTHER_QUESTION,
            "none wanted": NotAsked.WANTS_NONE,
            "pause": NotAsked.PAUSED,
            "no chat": NotAsked.NO_CHAT,
        }[other]
    )


def test_one_nudge_the_next_day_at_its_time_and_then_silence(life: Life, clock: SetClock) -> None:
    kept(life)
    clock.set(datetime(2026, 11, 9, 15, 5, tzinfo=UTC))
    first = asked(life)
    clock.set(datetime(2026, 11, 10, 14, 59, tzinfo=UTC))
    assert life.do(askings.to_nudge) == ()
    clock.forward(minutes=1)
    [one] = life.do(askings.to_nudge)
    assert one.id == first.id
    simpler = life.do(askings.nudge, one)
    assert simpler.response == "utter_again_ask_check_in" and simpler.id == first.question_id
    assert life.do(askings.to_nudge) == () == life.do(askings.left_open)
    clock.set(datetime(2026, 11, 11, 0, 0, tzinfo=UTC))
    [left] = life.do(askings.left_open)
    life.do(askings.leave, left)
    assert life.do(questions.open_question, life.people.person_id) is None
    assert life.do(askings.left_open) == ()
    assert life.do(questions.next_waiting, life.people.person_id) is None, "it does not come back by itself"
    assert life.do(questions.question, simpler.id).status == "waiting", "and a tap on it still counts"


@pytest.mark.parametrize("meanwhile", ["answered", "interrupted", "stopped", "another is for today", "a day too late"])
def test_nobody_is_nudged_who_answered_or_has_another(life: Life, clock: SetClock, meanwhile: str) -> None:
    check_in_id = kept(life)
    if meanwhile == "another is for today":
        kept(life, (1,), time(20), "work")
    clock.set(datetime(2026, 11, 9, 15, 5, tzinfo=UTC))
    first = asked(life)
    if meanwhile == "answered":
        life.do(questions.answer, str(first.question_id), "worked")
    elif meanwhile == "interrupted":
        life.do(questions.set_aside, life.people.person_id)
    elif meanwhile == "stopped":
        life.do(check_ins.stop, person(life), check_in_id)
    clock.forward(days=2 if meanwhile == "a day too late" else 1)
    assert life.do(askings.to_nudge) == ()


def test_a_stopped_one_is_asked_no_more_at_once(life: Life, clock: SetClock) -> None:
    check_in_id = kept(life, EVERY_DAY)
    clock.forward(hours=6)
    [waiting] = taken_up(life)
    life.do(check_ins.stop, person(life), check_in_id)
    life.do(check_ins.stop, person(life), check_in_id)
    life.do(check_ins.keep, person(life), check_in_id)
    assert mine(life) == [] and life.do(questions.question, waiting.id).status == "dropped"
    assert [one.reason for one in life.do(askings.newest_of, check_in_id, 5)] == [NotAsked.STOPPED]
    life.do(due_check_ins.take_up, check_in_id)
    clock.forward(days=1)
    assert taken_up(life) == []
    [ended] = life.do(check_ins.ended_of_person, life.people.person_id)
    assert ended.id == check_in_id and ended.ended_by == "person"


def test_own_words_that_are_gone_are_nothing_to_ask_about(life: Life, clock: SetClock) -> None:
    check_in_id = kept(life)
    content_id = str(life.do(check_ins.one, check_in_id).content_id)
    life.do(contents.purge, SYSTEM, content_id)
    clock.forward(hours=8)
    assert mine(life) == [] and taken_up(life) == []


def test_words_that_tell_of_harm_after_all_are_asked_about_no_more(life: Life) -> None:
    check_in_id = kept(life, words="when he is cross")
    content_id = str(life.do(check_ins.one, check_in_id).content_id)
    life.queue(life.people.person_id, "a list", "reply", "“when he is cross”", content_id=content_id)
    life.do(check_ins.take_back, content_id)
    assert mine(life) == []
    opened = life.do(check_ins_for_staff.for_member, life.people.worker, life.people.person_id)
    assert opened.now == () and [one.about for one in opened.before] == [None]
    assert life.do(outbox.due_after, life.people.person_id, 0) == (), "what had not arrived never will"
    life.do(check_ins.take_back, content_id)


def test_an_asking_about_words_that_are_gone_has_nothing_to_tell(life: Life, clock: SetClock) -> None:
    check_in_id = kept(life)
    clock.set(datetime(2026, 11, 9, 15, 5, tzinfo=UTC))
    one = asked(life)
    content_id = str(life.do(check_ins.one, check_in_id).content_id)
    about = life.do(askings.told, one.id)
    assert about is not None and about["about"] == f"content:{content_id}"
    life.do(check_ins.take_back, content_id)
    assert life.do(askings.told, one.id) is None


def test_one_that_is_not_kept_leaves_no_words_behind(life: Life) -> None:
    check_in_id = begun(life)
    content_id = str(life.do(check_ins.one, check_in_id).content_id)
    life.do(check_ins.throw_away, check_in_id)
    assert life.do(contents.words_of, content_id) is None
    life.do(check_ins.keep, person(life), check_in_id)
    assert mine(life) == [] and life.do(check_ins.ended_of_person, life.people.person_id) == ()
    stays = kept(life)
    life.do(check_ins.throw_away, stays)
    assert mine(life) == ["swimming"]


def test_what_was_told_about_a_check_in_says_so(life: Life, clock: SetClock) -> None:
    kept(life)
    clock.set(datetime(2026, 11, 9, 15, 5, tzinfo=UTC))
    one = asked(life)
    draft = life.do(drafts.start, life.people.person_id, outcome=Outcome.WORKED, asking_id=one.id)
    sent = life.do(feedback.send, draft.id)
    assert (sent.asking_id, sent.asked_about) == (one.id, "swimming")
    assert life.tell("the bus is late").asked_about is None


def wanted(**other: object) -> Wanted:
    chosen = {"about": "swimming", "sign": None, "weekdays": (0,), "at": time(18), "is_together": True}
    return Wanted(**{**chosen, **other})  # type: ignore[arg-type]


def test_staff_of_another_house_and_leads_know_of_none(life: Life) -> None:
    people = life.people
    for member in (people.elsewhere, people.lead):
        for verb, more in (
            (check_ins_for_staff.for_member, ()),
            (check_ins_for_staff.prepare, ("swimming", None)),
            (check_ins_for_staff.choose_together, (wanted(),)),
            (check_ins_for_staff.stop, ("any",)),
            (check_ins_for_staff.take_away, ("any",)),
        ):
            with pytest.raises(NotFound):
                life.do(verb, member, people.person_id, *more)


def test_one_chosen_with_staff_says_with_whom(life: Life) -> None:
    people = life.people
    check_in_id = life.do(check_ins_for_staff.choose_together, people.worker, people.person_id, wanted())
    found = life.do(check_ins.one, check_in_id)
    assert (found.chosen_with, found.kept_at) == (people.worker.name, life.clock.now)
    life.do(check_ins_for_staff.stop, people.colleague, people.person_id, check_in_id)
    opened = life.do(check_ins_for_staff.for_member, people.manager, people.person_id)
    assert opened.now == () and [one.ended_by for one in opened.before] == [people.colleague.id]
    with pytest.raises(Refused, match="them beside you"):
        life.do(check_ins_for_staff.choose_together, people.worker, people.person_id, wanted(is_together=False))


def test_quiet_times_add_up_and_only_at_night_ends_them(life: Life, clock: SetClock) -> None:
    person_id = life.people.person_id
    life.do(own_times.choose_quiet, person_id, QuietTimes.NOT_BEFORE_9)
    own = life.do(own_times.choose_quiet, person_id, QuietTimes.NOT_AFTER_8)
    assert (own.quiet_before, own.quiet_after) == (time(9), time(20))
    for clock_time, is_quiet in (((8, 59), True), ((9, 0), False), ((19, 59), False), ((20, 0), True)):
        clock.set(datetime(2026, 11, 9, *clock_time, tzinfo=UTC))
        assert life.do(own_times.is_quiet, person_id) is is_quiet
    life.do(own_times.choose_quiet, person_id, QuietTimes.ONLY_AT_NIGHT)
    assert not life.do(own_times.is_quiet, person_id)


@pytest.mark.parametrize(("how_long", "day"), [(Pause.DAY, 11), (Pause.WEEK, 17)])
def test_a_pause_is_at_least_as_long_as_it_says(life: Life, clock: SetClock, how_long: Pause, day: int) -> None:
    person_id = life.people.person_id
    assert life.do(own_times.pause, person_id, how_long) == date(2026, 11, day)
    assert not life.do(how_often.may_ask_now, person_id)
    clock.set(datetime(2026, 11, day - 1, 23, 59, tzinfo=UTC))
    assert life.do(own_times.of_person, person_id).paused_until == date(2026, 11, day)
    clock.forward(minutes=1)
    assert not life.do(own_times.is_paused, person_id) and life.do(how_often.may_ask_now, person_id)


def test_an_open_pause_lasts_until_the_person_says_so(life: Life, clock: SetClock) -> None:
    person_id = life.people.person_id
    assert life.do(own_times.pause, person_id, Pause.OPEN) is None
    clock.forward(days=400)
    assert life.do(own_times.is_paused, person_id)
    life.do(own_times.end_pause, person_id)
    assert not life.do(own_times.is_paused, person_id)
    life.do(own_times.pause, person_id, Pause.OPEN)
    life.do(how_often.choose, person_id, Asks.EVERY_DAY)
    assert not life.do(own_times.is_paused, person_id), "they said later how often they want to be asked"


def ready(life: Life) -> None:
    life.link_chat()
    life.do(houses.keep_notice_answer, life.people.person_id, "1", "yes")


def did_it_help(life: Life) -> None:
    life.do(questions.ask, life.people.person_id, QuestionKind.DID_IT_HELP, "utter_ask_did_it_help", started_by="bot")


def test_a_check_in_and_another_question_share_the_day(life: Life, clock: SetClock) -> None:
    person_id = life.people.person_id
    ready(life)
    kept(life, EVERY_DAY)
    clock.set(datetime(2026, 11, 9, 15, 5, tzinfo=UTC))
    assert life.do(how_often.may_check_in_now, person_id)
    asked(life)
    assert not life.do(how_often.may_check_in_now, person_id) and not life.do(how_often.may_ask_now, person_id)
    clock.set(datetime(2026, 11, 10, 8, 0, tzinfo=UTC))
    assert life.do(how_often.may_ask_now, person_id), "check-ins each day do not keep it from being asked for ever"
    did_it_help(life)
    assert not life.do(how_often.may_check_in_now, person_id)
    life.do(own_times.allow_a_day, person_id, 2)
    assert life.do(how_often.may_check_in_now, person_id) and not life.do(how_often.may_ask_now, person_id)


def test_now_and_then_is_one_a_week_of_either(life: Life, clock: SetClock) -> None:
    person_id = life.people.person_id
    ready(life)
    life.do(how_often.choose, person_id, Asks.NOW_AND_THEN)
    life.do(own_times.allow_a_day, person_id, 2)
    kept(life, EVERY_DAY)
    clock.set(datetime(2026, 11, 9, 15, 5, tzinfo=UTC))
    asked(life)
    clock.set(datetime(2026, 11, 15, 23, 59, tzinfo=UTC))
    assert not life.do(how_often.may_check_in_now, person_id) and not life.do(how_often.may_ask_now, person_id)
    clock.forward(minutes=1)
    assert life.do(how_often.may_check_in_now, person_id) and life.do(how_often.may_ask_now, person_id)


def test_who_has_no_chat_or_said_no_is_not_asked(life: Life) -> None:
    person_id = life.people.person_id
    life.do(houses.keep_notice_answer, person_id, "1", "yes")
    assert not life.do(how_often.may_check_in_now, person_id)
    life.link_chat()
    assert life.do(how_often.may_check_in_now, person_id)
    life.do(houses.keep_notice_answer, person_id, "1", "no")
    assert not life.do(how_often.may_check_in_now, person_id)
