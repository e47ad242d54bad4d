"""Outages (R27): what does not work for a while is told again and again until it is over, also where the store holds nothing."""

from __future__ import annotations

import asyncio
import http.server
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx
import pytest

from bot.alerting.outside import OutsideWatch
from bot.alerting.sending import AlertCourier
from bot.alerting.watching import Watcher
from bot.assistant_child import free_port
from bot.health import Health, Probe, State
from bot.notifying.service_channel import ServiceChannel
from storage import alerts, outages
from storage.alerts import USUAL
from storage.vocabulary import AlertChannel
from tests.storage.alarmed import Team
from tests.storage.invented import Life
from tests.support.web_hook import WebHook

HERE = "https://said.example"


@dataclass
class Parts:
    """A service whose parts are as a test says; `seconds` is its clock."""

    states: dict[str, State] = field(default_factory=lambda: dict.fromkeys(("store", "assistant", "queue"), State.OK))
    seconds: float = 0.0

    def health(self) -> Health:
        return Health({name: self._probe(name) for name in self.states}, clock=lambda: self.seconds)

    def _probe(self, name: str) -> Probe:
        async def probe() -> State:
            return self.states[name]

        return probe


class Watched:
    """A watcher with its clock, and the courier that takes what it raises to the pager."""

    def __init__(self, life: Life, pager: WebHook) -> None:
        self.life, self.parts = life, Parts()
        self.places = ServiceChannel([pager.url("pager")])
        self.courier = AlertCourier(life.store, HERE, None, self.places)
        self.again()

    def again(self) -> None:
        """As after a restart."""
        clock = lambda: self.parts.seconds  # noqa: E731
        self.watcher = Watcher(self.life.store, self.parts.health(), HERE, self.places, clock=clock)

    async def looks(self, minutes: float = 0.5) -> None:
        """So much later it looks once; the ladder and the courier do their work."""
        self.parts.seconds += minutes * 60
        self.life.clock.forward(minutes=minutes)
        await self.watcher.round()
        self.life.do(alerts.escalate, USUAL)
        await self.courier.take(AlertChannel.PAGER)
        await self.courier.idle()

    async def looks_only(self, minutes: float = 0.5) -> None:
        """The same where the store can do nothing."""
        self.parts.seconds += minutes * 60
        self.life.clock.forward(minutes=minutes)
        await self.watcher.round()


@pytest.fixture
def watched(life: Life, team: Team, pager: WebHook) -> Watched:
    return Watched(life, pager)


def titles(hook: WebHook) -> list[str]:
    return [one["title"].removeprefix("Said & Done: ") for one in hook.said()]


async def test_five_minutes_without_a_part_page_and_again_every_hour_until_it_is_over(
    watched: Watched, pager: WebHook
) -> None:
    watched.parts.states["assistant"] = State.DOWN
    for _ in range(10):
        await watched.looks()
    assert titles(pager) == []
    await watched.looks()
    assert titles(pager) == ["not working: assistant"]
    for _ in range(119):
        await watched.looks()
    assert len(titles(pager)) == 1
    await watched.looks(1)
    assert titles(pager) == ["not working: assistant"] * 2
    watched.parts.states["assistant"] = State.OK
    await watched.looks()
    assert watched.life.do(alerts.open_outages) == {}
    await watched.looks(120)
    assert len(titles(pager)) == 2


async def test_an_hour_without_anybody_pages_at_the_second_look_and_a_team_that_is_not_whole_never(
    watched: Watched, pager: WebHook
) -> None:
    watched.parts.states["safeguarding"] = State.DEGRADED
    watched.again()
    for _ in range(30):
        await watched.looks()
    assert titles(pager) == []
    watched.parts.states["safeguarding"] = State.DOWN
    await watched.looks()
    assert titles(pager) == []
    await watched.looks()
    assert titles(pager) == ["not working: safeguarding"]


async def test_a_part_that_fails_for_moments_pages_nobody(watched: Watched, pager: WebHook) -> None:
    for _ in range(10):
        for state in (State.DEGRADED, State.OK):
            watched.parts.states["assistant"] = state
            await watched.looks(4.9)
    assert titles(pager) == []


async def test_messages_that_wait_page_at_once(watched: Watched, pager: WebHook) -> None:
    watched.parts.states["queue"] = State.DEGRADED
    await watched.looks()
    assert titles(pager) == ["not working: queue"]


async def test_a_store_that_does_not_answer_for_moments_pages_nobody(
    watched: Watched, pager: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outages, "keep", _full)
    for state in (State.DOWN, State.OK):
        watched.parts.states |= dict.fromkeys(("store", "queue"), state)
        await watched.looks_only()
    assert titles(pager) == []


async def test_each_outage_is_one_also_over_a_restart_and_a_new_one_is_a_new_one(
    watched: Watched, pager: WebHook
) -> None:
    watched.parts.states["queue"] = State.DEGRADED
    await watched.looks()
    watched.again()
    await watched.looks()
    assert len(titles(pager)) == 1
    for state in (State.OK, State.DEGRADED):
        watched.parts.states["queue"] = state
        watched.again()
        await watched.looks()
    assert len(titles(pager)) == 2


