"""A test message to one safeguarding contact, by each way there is to them, sent while the page waits (R15)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from typing import TYPE_CHECKING

from bot.notifying.mail import Letter, Mailer
from bot.notifying.text import Text
from staff.settings import SentTest
from storage.database import Clock
from storage.notice_delivery import Tried

if TYPE_CHECKING:
    from bot.notifying.service_channel import ServiceChannel  # half a second, which most pages need not wait for

TEST = Text(
    "Said & Done: a test",
    "This is a test. Nothing has happened, and nothing has to be done.\n"
    "In this way you will be told when a safeguarding concern waits for you.\n",
)
_IS_EMAIL = ("mailto:", "mailtos:")


def is_direct_way(address: str) -> bool:
    """Whether this is one address that Apprise can use, and not by e-mail again. Takes half a second at its first call."""
    return not address.casefold().startswith(_IS_EMAIL) and len(address.split()) == 1 and _place(address) is not None


@dataclass(frozen=True)
class TryOut:
    """One for the service. `mailer` is None where no e-mail is set up."""

    mailer: Mailer | None
    clock: Clock

    async def send(self, email: str, direct: str | None) -> SentTest:
        """By both ways at once, so that the slower one is all that is waited for."""
        return SentTest(*await asyncio.gather(self._by_email(email), _directly(direct)))

    async def _by_email(self, to: str) -> bool | None:
        if self.mailer is None:
            return None
        message = EmailMessage()
        try:
            message["From"], message["To"], message["Subject"] = self.mailer.sender, to, TEST.title
        except ValueError:  # no address that a letter could carry
            return False
        message["Date"], message["Auto-Submitted"] = format_datetime(self.clock()), "auto-generated"
        message["Message-ID"] = make_msgid(domain=self.mailer.sender.rpartition("@")[2])
        message.set_content(TEST.body)
        results = [one async for one in self.mailer.send([Letter("test", to, message)])]
        return all(one.tried is Tried.SENT for one in results)


async def _directly(address: str | None) -> bool | None:
    if address is None:
        return None
    place = await asyncio.to_thread(_place, address)
    if place is None:
        return False
    tried, _ = await place.send(TEST, frozenset())
    return tried is Tried.SENT


def _place(address: str) -> ServiceChannel | None:
    from bot.notifying.service_channel import NotUsable, ServiceChannel

    try:
        return ServiceChannel((address,))
    except NotUsable:
        return None
