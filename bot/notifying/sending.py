"""Takes what is due from the store every few seconds, sends it, and records each try: at least once, whatever happens."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import rounds
from bot.notifying.composing import compose
from bot.notifying.mail import Letter, Mailer
from bot.notifying.text import letter
from storage import Store, notice_delivery
from storage.notice_delivery import Parcel, Tried
from storage.vocabulary import NoticeChannel

if TYPE_CHECKING:
    from bot.notifying.service_channel import ServiceChannel  # half a second and 20 MB, where nobody set it up

_log = logging.getLogger(__name__)

EVERY = 3.0
"""Seconds between two rounds; one that finds nothing to send is one read for each channel."""


@dataclass(frozen=True)
class Courier:
    """One for the service. `address`: where the service is reached, without a slash at its end. A channel that is None is
    not set up."""

    store: Store
    address: str
    mailer: Mailer | None
    service: ServiceChannel | None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Each channel has rounds of its own: one whose server hangs does not hold up the other."""
        async with rounds.running("notices", lambda: EVERY, self.emails, self.service_channel):
            yield

    async def emails(self) -> None:
        """One round of e-mails."""
        parcels = await self._taken(NoticeChannel.EMAIL, self.mailer is not None)
        if not parcels or self.mailer is None:
            return
        letters = []
        for parcel in parcels:
            try:
                text = compose(parcel, self.address)
                message = letter(parcel.id, parcel.address or "", text, self.mailer.sender, self.store.clock())
            except ValueError:
                await self._keep(parcel.id, Tried.REFUSED, "address_refused")
            else:
                letters.append(Letter(parcel.id, parcel.address or "", message))
        async for result in self.mailer.send(letters):
            await self._keep(result.id, result.tried, result.error)

    async def service_channel(self) -> None:
        """One round of the service's own channel."""
        parcels = await self._taken(NoticeChannel.SERVICE, self.service is not None)
        if self.service is None:
            return
        for parcel in parcels:
            tried, reached = await self.service.send(compose(parcel, self.address), parcel.reached)
            error = None if tried is Tried.SENT else "no_answer"
            await self._keep(parcel.id, tried, error, reached)

    async def _taken(self, channel: NoticeChannel, is_set_up: bool) -> tuple[Parcel, ...]:
        if not await self.store.reading(notice_delivery.is_any_due, channel):
            return ()
        if not is_set_up:
            await self.store.writing(notice_delivery.not_set_up, channel)
            return ()
        return await self.store.writing(notice_delivery.take, channel)

    async def _keep(
        self, parcel_id: str, tried: Tried, error: str | None, reached: frozenset[str] = frozenset()
    ) -> None:
        if await self.store.writing(notice_delivery.keep_result, parcel_id, tried, error, reached):
            _log.error("a notice to staff could not be sent: %s", error)
