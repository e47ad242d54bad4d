"""Everything that tells members of staff something, put together: notices, alerts, and who watches that they can go out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.alerting.channels import Channels
from bot.alerting.sending import AlertCourier
from bot.alerting.watching import Watcher
from bot.health import Health
from bot.notifying.mail import Mailer
from bot.notifying.sending import Courier
from bot.settings import Settings
from storage import Store

if TYPE_CHECKING:
    from bot.notifying.service_channel import ServiceChannel


@dataclass(frozen=True)
class Telling:
    """One for the service. `pager` is None where none is set up."""

    store: Store
    address: str
    notices: Courier
    alerts: AlertCourier
    channels: Channels
    pager: ServiceChannel | None

    @classmethod
    def of(cls, settings: Settings, store: Store) -> Telling:
        """By each way that is set up."""
        mailer = mailer_of(settings)
        pager, address = places(settings.alert_urls), settings.public_address
        notices = Courier(store, address, mailer, places(settings.notify_urls))
        alerts = AlertCourier(store, address, mailer, pager)
        return cls(store, address, notices, alerts, Channels(mailer, has_pager=pager is not None), pager)

    @asynccontextmanager
    async def running(self, health: Health) -> AsyncIterator[None]:
        """Tells while this lasts. `health`: what is watched."""
        watcher = Watcher(self.store, health, self.address, self.pager)
        async with self.notices.running(), self.alerts.running(), self.channels.running(), watcher.running():
            yield


def mailer_of(settings: Settings) -> Mailer | None:
    """Whoever sends e-mails, or None where they are not set up."""
    return None if settings.mail is None else Mailer(settings.mail)


def places(urls: Sequence[str]) -> ServiceChannel | None:
    """The places behind these addresses, or None where there are none."""
    if not urls:
        return None
    from bot.notifying.service_channel import ServiceChannel  # takes its time, which most need not wait for

    return ServiceChannel(urls)
