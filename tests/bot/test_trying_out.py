"""A test message to a safeguarding contact, against a real SMTP server and a real HTTP receiver."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.notifying.mail import Mailer
from bot.notifying.trying_out import TEST, TryOut, is_direct_way
from staff.settings import SentTest
from tests.storage.invented import SetClock
from tests.support.mail_server import SENDER, MailServer, mail_server
from tests.support.web_hook import WebHook, web_hook

LEA = "lea@example.org"


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


@pytest.fixture
def room() -> Iterator[WebHook]:
    with web_hook() as hook:
        yield hook


def trying(mail: MailServer | None) -> TryOut:
    mailer = None if mail is None else Mailer(mail.settings(), tls=MailServer.trust(), step_seconds=5)
    return TryOut(mailer, SetClock())


async def test_it_goes_out_by_both_ways(mail: MailServer, room: WebHook) -> None:
    assert await trying(mail).send(LEA, room.url()) == SentTest(email=True, direct=True)
    [letter] = mail.messages(LEA)
    assert (letter["From"], letter["Subject"], letter.get_content()) == (SENDER, TEST.title, TEST.body)
    assert len(room.got) == 1


async def test_what_could_not_be_sent_is_said(mail: MailServer, room: WebHook) -> None:
    mail.refuse[LEA] = "550 no such box"
    room.status = 500
    assert await trying(mail).send(LEA, room.url()) == SentTest(email=False, direct=False)


async def test_what_is_not_set_up_is_said() -> None:
    assert await trying(None).send(LEA, None) == SentTest(email=None, direct=None)


async def test_an_address_that_is_none_is_a_failure(mail: MailServer) -> None:
    assert await trying(mail).send("no address\nBcc: who@example.org", "nonsense") == SentTest(
        email=False, direct=False
    )
    assert mail.got == []


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("json://127.0.0.1:9/way", True),
        ("tgram://123456789:AAEaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/1", True),
        ("mailto://user:word@example.org", False),
        ("MAILTOS://user:word@example.org", False),
        ("nonsense", False),
        ("", False),
        ("json://one json://two", False),
    ],
)
def test_a_second_way_is_one_address_that_is_no_email(address: str, *, is_one: bool) -> None:
    assert is_direct_way(address) is is_one
