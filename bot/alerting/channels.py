"""Whether alerts could be sent now, asked of the mail server itself and never of alerts: it must not tell that there is one
(R13)."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager

from bot import rounds
from bot.health import State
from bot.notifying.mail import Mailer

EVERY = 120.0


class Channels:
    """One for the service. `has_pager`: whether one is set up; it cannot be asked without waking somebody."""

    def __init__(self, mailer: Mailer | None, *, has_pager: bool) -> None:
        self._mailer = mailer
        self.state = State.OFF if mailer is None and not has_pager else State.OK

    def running(self) -> AbstractAsyncContextManager[None]:
        """Asks again and again while this lasts."""
        return rounds.running("asking the mail server", lambda: EVERY, self.round)

    async def round(self) -> None:
        """Ask once."""
        if self._mailer is not None:
            self.state = State.OK if await self._mailer.is_there() else State.DOWN
