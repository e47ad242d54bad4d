"""A real store, a real voice, and the strict local Telegram."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel
from speech import Speech
from storage import Store
from storage.migrate import upgrade
from tests.bot.telegram.world import World, settle
from tests.support.telegram_server import TelegramServer
from tests.support.telegram_server.limits import Limits
from wording.catalogue import Catalogue

ENGLISH = Path(__file__).parents[3] / "domain" / "en"


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.load(ENGLISH)


@pytest.fixture(scope="session")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Speech:
    return Speech(tmp_path_factory.mktemp("sound"))


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("database") / "said.db"
    store = Store(f"sqlite:///{file}")
    upgrade(store)
    store.close()
    return file


@pytest.fixture
async def world(tmp_path: Path, empty_database: Path, catalogue: Catalogue, speech: Speech) -> AsyncIterator[World]:
    """Telegram's limits are off here: `test_pace.py` is about them."""
    store = Store(f"sqlite:///{shutil.copy(empty_database, tmp_path)}")
    with store.write() as tx:
        robin, manager, lead = settle(tx)
    async with TelegramServer(limits=Limits(per_chat=None)) as server:
        yield World(store, catalogue, speech, server, robin, manager, lead)
    store.close()


@pytest.fixture
async def channel(world: World) -> AsyncIterator[TelegramChannel]:
    """The channel takes part for the whole test."""
    async with world.running() as running:
        yield running
