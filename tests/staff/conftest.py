"""The staff pages over an invented house, for a browser-like client and for a real browser."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount

from bot.rendering import Renderer, ServiceWords
from speech import Speech
from staff import StaffSettings, application, supporters_application
from storage import Store, migrate
from tests.staff.browser import Site
from tests.staff.world import ADDRESS, Clock, World, invited
from tests.support.chromium import chromium, need_chromium
from wording.catalogue import Catalogue

SERVICE = ServiceWords("the lead", "the second lead", "another lead", "9 to 5", "the page")


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(Path(__file__).parents[2] / "domain" / "en")


@pytest.fixture
def recordings(tmp_path: Path) -> Path:
    """Where voice files are kept."""
    return tmp_path / "recordings"


@pytest.fixture
def speech(recordings: Path) -> Speech:
    return Speech(recordings)


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database, made once and copied for each test."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    store = Store(f"sqlite:///{path}")
    migrate.upgrade(store)
    store.close()
    return path


@pytest.fixture
def world(tmp_path: Path, empty_database: Path, catalogue: Catalogue, speech: Speech) -> Iterator[World]:
    clock = Clock()
    store = Store(f"sqlite:///{shutil.copy(empty_database, tmp_path / 'said.db')}", clock=clock)
    told: list[str] = []

    def pages(secure_cookies: bool) -> Starlette:
        settings = StaffSettings(is_demo=True, secure_cookies=secure_cookies, public_address=ADDRESS)
        renderer = Renderer(catalogue, SERVICE)
        mounted = application(store, catalogue, speech, settings, on_told=told.append)
        supporters = supporters_application(store, catalogue, speech, settings, renderer.for_outsider)
        return Starlette(routes=[Mount("/staff", mounted), Mount("/supporter", supporters)])

    yield World(store, clock, invited(store), pages, told)
    store.close()


@pytest.fixture
async def site(world: World) -> AsyncIterator[Site]:
    """The pages in a real browser; the test is skipped where there is no Chromium."""
    need_chromium()
    server = uvicorn.Server(uvicorn.Config(world.pages(False), host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with chromium() as browser:
        yield Site(world, f"http://127.0.0.1:{port}/staff", browser)
    server.should_exit = True
    await asyncio.to_thread(thread.join)
