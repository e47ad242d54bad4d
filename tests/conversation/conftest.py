"""Real conversations: a real assistant, the real actions, and a database for each test."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.rendering import ServiceWords
from bot.schedule import QuietHours
from bot.service import Service, actions_application, build
from storage import Store, houses, linking, staff_accounts
from storage.audit import SYSTEM
from storage.houses import Person
from storage.migrate import upgrade
from storage.staff_accounts import StaffMember
from storage.vocabulary import Role
from tests.support.running_assistant import RunningAssistant
from tests.support.talk import Talk
from tests.support.team import staffed
from wording.catalogue import Catalogue

ENGLISH = Path(__file__).parents[2] / "domain" / "en"
NO_QUIET = QuietHours(time(0), time(0))
SERVICE_WORDS = ServiceWords(
    "the safety lead",
    "the second safety lead",
    "another safety lead",
    "Monday to Friday, 9 to 5",
    "https://said.example/supporter/",
)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(ENGLISH)


class SetClock:
    """Time stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)  # a Monday

    def __call__(self) -> datetime:
        # A microsecond a look, so that what came later is later.
        self.now += timedelta(microseconds=1)
        return self.now

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)


@dataclass(frozen=True)
class House:
    """An invented house."""

    person: Person
    manager: StaffMember
    worker: StaffMember
    lead: StaffMember


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty migrated database, made once and copied for each test."""
    path = tmp_path_factory.mktemp("migrated") / "said.db"
    store = Store(f"sqlite:///{path}")
    upgrade(store)
    store.close()
    return path


@pytest.fixture
def store(tmp_path: Path, migrated: Path, clock: SetClock) -> Iterator[Store]:
    shutil.copy(migrated, tmp_path / "said.db")
    store = Store(f"sqlite:///{tmp_path / 'said.db'}", clock=clock)
    yield store
    store.close()


@pytest.fixture
def house(store: Store) -> House:
    with store.write() as tx:
        home = houses.add_house(tx, SYSTEM, "Invented House", is_demo=True)
        person = houses.add_person(tx, SYSTEM, home.id, "Alex Invented")
        linking.link_address(tx, linking.make_code(tx, SYSTEM, person.id).code, "web", "an invented phone")
        staff = {
            role: staff_accounts.add(tx, SYSTEM, f"{role} Invented", f"{role}@invented.example", role, "-", places)
            for role, places in (
                (Role.MANAGER, (home.id,)),
                (Role.SUPPORT_WORKER, (home.id,)),
                (Role.SAFEGUARDING_LEAD, ()),
            )
        }
        staffed(tx, staff[Role.SAFEGUARDING_LEAD])
    return House(person, staff[Role.MANAGER], staff[Role.SUPPORT_WORKER], staff[Role.SAFEGUARDING_LEAD])


@pytest.fixture
async def service(store: Store, catalogue: Catalogue, assistant: RunningAssistant) -> AsyncIterator[Service]:
    assistant.actions.app = actions_application(store, catalogue)
    async with Assistant(lambda: assistant.url, assistant.token) as client:
        service = build(store, catalogue, client, SERVICE_WORDS, NO_QUIET)
        yield service
        await service.workers.stop()


@pytest.fixture
async def newcomer(store: Store, service: Service, house: House) -> Talk:
    """Somebody whose chat is not begun yet."""
    return Talk(store, service, house.person.id)


@pytest.fixture
async def talk(store: Store, service: Service, house: House, catalogue: Catalogue) -> Talk:
    """Somebody who said yes to the chat, with nothing open."""
    await store.writing(houses.keep_notice_answer, house.person.id, catalogue.version, "yes")
    return Talk(store, service, house.person.id)
