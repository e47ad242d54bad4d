"""Alerts on their way (R15, R16): every try is kept, each channel fails by itself, and what the person hears is true."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from storage import alert_delivery, alert_news, alerts, concerns, safeguarding_team
from storage.alerts import Cause
from storage.audit import SYSTEM, Actor
from storage.notice_delivery import Tried
from storage.vocabulary import AlertChannel, AlertKind, Post
from tests.storage.alarmed import Team, settle_team
from tests.storage.intruder import Intruder
from tests.storage.invented import Life

WORDS = "He hit me 😢"


@pytest.fixture
def team(life: Life) -> Team:
    return settle_team(life)


def told_who(life: Life) -> list[Post]:
    return [post for _, _, post in life.do(alert_news.to_tell)]


# What is sent


def test_a_message_holds_reference_tier_and_the_address_and_nothing_of_anybody(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    for one in team.waiting():
        said = " ".join(map(str, (one.kind, one.tier, one.reference, one.part)))
        assert (one.concern_id, one.step) == (concern_id, alerts.AT_ONCE)
        assert not [word for word in ("Asha", "House", "hit", "words", "invented") if word in said]
    direct = [one.address for one in team.waiting() if one.channel is AlertChannel.DIRECT]
    assert sorted(map(str, direct)) == [f"json://localhost/{name}" for name in ("Dana", "Lea", "Noor")]


def test_a_way_that_was_sealed_with_another_key_has_no_address(life: Life, team: Team) -> None:
    life.worry(WORDS, tier="red")
    life.store.secret_key = "another key, of which nothing was known"
    try:
        found = life.do(alert_delivery.due, AlertChannel.DIRECT)
    finally:
        life.store.secret_key = ""
    assert [one.address for one in found] == [None, None, None]


def test_red_goes_first(life: Life, team: Team) -> None:
    life.worry(WORDS, tier="amber")
    life.clock.forward(seconds=5)
    life.worry("help", tier="red")
    tiers = [one.tier for one in life.do(alert_delivery.due, AlertChannel.EMAIL)]
    assert tiers == ["red"] * 3 + ["amber"] * 3


def test_what_is_in_hand_is_not_given_again(life: Life, team: Team) -> None:
    life.worry(WORDS, tier="red")
    first = life.do(alert_delivery.due, AlertChannel.EMAIL, most=2)
    rest = life.do(alert_delivery.due, AlertChannel.EMAIL, besides=[one.id for one in first])
    assert len(first) == 2 and len(rest) == 1 and not {one.id for one in first} & {one.id for one in rest}


# Tries


@pytest.mark.parametrize("killed", [AlertChannel.EMAIL, AlertChannel.DIRECT])
def test_with_either_channel_dead_the_other_tells(life: Life, team: Team, killed: AlertChannel) -> None:
    concern_id = life.worry(WORDS, tier="red")
    team.send(Tried.NOT_SENT, killed, error="no_connection")
    assert told_who(life) == []
    team.send(Tried.SENT)
    assert told_who(life)
    team.climb(minutes=3)
    assert team.alert(concern_id, "red").step == alerts.AT_ONCE, "somebody has it"


def test_with_both_dead_for_two_minutes_the_next_are_told(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="amber")
    team.send(Tried.NOT_SENT, error="no_connection")
    assert team.climb(minutes=2, seconds=-1) == 0
    assert team.climb(seconds=1) == 1
    assert team.on_step(concern_id, alerts.OTHERS) == {"Alma"}


def test_what_is_refused_for_good_everywhere_goes_on_at_once(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="amber")
    for step in (alerts.OTHERS, alerts.ALL):
        team.send(Tried.REFUSED, AlertChannel.EMAIL, AlertChannel.DIRECT, error="not_set_up")
        assert team.climb(seconds=1) == 1
        assert team.alert(concern_id, "amber").step == step
    assert "pager" in team.names()


def test_the_first_steps_messages_go_on_being_tried_beside_the_next(life: Life, team: Team) -> None:
    life.worry(WORDS, tier="amber")
    team.send(Tried.NOT_SENT, error="no_connection")
    team.climb(minutes=2)
    assert team.names() == {"Lea", "Dana", "Noor", "Alma"}


def test_it_rests_between_tries_and_never_for_long(life: Life, team: Team) -> None:
    life.worry(WORDS, tier="amber")
    waited = []
    for _ in range(8):
        team.send(Tried.NOT_KNOWN, error="no_answer")
        seconds = 0
        while not team.waiting():
            life.clock.forward(seconds=5)
            seconds += 5
        waited.append(seconds)
    assert waited == [10, 30, 60, 120, 300, 300, 300, 300]


def test_every_try_is_kept_with_its_time_and_what_went_wrong(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    began = life.clock.now
    team.send(Tried.NOT_SENT, AlertChannel.EMAIL, error="no_connection")
    life.clock.forward(seconds=10)
    team.send(Tried.SENT, AlertChannel.EMAIL)
    emails = [one for one in team.told(concern_id) if one.channel is AlertChannel.EMAIL]
    tries = ((began, "not_sent", "no_connection"), (began + timedelta(seconds=10), "sent", None))
    assert [one.tries for one in emails] == [tries] * 3


def test_a_try_never_changes_and_never_goes(life: Life, team: Team, intruder: Intruder) -> None:
    life.worry(WORDS, tier="red")
    team.send()
    for statement in ("UPDATE alert_attempts SET outcome = 'sent'", "DELETE FROM alert_attempts"):
        with pytest.raises(DBAPIError):
            intruder.run(statement)


def test_a_message_in_flight_when_somebody_acknowledges_counts_as_a_try_only(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    [in_flight] = [one for one in team.waiting() if one.address == team.night.email]
    life.do(concerns.acknowledge, team.lead, concern_id)
    life.do(alert_delivery.keep_attempt, in_flight.id, Tried.SENT)
    alert = team.alert(concern_id, "red")
    assert (alert.accepted_post, alert.acknowledged_by_id) == (Post.LEAD, team.lead.id)
    [noor] = [one for one in team.told(concern_id) if one.who == "Noor Webb" and one.channel is AlertChannel.EMAIL]
    assert (noor.status, len(noor.tries)) == ("not_needed", 1)


def test_an_alert_that_nobody_took_for_so_long_is_stuck(life: Life, team: Team) -> None:
    five = timedelta(minutes=5)
    life.do(alerts.raise_alert, Cause(AlertKind.OUTAGE, "amber", "outage:queue:1", part="queue"))
    life.clock.forward(minutes=10)
    assert life.do(alert_delivery.is_stuck, five) is False, "an outage is no reason for another"
    concern_id = life.worry(WORDS, tier="red")
    life.clock.forward(minutes=5, seconds=-1)
    assert life.do(alert_delivery.is_stuck, five) is False
    life.clock.forward(seconds=1)
    assert life.do(alert_delivery.is_stuck, five) is True
    life.do(concerns.acknowledge, team.lead, concern_id)
    assert life.do(alert_delivery.is_stuck, five) is False


def test_an_alert_that_the_pager_took_is_not_stuck(life: Life) -> None:
    life.worry(WORDS, tier="red")
    life.clock.forward(minutes=6)
    assert life.do(alert_delivery.is_stuck, timedelta(minutes=5)) is True
    [page] = life.do(alert_delivery.due, AlertChannel.PAGER)
    life.do(alert_delivery.keep_attempt, page.id, Tried.SENT)
    assert life.do(alert_delivery.is_stuck, timedelta(minutes=5)) is False


# What the person hears


def test_told_is_said_once_a_contacts_channel_took_it_and_names_their_post(life: Life, team: Team) -> None:
    concern_id = life.worry("Lea hit me", tier="amber")
    assert told_who(life) == []
    [dana] = [one for one in team.waiting() if one.address == team.deputy.email]
    life.do(alert_delivery.keep_attempt, dana.id, Tried.SENT)
    assert life.do(alert_news.to_tell) == ((concern_id, life.people.person_id, Post.DEPUTY),)
    life.do(concerns.mark_told, concern_id)
    assert told_who(life) == []


def test_a_pager_that_took_it_is_nobody_who_was_told(life: Life, team: Team) -> None:
    life.worry(WORDS, tier="red")
    for _ in range(3):
        team.send(Tried.REFUSED, AlertChannel.EMAIL, AlertChannel.DIRECT, error="not_set_up")
        team.climb(seconds=1)
    team.send(Tried.SENT, AlertChannel.PAGER)
    assert told_who(life) == []


def test_a_concern_whose_alert_was_taken_is_notified_of_and_stays_acknowledged(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    team.send(Tried.SENT, AlertChannel.EMAIL)
    assert life.do(concerns.one_for_lead, team.lead, concern_id)[0].status == "notified"
    life.do(concerns.acknowledge, team.lead, concern_id)
    team.send()
    assert life.do(concerns.one_for_lead, team.lead, concern_id)[0].status == "acknowledged"


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (WORDS, Post.LEAD),
        ("Lea hit me", Post.DEPUTY),
        ("the safety lead hit me", Post.DEPUTY),
        ("Lea and Dana hit me", Post.ALTERNATE),
        ("Lea, Dana, Alma and Noor hit me", None),
    ],
)
def test_the_first_who_is_told_is_never_meant(life: Life, team: Team, words: str, first: Post | None) -> None:
    assert life.do(alert_news.first_told, life.worry(words, tier="red")) == first


def test_the_first_who_is_told_is_not_who_was_named_later(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    actor = Actor("person", life.people.person_id)
    life.do(concerns.add_note, actor, concern_id, "do_not_tell", person_words="please do not tell Lea")
    assert life.do(alert_news.first_told, concern_id) == Post.DEPUTY


def test_nobody_is_there_while_the_rota_has_nobody_who_may_know(life: Life, team: Team) -> None:
    meant = life.worry("Lea and Noor hit me", tier="red")
    housemate = life.worry("he hit me", tier="red", person_id=life.people.housemate_id)
    assert [life.do(alert_news.is_anybody_there, one) for one in (meant, housemate)] == [False, True]
    life.do(safeguarding_team.set_rota, SYSTEM, ())
    assert life.do(alert_news.is_anybody_there, housemate) is False


def test_after_two_minutes_without_acceptance_the_person_hears_so_once(life: Life, team: Team) -> None:
    concern_id = life.worry(WORDS, tier="red")
    life.clock.forward(minutes=2, seconds=-1)
    assert life.do(alert_news.to_say_still_trying) == ()
    life.clock.forward(seconds=1)
    [(alert_id, which, person_id)] = life.do(alert_news.to_say_still_trying)
    assert (which, person_id) == (concern_id, life.people.person_id)
    life.do(alert_news.mark_still_trying, alert_id)
    assert life.do(alert_news.to_say_still_trying) == ()


def test_who_was_told_or_answered_does_not_hear_that_we_still_try(life: Life, team: Team) -> None:
    life.do(concerns.acknowledge, team.lead, life.worry(WORDS, tier="red"))
    life.worry("he hit me again", tier="red")
    team.send()
    life.worry("I do not know", tier="check")
    life.clock.forward(minutes=5)
    assert life.do(alert_news.to_say_still_trying) == ()


def test_what_staff_or_nobody_we_know_said_is_told_to_nobody(life: Life, team: Team) -> None:
    for actor, person_id in ((life.people.worker.actor, life.people.person_id), (Actor("person"), None)):
        life.do(
            concerns.raise_concern,
            actor,
            person_id,
            f"source of {actor.kind}",
            tier="red",
            kind="danger",
            reasons=(),
            rules_version="1",
            words=WORDS,
            said_at=life.clock.now,
        )
    life.clock.forward(minutes=3)
    team.send()
    assert told_who(life) == [] and life.do(alert_news.to_say_still_trying) == ()
