"""Alerts against a real SMTP server and real HTTP receivers: what they say (R14), and what becomes of each try (R15, R16)."""

from __future__ import annotations

import asyncio
import logging
import re
import threading

import pytest

from bot.alerting.sending import AlertCourier
from bot.notifying.mail import Mailer
from bot.notifying.service_channel import ServiceChannel
from storage import alert_delivery, alert_news, alerts, concerns, safeguarding_team
from storage.alerts import Cause
from storage.audit import SYSTEM, Actor
from storage.vocabulary import AlertChannel, AlertKind, Post
from tests.storage.alarmed import Team
from tests.storage.invented import Life
from tests.support.mail_server import MailServer
from tests.support.web_hook import WebHook, web_hook

HERE = "https://said.example"
CANARY = "quokkabert hit me with a zanzibroom 🐤"
LEA, DANA, ALMA, NOOR = "lea@example.org", "dana@team.example", "alma@team.example", "noor@team.example"


def courier(
    life: Life, mail: MailServer | None, pager: WebHook | None = None, step: float = 5, seconds: float = 5
) -> AlertCourier:
    mailer = None if mail is None else Mailer(mail.settings(), tls=MailServer.trust(), step_seconds=step)
    places = None if pager is None else ServiceChannel([pager.url("pager")], seconds=seconds)
    return AlertCourier(life.store, HERE, mailer, places)


async def a_round(one: AlertCourier) -> None:
    for channel in AlertChannel:
        await one.take(channel)
    await one.idle()


def errors(team: Team, concern_id: str) -> dict[tuple[str, str], str | None]:
    """The last thing that went wrong, by first name and channel."""
    tried = [one for one in team.told(concern_id) if one.tries]
    return {((one.who or "pager").split()[0], str(one.channel)): one.tries[-1][2] for one in tried}


# What is sent


async def test_whoever_is_first_has_a_reference_a_tier_and_a_link(
    life: Life, team: Team, mail: MailServer, phone: WebHook
) -> None:
    concern_id = life.worry(CANARY, tier="red")
    await a_round(courier(life, mail))
    assert sorted(one["To"] for one in mail.messages()) == [DANA, LEA]
    [letter], [told] = mail.messages(DANA), phone.said()
    reference = team.alert(concern_id, "red").reference
    for title, text in ((letter["Subject"], letter.get_content()), (told["title"], told["message"])):
        assert title == f"Said & Done: red alert {reference}"
        assert text.rstrip("\n").split("\n") == [
            f"Reference: {reference}",
            "Tier: red",
            "What it is about is shown when you have signed in.",
            "Take it on there, or others are told as well.",
            f"{HERE}/staff/concerns/{concern_id}",
        ]


async def test_from_the_second_step_on_it_says_that_nobody_has_acknowledged_it(
    life: Life, team: Team, mail: MailServer, pager: WebHook
) -> None:
    life.worry(CANARY, tier="red")
    one = courier(life, mail, pager)
    for _ in range(3):
        await a_round(one)
        team.climb(minutes=15)
    said = {
        to: ["Nobody has acknowledged it yet." in one.get_content() for one in mail.messages(to)] for to in (LEA, ALMA)
    }
    assert said == {LEA: [False, True], ALMA: [True, True]}
    assert "Nobody has acknowledged it yet." in pager.said()[0]["message"]


