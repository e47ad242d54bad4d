"""Engines: SQLite in WAL mode or Postgres, each set up so that writes are serial and readers do not wait for them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from storage.errors import StoreError

# busy_timeout first: switching to WAL waits for another process that holds the file, too.
SQLITE_SETTINGS = ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
# Any number will do, if nothing else in the same Postgres database takes it.
WRITE_LOCK = 5_419_001


def open_engine(url: str) -> Engine:
    """An engine with one writer at a time. Raises StoreError for an address that cannot be understood or served."""
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise StoreError("DATABASE_URL is not a database address, such as sqlite:///var/said.db") from error
    if address.get_backend_name() == "sqlite":
        _make_folder(address)
    try:
        # An error tells of the statement, never of the words and names that were to be kept: it may end in a log.
        engine = create_engine(address, pool_size=8, max_overflow=8, hide_parameters=True)
    except (ArgumentError, ImportError) as error:
        raise StoreError(
            f"DATABASE_URL asks for {address.drivername}, which is not installed here: use sqlite:///var/said.db, "
            "or postgresql+psycopg://... with the package psycopg."
        ) from error
    if address.get_backend_name() == "sqlite":
        _make_sqlite_safe(engine)
    else:
        _make_postgres_serial(engine)
    return engine


def _make_folder(address: URL) -> None:
    if address.database in (None, "", ":memory:"):
        raise StoreError("DATABASE_URL names no file: write it as sqlite:///var/said.db")
    Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)


def _make_postgres_serial(engine: Engine) -> None:
    """One write at a time here too: a position is never seen before a lower one, and what was read stays true."""

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if connection.get_execution_options().get("said_writes", False):
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITE_LOCK})")


def _make_sqlite_safe(engine: Engine) -> None:
    """WAL, full synchronisation (a committed message survives a power cut) and immediate write locks. What is deleted
    is overwritten with zeros: purged words are gone from the file."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself, or BEGIN IMMEDIATE below could not be ours to send.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in SQLITE_SETTINGS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("said_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
