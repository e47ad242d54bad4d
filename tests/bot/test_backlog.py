"""What waited while nothing worked (R27): somebody was paged, and when it works again danger goes first, the oldest first."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.alerting.sending import AlertCourier
from bot.alerting.watching import Watcher
from bot.assistant import Assistant
from bot.health import Health, State, probes
from bot.notifying.service_channel import ServiceChannel
from bot.rendering import ServiceWords
from bot.safety import Screened
from bot.schedule import QuietHours
from bot.service import Service, build
from bot.turn import Turns
from storage import Store, Transaction, concerns, houses, inbox, migrate
from storage.audit import SYSTEM
from storage.inbox import Incoming
from storage.tables.conversation import outbox
from storage.vocabulary import AlertChannel
from tests.storage.invented import Life, SetClock, settle
from tests.support.team import staffed
from tests.support.web_hook import web_hook
from wording.catalogue import Catalogue

ENGLISH = Path(__file__).parents[2] / "domain" / "en"
NOWHERE = "http://127.0.0.1:9"
SAID = (
    ("Ann", "the bus was late"),
    ("Bo", "the night man hits me"),
    ("Cy", "he is hitting me now help"),
    ("Ann", "my dinner was cold"),
    ("Di", "help me i am in danger now"),
    ("Bo", "they took my money"),
    ("Ed", "i want to die"),
)
"""In the order in which it was said, a minute after one another."""


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    store = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=SetClock())
    migrate.upgrade(store)
    people = settle(store)
    with store.write() as tx:
        staffed(tx, people.lead)
    yield Life(store, store.clock, people)  # type: ignore[arg-type]
    store.close()


@asynccontextmanager
async def service(life: Life) -> AsyncIterator[Service]:
    """The service with its assistant down."""
    words = ServiceWords(
        "the safety lead", "the second safety lead", "another safety lead", "9 to 5", "https://said.example/supporter/"
    )
    async with Assistant(lambda: NOWHERE, "token") as assistant:
        yield build(life.store, Catalogue.load(ENGLISH), assistant, words, QuietHours(time(0), time(0)))


def nobody_works(life: Life) -> dict[str, str]:
    """It is said while nothing is worked off, out of order over people; returns the people's names by id."""
    ids: dict[str, str] = {}
    for number, (name, words) in enumerate(SAID):
        if name not in ids:
            ids[name] = life.do(houses.add_person, SYSTEM, life.people.house_id, f"{name} Invented").id
        life.clock.forward(minutes=1)
        life.do(inbox.receive, Incoming(ids[name], "web", str(number), life.clock.now, words=words))
    return {person_id: name for name, person_id in ids.items()}


def said_first(tx: Transaction) -> list[tuple[str, str]]:
    """(person, kind) of every first bubble, in the order in which they were queued."""
    rows = tx.execute(select(outbox.c.person_id, outbox.c.kind).where(outbox.c.part == 0).order_by(outbox.c.position))
    return [tuple(row) for row in rows]


async def until(life: Life, count: int) -> None:
    async with asyncio.timeout(10):
        while len(life.do(said_first)) < count:
            await asyncio.sleep(0.01)


async def test_stopped_for_ten_minutes_somebody_is_paged_and_then_danger_goes_first(life: Life) -> None:
    names = nobody_works(life)
    began = life.clock.now - timedelta(minutes=len(SAID) - 1)
    life.clock.forward(minutes=10)
    async with service(life) as running:
        with web_hook() as pager:
            places = ServiceChannel([pager.url()])
            known = Health(probes(life.store, running.workers._assistant, _Well()))
            await Watcher(life.store, known, "https://said.example", places).round()
            courier = AlertCourier(life.store, "https://said.example", None, places)
            await courier.take(AlertChannel.PAGER)
            await courier.idle()
            assert "Said & Done: not working: queue" in [one["title"] for one in pager.said()]
        async with running.running():
            await until(life, 6)
    order = [(names[person_id], kind) for person_id, kind in life.do(said_first)]
    assert order[:5] == [(name, "safety") for name in ("Cy", "Di", "Ed", "Bo", "Bo")]
    assert order[5:] == [("Ann", "notice")], "nothing else is answered before"
    raised = sorted(life.do(concerns.for_lead, life.people.lead), key=lambda one: one.said_at)
    assert [one.said_at for one in raised] == [began + timedelta(minutes=at) for at in (1, 2, 4, 5, 6)]
    assert all(one.raised_at == life.clock.now for one in raised)


class _Well:
    """Channels that work."""

    state = State.OK


async def test_what_a_channel_brings_at_once_after_an_outage_is_screened_before_any_of_it_is_answered(
    life: Life,
) -> None:
    async with service(life) as running:
        await running.workers._backlog.screen()
        names = nobody_works(life)
        running.gateway.came_together([*names, *names])
        await until(life, 6)
        await running.workers.stop()
    order = [(names[person_id], kind) for person_id, kind in life.do(said_first)]
    assert order[:5] == [(name, "safety") for name in ("Cy", "Di", "Ed", "Bo", "Bo")]


async def test_when_the_store_is_back_the_backlog_is_screened_again(
    life: Life, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.service.LOOK_FOR_WAITING", 0.02)
    async with service(life) as running, running.running():
        await asyncio.sleep(0.1)
        with monkeypatch.context() as patch:
            patch.setattr(inbox, "people_waiting", _gone)
            async with asyncio.timeout(5):
                while "nobody could look for messages that wait: OSError" not in caplog.text:
                    await asyncio.sleep(0.01)
            names = nobody_works(life)
        await until(life, 6)
    order = [(names[person_id], kind) for person_id, kind in life.do(said_first)]
    assert order[:5] == [(name, "safety") for name in ("Cy", "Di", "Ed", "Bo", "Bo")]


def _gone(*_args: object) -> None:
    raise OSError("gone")


async def test_one_that_cannot_be_handled_holds_up_no_other(
    life: Life, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    nobody_works(life)
    handle = Screened.handle
    failed: list[Screened] = []

    def once(self: Screened, tx: Transaction, *more: object) -> None:
        if not failed:
            failed.append(self)
            raise ValueError("a fault of ours")
        handle(self, tx, *more)  # type: ignore[arg-type]

    caplog.set_level(logging.ERROR)
    monkeypatch.setattr(Screened, "handle", once)
    async with service(life) as running, running.running():
        await until(life, 6)
    assert "a message of the backlog was not handled: ValueError" in caplog.text
    assert len(life.do(concerns.for_lead, life.people.lead)) == 5


async def test_what_is_known_is_not_read_again_and_again_while_the_assistant_is_down(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    find = Turns.find

    async def counted(self: Turns, message: inbox.InboxMessage) -> Screened | None:
        looked.append(message.id)
        return await find(self, message)

    async with service(life) as running:
        for number in range(20):
            life.do(inbox.receive, Incoming(life.people.person_id, "web", str(number), life.clock.now, words="the bus"))
        backlog = running.workers._backlog
        monkeypatch.setattr(Turns, "find", counted)
        for _ in range(5):
            backlog.may_be_there()
            await backlog.screen()
    assert len(looked) == 20
