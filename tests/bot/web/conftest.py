"""A real store, the real gateway and a real voice behind the web chat, and browsers with and without script."""

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bot.gateway import Gateway
from bot.hub import Hub
from speech import Speech
from storage import Store, houses
from storage.audit import SYSTEM
from storage.migrate import upgrade
from tests.bot.web.live import LiveServer
from tests.bot.web.world import World
from tests.support.chromium import ARGUMENTS, CHROMIUM, PHONE, need_chromium
from wording.catalogue import Catalogue

ENGLISH = Path(__file__).parents[3] / "domain" / "en"
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(ENGLISH)


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Speech:
    return Speech(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, made once and copied for each test."""
    file = tmp_path_factory.mktemp("database") / "said.db"
    store = Store(f"sqlite:///{file}")
    upgrade(store)
    store.close()
    return file


@pytest.fixture
def world(tmp_path: Path, empty_database: Path, catalogue: Catalogue, speech: Speech) -> Iterator[World]:
    store, hub = Store(f"sqlite:///{shutil.copy(empty_database, tmp_path)}"), Hub()
    with store.write() as tx:
        house = houses.add_house(tx, SYSTEM, "Example House", is_demo=True)
        robin = houses.add_person(tx, SYSTEM, house.id, "Robin Example")
    wanted: list[str] = []
    yield World(
        store, hub, Gateway(store, hub, wanted.append, lambda: None), catalogue, speech, robin, wanted, hub.wake
    )
    store.close()


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """A browser nobody is linked to."""
    async with world.client() as client:
        yield client


@pytest.fixture
async def robin(world: World, visitor: httpx.AsyncClient) -> httpx.AsyncClient:
    """Robin's browser, linked."""
    answer = await visitor.post("/chat/link", data={"code": world.code()})
    assert answer.status_code == 303
    return visitor


@pytest.fixture
def live(world: World) -> Iterator[LiveServer]:
    server = LiveServer(world)
    server.start()
    yield server
    server.stop()


# For one file at a time: while it is open no other test can run an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    need_chromium()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Open]:
    """Opens a page in a browser of its own; what goes wrong in its script fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def make(**options: object) -> Page:
        context = browser.new_context(**{"viewport": PHONE, **options})  # type: ignore[arg-type]
        context.set_default_timeout(8000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def robins_page(live: LiveServer, world: World, new_page: Open) -> Open:
    """Opens the chat on a browser that is linked to Robin."""

    def make(**options: object) -> Page:
        page = new_page(**options)
        page.goto(f"{live.base}/link?code={world.code()}")
        page.get_by_role("button", name="Start").click()
        expect(page.get_by_text("This chat is for Robin Example.")).to_be_visible()
        # Until then the forms work as without script, which is another test's business.
        page.wait_for_load_state("load")
        return page

    return make
