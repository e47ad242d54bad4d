"""Telling staff, against a real SMTP server and a real HTTP receiver: what is sent, and what becomes of each try."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.notifying.mail import Mailer
from bot.notifying.sending import Courier
from bot.notifying.service_channel import NotUsable, ServiceChannel
from storage import Store, figures, late, migrate, notice_delivery, staff_requests, triage
from storage.vocabulary import NoticeChannel, RequestKind, Triage, VisibleTo
from tests.storage.invented import Life, SetClock, settle
from tests.support.mail_server import PASSWORD, SENDER, USER, MailServer, mail_server
from tests.support.web_hook import WebHook, web_hook

HERE = "https://said.example"
MINA, KIT = "mina@example.org", "kit@example.org"
CANARY = "canary 🐤 my bus"


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    clock = SetClock()
    store = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=clock)
    migrate.upgrade(store)
    people = settle(store)
    with store.write() as tx:  # two managers of a person without a keyworker: both hear of what is new
        tx.connection.exec_driver_sql("UPDATE staff SET role = 'manager' WHERE name = 'Kit Invented'")
    yield Life(store, clock, people)
    store.close()


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest.fixture
def room() -> Iterator[WebHook]:
    with web_hook() as hook:
        yield hook


def courier(life: Life, mail: MailServer | None, service: ServiceChannel | None = None, step: float = 5) -> Courier:
    mailer = None if mail is None else Mailer(mail.settings(), tls=MailServer.trust(), step_seconds=step)
    return Courier(life.store, HERE, mailer, service)


def waiting(life: Life) -> int:
    return life.do(figures.notices_queue).waiting


def errors(life: Life) -> dict[str, str]:
    """What could not be sent: the first name of each member, and why."""
    return {str(one.who).split()[0]: one.error for one in life.do(notice_delivery.unsent, life.people.manager)}


# What is sent


async def test_within_a_minute_each_has_one_mail_with_reference_and_link(life: Life, mail: MailServer) -> None:
    said = life.tell("The bus is late.")
    life.clock.forward(seconds=30)
    await courier(life, mail).emails()
    assert sorted(one["To"] for one in mail.messages()) == [KIT, MINA]
    [letter] = mail.messages(MINA)
    text = letter.get_content()
    assert text.startswith("Something new waits for a decision.\n")
    assert f"{HERE}/staff/feedback/{said.id}\n" in text
    assert f"{HERE}/staff/notices" in text
    reference = text.split("\n")[1].partition(":")[0]
    assert letter["Subject"] == f"Said & Done: something new waits for a decision ({reference})"
    assert (letter["From"], letter["Auto-Submitted"]) == (SENDER, "auto-generated")
    await courier(life, mail).emails()
    assert len(mail.got) == 2


async def test_several_are_one_mail(life: Life, mail: MailServer) -> None:
    for words in ("The bus is late.", "The tea is cold."):
        life.tell(words)
    life.do(staff_requests.ask, life.people.person_id, RequestKind.WANTS_TO_TALK, "m")
    await courier(life, mail).emails()
    [letter] = mail.messages(MINA)
    assert letter["Subject"] == "Said & Done: 3 things to look at"
    assert "2 new things wait for a decision." in letter.get_content()
    assert "A request waits for an answer." in letter.get_content()
    assert letter.get_content().count(f"{HERE}/staff/feedback/") == 2


async def test_very_many_are_not_all_listed(life: Life, mail: MailServer) -> None:
    for number in range(40):
        life.tell(f"Thing {number}.")
    await courier(life, mail).emails()
    text = mail.messages(MINA)[0].get_content()
    assert "40 new things wait" in text and text.count("/staff/feedback/") == 30
    assert f"The other 10: {HERE}/staff/\n" in text


async def everything_happens(life: Life) -> None:
    """Each kind of notice there is, with a canary wherever words can be."""
    people = life.people
    life.tell(CANARY)
    life.tell(CANARY, visible_to=VisibleTo.ONLY_MANAGER)
    life.do(staff_requests.ask, people.person_id, RequestKind.WANTS_TO_TALK, "m", content_id=life.write(CANARY))
    life.worry(CANARY)
    life.do(triage.decide, people.manager, life.tell(CANARY).id, Triage.WORRY, note=CANARY)
    life.agree(life.tell(CANARY))
    life.clock.forward(days=10)
    life.do(late.tell)


async def test_no_name_and_no_words_are_in_any_byte_that_is_sent(
    life: Life, mail: MailServer, room: WebHook, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await everything_happens(life)
    both = courier(life, mail, ServiceChannel([room.url()]))
    await both.emails()
    await both.service_channel()
    letters = [one.get_content() + one["Subject"] for one in mail.messages()]
    assert len(letters) == 3 and len(room.got) == 1
    sent = "\n".join([*letters, *(str(one) for one in room.said()), caplog.text])
    raw = b"\n".join([*mail.got, *room.got]).decode("utf-8", "replace")
    for private in (
        "canary",
        "🐤",
        "Asha",
        "Mina Inv",
        "Invented",
        "House",
        "wants_to_talk",
        "only_manager",
        "worry",
        "bus",
    ):
        assert private not in sent and private not in raw, private
    assert "t0ken-of-the-room" not in raw + caplog.text


async def test_the_one_place_everybody_reads_hears_once_and_not_of_what_is_for_managers(
    life: Life, room: WebHook
) -> None:
    life.tell("Kit shouts.", visible_to=VisibleTo.ONLY_MANAGER)
    said = life.tell("The bus is late.")
    for _ in range(2):
        await courier(life, None, ServiceChannel([room.url()])).service_channel()
    [told] = room.said()
    assert told["title"].startswith("Said & Done: something new waits for a decision (")
    assert f"{HERE}/staff/feedback/{said.id}" in told["message"]
    assert "/staff/notices" not in told["message"]


async def test_an_action_has_a_new_owner_for_everybody_and_is_yours_to_its_owner(
    life: Life, mail: MailServer, room: WebHook
) -> None:
    life.agree(life.tell("The bus is late."))
    both = courier(life, mail, ServiceChannel([room.url()]))
    await both.emails()
    await both.service_channel()
    assert "An action is yours now." in mail.messages("will@example.org")[0].get_content()
    assert "An action has a new owner." in room.said()[0]["message"]


# How it is sent


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_the_way_is_private_and_signed_in_to(life: Life, security: str) -> None:
    async with mail_server(security) as server:
        life.tell("The bus is late.")
        await courier(life, server).emails()
        assert len(server.got) == 2 and server.signed_in == [USER]
        assert server.sessions == 1, "one connection for all of a round"


@pytest.mark.parametrize(
    ("security", "trusts", "password", "error"),
    [
        ("starttls", True, "wrong", "sign_in_refused"),
        ("starttls", False, PASSWORD, "not_secure"),
        ("tls", False, PASSWORD, "not_secure"),
    ],
)
async def test_what_is_not_private_or_not_ours_is_not_used_and_tried_again(
    life: Life, security: str, trusts: bool, password: str, error: str
) -> None:
    async with mail_server(security) as server:
        life.tell("The bus is late.")
        tls = MailServer.trust() if trusts else None
        await Courier(life.store, HERE, Mailer(server.settings(password=password), tls=tls), None).emails()
        assert server.got == [] and errors(life) == {}
        life.clock.forward(days=2)
        life.do(notice_delivery.take, NoticeChannel.EMAIL)
        life.clock.forward(minutes=1)
        await Courier(life.store, HERE, Mailer(server.settings(password=password), tls=tls), None).emails()
        assert errors(life) == {"Mina": error, "Kit": error}


async def test_a_server_without_starttls_gets_nothing(life: Life, mail: MailServer) -> None:
    life.tell("The bus is late.")
    settings = replace(mail.settings(), security="starttls")
    await Courier(life.store, HERE, Mailer(settings, tls=MailServer.trust()), None).emails()
    assert mail.got == []


async def test_greylisting_delays_it_and_no_more(life: Life, mail: MailServer) -> None:
    mail.refuse[MINA] = "451 4.7.1 Greylisted, come back later"
    life.tell("The bus is late.")
    one = courier(life, mail)
    await one.emails()
    assert [letter["To"] for letter in mail.messages()] == [KIT]
    mail.refuse.clear()
    await one.emails()
    assert len(mail.got) == 1, "it rests first"
    life.clock.forward(seconds=31)
    await one.emails()
    assert len(mail.messages(MINA)) == 1 and len(mail.messages(KIT)) == 1


@pytest.mark.parametrize(("who", "error"), [(KIT, "address_refused"), ("DATA", "message_refused")])
async def test_a_refusal_for_good_is_not_tried_for_ever(
    life: Life, mail: MailServer, who: str, error: str, caplog: pytest.LogCaptureFixture
) -> None:
    mail.refuse[who] = "550 5.1.1 kit@example.org is unknown here"
    life.tell("The bus is late.")
    one = courier(life, mail)
    await one.emails()
    assert errors(life)["Kit"] == error
    assert f"could not be sent: {error}" in caplog.text and "kit@" not in caplog.text
    sessions = mail.sessions
    life.clock.forward(hours=1)
    await one.emails()
    assert mail.sessions == sessions
    assert len(mail.messages(MINA)) == (1 if who == KIT else 0)


async def test_an_address_that_is_none_stops_nobody_elses_mail(life: Life, mail: MailServer) -> None:
    with life.store.write() as tx:
        bad = "kit\nBcc: all@example.org"
        tx.connection.exec_driver_sql("UPDATE staff SET email = ? WHERE name = 'Kit Invented'", (bad,))
        bad = "wíll@example.org"
        tx.connection.exec_driver_sql("UPDATE staff SET email = ? WHERE name = 'Will Invented'", (bad,))
    life.agree(life.tell("The bus is late."))
    life.tell("The tea is cold.")
    await courier(life, mail).emails()
    assert [letter["To"] for letter in mail.messages()] == [MINA]
    assert errors(life) == {"Kit": "address_refused", "Will": "address_refused"}


async def test_down_and_up_again_nothing_is_lost_and_it_is_one_mail(life: Life, mail: MailServer) -> None:
    one = courier(life, mail)
    await mail.down()
    life.tell("The bus is late.")
    await one.emails()
    life.clock.forward(hours=3)
    await one.emails()
    life.tell("The tea is cold.")
    assert waiting(life) == 6 and errors(life) == {}
    await mail.up()
    await one.emails()
    assert sorted(letter["To"] for letter in mail.messages()) == [KIT, MINA]
    assert "2 new things wait" in mail.messages(MINA)[0].get_content()


async def test_a_server_that_hangs_before_the_message_has_not_got_it(life: Life, mail: MailServer) -> None:
    mail.hangs_in = "RCPT"
    life.tell("The bus is late.")
    one = courier(life, mail, step=0.2)
    await one.emails()
    mail.hangs_in = None
    life.clock.forward(seconds=31)
    await one.emails()
    assert len(mail.messages(MINA)) == len(mail.messages(KIT)) == 1


async def test_a_server_that_hangs_after_the_message_gets_the_very_same_again(life: Life, mail: MailServer) -> None:
    mail.hangs_in = "DATA"
    life.tell("The bus is late.")
    one = courier(life, mail, step=0.2)
    await one.emails()
    mail.hangs_in = None
    life.clock.forward(seconds=31)
    await one.emails()
    twice = mail.messages(MINA)
    assert len(twice) == 2 and twice[0]["Message-ID"] == twice[1]["Message-ID"]
    assert twice[0]["Message-ID"] != mail.messages(KIT)[0]["Message-ID"]


async def test_a_server_that_says_nothing_at_all_costs_no_more_than_its_time(life: Life) -> None:
    silent = await asyncio.start_server(lambda reader, writer: asyncio.sleep(3600), "127.0.0.1", 0)
    server = MailServer(port=silent.sockets[0].getsockname()[1])
    life.tell("The bus is late.")
    async with asyncio.timeout(5):
        await courier(life, server, step=0.2).emails()
    assert errors(life) == {}
    silent.close()


async def test_killed_between_sent_and_kept_it_goes_again_as_the_same_message(
    life: Life, mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.tell("The bus is late.")
    one = courier(life, mail)

    async def killed(*_args: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch, pytest.raises(asyncio.CancelledError):
        patch.setattr(Courier, "_keep", killed)
        await one.emails()
    assert len(mail.got) == 1
    life.tell("The tea is cold.")
    await courier(life, mail).emails()
    [again] = [letter for letter in mail.messages() if letter["Message-ID"] == mail.messages()[0]["Message-ID"]][1:]
    assert again.get_content() == mail.messages()[0].get_content()
    assert len(mail.messages(MINA)) + len(mail.messages(KIT)) == 5


async def test_nothing_is_set_up_and_nothing_piles_up(life: Life, mail: MailServer) -> None:
    life.tell("The bus is late.")
    neither = courier(life, None)
    await neither.emails()
    await neither.service_channel()
    life.clock.forward(minutes=5)
    assert waiting(life) == 0
    await courier(life, mail).emails()
    assert mail.got == []


async def test_it_runs_by_itself_beside_everything_else(life: Life, mail: MailServer, room: WebHook) -> None:
    life.tell("The bus is late.")
    async with courier(life, mail, ServiceChannel([room.url()])).running(), asyncio.timeout(10):
        while len(mail.got) < 2 or not room.got:
            await asyncio.sleep(0.01)


async def test_a_round_that_fails_is_not_the_last(
    life: Life, mail: MailServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    life.tell("The bus is late.")
    monkeypatch.setattr("bot.notifying.sending.EVERY", 0.01)
    with life.store.write() as tx:
        tx.connection.exec_driver_sql("ALTER TABLE notifications RENAME TO away")
    async with courier(life, mail).running(), asyncio.timeout(10):
        while "a round of notices failed" not in caplog.text:
            await asyncio.sleep(0.01)
        with life.store.write() as tx:
            tx.connection.exec_driver_sql("ALTER TABLE away RENAME TO notifications")
        while len(mail.got) < 2:
            await asyncio.sleep(0.01)


# The service's own channel


async def test_a_place_that_has_it_does_not_get_it_again_with_one_that_failed(life: Life, room: WebHook) -> None:
    with web_hook() as other:
        other.status = 500
        service = ServiceChannel([room.url(), other.url()])
        life.tell("The bus is late.")
        one = courier(life, None, service)
        await one.service_channel()
        life.tell("The tea is cold.")
        other.status = 200
        life.clock.forward(minutes=1)
        await one.service_channel()
        assert (len(room.got), len(other.got)) == (2, 2), "each place has both, each once"


async def test_a_place_that_never_answers_does_not_hold_up_the_others(life: Life, room: WebHook) -> None:
    with web_hook() as stuck:
        stuck.holds = threading.Event()
        service = ServiceChannel([stuck.url(), room.url()], seconds=0.3)
        life.tell("The bus is late.")
        async with asyncio.timeout(5):
            await courier(life, None, service).service_channel()
        assert len(room.got) == 1
        stuck.holds.set()


async def test_a_place_that_is_down_is_tried_again(life: Life, room: WebHook) -> None:
    service = ServiceChannel([f"json://127.0.0.1:{room.port}/room"])
    room.status = 503
    life.tell("The bus is late.")
    one = courier(life, None, service)
    await one.service_channel()
    life.tell("The tea is cold.")
    room.status = 200
    life.clock.forward(seconds=31)
    await one.service_channel()
    [told] = room.said()
    assert "2 new things wait for a decision." in told["message"]


def test_an_address_that_is_none_is_named_by_its_place_and_never_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(NotUsable) as wrong:
        ServiceChannel(["json://localhost/room", "nothing://t0ken-of-the-room"])
    assert wrong.value.position == 2
    assert "t0ken" not in caplog.text and "t0ken" not in str(wrong.value)
