"""The queue of updates, and the long poll.

Source: https://core.telegram.org/bots/api#getupdates; process_get_updates_query in tdlib/telegram-bot-api.
"""

import asyncio
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.telegram_server.faults import Faults
from tests.support.telegram_server.parameters import Parameters
from tests.support.telegram_server.refusals import JSON, Refused, conflict

KEPT_SECONDS = 24 * 60 * 60
LONGEST_POLL = 50
KINDS = {
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection", "business_message",
    "edited_business_message", "deleted_business_messages", "message_reaction", "message_reaction_count",
    "inline_query", "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost",
}  # fmt: skip
_ONLY_WHEN_ASKED = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(frozen=True)
class Update:
    id: int
    kind: str
    body: JSON
    at: float
    queue: str
    """Updates of one queue reach a webhook one after the other."""

    def shape(self) -> JSON:
        return {"update_id": self.id, self.kind: self.body}


class Updates:
    def __init__(self, clock: Callable[[], float], faults: Faults) -> None:
        self._clock, self._faults = clock, faults
        self._ids = itertools.count(840_000_001)
        self._allowed: list[str] = []
        self._poll: asyncio.Future[None] | None = None
        self.pending: list[Update] = []
        self.webhook_set = False
        self.arrived: Callable[[], None] = lambda: None

    @property
    def allowed(self) -> list[str]:
        """The kinds that were asked for; none means the usual ones."""
        return self._allowed

    def push(self, kind: str, body: JSON, queue: str) -> None:
        """Add an update, unless its kind is not wanted; those before it stay as they are."""
        if kind not in (self._allowed or KINDS - _ONLY_WHEN_ASKED):
            return
        self.pending.append(Update(next(self._ids), kind, body, self._clock(), queue))
        self.arrived()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    def allow(self, given: Parameters) -> None:
        """Remember `allowed_updates` where it is given; what makes no sense is not looked at, as on the real server."""
        try:
            asked = json.loads(given.text("allowed_updates"))
        except ValueError:
            return
        if isinstance(asked, list) and all(isinstance(kind, str) for kind in asked):
            self._allowed = sorted(KINDS & {kind.lower() for kind in asked})

    def now(self) -> float:
        return self._clock()

    def forget_old(self) -> None:
        """Drop what nobody fetched within a day."""
        self.pending = [update for update in self.pending if self._clock() - update.at < KEPT_SECONDS]

    def stop_poll(self, why: Refused | None = None) -> None:
        """End the poll that waits: refused, or with what there is."""
        if self._poll and not self._poll.done():
            if why:
                self._poll.set_exception(why)
            else:
                self._poll.set_result(None)

    async def poll(self, given: Parameters) -> list[JSON]:
        """getUpdates. Raises Refused (409) with a webhook set, or when another poll comes while this one waits."""
        if self.webhook_set:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self.stop_poll(
            conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
        )
        self.allow(given)
        offset, limit = given.integer("offset"), given.integer("limit", 100, 1, 100)
        found = self._take(offset, limit)
        timeout = given.integer("timeout", 0, 0, LONGEST_POLL)
        if not found and timeout:
            self._poll = mine = asyncio.get_running_loop().create_future()
            await asyncio.wait({mine}, timeout=timeout)
            if self._poll is mine:
                self._poll = None
            if mine.done():
                mine.result()
            found = self._take(0, limit)
        return [update.shape() for update in found]

    def _take(self, offset: int, limit: int) -> list[Update]:
        self.forget_old()
        confirms = any(update.id < offset for update in self.pending)
        if confirms and self._faults.delivery("again"):
            offset = 0
        if offset > 0:
            self.pending = [update for update in self.pending if update.id >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]
        found = self.pending[:limit]
        if len(found) > 1 and self._faults.delivery("out of order"):
            found = [found[-1], *found[:-1]]
        return found
