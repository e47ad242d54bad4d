"""What this process counts about itself, for Prometheus. Numbers and names of our own parts; no person, house or address."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    disable_created_metrics,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.assistant import AssistantDown

disable_created_metrics()  # type: ignore[no-untyped-call]  # each count would come with a second line that nobody asks for
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)
PlatformCollector(registry=REGISTRY)

TURNS = Counter("said_turns", "Tries to answer a message, by how they ended.", ["outcome"], registry=REGISTRY)
TURN_SECONDS = Histogram(
    "said_turn_seconds",
    "Seconds from taking up a message to its answer.",
    registry=REGISTRY,
    buckets=(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20),
)
ROUNDS = Counter("said_schedule_rounds", "Rounds of the schedule, by how they ended.", ["outcome"], registry=REGISTRY)
SIGN_IN_FAILURES = Counter("said_sign_in_failures", "Tries of staff to sign in that did not.", registry=REGISTRY)
RESPONSES = Counter("said_responses", "Answers to browsers, by part and status.", ["part", "status"], registry=REGISTRY)
QUEUE_WAITING = Gauge("said_queue_waiting", "What waits to be worked off.", ["queue"], registry=REGISTRY)
QUEUE_OLDEST = Gauge("said_queue_oldest_seconds", "How long the oldest of it has waited.", ["queue"], registry=REGISTRY)
READINGS = Gauge(
    "said_readings",
    "Messages of the last 28 days whose words the model read, by what became of it.",
    ["outcome"],
    registry=REGISTRY,
)
REVIEWS_OVERDUE = Gauge(
    "said_reviews_overdue", "Risk plans and restrictions past their review day.", ["kind"], registry=REGISTRY
)
DATABASE_BYTES = Gauge("said_database_bytes", "Size of the database.", registry=REGISTRY)
PART_UP = Gauge("said_part_up", "1 if this part works, 0.5 if it limps, 0 if not.", ["part"], registry=REGISTRY)

# Each from the first scrape on, so that an alert sees the step from 0 to 1.
for _outcome in ("answered", "assistant_down", "failed"):
    TURNS.labels(_outcome)
for _outcome in ("done", "failed"):
    ROUNDS.labels(_outcome)


@contextmanager
def turn() -> Iterator[None]:
    """Around one try to answer a message."""
    started = time.perf_counter()
    try:
        yield
    except AssistantDown:
        TURNS.labels("assistant_down").inc()
        raise
    except Exception:
        TURNS.labels("failed").inc()
        raise
    TURNS.labels("answered").inc()
    TURN_SECONDS.observe(time.perf_counter() - started)


@contextmanager
def schedule_round() -> Iterator[None]:
    """Around one round of the schedule."""
    try:
        yield
    except Exception:
        ROUNDS.labels("failed").inc()
        raise
    ROUNDS.labels("done").inc()


_SIGNED_IN_TO = ("staff", "supporter")


class Counted:
    """Counts what a part of the site answers; for the pages of staff and of supporters, tries to sign in that were turned away as well."""

    def __init__(self, app: ASGIApp, part: str) -> None:
        self._app, self._part = app, part

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Asked now: routing changes the scope.
        path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
        signs_in = self._part in _SIGNED_IN_TO and scope["method"] == "POST" and path.startswith("/sign-in")

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                status = int(message["status"])
                RESPONSES.labels(self._part, f"{status // 100}xx").inc()
                if signs_in and 400 <= status < 500:
                    SIGN_IN_FAILURES.inc()
            await send(message)

        await self._app(scope, receive, counting)
