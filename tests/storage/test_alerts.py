"""The ladder (R11, R12, R15): who is told at which step, never somebody whom the words may mean, and it never ends by
itself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from storage import alert_delivery, alert_news, alerts, audit, concerns, exclusions, houses, safeguarding_team
from storage.alerts import Cause, Ladder
from storage.audit import SYSTEM, Actor
from storage.database import NotFound, Transaction
from storage.notice_delivery import Tried
from storage.tables.alerts import alert_messages
from storage.tables.alerts import alerts as table
from storage.tables.people import staff
from storage.vocabulary import AlertChannel, AlertKind, Post
from tests.storage.alarmed import LADDER, Team, settle_team
from tests.storage.invented import Life, SetClock

WORDS = "He hit me 😢"


@pytest.fixture
def team(life: Life) -> Team:
    return settle_team(life)


def count(tx: Transaction) -> int:
    return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


# Who is on which step


def test_at_once_the_lead_the_deputy_and_whoever_is_there_are_told_by_every_way(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    at_once = {(name, way, "waiting"): 1 for name in ("Lea", "Dana", "Noor") for way in ("email", "direct")}
    assert team.ways(concern_id) == at_once


def test_then_the_others_and_then_again_and_again_everybody_and_the_pager(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    for _ in range(4):
        team.send()
        team.climb(minutes=15)
    assert team.on_step(concern_id, alerts.AT_ONCE) == {"Lea", "Dana", "Noor"}
    assert team.on_step(concern_id, alerts.OTHERS) == {"Alma"}
    for step in (2, 3, 4):
        assert team.on_step(concern_id, step) == {"Lea", "Dana", "Alma", "Noor", "pager"}


@pytest.mark.parametrize(("tier", "minutes"), [("red", 15), ("amber", 60)])
def test_the_next_step_begins_after_the_time_of_its_tier(life: Life, team: Team, tier: str, minutes: int) -> None:
    life.worry(WORDS, tier=tier)
    team.send()
    assert team.climb(minutes=minutes, seconds=-1) == 0
    assert team.climb(seconds=1) == 1
    assert team.names() == {"Alma"}


def test_the_times_can_be_set(life: Life, team: Team) -> None:
    life.worry(WORDS, tier="red")
    team.send()
    life.clock.forward(minutes=3)
    quick = Ladder(red=timedelta(minutes=3))
    assert life.do(alerts.must_escalate, LADDER) is False
    assert life.do(alerts.escalate, quick) == 1


def test_who_stands_in_for_somebody_on_the_rota_is_there(life: Life, team: Team) -> None:
    life.do(safeguarding_team.set_rota, SYSTEM, ())
    concern_id = life.worry(WORDS, tier="red")
    assert team.on_step(concern_id, alerts.AT_ONCE) == {"Lea", "Dana"}


def test_nobody_in_the_house_is_ever_told(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    for _ in range(5):
        team.climb(minutes=15)
    emails = {one.email for one in team.everybody}
    assert {one.address for one in team.waiting() if one.channel is AlertChannel.EMAIL} <= emails
    assert {one.who for one in team.told(concern_id)} == {*(one.name for one in team.everybody), None}


def test_without_any_contact_the_pager_is_told_at_once(life: Life) -> None:
    concern_id = life.worry(WORDS, tier="amber")
    [only] = life.do(messages_of, concern_id)
    assert (only.staff_id, only.channel) == (None, "pager")


def messages_of(tx: Transaction, concern_id: str) -> list[Any]:
    mine = select(table.c.id).where(table.c.concern_id == concern_id)
    return list(tx.execute(select(alert_messages).where(alert_messages.c.alert_id.in_(mine))).all())


# Never somebody who may be meant

NAMED = {
    "unknown": ("somebody hit me", "the night man hits me", "they took my money"),
    "lead": ("Lea hit me", "lea hurt me again", "the safety lead shouts at me", "Leas hand hit me", "safegarding lead"),
    "deputy": (
        "Dana hit me",
        "dee pinched me",
        "Danna hurts me",
        "the area manager hit me",
        "the manger hit me",
        "Ashby",
    ),
    "lead+deputy": ("Lea and Dana hit me", "the manager and the safety lead hurt me", "dee and lea hit me"),
    "alternate": ("Alma hit me", "the director touched me", "Quil hurts me"),
    "everybody": ("Lea, Dana, Alma and Noor hit me", "lea dee the director and noor all hurt me"),
}
MEANT = {
    "unknown": set(),
    "lead": {"Lea"},
    "deputy": {"Dana"},
    "lead+deputy": {"Lea", "Dana"},
    "alternate": {"Alma"},
    "everybody": {"Lea", "Dana", "Alma", "Noor"},
}
"""The first names of those who must be told of nothing, by what the words say."""
SAID = [(who, words) for who, those in NAMED.items() for words in those]


@pytest.mark.parametrize(("who", "words"), SAID)
def test_whoever_may_be_meant_is_told_at_no_step_and_somebody_always_is(
    life: Life, team: Team, who: str, words: str
) -> None:
    concern_id = life.worry(words, tier="red")
    assert team.waiting(), "somebody is told at once"
    for _ in range(6):
        assert not team.names() & MEANT[who]
        team.climb(minutes=15)
    told = {(one.who or "pager").split()[0] for one in team.told(concern_id)}
    assert told == {"Lea", "Dana", "Alma", "Noor", "pager"} - MEANT[who]


@given(
    who=st.sampled_from(sorted(NAMED)),
    before=st.sampled_from(["", "help ", "i am scared, ", "😢 "]),
    after=st.sampled_from(["", " every night", "!!!", " do not tell anyone"]),
    choose=st.integers(0, 20),
    loud=st.booleans(),
    tier=st.sampled_from(["red", "amber", "check"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_however_it_is_said_nobody_meant_is_told(
    life: Life, team: Team, who: str, before: str, after: str, choose: int, loud: bool, tier: str
) -> None:
    words = f"{before}{NAMED[who][choose % len(NAMED[who])]}{after}"
    life.do(_all_over)  # what the example before this one raised
    person_id = life.do(houses.add_person, SYSTEM, life.people.house_id, "Somebody Invented").id
    concern_id = life.worry(words.upper() if loud else words, tier="check", person_id=person_id)
    life.do(concerns.raise_tier, concern_id, tier)
    for _ in range(4):
        team.climb(minutes=60)
        told = {(one.who or "pager").split()[0] for one in team.told(concern_id)}
        assert not told & MEANT[who]
        assert told or tier == "check"


def _all_over(tx: Transaction) -> None:
    tx.execute(table.update().values(ended_at=tx.now))


def test_what_is_said_later_leaves_out_whom_it_means_at_once(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    actor = Actor("person", life.people.person_id)
    life.do(concerns.add_note, actor, concern_id, "do_not_tell", person_words="do not tell Lea")
    assert "Lea" not in team.names()
    assert ("Lea", "email", "not_needed") in team.ways(concern_id)


def test_what_is_said_in_one_message_counts_for_all_of_this_person_that_nobody_took_on(life: Life, team: Team) -> None:
    first = life.worry("I am scared", tier="red")
    life.worry("Lea hits me", tier="amber")
    assert "Lea" not in team.names()
    assert life.do(exclusions.excluded, first) == {team.lead.id}
    later = life.worry("he is here", tier="red")
    assert life.do(exclusions.excluded, later) == {team.lead.id}
    other = life.worry("I am scared", tier="red", person_id=life.people.housemate_id)
    assert life.do(exclusions.excluded, other) == frozenset()


def test_that_somebody_was_reached_counts_no_more_once_they_may_be_meant(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    [lea] = [one for one in team.waiting() if one.address == team.lead.email]
    life.do(alert_delivery.keep_attempt, lea.id, Tried.SENT)
    assert [post for _, _, post in life.do(alert_news.to_tell)] == [Post.LEAD]
    actor = Actor("person", life.people.person_id)
    life.do(concerns.add_note, actor, concern_id, "do_not_tell", person_words="Lea did it")
    assert life.do(alert_news.to_tell) == ()
    life.clock.forward(seconds=1)
    team.send()
    [(_, _, post)] = life.do(alert_news.to_tell)
    assert post in (Post.DEPUTY, Post.ALTERNATE)


# It never ends by itself


def test_it_goes_on_for_a_hundred_rounds_and_the_pager_is_told_in_each(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    for _ in range(100):
        team.send()
        assert team.climb(minutes=15) == 1
    pager = [one for one in team.told(concern_id) if one.channel is AlertChannel.PAGER]
    assert len(pager) == 99
    assert team.alert(concern_id, "red").ended_at is None


def test_it_goes_on_while_nothing_can_be_sent(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    for _ in range(60):
        team.send(Tried.NOT_SENT, error="no_connection")
        team.climb(minutes=2)
    assert team.alert(concern_id, "red").step == 9
    life.clock.forward(minutes=5)
    assert team.names() == {"Lea", "Dana", "Alma", "Noor", "pager"}


def test_acknowledging_ends_it(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    life.do(concerns.acknowledge, team.deputy, concern_id)
    assert team.waiting() == []
    for _ in range(5):
        assert team.climb(hours=1) == 0
    alert = team.alert(concern_id, "red")
    assert (alert.acknowledged_by_id, alert.accepted_post) == (team.deputy.id, Post.DEPUTY)
    assert set(team.ways(concern_id)) == {
        (name, way, "not_needed") for name in ("Lea", "Dana", "Noor") for way in ("email", "direct")
    }


def test_who_is_meant_cannot_acknowledge_it(life: Life, team: Team) -> None:
    concern_id = life.worry("Lea hit me", tier="red")
    with pytest.raises(NotFound):
        life.do(concerns.acknowledge, team.lead, concern_id)
    assert team.alert(concern_id, "red").ended_at is None


# Tiers


def test_a_check_alerts_nobody_until_it_is_raised_or_has_no_answer(life: Life, team: Team) -> None:
    life.worry("I do not know", tier="check")
    assert (life.do(count), team.waiting()) == (0, [])


def test_each_tier_begins_anew_and_what_was_raised_before_is_over(life: Life, team: Team) -> None:
    concern_id = life.worry("I do not know", tier="check")
    life.clock.forward(minutes=30)
    life.do(concerns.unanswered_checks)
    assert {one.tier for one in team.waiting()} == {"check"}
    life.do(concerns.raise_tier, concern_id, "amber")
    assert {one.tier for one in team.waiting()} == {"amber"}
    team.climb(minutes=61)
    life.do(concerns.raise_tier, concern_id, "red")
    assert {(one.tier, one.step) for one in team.waiting()} == {("red", alerts.AT_ONCE)}
    assert [team.alert(concern_id, tier).ended_at is None for tier in ("check", "amber", "red")] == [False, False, True]


def test_what_somebody_took_on_has_to_be_taken_on_anew_once_it_is_more_serious(life: Life, team: Team) -> None:
    concern_id = life.worry("I do not know", tier="check")
    life.do(concerns.acknowledge, team.lead, concern_id)
    life.do(concerns.raise_tier, concern_id, "amber")
    assert team.waiting()
    life.do(concerns.acknowledge, team.lead, concern_id)
    assert team.waiting() == [] and team.alert(concern_id, "amber").acknowledged_at == life.clock.now


def test_the_same_cause_is_raised_once(life: Life, team: Team) -> None:
    cause = Cause(AlertKind.OUTAGE, "amber", "outage:queue:1", part="queue")
    for _ in range(3):
        life.do(alerts.raise_alert, cause)
    assert life.do(count) == 1
    life.do(alerts.over, cause.once)
    life.do(alerts.raise_alert, cause)
    assert team.waiting() == []


# Contacts that go


def test_a_contact_who_is_withdrawn_is_told_of_nothing_more_and_the_next_step_begins_at_once(
    life: Life, team: Team
) -> None:
    life.worry(WORDS, tier="red")
    for member in (team.lead, team.deputy, team.night):
        life.do(safeguarding_team.remove_contact, SYSTEM, member.id)
    assert team.waiting() == []
    assert team.climb(seconds=1) == 1
    assert team.names() == {"Alma"}


def test_an_account_that_is_closed_is_told_of_nothing_more(life: Life, team: Team) -> None:
    life.worry(WORDS, tier="red")
    life.do(_close, team.lead.id)
    assert "Lea" not in team.names()


def _close(tx: Transaction, staff_id: str) -> None:
    tx.execute(staff.update().where(staff.c.id == staff_id).values(is_active=False))


# Outages, and lists that wait


def test_of_an_outage_whoever_is_there_and_the_pager_hear_at_once_and_every_hour_until_it_is_over(
    life: Life, team: Team
) -> None:
    life.do(alerts.raise_alert, Cause(AlertKind.OUTAGE, "amber", "outage:store:1", part="store"))
    for _ in range(3):
        assert team.names() == {"Lea", "Noor", "pager"}
        team.send()
        assert team.climb(minutes=59) == 0
        assert team.climb(minutes=1) == 1
    assert life.do(alerts.open_outages) == {"store": "outage:store:1"}
    life.do(alerts.over, "outage:store:1")
    assert team.climb(hours=2) == 0 and team.waiting() == []
    assert life.do(alerts.open_outages) == {}


def test_of_an_outage_everybody_hears_where_nobody_is_there(life: Life, team: Team) -> None:
    life.do(safeguarding_team.set_rota, SYSTEM, ())
    life.do(alerts.raise_alert, Cause(AlertKind.OUTAGE, "amber", "outage:safeguarding:1", part="safeguarding"))
    assert team.names() == {"Lea", "Dana", "Alma", "Noor", "pager"}


def test_a_list_that_waits_wakes_nobody(life: Life, team: Team) -> None:
    life.do(alerts.raise_alert, Cause(AlertKind.CHECKS, "check", "checks:1"))
    assert team.names() == {"Lea", "Dana", "Noor"}
    for _ in range(5):
        assert team.climb(hours=2) == 0


def test_a_list_that_waits_does_not_wake_the_pager_where_there_is_nobody_else(life: Life) -> None:
    life.do(alerts.raise_alert, Cause(AlertKind.CHECKS, "check", "checks:1"))
    assert life.do(lambda tx: tx.execute(select(func.count()).select_from(alert_messages)).scalar_one()) == 0


# Killed between steps


def test_killed_in_the_middle_of_a_step_it_is_done_whole_by_the_next_round(
    life: Life, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    concern_id = life.worry(WORDS, tier="red")
    team.send()
    life.clock.forward(minutes=15)
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(audit, "record", _killed)
        life.do(alerts.escalate, LADDER)
    assert team.on_step(concern_id, alerts.OTHERS) == set()
    assert team.climb(seconds=1) == 1
    assert team.on_step(concern_id, alerts.OTHERS) == {"Alma"}
    assert team.climb(seconds=1) == 0


def test_a_concern_that_was_not_kept_alerts_nobody(life: Life, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(alerts, "reference_of", _killed)
        life.worry(WORDS, tier="red")
    assert (life.do(count), life.do(concerns.for_lead, team.lead)) == (0, ())


def _killed(*_args: object, **_more: object) -> None:
    raise KeyboardInterrupt


def test_the_trail_tells_of_every_step_and_holds(life: Life, clock: SetClock, team: Team) -> None:
    before = life.do(audit.verify)
    concern_id = life.worry(WORDS, tier="red")
    for _ in range(3):
        team.climb(minutes=15)
    life.do(concerns.acknowledge, team.lead, concern_id)
    assert life.do(audit.verify) > before + 5
