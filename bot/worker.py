"""One ordered worker per person: people do not wait for each other, and no message overtakes another of the same person.

Only a message that tells of harm is answered out of its turn.
"""

from __future__ import annotations

import asyncio
import logging

from bot import counters
from bot.assistant import Assistant, AssistantDown
from bot.backlog import Backlog
from bot.hub import Hub
from bot.one_at_a_time import OneAtATime
from bot.speaking import Speaker
from bot.turn import Turns
from storage import Store, Transaction, inbox, updates
from storage.inbox import InboxMessage
from storage.turns import Reply

_log = logging.getLogger(__name__)

LOOK_AGAIN = 0.3
"""Seconds between two looks whether the assistant is back."""
AFTER_A_FAILURE = (0.2, 1.0, 5.0)
"""Seconds of rest after a failed try, so that a passing fault may pass."""


class Workers:
    """Runs on the event loop; `wake` may be called for any person at any time."""

    def __init__(
        self, store: Store, turns: Turns, assistant: Assistant, speaker: Speaker, hub: Hub, backlog: Backlog
    ) -> None:
        self._store, self._turns, self._assistant = store, turns, assistant
        self._speaker, self._hub, self._backlog = speaker, hub, backlog
        self._people = OneAtATime("a worker", self._work)

    def wake(self, person_id: str) -> None:
        """There may be a message of this person to work off."""
        self._people.wake(person_id)

    async def wake_all(self) -> None:
        """Everyone whose messages wait, as after a start; safe to repeat."""
        try:
            waiting = await self._store.reading(inbox.people_waiting)
        except Exception:
            self._backlog.may_be_there()
            raise
        for person_id in waiting:
            self.wake(person_id)

    async def idle(self) -> None:
        """Until nobody's messages are being worked on."""
        await self._people.idle()

    async def stop(self) -> None:
        """End at the next safe point; whatever was in hand is done again at the next start."""
        await self._people.stop()

    async def _work(self, person_id: str) -> None:
        try:
            await self._work_all(person_id)
        except Exception:
            self._backlog.may_be_there()
            raise

    async def _work_all(self, person_id: str) -> None:
        is_done = False
        while not is_done and (waiting := await self._store.reading(inbox.all_waiting, person_id)):
            is_done = await self._work_off(person_id, waiting)
            self._hub.wake(person_id)

    async def _work_off(self, person_id: str, waiting: tuple[InboxMessage, ...]) -> bool:
        """Answer one of these; True if that was all that waited."""
        await self._backlog.screen()
        found = [await self._turns.screen(message) for message in waiting]
        if any(one is not None and one.goes_first for one in found):
            return len(waiting) == 1
        first = waiting[0]
        try:
            with counters.turn():
                await self._turns.answer(first, found[0])
            return len(waiting) == 1
        except AssistantDown:
            self._backlog.may_be_there()
            await self._store.writing(_tell_once, self._speaker, first)
            self._hub.wake(person_id)
            await self._wait_for_assistant(person_id)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a message, its person must not wait for ever
            # Only the kind of error: its text could hold a person's words (R65).
            _log.warning("a try to answer failed: %s", type(error).__name__)
            await self._turns.failed(first)
            await asyncio.sleep(AFTER_A_FAILURE[min(first.attempts, len(AFTER_A_FAILURE) - 1)])
        return False

    async def _wait_for_assistant(self, person_id: str) -> None:
        """Until it is back, or another message of this person came, which may be one that cannot wait."""
        while not await self._assistant.is_there():
            if self._people.was_called(person_id):
                return
            await asyncio.sleep(LOOK_AGAIN)


def _tell_once(tx: Transaction, speaker: Speaker, message: InboxMessage) -> None:
    """The message is kept, and its person hears so once."""
    if inbox.message(tx, message.id).status == "waiting":
        speaker.say(tx, message.person_id, f"kept:{message.id}", (Reply("utter_waiting"),), kind="notice")
        updates.heard(tx, message.person_id)
