"""The parts of the gateway, put together: the one place that knows them all."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from starlette.applications import Starlette

from actions.all import all_actions
from bot import action_endpoint, safe_record, upkeep
from bot.alerting.alerting import Alerting
from bot.assistant import Assistant
from bot.backlog import Backlog
from bot.gateway import Gateway
from bot.hub import Hub
from bot.reading import Reader
from bot.rendering import Renderer, ServiceWords
from bot.schedule import QuietHours, Schedule
from bot.speaking import Speaker
from bot.transcribing import Transcribing
from bot.turn import Turns
from bot.worker import Workers
from speech import Transcriber
from storage import Store
from storage.alerts import USUAL, Ladder
from wording.catalogue import Catalogue

_log = logging.getLogger(__name__)

LOOK_FOR_WAITING = 10.0
"""Seconds between two looks for messages that nobody works on, as after a worker's own failure."""


@dataclass(frozen=True)
class Service:
    """`running` works messages off and lets the schedule run; `gateway` is what channels use meanwhile."""

    store: Store
    gateway: Gateway
    workers: Workers
    schedule: Schedule
    hub: Hub
    renderer: Renderer
    transcribing: Transcribing | None = None

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Messages that waited are taken up first; at the end the workers stop at a safe point."""
        tidying = (upkeep.empty_journal(self.store), upkeep.tidy_files(self.store))
        listening = () if self.transcribing is None else (self.transcribing.run(),)
        chores = (self.schedule.run(), self._look_for_waiting(), *tidying, *listening)
        tasks = [asyncio.create_task(chore) for chore in chores]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task
            await self.workers.stop()

    async def _look_for_waiting(self) -> None:
        while True:
            try:
                await self.workers.wake_all()
            except Exception as error:  # noqa: BLE001 - while the store is down there is nobody to wake
                _log.error("nobody could look for messages that wait: %s", type(error).__name__)
            await asyncio.sleep(LOOK_FOR_WAITING)

    def something_to_tell(self, _person_id: str) -> None:
        """Staff decided something a person is told: it goes out now, not at the next round."""
        task = asyncio.get_running_loop().create_task(self.schedule.round())
        task.add_done_callback(lambda done: done.cancelled() or done.exception())


def build(
    store: Store,
    catalogue: Catalogue,
    assistant: Assistant,
    words: ServiceWords,
    quiet: QuietHours,
    ladder: Ladder = USUAL,
    drills_every: timedelta | None = None,
    transcriber: Transcriber | None = None,
) -> Service:
    """Nothing runs yet: see `Service.running`. `drills_every`: how often the way of an alert is tried; None: never.
    `transcriber`: the operator's own engine for voice messages; None: humans alone hear them."""
    alerting = Alerting(store, ladder, drills_every)
    hub = Hub()
    renderer = Renderer(catalogue, words)
    speaker = Speaker(renderer)
    reader = Reader(store, catalogue, assistant)
    turns = Turns(store, reader, assistant, speaker)
    backlog = Backlog(store, turns, hub)
    workers = Workers(store, turns, assistant, speaker, hub, backlog)
    gateway = Gateway(store, hub, workers.wake, backlog.may_be_there)
    transcribing = None
    if transcriber is not None:
        transcribing = Transcribing(store, transcriber, reader, assistant, speaker, hub)
    schedule = Schedule(store, speaker, hub, quiet, alerting)
    return Service(store, gateway, workers, schedule, hub, renderer, transcribing)


def actions_application(store: Store, catalogue: Catalogue) -> Starlette:
    """What the assistant calls, for a loopback port of its own."""
    actions = all_actions(store, catalogue.version)
    safe_record.allow(action.name() for action in actions)
    return action_endpoint.application(actions)
