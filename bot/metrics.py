"""`GET /metrics`, for Prometheus alone: it shows METRICS_TOKEN, or learns nothing."""

from __future__ import annotations

import hmac

from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot import counters
from bot.health import Health, State
from storage import Store, figures

_UP = {State.OK: 1.0, State.DEGRADED: 0.5, State.DOWN: 0.0}


class Metrics:
    """One for the process. Without a token there is no such page."""

    def __init__(self, token: str, store: Store, health: Health) -> None:
        self._token, self._store, self._health = token, store, health

    async def page(self, request: Request) -> Response:
        """What is counted in the process, and what the store says at this moment."""
        if not self._token:
            return PlainTextResponse("Not found.", 404)
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self._token}".encode()):
            return PlainTextResponse("Wrong token.", 401, {"WWW-Authenticate": "Bearer"})
        await self._look()
        text = generate_latest(counters.REGISTRY)
        return Response(text, media_type=CONTENT_TYPE_PLAIN_0_0_4, headers={"Cache-Control": "no-store"})

    async def _look(self) -> None:
        counters.PART_UP.clear()
        for part, state in (await self._health.parts()).items():
            if state is not State.OFF:
                counters.PART_UP.labels(part).set(_UP[state])
        counters.QUEUE_WAITING.clear()
        counters.QUEUE_OLDEST.clear()
        try:
            found = await self._store.reading(figures.read)
        except Exception:  # noqa: BLE001 - a store that cannot be read is itself what the monitor is to learn
            return
        for queue in found.queues:
            counters.QUEUE_WAITING.labels(queue.name).set(queue.waiting)
            counters.QUEUE_OLDEST.labels(queue.name).set(queue.oldest_seconds)
        for ended, count in found.readings.items():
            counters.READINGS.labels(ended).set(count)
        for kind, count in found.overdue.items():
            counters.REVIEWS_OVERDUE.labels(kind).set(count)
        counters.DATABASE_BYTES.set(found.database_bytes)
