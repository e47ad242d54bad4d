"""What the assistant remembers: the turns of this moment. The store of the app holds everything that lasts.

Each turn is a talk of its own with the open question and the picked answer in its slots, so nothing of a turn is needed when
it is over. Keeping it cost time that grew with every message, and a second copy of what people did to look after.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

AT_ONCE = 256
"""More turns than are ever under way at the same time."""


class TurnMemory(InMemoryTrackerStore):  # type: ignore[misc]  # Rasa is not typed where the app is checked
    """Rasa's store in memory, bounded: the oldest turns are forgotten."""

    def __init__(self, domain: Domain, event_broker: EventBroker | None = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self.store: OrderedDict[str, str] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep it as the newest."""
        await super().save(tracker)
        self.store.move_to_end(tracker.sender_id)
        while len(self.store) > AT_ONCE:
            self.store.popitem(last=False)
