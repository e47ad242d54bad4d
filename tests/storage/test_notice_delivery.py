"""Notices on their way: joined, dropped when dealt with, passed on, tried again, given up, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from storage import (
    absences,
    figures,
    handing_over,
    late,
    notice_choices,
    notice_delivery,
    notifications,
    pending_actions,
    triage,
)
from storage.database import NotFound, Refused
from storage.notice_choices import NoticeChoice, next_digest
from storage.notice_delivery import Parcel, Tried
from storage.staff_accounts import StaffMember
from storage.vocabulary import NoticeChannel, NoticeMode, Triage, VisibleTo
from tests.storage.invented import Life, SetClock
from tests.storage.test_notifications import a_manager, agree, away, keyworker

LONDON = ZoneInfo("Europe/London")


def mails(life: Life) -> dict[str, Parcel]:
    """The e-mails to send now, by the first name of who gets them."""
    taken = life.do(notice_delivery.take, NoticeChannel.EMAIL)
    named = {str(one.address).partition("@")[0]: one for one in taken}
    assert len(named) == len(taken), "one message for each member"
    return named


def kinds(parcel: Parcel) -> list[str]:
    return [one.kind for one in parcel.notices]


def result(life: Life, parcel: Parcel, tried: Tried, error: str | None = None) -> bool:
    return life.do(notice_delivery.keep_result, parcel.id, tried, error)


def choose(life: Life, who: StaffMember, mode: NoticeMode, at: time = time(8, 30)) -> None:
    life.do(notice_choices.choose, who, NoticeChoice(mode, at))


# One message


def test_several_that_wait_at_the_same_moment_are_one_message(life: Life) -> None:
    for words in ("The bus is late.", "The tea is cold."):
        life.tell(words)
    found = mails(life)
    assert {name: len(one.notices) for name, one in found.items()} == {"mina": 2}
    [everybody] = life.do(notice_delivery.take, NoticeChannel.SERVICE)
    assert (len(everybody.notices), everybody.address) == (2, None)


def test_a_notice_names_the_page(life: Life) -> None:
    said = life.tell("The bus is late.")
    [notice] = mails(life)["mina"].notices
    assert notice.path == f"/staff/feedback/{said.id}"
    assert notice.reference == notifications.reference_of(said.id)


def test_what_was_sent_is_not_sent_again(life: Life) -> None:
    life.tell("The bus is late.")
    for one in mails(life).values():
        assert not result(life, one, Tried.SENT)
    assert mails(life) == {} and not life.do(notice_delivery.is_any_due, NoticeChannel.EMAIL)
    [last] = life.do(notifications.of_member, life.people.manager)
    assert (last.status, last.sent_at) == ("sent", life.clock.now)


def test_after_a_kill_the_very_same_message_goes_again_and_nothing_joins_it(life: Life) -> None:
    life.tell("The bus is late.")
    first = mails(life)["mina"]
    life.tell("The tea is cold.")
    taken = life.do(notice_delivery.take, NoticeChannel.EMAIL)
    again = [one for one in taken if one.address == "mina@example.org"]
    assert again[0] == first and len(again) == 2


def test_what_may_have_arrived_goes_again_as_the_same_message(life: Life, clock: SetClock) -> None:
    life.tell("The bus is late.")
    first = mails(life)["mina"]
    result(life, first, Tried.NOT_KNOWN, "no_answer")
    clock.forward(seconds=31)
    assert mails(life)["mina"].id == first.id


def test_what_surely_did_not_arrive_is_joined_with_what_comes_next(life: Life, clock: SetClock) -> None:
    life.tell("The bus is late.")
    found = mails(life)
    first = found["mina"]
    for one in found.values():
        result(life, one, Tried.NOT_SENT, "no_connection")
    assert "mina" not in mails(life), "it rests"
    clock.forward(seconds=2)
    life.tell("The tea is cold.")
    second = mails(life)["mina"]
    assert second.id != first.id and len(second.notices) == 2


# Trying again


def test_it_is_tried_again_for_a_day_and_then_given_up(life: Life, clock: SetClock) -> None:
    life.tell("The bus is late.")
    began, tries, given_up, rests = clock.now, 0, False, []
    while not given_up:
        found = mails(life).get("mina")
        if found is not None:
            tries += 1
            rests.append(clock.now)
            given_up = result(life, found, Tried.NOT_SENT, "no_connection")
        clock.forward(seconds=15 if tries < 8 else 300)
        assert clock.now - began < timedelta(days=2)
    gaps = [later - sooner for sooner, later in pairwise(rests)]
    assert gaps[0] <= timedelta(seconds=45) and max(gaps) <= timedelta(minutes=20)
    assert timedelta(days=1) <= rests[-1] - began < timedelta(days=1, minutes=20)
    [one] = life.do(notice_delivery.unsent, life.people.manager)
    assert (one.who, one.kind, one.error) == ("Mina Invented", "new_feedback", "no_connection")


def test_a_service_that_was_off_for_days_still_tries(life: Life, clock: SetClock) -> None:
    life.tell("The bus is late.")
    clock.forward(days=2)
    assert not result(life, mails(life)["mina"], Tried.NOT_SENT, "asked_to_wait")
    clock.forward(minutes=1)
    assert "mina" in mails(life)


def test_what_is_refused_is_given_up_at_once(life: Life) -> None:
    life.tell("The bus is late.")
    found = mails(life)
    assert result(life, found["mina"], Tried.REFUSED, "address_refused")
    life.clock.forward(days=3)
    assert mails(life) == {}


def test_a_manager_sees_what_could_not_be_sent_in_their_houses_and_sends_it_again(life: Life) -> None:
    people = life.people
    keyworker(life)
    life.tell("The bus is late.")
    result(life, mails(life)["kit"], Tried.REFUSED, "address_refused")
    assert life.do(notice_delivery.unsent, people.elsewhere) == ()
    assert life.do(notice_delivery.send_again, people.elsewhere) == 0
    for other in (people.worker, people.lead):
        with pytest.raises(NotFound):
            life.do(notice_delivery.unsent, other)
    assert life.do(notice_delivery.send_again, people.manager) == 1
    assert kinds(mails(life)["kit"]) == ["new_feedback"]
    assert life.do(notice_delivery.unsent, people.manager) == ()


def test_a_queue_that_stands_still_shows(life: Life, clock: SetClock) -> None:
    life.tell("The bus is late.")
    clock.forward(minutes=2)
    queue = life.do(figures.notices_queue)
    assert (queue.waiting, queue.oldest_seconds) == (2, 120)
    for one in mails(life).values():
        result(life, one, Tried.SENT)
    assert life.do(figures.notices_queue).waiting == 1


def test_what_no_way_is_set_up_for_is_not_sent_when_one_is_set_up_later(life: Life) -> None:
    life.tell("The bus is late.")
    life.do(notice_delivery.not_set_up, NoticeChannel.EMAIL)
    assert mails(life) == {} and life.do(figures.notices_queue).waiting == 1
    assert life.do(notice_delivery.is_any_due, NoticeChannel.SERVICE)


# Dealt with, or passed on, meanwhile


def test_what_was_decided_meanwhile_is_dropped(life: Life) -> None:
    said = life.tell("The bus is late.")
    life.do(triage.decide, life.people.colleague, said.id, Triage.NOTED)
    assert mails(life) == {}
    assert life.do(notice_delivery.take, NoticeChannel.SERVICE) == ()


def test_what_was_said_in_other_words_meanwhile_is_one_thing(life: Life) -> None:
    first = life.tell("The bus is late.")
    second = life.tell("The bus is always late.", replaces_id=first.id)
    [notice] = mails(life)["mina"].notices
    assert notice.path.endswith(second.id)


def test_an_action_that_went_to_another_owner_meanwhile_is_no_longer_theirs(life: Life) -> None:
    people = life.people
    action_id = agree(life, people.worker)
    due = life.do(pending_actions.one, action_id).due_on
    life.do(handing_over.hand_over, people.manager, action_id, people.colleague.id, due, "He is on leave.")
    found = mails(life)
    assert "will" not in found and kinds(found["kit"]) == ["action_yours"]


def test_what_waits_for_somebody_who_is_away_by_now_goes_to_their_cover(life: Life, clock: SetClock) -> None:
    people = life.people
    choose(life, people.worker, NoticeMode.DIGEST, time(7))
    agree(life, people.worker)
    clock.forward(hours=16)  # the next day
    away(life, people.worker, people.colleague)
    clock.forward(hours=8)
    found = mails(life)
    assert "will" not in found and "action_yours" in kinds(found["kit"])


def test_what_was_passed_on_comes_back_with_them(life: Life, clock: SetClock) -> None:
    people = life.people
    agree(life, people.worker, by=a_manager(life))
    absence = away(life, people.worker, people.colleague)
    result(life, mails(life)["kit"], Tried.NOT_SENT, "no_connection")
    life.do(absences.end, people.worker, absence.id)
    away(life, people.colleague, people.worker)
    clock.forward(minutes=2)
    assert kinds(mails(life)["will"]) == ["action_yours"]


def test_when_all_managers_are_away_they_are_told_all_the_same(life: Life) -> None:
    away(life, life.people.manager)
    life.tell("Kit shouts.", visible_to=VisibleTo.ONLY_MANAGER)
    assert kinds(mails(life)["mina"]) == ["new_feedback"]


# How each wants it


def test_a_digest_comes_once_a_day_at_its_time_with_all_of_them(life: Life, clock: SetClock) -> None:
    people = life.people
    choose(life, people.manager, NoticeMode.DIGEST)
    life.tell("The bus is late.")  # at a quarter past nine: for tomorrow
    clock.forward(hours=5)
    life.tell("The tea is cold.")
    assert "mina" not in mails(life)
    clock.set(datetime(2026, 11, 10, 8, 29, tzinfo=UTC))
    assert "mina" not in mails(life)
    clock.forward(minutes=1)
    digest = mails(life)["mina"]
    assert digest.is_digest and len(digest.notices) == 2
    result(life, digest, Tried.SENT)
    clock.forward(days=1)
    assert "mina" not in mails(life), "nothing to say, no mail"


def test_both_means_at_once_and_in_the_digest(life: Life, clock: SetClock) -> None:
    choose(life, life.people.manager, NoticeMode.BOTH)
    life.tell("The bus is late.")
    at_once = mails(life)["mina"]
    assert not at_once.is_digest
    result(life, at_once, Tried.SENT)
    clock.forward(days=1)
    assert mails(life)["mina"].is_digest


def test_what_is_overdue_goes_at_once_to_managers_whatever_they_chose(life: Life, clock: SetClock) -> None:
    people = life.people
    for one in (people.manager, people.worker):
        choose(life, one, NoticeMode.DIGEST, time(20))
    agree(life, people.worker)
    clock.forward(days=1)
    life.do(late.tell)
    found = mails(life)
    assert kinds(found["mina"]) == ["action_overdue"] and not found["mina"].is_digest
    assert kinds(found["will"]) == ["action_yours"] and found["will"].is_digest


def test_a_choice_moves_what_waits_for_the_digest(life: Life) -> None:
    manager = life.people.manager
    choose(life, manager, NoticeMode.DIGEST)
    life.tell("The bus is late.")
    choose(life, manager, NoticeMode.DIGEST, time(9, 30))
    life.clock.forward(minutes=15)
    found = mails(life)
    assert found["mina"].is_digest
    for one in found.values():
        result(life, one, Tried.SENT)
    life.tell("The tea is cold.")
    choose(life, manager, NoticeMode.AT_ONCE)
    assert len(mails(life)["mina"].notices) == 1


def test_a_time_with_seconds_is_refused(life: Life) -> None:
    with pytest.raises(Refused, match="08:30"):
        choose(life, life.people.worker, NoticeMode.DIGEST, time(8, 30, 1))


@pytest.mark.parametrize(
    ("now", "at", "then"),
    [
        # Winter, summer, and the nights on which the clocks change.
        ("2026-11-09T08:29Z", time(8, 30), "2026-11-09T08:30Z"),
        ("2026-11-09T08:30Z", time(8, 30), "2026-11-10T08:30Z"),
        ("2026-07-09T07:29Z", time(8, 30), "2026-07-09T07:30Z"),
        ("2026-03-28T12:00Z", time(8, 30), "2026-03-29T07:30Z"),
        ("2026-10-24T12:00Z", time(8, 30), "2026-10-25T08:30Z"),
        # This time does not exist on that night, and on the other one comes twice.
        ("2026-03-28T12:00Z", time(1, 30), "2026-03-29T01:30Z"),
        ("2026-03-29T01:30Z", time(1, 30), "2026-03-30T00:30Z"),
        ("2026-10-24T12:00Z", time(1, 30), "2026-10-25T00:30Z"),
        ("2026-10-25T00:30Z", time(1, 30), "2026-10-26T01:30Z"),
        ("2026-07-09T23:30Z", time(0, 15), "2026-07-10T23:15Z"),
    ],
)
def test_the_digest_keeps_local_time(now: str, at: time, then: str) -> None:
    assert next_digest(datetime.fromisoformat(now), at, LONDON) == datetime.fromisoformat(then)


@pytest.mark.parametrize("start", ["2026-03-27T12:00Z", "2026-10-23T12:00Z"])
@pytest.mark.parametrize("at", [time(0, 30), time(1, 30), time(2, 30), time(8, 30)])
def test_there_is_one_digest_on_each_local_day_when_the_clocks_change(start: str, at: time) -> None:
    moment, days = datetime.fromisoformat(start), []
    for _ in range(4):
        moment = next_digest(moment, at, LONDON)
        days.append(moment.astimezone(LONDON).date())
    assert days == [days[0] + timedelta(days=number) for number in range(4)]
