"""What monitors are told: health by part, and numbers for whoever has the token."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from bot import counters, health, upkeep
from bot.alerting.channels import Channels
from bot.assistant import AssistantDown
from bot.health import Health, State, overall
from bot.listening import LOOPBACK, listen, served
from bot.metrics import Metrics
from bot.notifying.mail import Mailer
from storage import (
    Store,
    Transaction,
    concerns,
    contents,
    figures,
    houses,
    images,
    inbox,
    migrate,
    pictures,
    readings,
    restrictions,
    safeguarding_team,
    staff_accounts,
)
from storage.audit import SYSTEM
from storage.inbox import Incoming
from storage.vocabulary import RiskKind, Role
from tests.storage.invented import SetClock
from tests.storage.risky import LIMIT
from tests.support import uploads
from tests.support.mail_server import mail_server
from tests.support.team import settle_team

TOKEN = "m3trics" * 3
ROOT = Path(__file__).parents[2]


class AssistantStandIn:
    """`there`: whether it answers."""

    there = True

    async def is_there(self) -> bool:
        return self.there


class Watched:
    """A service of nothing but its store, asked over HTTP without a network."""

    def __init__(self, store: Store, clock: SetClock) -> None:
        self.store, self.clock, self.assistant, self.seconds = store, clock, AssistantStandIn(), 0.0
        self.channels = Channels(None, has_pager=False)
        probes = health.probes(store, self.assistant, self.channels)  # type: ignore[arg-type]
        self.health = Health(probes, clock=lambda: self.seconds)
        self.token = TOKEN

    async def get(self, path: str, **headers: str) -> httpx.Response:
        self.seconds += health.KEPT_FOR
        routes = [Route("/health", self.health.page)]
        routes.append(Route("/metrics", Metrics(self.token, self.store, self.health).page))
        transport = httpx.ASGITransport(Starlette(routes=routes))
        async with httpx.AsyncClient(transport=transport, base_url="http://said.invented") as client:
            return await client.get(path, headers=headers)

    async def metrics(self) -> dict[str, float]:
        answer = await self.get("/metrics", Authorization=f"Bearer {TOKEN}")
        assert answer.status_code == httpx.codes.OK
        pairs = (line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
        return {name: float(value) for name, value in pairs}

    def write(self, words: str) -> None:
        with self.store.write() as tx:
            house = houses.add_house(tx, SYSTEM, "Invented House")
            person = houses.add_person(tx, SYSTEM, house.id, "Asha Invented")
            inbox.receive(tx, Incoming(person.id, "web", "1", tx.now, words=words))


def raise_concern(tx: Transaction) -> None:
    """In a red one nothing can be sent of."""
    about = {"tier": "red", "kind": "danger", "rules_version": "1", "words": "Help me."}
    concerns.raise_concern(tx, SYSTEM, None, "source", reasons=(), said_at=tx.now, **about)  # type: ignore[arg-type]


@pytest.fixture
async def watched(tmp_path: Path) -> AsyncIterator[Watched]:
    clock = SetClock()
    store = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=clock)
    migrate.upgrade(store)
    with store.write() as tx:
        settle_team(tx)
    yield Watched(store, clock)
    store.close()


async def test_a_service_that_is_well(watched: Watched) -> None:
    answer = await watched.get("/health")
    well = ("store", "disk", "queue", "assistant", "notifications", "safeguarding")
    parts = dict.fromkeys(well, "ok") | {"telegram": "off", "alerts": "off"}
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "parts": parts})
    assert answer.headers["cache-control"] == "no-store"


async def test_without_its_assistant_it_is_up_but_degraded(watched: Watched) -> None:
    watched.assistant.there = False
    answer = await watched.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["parts"]["assistant"] == "down"


async def test_a_team_that_is_not_whole_degrades_it_and_with_nobody_there_it_is_down(watched: Watched) -> None:
    with watched.store.write() as tx:
        deputy = safeguarding_team.contacts(tx)[1].member
        safeguarding_team.remove_contact(tx, SYSTEM, deputy.id)
    answer = (await watched.get("/health")).json()
    assert (answer["status"], answer["parts"]["safeguarding"]) == ("degraded", "degraded")
    with watched.store.write() as tx:
        safeguarding_team.set_rota(tx, SYSTEM, ())
    answer = await watched.get("/health")
    assert (answer.status_code, answer.json()["parts"]["safeguarding"]) == (200, "down"), "the chat goes on"


async def test_a_message_that_waits_for_more_than_five_minutes_degrades_it(watched: Watched) -> None:
    watched.write("The bus is late.")
    watched.clock.forward(seconds=300)
    assert (await watched.get("/health")).json()["parts"]["queue"] == "ok"
    watched.clock.forward(seconds=1)
    answer = await watched.get("/health")
    assert (answer.status_code, answer.json()["parts"]["queue"]) == (200, "degraded")


async def test_the_mail_server_is_asked_and_no_alert_shows(watched: Watched) -> None:
    async with mail_server() as mail:
        channels = Channels(Mailer(mail.settings()), has_pager=True)
        await channels.round()
        before = channels.state
        await mail.down()
        await channels.round()
        assert (before, channels.state, mail.sessions) == (State.OK, State.DOWN, 1)
    quiet = (await watched.get("/health")).json()
    with watched.store.write() as tx:
        raise_concern(tx)
    watched.clock.forward(minutes=10)
    assert (await watched.get("/health")).json() == quiet, "who asks must not learn that there is an alert"


async def test_a_disk_that_fills_up_degrades_it(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "free_bytes", lambda store: health.LEAST_FREE_BYTES - 1)
    assert (await watched.get("/health")).json()["parts"]["disk"] == "degraded"


async def test_a_store_that_takes_no_writes_is_down(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_tx: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(figures, "write_something", full)
    answer = await watched.get("/health")
    assert (answer.status_code, answer.json()["status"], answer.json()["parts"]["store"]) == (503, "down", "down")


async def test_a_part_that_does_not_answer_is_down_and_nobody_waits_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "ANSWERS_WITHIN", 0.01)

    async def stuck() -> State:
        await asyncio.Event().wait()
        return State.OK

    assert await Health({"store": stuck}).parts() == {"store": State.DOWN}


async def test_however_many_ask_it_is_looked_once(watched: Watched) -> None:
    looks = 0
    now = 0.0

    async def looked() -> State:
        nonlocal looks
        looks += 1
        return State.OK

    one = Health({"store": looked}, clock=lambda: now)
    await asyncio.gather(*(one.parts() for _ in range(50)))
    now = health.KEPT_FOR - 0.1
    await one.parts()
    assert looks == 1
    now = health.KEPT_FOR
    await one.parts()
    assert looks == 2


def test_a_part_that_is_not_used_costs_nothing() -> None:
    assert overall({"store": State.OK, "telegram": State.OFF}) is State.OK


async def test_without_a_token_there_are_no_metrics(watched: Watched) -> None:
    watched.token = ""
    for shown in ("", "Bearer ", "Bearer None"):
        assert (await watched.get("/metrics", Authorization=shown)).status_code == httpx.codes.NOT_FOUND


async def test_metrics_are_for_whoever_has_the_token(watched: Watched) -> None:
    for shown in ("", TOKEN, f"Bearer {TOKEN}x", f"bearer {TOKEN}", f"Basic {TOKEN}"):
        answer = await watched.get("/metrics", Authorization=shown)
        assert (answer.status_code, "said_" in answer.text) == (401, False)
    assert (await watched.get("/metrics", Authorization=f"Bearer {TOKEN}")).status_code == httpx.codes.OK


async def test_metrics_say_what_waits_and_for_how_long(watched: Watched) -> None:
    watched.write("The bus is late.")
    watched.clock.forward(seconds=42)
    found = await watched.metrics()
    assert found['said_queue_waiting{queue="inbox"}'] == 1
    assert found['said_queue_oldest_seconds{queue="inbox"}'] == 42
    assert found["said_database_bytes"] > 100_000
    assert found["process_resident_memory_bytes"] > 0


async def test_metrics_say_what_became_of_readings_and_of_nobody(watched: Watched) -> None:
    watched.write("The bus is late.")
    with watched.store.write() as tx:
        [person_id] = inbox.people_waiting(tx)
        content_id = str(inbox.all_waiting(tx, person_id)[0].content_id)
        readings.read(tx, person_id, content_id, intent="feedback", kind=None, is_sure=True)
        readings.corrected(tx, (content_id,))
    found = {name: count for name, count in (await watched.metrics()).items() if "said_readings" in name}
    counts = dict.fromkeys(("left", "confirmed", "not_understood"), 0.0) | {"corrected": 1.0}
    assert found == {f'said_readings{{outcome="{outcome}"}}': count for outcome, count in counts.items()}


async def test_metrics_count_what_is_past_its_review_day(watched: Watched) -> None:
    watched.write("The bus is late.")
    with watched.store.write() as tx:
        [person_id] = inbox.people_waiting(tx)
        here = (houses.person(tx, person_id).house_id,)
        manager = staff_accounts.add(tx, SYSTEM, "Mina Invented", "mina@example.org", Role.MANAGER, "no hash", here)
        day = tx.today + timedelta(days=1)
        limit = replace(LIMIT, authority_on=tx.today, start_on=tx.today, review_on=day)
        restrictions.start(tx, manager, person_id, limit, plan_id=None, form="a form")
    counts = []
    for _ in range(2):
        found = await watched.metrics()
        counts.append([found[f'said_reviews_overdue{{kind="{kind}"}}'] for kind in RiskKind])
        watched.clock.forward(days=2)
    assert list(RiskKind) == [RiskKind.PLAN, RiskKind.RESTRICTION] and counts == [[0, 0], [0, 1]]


async def test_metrics_say_which_parts_work(watched: Watched) -> None:
    watched.assistant.there = False
    found = await watched.metrics()
    assert (found['said_part_up{part="store"}'], found['said_part_up{part="assistant"}']) == (1, 0)


async def test_metrics_are_there_when_the_store_is_not(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_tx: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr(figures, "read", gone)
    monkeypatch.setattr(figures, "write_something", gone)
    assert (await watched.metrics())['said_part_up{part="store"}'] == 0


async def test_turns_are_counted_by_how_they_ended(watched: Watched) -> None:
    before = await watched.metrics()
    with counters.turn():
        pass
    for error in (AssistantDown(), ValueError()):
        with pytest.raises(type(error)), counters.turn():
            raise error
    after = await watched.metrics()
    for outcome in ("answered", "assistant_down", "failed"):
        name = f'said_turns_total{{outcome="{outcome}"}}'
        assert after[name] - before[name] == 1
    assert after["said_turn_seconds_count"] - before["said_turn_seconds_count"] == 1


async def test_rounds_of_the_schedule_are_counted(watched: Watched) -> None:
    before = await watched.metrics()
    with counters.schedule_round():
        pass
    with pytest.raises(ValueError), counters.schedule_round():
        raise ValueError
    after = await watched.metrics()
    for outcome in ("done", "failed"):
        name = f'said_schedule_rounds_total{{outcome="{outcome}"}}'
        assert after[name] - before[name] == 1


async def test_tries_to_sign_in_that_were_turned_away_are_counted(watched: Watched) -> None:
    async def answers(request: Request) -> PlainTextResponse:
        return PlainTextResponse("", int(request.query_params["status"]))

    routes = [Route(path, answers, methods=["GET", "POST"]) for path in ("/sign-in", "/sign-in/code", "/things")]
    app = Starlette(routes=[Mount("/staff", counters.Counted(Starlette(routes=routes), "staff"))])
    before = await watched.metrics()
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://said.invented") as client:
        for path, status in (
            ("sign-in", 422),
            ("sign-in/code", 429),
            ("sign-in", 303),
            ("things", 422),
            ("sign-in", 500),
        ):
            await client.post(f"/staff/{path}?status={status}")
        await client.get("/staff/sign-in?status=422")
    after = await watched.metrics()
    assert after["said_sign_in_failures_total"] - before["said_sign_in_failures_total"] == 2
    broken = 'said_responses_total{part="staff",status="5xx"}'
    assert after[broken] - before.get(broken, 0) == 1


async def test_the_alert_rules_ask_for_numbers_that_exist(watched: Watched) -> None:
    import yaml

    watched.write("The bus is late.")
    await watched.metrics()
    answer = await watched.get("/metrics", Authorization=f"Bearer {TOKEN}")
    there = set(re.findall(r"^# TYPE (\S+)", answer.text, re.M)) | {"up"}
    rules = yaml.safe_load((ROOT / "deploy" / "prometheus-rules.yml").read_text(encoding="utf-8"))
    asked = [rule for group in rules["groups"] for rule in group["rules"]]
    assert asked
    for rule in asked:
        assert set(rule) == {"alert", "expr", "for", "labels", "annotations"}, rule["alert"]
        names = set(re.findall(r"\b(?:said|process)_\w+|\bup\b", rule["expr"]))
        assert names and {name.removesuffix("_bucket") for name in names} <= there, rule["alert"]
        assert rule["annotations"]["summary"] and rule["labels"]["severity"] in ("page", "look")
        parts = set(re.findall(r'part="(\w+)"', rule["expr"]))
        assert parts <= set(watched.health.probes)


async def test_purged_words_leave_the_journal(watched: Watched, tmp_path: Path) -> None:
    watched.write("a canary in the coal mine")
    with watched.store.write() as tx:
        [person] = inbox.people_waiting(tx)
        [message] = inbox.all_waiting(tx, person)
        contents.purge(tx, SYSTEM, str(message.content_id))
    assert b"a canary in the coal mine" in (tmp_path / "said.db-wal").read_bytes()
    tidying = asyncio.create_task(upkeep.empty_journal(watched.store))
    async with asyncio.timeout(10):
        while (tmp_path / "said.db-wal").stat().st_size:
            await asyncio.sleep(0.005)
    tidying.cancel()
    assert b"a canary in the coal mine" not in (tmp_path / "said.db").read_bytes()


async def test_the_journal_is_emptied_again_and_again_whatever_fails(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = 0
    three = asyncio.Event()
    loop = asyncio.get_running_loop()

    def fails() -> bool:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            loop.call_soon_threadsafe(three.set)
        raise OSError("busy")

    monkeypatch.setattr(watched.store, "empty_journal", fails)
    tidying = asyncio.create_task(upkeep.empty_journal(watched.store, every=0.001))
    await asyncio.wait_for(three.wait(), 10)
    tidying.cancel()


async def test_files_of_photos_that_nobody_needs_go_at_the_start_and_again(watched: Watched) -> None:
    photo = images.made(uploads.photo())
    with watched.store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Photo House", is_demo=True)
        person = houses.add_person(tx, SYSTEM, house.id, "Robin Invented").id
        kept = pictures.keep(tx, SYSTEM, person, "The pool", photo, supporter_id="somebody")
    folder = watched.store.media
    assert folder is not None
    orphan = folder / ("x" * 22)
    tidying = asyncio.create_task(upkeep.tidy_files(watched.store, every=0.01))
    for _ in range(2):
        orphan.write_bytes(b"its row never came")
        async with asyncio.timeout(10):
            while orphan.exists():
                await asyncio.sleep(0.005)
    tidying.cancel()
    with watched.store.read() as tx:
        assert pictures.seen_by_person(tx, person, kept) == photo.full


@pytest.mark.parametrize(
    ("trusted", "forwarded", "client"),
    [
        ("127.0.0.1/32", "203.0.113.7", "203.0.113.7"),
        ("127.0.0.1/32", "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("127.0.0.0/8,10.0.0.0/24", "203.0.113.7, 10.0.0.9", "203.0.113.7"),
        ("10.0.0.0/24", "203.0.113.7", "127.0.0.1"),
        ("", "203.0.113.7", "127.0.0.1"),
    ],
)
async def test_where_a_request_came_from_is_believed_of_trusted_proxies_only(
    trusted: str, forwarded: str, client: str
) -> None:
    async def who(request: Request) -> PlainTextResponse:
        return PlainTextResponse(request.client.host if request.client else "")

    listening = listen(LOOPBACK, 0)
    async with served(Starlette(routes=[Route("/", who)]), listening, trusted), httpx.AsyncClient() as browser:
        answer = await browser.get(
            f"http://127.0.0.1:{listening.getsockname()[1]}/", headers={"X-Forwarded-For": forwarded}
        )
    assert answer.text == client
