"""What the staff pages need to know about where they run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, time

from speech import Checks, Format, Speech
from storage import Store
from storage.restrictions import USUAL_MONTHS
from wording.catalogue import Catalogue


@dataclass(frozen=True)
class SentTest:
    """What became of a test message by each way: whether a server or service took it; None where there is no such way."""

    email: bool | None
    direct: bool | None


async def _by_no_way(_email: str, _direct: str | None) -> SentTest:
    return SentTest(None, None)


@dataclass(frozen=True)
class StaffSettings:
    """`public_address`: where the app is reached from outside, such as http://127.0.0.1:8000, without a slash at its end.
    `second_factor_required`: managers, administrators and leads get nowhere without one. `telegram_username`: the name of
    the service's bot there, None while there is none. `quiet_until`: for a local time of day, when the quiet hours that it
    lies in are over; None outside of them. `is_direct_way`: whether an address is one by which a safeguarding contact can be
    reached beside e-mail; `send_test` sends a test to an e-mail address and, if there is one, by such a way. The two contacts:
    how the council's teams are reached, "" where that is not set up. `restriction_months`: how far ahead the review of a
    restriction may be. `voice_formats`: in which form the chats of this service send sound. `choice_money_limit`: a choice about more pounds than that is no matter for a chat."""

    is_demo: bool
    secure_cookies: bool
    public_address: str
    second_factor_required: bool = False
    telegram_username: Callable[[], str | None] = lambda: None
    quiet_until: Callable[[time], time | None] = lambda _: None
    is_direct_way: Callable[[str], bool] = lambda _: True
    send_test: Callable[[str, str | None], Awaitable[SentTest]] = _by_no_way
    choice_money_limit: int = 100
    council_adult_contact: str = ""
    council_children_contact: str = ""
    restriction_months: int = USUAL_MONTHS
    voice_formats: tuple[Format, ...] = ("mp3",)


@dataclass(frozen=True)
class Home:
    """The page that everything leads back to: the name of its route, and what a link to it is called."""

    route: str
    label: str


@dataclass(frozen=True)
class Room:
    """Everything the pages work with. `on_told` is given the id of a person for whom there is something new to send; `checks`
    opens what somebody recorded."""

    store: Store
    catalogue: Catalogue
    speech: Speech
    settings: StaffSettings
    on_told: Callable[[str], None]
    checks: Checks = field(default_factory=Checks)

    @property
    def today(self) -> date:
        """The local day."""
        return self.store.calendar.day(self.store.clock())

    @property
    def quiet_until(self) -> time | None:
        """When the quiet hours of now are over; None outside of them. Until then no news goes to people."""
        return self.settings.quiet_until(self.store.clock().astimezone(self.store.calendar.zone).time())
