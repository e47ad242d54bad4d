"""When to page about something that does not work: after a while, again every hour, and once when it works again."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

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
