"""A migrated store with an invented house in it, on SQLite and on PostgreSQL, and a clock that can be set.

Migrated and moved into once for each back end, and put back to how it was then before each test: that is far quicker than
a new database and a new engine for every test.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage import Store, migrate
from storage.tables import metadata
from tests.storage.intruder import Intruder
from tests.storage.invented import Life, People, SetClock, settle
from tests.support.postgres import PostgresServer, private_server, programs

BACK_ENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@dataclass(frozen=True)
class Prepared:
    """A store to start from, and who lives in it. `kept`: a copy of SQLite's file as it was then."""

    store: Store
    people: People
    kept: Path | None = None


@pytest.fixture(scope="session")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("prepared")
    store = Store(f"sqlite:///{folder / 'said.db'}", clock=SetClock())
    migrate.upgrade(store)
    people = settle(store)
    _copy(folder / "said.db", folder / "kept.db")
    yield Prepared(store, people, folder / "kept.db")
    store.close()


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server program was found: install one (Debian: postgresql) to run these")
    with private_server(found) as server:
        yield server


@pytest.fixture(scope="session")
def postgres(server: PostgresServer) -> Iterator[Prepared]:
    server.run("CREATE DATABASE prepared")
    store = Store(server.url("prepared"), clock=SetClock())
    migrate.upgrade(store)
    people = settle(store)
    _run(store, "CREATE SCHEMA kept", *(f"CREATE TABLE kept.{name} AS TABLE {name}" for name in metadata.tables))
    yield Prepared(store, people)
    store.close()


def _put_back(prepared: Prepared) -> None:
    if prepared.kept is not None:
        _copy(prepared.kept, Path(str(prepared.store.engine.url.database)))
        return
    # As a replica the server minds neither the order of the tables nor the triggers that keep originals.
    emptied = [f"DELETE FROM {name}" for name in metadata.tables]
    filled = [f"INSERT INTO {name} SELECT * FROM kept.{name}" for name in metadata.tables]
    _run(prepared.store, "SET LOCAL session_replication_role = replica", *emptied, *filled)


def _copy(file: Path, to: Path) -> None:
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _run(store: Store, *statements: str) -> None:
    with store.write() as tx:
        tx.connection.exec_driver_sql(";".join(statements))


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(params=BACK_ENDS)
def prepared(request: pytest.FixtureRequest) -> Prepared:
    """The house, as everyone has just moved in."""
    prepared: Prepared = request.getfixturevalue(request.param)
    _put_back(prepared)
    return prepared


@pytest.fixture
def store(prepared: Prepared, clock: SetClock) -> Store:
    prepared.store.clock = clock
    return prepared.store


@pytest.fixture
def people(prepared: Prepared) -> People:
    return prepared.people


@pytest.fixture
def life(store: Store, clock: SetClock, people: People) -> Life:
    return Life(store, clock, people)


@pytest.fixture
def intruder(store: Store) -> Intruder:
    return Intruder(store)


@pytest.fixture(params=BACK_ENDS)
def own_store(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[Store]:
    """An empty database, not even migrated, for tests that change its tables or look into its file."""
    url = f"sqlite:///{tmp_path / 'own' / 'said.db'}"
    if request.param == "postgres":
        server: PostgresServer = request.getfixturevalue("server")
        server.run("DROP DATABASE IF EXISTS own", "CREATE DATABASE own")
        url = server.url("own")
    store = Store(url, clock=clock)
    yield store
    store.close()
