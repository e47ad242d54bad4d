"""Sends each alert as soon as it is due and records each try: at least once, whatever happens. No address that hangs holds
up another, nor the alert that comes next."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from bot import rounds
from bot.alerting.composing import compose
from bot.notifying.mail import Letter, Mailer
from bot.notifying.text import Text, letter
from storage import Store, alert_delivery
from storage.alert_delivery import AlertMessage
from storage.notice_delivery import Tried
from storage.vocabulary import AlertChannel

if TYPE_CHECKING:
    from bot.notifying.service_channel import ServiceChannel  # half a second and 20 MB, where nobody set it up

_log = logging.getLogger(__name__)

EVERY = 1.0
"""Seconds between two rounds; one that finds nothing to send is one read for each channel."""
NOT_SET_UP = (Tried.REFUSED, "not_set_up")
NO_ADDRESS = (Tried.REFUSED, "address_refused")


class AlertCourier:
    """One for the service. `address`: where the service is reached, without a slash at its end. What is None is not set up:
    its messages fail at once, so that the ladder goes on."""

    def __init__(self, store: Store, address: str, mailer: Mailer | None, pager: ServiceChannel | None) -> None:
        self._store, self._address, self._mailer, self._pager = store, address, mailer, pager
        self._in_hand: dict[str, asyncio.Task[None]] = {}
        # Which places of the pager have a message that others of them still lack.
        self._reached: dict[str, frozenset[str]] = {}
        self._ways: dict[AlertChannel, Callable[[AlertMessage, Text], Awaitable[tuple[Tried, str | None]]]] = {
            AlertChannel.EMAIL: self._email,
            AlertChannel.DIRECT: self._direct,
            AlertChannel.PAGER: self._page,
        }

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Each channel has rounds of its own; what is under way at the end is sent again at the next start."""
        ways = [partial(self.take, channel) for channel in AlertChannel]
        try:
            async with rounds.running("alerts", lambda: EVERY, *ways):
                yield
        finally:
            for task in self._in_hand.values():
                task.cancel()
            await asyncio.gather(*self._in_hand.values(), return_exceptions=True)

    async def take(self, channel: AlertChannel) -> None:
        """Begin to send everything that is due by this channel and not in hand already."""
        in_hand = tuple(self._in_hand)
        for message in await self._store.reading(alert_delivery.due, channel, besides=in_hand):
            task = asyncio.create_task(self._send(message))
            self._in_hand[message.id] = task
            task.add_done_callback(partial(self._ended, message.id))

    async def idle(self) -> None:
        """Until nothing is in hand."""
        while tasks := list(self._in_hand.values()):
            await asyncio.gather(*tasks)
            await asyncio.sleep(0)

    def _ended(self, message_id: str, task: asyncio.Task[None]) -> None:
        del self._in_hand[message_id]
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("what became of an alert could not be kept: %s", type(error).__name__)

    async def _send(self, message: AlertMessage) -> None:
        try:
            tried, error = await self._ways[message.channel](message, compose(message, self._address))
        except Exception as wrong:  # noqa: BLE001 - whatever is wrong with one way, it was a try and is tried again
            _log.error("an alert was not sent: %s", type(wrong).__name__)
            tried, error = Tried.NOT_SENT, "failed"
        await self._store.writing(alert_delivery.keep_attempt, message.id, tried, error)

    async def _email(self, message: AlertMessage, text: Text) -> tuple[Tried, str | None]:
        if self._mailer is None:
            return NOT_SET_UP
        to = message.address or ""
        try:
            mail = letter(message.id, to, text, self._mailer.sender, self._store.clock())
        except ValueError:
            return NO_ADDRESS
        # Over a connection of its own: another address may make its server hang.
        [result] = [one async for one in self._mailer.send([Letter(message.id, to, mail)])]
        return result.tried, result.error

    async def _direct(self, message: AlertMessage, text: Text) -> tuple[Tried, str | None]:
        if message.address is None:
            return NOT_SET_UP
        way = await asyncio.to_thread(_way_to, message.address)
        return NO_ADDRESS if way is None else _outcome((await way.send(text, frozenset()))[0])

    async def _page(self, message: AlertMessage, text: Text) -> tuple[Tried, str | None]:
        if self._pager is None:
            return NOT_SET_UP
        tried, reached = await self._pager.send(text, self._reached.pop(message.id, frozenset()))
        if tried is not Tried.SENT:
            self._reached[message.id] = reached
        return _outcome(tried)


def _outcome(tried: Tried) -> tuple[Tried, str | None]:
    return tried, None if tried is Tried.SENT else "no_answer"


def _way_to(address: str) -> ServiceChannel | None:
    """None for what is no address. Off the event loop: the first call takes half a second."""
    from bot.notifying.service_channel import NotUsable, ServiceChannel

    try:
        return ServiceChannel([address])
    except NotUsable:
        return None
