"""Pages about something that does not work: after a while, again every hour, and once when it works again."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from bot.alerting import composing
from storage.notice_delivery import Tried

if TYPE_CHECKING:
    from bot.notifying.service_channel import ServiceChannel

_log = logging.getLogger(__name__)

LASTS, AGAIN = 300.0, 3600.0
"""Seconds that it must last, and between two pages."""


class Page(Enum):
    """What is to be said."""

    NOTHING = auto()
    DOWN = auto()
    BACK = auto()


@dataclass
class Trouble:
    """One thing that may not work. Times are of a clock that only goes forward."""

    lasts: float = LASTS
    again: float = AGAIN
    since: float | None = None
    paged: float | None = None

    def look(self, now: float, *, is_bad: bool) -> Page:
        """What is to be said after this look; it is due again at the next look until `said`."""
        if not is_bad:
            self.since = None
            return Page.NOTHING if self.paged is None else Page.BACK
        if self.since is None:
            self.since = now
        if now - self.since < self.lasts or (self.paged is not None and now - self.paged < self.again):
            return Page.NOTHING
        return Page.DOWN

    def said(self, now: float, page: Page) -> None:
        """It reached somebody."""
        self.paged = now if page is Page.DOWN else None


@dataclass
class Paging:
    """Tells `pager` of one trouble; `pager` is None where none is set up. `address`: where the service is reached."""

    pager: ServiceChannel | None
    address: str
    trouble: Trouble
    parts: tuple[str, ...] = ()

    async def look(self, now: float, bad: tuple[str, ...]) -> None:
        """After a look that found these parts not working, or none. A page that does not arrive is due at the next look."""
        page = self.trouble.look(now, is_bad=bool(bad))
        if page is Page.NOTHING:
            return
        if page is Page.DOWN:
            self.parts, text = bad, composing.of_outage(bad, self.address)
        else:
            text = composing.of_return(self.parts, self.address)
        if self.pager is None:
            _log.error("nobody could be paged: ALERT_URLS is not set")
        elif (await self.pager.send(text, frozenset()))[0] is Tried.NOT_SENT:
            _log.error("the pager could not be reached")
            return
        self.trouble.said(now, page)