async def test_what_others_found_out_is_not_over_because_all_else_is_well(watched: Watched) -> None:
    watched.life.do(outages.keep, {"screen"}, set())
    await watched.looks()
    assert set(watched.life.do(alerts.open_outages)) == {"screen"}


async def test_an_alert_that_no_channel_takes_for_five_minutes_pages(watched: Watched, pager: WebHook) -> None:
    watched.life.worry("he hit me", tier="amber")
    await watched.looks(4.9)
    assert "not working: alerts" not in titles(pager)
    await watched.looks(0.1)
    assert titles(pager) == ["not working: alerts"]


async def test_a_store_that_takes_no_writes_pages_directly_and_once_when_it_is_back(
    watched: Watched, pager: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(watched.life.store, "write", _full)
        watched.parts.states["store"] = State.DOWN
        for _ in range(10):
            await watched.looks_only()
        assert titles(pager) == []
        await watched.looks_only()
        assert titles(pager) == ["not working: store"]
        await watched.looks_only(59.9)
        assert len(titles(pager)) == 1
        await watched.looks_only(0.1)
        assert titles(pager) == ["not working: store"] * 2
    watched.parts.states["store"] = State.OK
    await watched.looks()
    await watched.looks()
    assert titles(pager) == ["not working: store"] * 2 + ["working again: store"]


async def test_an_outage_that_cannot_be_kept_is_paged_directly(
    watched: Watched, pager: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.parts.states["queue"] = State.DEGRADED
    with monkeypatch.context() as patch:
        patch.setattr(outages, "keep", _full)
        await watched.looks_only()
    assert titles(pager) == ["not working: queue"]


async def test_a_pager_that_is_down_is_tried_at_each_look(
    watched: Watched, pager: WebHook, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched.parts.states["queue"] = State.DEGRADED
    monkeypatch.setattr(outages, "keep", _full)
    pager.status = 500
    await watched.looks_only()
    pager.status = 200
    await watched.looks_only()
    assert titles(pager) == ["not working: queue"]


def _full(*_args: object, **_more: object) -> None:
    raise OSError("no space left")


async def test_it_looks_by_itself(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.alerting.watching.EVERY", 0.01)
    watched.parts.states["queue"] = State.DEGRADED
    async with watched.watcher.running(), asyncio.timeout(5):
        while not watched.life.do(alerts.open_outages):
            await asyncio.sleep(0.01)


# From outside


class Service:
    """A real HTTP server that answers /health as told, and can be killed and started again on the same port."""

    def __init__(self) -> None:
        self.port, self.answer = free_port(), json.dumps({"status": "ok", "parts": {"store": "ok"}})
        self._server: http.server.ThreadingHTTPServer | None = None

    def start(self) -> None:
        mine = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = mine.answer.encode()
                self.send_response(200 if self.path == "/health" else 404)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Nothing on the screen."""

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def kill(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@pytest.fixture
def service() -> Iterator[Service]:
    service = Service()
    service.start()
    yield service
    service.kill()


async def until(pager: WebHook, count: int) -> None:
    async with asyncio.timeout(10):
        while len(pager.got) < count:
            await asyncio.sleep(0.01)


async def test_a_service_that_is_killed_and_started_again_pages_twice(service: Service, pager: WebHook) -> None:
    watch = OutsideWatch(f"http://127.0.0.1:{service.port}", ServiceChannel([pager.url()]), every=0.02, lasts=0.2)
    async with httpx.AsyncClient() as client:
        task = asyncio.create_task(watch.run(client))
        await asyncio.sleep(0.3)
        assert pager.got == []
        service.kill()
        await until(pager, 1)
        await asyncio.sleep(0.2)
        service.start()
        await until(pager, 2)
        await asyncio.sleep(0.2)
        task.cancel()
    assert titles(pager) == ["not working: the service", "working again: the service"]


@pytest.mark.parametrize(
    ("answer", "named"),
    [
        (
            '{"status": "degraded", "parts": {"store": "ok", "queue": "degraded", "assistant": "down"}}',
            "assistant, queue",
        ),
        ('{"status": "down", "parts": {}}', "the service"),
        ('{"status": "down", "parts": {"<b>canary</b>": "down"}}', "the service"),
        ("<html>a parked domain</html>", "the service"),
        ("[]", "the service"),
    ],
)
async def test_what_is_not_well_is_named_after_five_minutes_and_again_every_hour(
    service: Service, pager: WebHook, answer: str, named: str
) -> None:
    seconds = 0.0
    places = ServiceChannel([pager.url()])
    watch = OutsideWatch(f"http://127.0.0.1:{service.port}", places, clock=lambda: seconds)
    service.answer = answer
    async with httpx.AsyncClient() as client:
        for minute in range(126):
            seconds = minute * 60.0
            await watch.look(client)
    assert titles(pager) == [f"not working: {named}"] * 3
