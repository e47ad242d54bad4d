"""What every channel uses: a message in, durable when `receive` returns; news out; and what has arrived."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace

from bot.hub import Hub
from storage import Store, Transaction, inbox, outbox, updates
from storage.inbox import Incoming
from storage.outbox import OutboxMessage

# The invisible separator marks the asked question for the assistant's reader: nothing a person types may carry it.
_NEVER_KEPT = str.maketrans("", "", "\u2063\x00")
# A message that was held back (quiet hours) becomes due by the clock alone: a waiting page looks this often.
LOOK_EVERY = 5.0


class Gateway:
    """One for the process. `on_message` is called with the person's id after their message was committed; `on_many` before
    it, where those of several people came at once."""

    def __init__(self, store: Store, hub: Hub, on_message: Callable[[str], None], on_many: Callable[[], None]) -> None:
        self._store, self._hub, self._on_message, self._on_many = store, hub, on_message, on_many

    async def receive(self, incoming: Incoming) -> bool:
        """Keep a message for ever, then have it worked on. False if the channel delivered it before."""
        is_new = await self._store.writing(keep, incoming)
        if is_new:
            self.came(incoming.person_id)
        return is_new

    def came(self, person_id: str) -> None:
        """A message of this person was kept, by `keep` in a channel's own transaction: have it worked on."""
        self._on_message(person_id)

    def came_together(self, person_ids: Iterable[str]) -> None:
        """The same of a batch, as a channel brings after an outage: all of it is screened before any is answered (R27)."""
        ids = tuple(dict.fromkeys(person_ids))
        if len(ids) > 1:
            self._on_many()
        for person_id in ids:
            self.came(person_id)

    async def news(self, person_id: str, after: int, seconds: float) -> tuple[OutboxMessage, ...]:
        """What this person may see beyond position `after`; waits up to `seconds` for it, empty if nothing came."""
        deadline = time.monotonic() + seconds
        with self._hub.watch(person_id) as watch:
            while True:
                found = await self._store.reading(outbox.due_after, person_id, after)
                left = deadline - time.monotonic()
                if found or left <= 0:
                    return found
                await watch.wait(min(left, LOOK_EVERY))

    async def arrived(self, person_id: str, up_to: int) -> None:
        """The channel delivered everything up to this position: what it told of is told (R40)."""
        if await self._store.reading(outbox.unsent, person_id, up_to):
            await self._store.writing(_arrived, person_id, up_to)


def keep(tx: Transaction, incoming: Incoming) -> bool:
    """Keep a message; False if the channel delivered it before."""
    if incoming.words is not None:
        incoming = replace(incoming, words=typed(incoming.words))
    _, is_new = inbox.receive(tx, incoming)
    return is_new


def typed(words: str) -> str:
    """What somebody typed, without the signs that nobody types and the program has a use for."""
    return words.translate(_NEVER_KEPT)


def _arrived(tx: Transaction, person_id: str, up_to: int) -> None:
    for message in outbox.unsent(tx, person_id, up_to):
        updates.arrived(tx, message)
