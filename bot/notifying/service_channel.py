"""The service's own channel: Teams, SMS, Telegram, …, whatever Apprise can reach. Each address holds secrets: none is ever
logged or shown."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import threading
from collections.abc import Sequence

from apprise import Apprise, AppriseAsset
from apprise.plugins.base import NotifyBase

from bot.notifying.text import Text
from storage.notice_delivery import Tried

SECONDS = 30.0


class NotUsable(Exception):
    """One of the addresses is none that Apprise can use; `position` counts from 1."""

    def __init__(self, position: int) -> None:
        super().__init__(f"address {position} cannot be used")
        self.position = position


class ServiceChannel:
    """Every place the service chose."""

    def __init__(self, urls: Sequence[str], *, seconds: float = SECONDS) -> None:
        """Raises NotUsable for the first address that Apprise cannot use."""
        # It writes the addresses, with their tokens, into the log.
        logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)
        self._seconds = seconds
        self._places: dict[str, NotifyBase] = {}
        asset = AppriseAsset(app_id="Said & Done", app_desc="Said & Done", app_url="", async_mode=False)
        for position, url in enumerate(urls, 1):
            place = Apprise.instantiate(url, asset=asset)
            if place is None:
                raise NotUsable(position)
            self._places[hashlib.sha256(url.encode()).hexdigest()[:16]] = place

    async def send(self, text: Text, reached: frozenset[str]) -> tuple[Tried, frozenset[str]]:
        """Send it to each place that does not have it yet; returns which have it now."""
        left = [name for name in self._places if name not in reached]
        arrived = await asyncio.gather(*(self._to(self._places[name], text) for name in left))
        now = reached | {name for name, did in zip(left, arrived, strict=True) if did}
        if self._places.keys() <= now:
            return Tried.SENT, now
        # Some have it: it stays this message, so that they do not get it again with the next one.
        return (Tried.NOT_KNOWN if now else Tried.NOT_SENT), now

    async def _to(self, place: NotifyBase, text: Text) -> bool:
        loop = asyncio.get_running_loop()
        done: asyncio.Future[bool] = loop.create_future()

        def keep(arrived: bool) -> None:
            if not done.done():
                done.set_result(arrived)

        def work() -> None:
            try:
                arrived = bool(place.notify(title=text.title, body=text.body))
            except Exception:  # noqa: BLE001 - a hundred plugins, each with errors of its own
                arrived = False
            if not loop.is_closed():
                loop.call_soon_threadsafe(keep, arrived)

        # Of its own, and a daemon: a place that never answers must not hold up the others, nor the end of the program.
        threading.Thread(target=work, name="notice", daemon=True).start()
        try:
            return await asyncio.wait_for(done, self._seconds)
        except TimeoutError:
            return False