async def test_no_name_no_words_no_kind_and_no_house_are_in_any_byte_that_is_sent_or_logged(
    life: Life, team: Team, mail: MailServer, phone: WebHook, pager: WebHook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    concern_id = life.worry(CANARY, tier="amber", kind="sexual_harm")
    life.do(concerns.add_note, Actor("person", life.people.person_id), concern_id, "do_not_tell", person_words=CANARY)
    life.do(alerts.raise_alert, Cause(AlertKind.OUTAGE, "amber", "outage:queue:1", part="queue"))
    life.do(alerts.raise_alert, Cause(AlertKind.CHECKS, "check", "checks:1"))
    one = courier(life, mail, pager)
    for _ in range(3):
        await a_round(one)
        team.climb(minutes=60)
    mail.refuse["DATA"], phone.status, pager.status = f"451 {CANARY}", 500, 500
    await a_round(one)
    assert len(mail.got) > 8 and phone.got and pager.got
    heads = [re.sub(rb"^(To|X-MailFrom|X-RcptTo|X-Peer): .*$", b"", one, flags=re.M) for one in mail.got]
    raw = b"\n".join([*heads, *phone.got, *pager.got]).decode("utf-8", "replace").lower() + caplog.text.lower()
    private = ("quokka", "zanzi", "🐤", "asha", "lea inv", "invented", "house", "sexual", "harm", "do_not_tell")
    assert [part for part in (*private, "t0ken-of-the-room") if part in raw] == []


async def test_a_drill_says_that_it_is_a_test(life: Life, team: Team, mail: MailServer) -> None:
    life.do(
        concerns.raise_concern,
        SYSTEM,
        None,
        "drill",
        tier="red",
        kind="danger",
        reasons=(),
        rules_version="1",
        words="TEST",
        said_at=life.clock.now,
        is_test=True,
    )
    await a_round(courier(life, mail))
    [letter] = mail.messages(DANA)
    assert letter["Subject"].startswith("Said & Done: TEST red alert ")
    assert letter.get_content().startswith("This is a TEST. Please take it on as you would a real one.\n")


async def test_an_outage_names_the_part_and_a_list_says_where_it_is(
    life: Life, team: Team, mail: MailServer, pager: WebHook
) -> None:
    life.do(alerts.raise_alert, Cause(AlertKind.OUTAGE, "amber", "outage:queue:1", part="queue"))
    await a_round(courier(life, mail, pager))
    life.do(alerts.raise_alert, Cause(AlertKind.CHECKS, "check", "checks:1"))
    await a_round(courier(life, mail, pager))
    [outage, checks] = [(one["Subject"], one.get_content()) for one in mail.messages(LEA)]
    assert outage[0] == "Said & Done: not working: queue" and f"{HERE}/health\n" in outage[1]
    assert checks[0] == "Said & Done: some things wait for a human look" and f"{HERE}/staff/concerns\n" in checks[1]
    assert len(pager.got) == 1


# What becomes of it


async def test_nothing_set_up_fails_at_once_and_the_ladder_goes_on(life: Life, team: Team) -> None:
    concern_id = life.worry(CANARY, tier="red")
    one = AlertCourier(life.store, HERE, None, None)
    life.do(safeguarding_team.set_contact, SYSTEM, team.lead.id, Post.LEAD, (), "")
    for step in (alerts.OTHERS, alerts.ALL):
        await a_round(one)
        assert team.climb(seconds=1) == 1
        assert team.alert(concern_id, "red").step == step
    await a_round(one)
    assert errors(team, concern_id)[("pager", "pager")] == "not_set_up"
    assert set(errors(team, concern_id).values()) == {"not_set_up"}
    assert life.do(alert_news.to_tell) == ()


async def test_told_comes_from_the_first_way_that_took_it(life: Life, team: Team, phone: WebHook) -> None:
    concern_id = life.worry(CANARY, tier="red")
    await a_round(AlertCourier(life.store, HERE, None, None))
    assert len(phone.got) == 1
    assert life.do(alert_news.to_tell) == ((concern_id, life.people.person_id, Post.LEAD),)


async def test_while_the_mail_server_is_down_the_phone_tells_and_the_mail_follows(
    life: Life, team: Team, mail: MailServer, phone: WebHook
) -> None:
    await mail.down()
    concern_id = life.worry(CANARY, tier="red")
    one = courier(life, mail)
    await a_round(one)
    assert len(phone.got) == 1 and errors(team, concern_id)[("Dana", "email")] == "no_connection"
    await mail.up()
    life.clock.forward(seconds=10)
    await a_round(one)
    assert len(mail.messages(DANA)) == 1 and len(phone.got) == 1


async def test_an_address_that_is_refused_for_good_is_not_tried_again_and_stops_nobody_elses(
    life: Life, team: Team, mail: MailServer
) -> None:
    mail.refuse[DANA] = "550 5.1.1 nobody of that name"
    concern_id = life.worry(CANARY, tier="red")
    one = courier(life, mail)
    for _ in range(3):
        await a_round(one)
        life.clock.forward(minutes=1)
    assert [len(mail.messages(to)) for to in (LEA, DANA)] == [1, 0]
    [dana] = [told for told in team.told(concern_id) if told.who == "Dana Ashby"]
    assert (dana.status, len(dana.tries), dana.tries[0][2]) == ("failed", 1, "address_refused")


async def test_an_address_that_is_none_is_refused_and_never_shown(
    life: Life, team: Team, mail: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    life.do(safeguarding_team.set_contact, SYSTEM, team.lead.id, Post.LEAD, (), "nothing://t0ken-of-lea")
    with life.store.write() as tx:
        tx.connection.exec_driver_sql("UPDATE staff SET email = ? WHERE id = ?", ("d\nBcc: x@y.z", team.deputy.id))
    concern_id = life.worry(CANARY, tier="red")
    await a_round(courier(life, mail))
    found = errors(team, concern_id)
    assert (found[("Lea", "direct")], found[("Dana", "email")]) == ("address_refused", "address_refused")
    assert [one["To"] for one in mail.messages()] == [LEA] and "t0ken" not in caplog.text


async def test_one_hanging_way_holds_up_neither_the_others_nor_the_alert_that_comes_next(
    life: Life, team: Team, mail: MailServer, phone: WebHook
) -> None:
    phone.holds = threading.Event()
    life.worry(CANARY, tier="red")
    one = courier(life, mail)
    for channel in AlertChannel:
        await one.take(channel)
    life.worry("he hit me", tier="red", person_id=life.people.housemate_id)
    async with asyncio.timeout(5):
        while len(mail.messages(DANA)) < 2:
            for channel in AlertChannel:
                await one.take(channel)
            await asyncio.sleep(0.01)
    assert phone.got == []
    phone.holds.set()
    await one.idle()
    assert len(phone.got) == 2, "each once, however often it was looked"


async def test_a_recipient_at_whom_the_server_hangs_holds_up_no_other(
    life: Life, team: Team, mail: MailServer, phone: WebHook
) -> None:
    mail.hangs_in = "RCPT"
    life.worry(CANARY, tier="red")
    one = courier(life, mail, step=3)
    await one.take(AlertChannel.EMAIL)
    await asyncio.sleep(0.2)
    mail.hangs_in = None
    life.worry("he hit me", tier="red", person_id=life.people.housemate_id)
    await one.take(AlertChannel.EMAIL)
    async with asyncio.timeout(2):
        while len(mail.got) < 2:
            await asyncio.sleep(0.01)
    await one.idle()


async def test_a_place_of_the_pager_that_has_it_does_not_get_it_again_with_one_that_failed(
    life: Life, team: Team, pager: WebHook
) -> None:
    with web_hook() as other:
        other.status = 500
        one = AlertCourier(life.store, HERE, None, ServiceChannel([pager.url(), other.url()]))
        life.do(alerts.raise_alert, Cause(AlertKind.OUTAGE, "amber", "outage:queue:1", part="queue"))
        await a_round(one)
        other.status = 200
        life.clock.forward(seconds=10)
        await a_round(one)
        assert (len(pager.got), len(other.got)) == (1, 1)


class Killed(BaseException):
    """As a kill: nothing after it is done."""


async def test_killed_between_sent_and_kept_it_goes_again_as_the_same_message(
    life: Life, team: Team, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.worry(CANARY, tier="red")
    one = courier(life, mail)

    def killed(*_args: object) -> None:
        raise Killed

    with monkeypatch.context() as patch, pytest.raises(Killed):
        patch.setattr(alert_delivery, "keep_attempt", killed)
        await one.take(AlertChannel.EMAIL)
        await one.idle()
    await a_round(courier(life, mail))
    ids = [letter["Message-ID"] for letter in mail.messages(DANA)]
    assert 1 <= len(ids) <= 2 and len(set(ids)) == 1


async def test_it_runs_by_itself_within_seconds(
    life: Life, team: Team, mail: MailServer, phone: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.alerting.sending.EVERY", 0.01)
    async with courier(life, mail).running(), asyncio.timeout(5):
        await asyncio.to_thread(life.worry, CANARY, tier="red")
        while len(mail.got) < 2 or not phone.got:
            await asyncio.sleep(0.01)


async def test_a_round_that_fails_is_not_the_last(
    life: Life, team: Team, mail: MailServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.alerting.sending.EVERY", 0.01)
    life.worry(CANARY, tier="red")
    with life.store.write() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE alert_messages RENAME TO away")
    async with courier(life, mail).running(), asyncio.timeout(10):
        while "a round of alerts failed" not in caplog.text:
            await asyncio.sleep(0.01)
        with life.store.write() as tx:
            tx.connection.exec_driver_sql("ALTER TABLE away RENAME TO alert_messages")
        while len(mail.got) < 2:
            await asyncio.sleep(0.01)
