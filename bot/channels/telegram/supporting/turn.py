"""One thing that came from a supporter's chat, and the answer to it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.telegram.finding import CHANNEL
from bot.channels.telegram.pieces import pieces
from bot.channels.telegram.supporting.drafts import Checker
from bot.channels.telegram.supporting.saying import Says
from storage import Transaction, houses, supporter_messages
from storage.outbox import ShownOption
from storage.supporter_messages import TakenWords, ToSupporter
from storage.supporters import Supporter


@dataclass(frozen=True)
class Turn:
    """`key`: under which the channel brought it; `helpers`: who writes, one for each person whom they help."""

    tx: Transaction
    says: Says
    checker: Checker
    address: str
    key: str
    helpers: tuple[Supporter, ...]

    @property
    def is_answered(self) -> bool:
        """Whether it came before."""
        return supporter_messages.is_answered(self.tx, self.key)

    def helper(self, supporter_id: str | None) -> Supporter | None:
        return next((one for one in self.helpers if one.id == supporter_id), None)

    def person_of(self, helper: Supporter) -> str:
        """The name of whom they help."""
        return houses.person(self.tx, helper.person_id).name

    def say(
        self,
        text: str,
        helper: Supporter | None = None,
        buttons: tuple[ShownOption, ...] = (),
        *,
        set_id: str | None = None,
        words: str | None = None,
        message_id: str | None = None,
    ) -> None:
        """Answer. `helper`: whose link must hold for it, None where it tells of nobody's choices; `words`: what waits for a tap
        on one of the buttons, which name this `message_id`."""
        parts = pieces(text, buttons)
        for part, piece in enumerate(parts):
            about = (CHANNEL, self.address, self.key, piece.text, None if helper is None else helper.id)
            message = ToSupporter(*about, piece.options, words if part == 0 else None, set_id)
            supporter_messages.queue(self.tx, message, part, message_id=message_id if part == 0 else None)

    def say_fixed(self, name: str, **values: str) -> None:
        """A text that tells of nobody's choices."""
        self.say(self.says.text(name, **values))

    def take_words(self, message_id: str) -> TakenWords | None:
        """What waited for a tap under this message."""
        return supporter_messages.take_words(self.tx, CHANNEL, self.address, message_id)
