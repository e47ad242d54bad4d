"""The engine, transactions and threads of the store: SQLite in WAL mode by default, Postgres by address."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

LONDON = ZoneInfo("Europe/London")
Clock = Callable[[], datetime]
P = ParamSpec("P")
T = TypeVar("T")


class StoreError(Exception):
    """The store cannot do what was asked; the message says what to do."""


class NotFound(StoreError):
    """No such record, or none this caller may know of."""


class Refused(StoreError):
    """A rule of the record forbids this step; the message says which and what to do first."""


@dataclass(frozen=True)
class Calendar:
    """The service's own days: its time zone and the days on which nobody counts as working."""

    zone: ZoneInfo = LONDON
    bank_holidays: frozenset[date] = frozenset()

    def day(self, moment: datetime) -> date:
        """The local calendar day of an aware moment."""
        return moment.astimezone(self.zone).date()

    def working_days_after(self, start: date, count: int) -> date:
        """The day that lies `count` working days (Monday to Friday, no bank holiday) after `start`."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            if day.weekday() < 5 and day not in self.bank_holidays:
                count -= 1
        return day


@dataclass(frozen=True)
class Transaction:
    """One unit of work: its connection, its one moment (aware UTC) and the service's calendar."""

    connection: Connection
    now: datetime
    calendar: Calendar

    def execute(self, statement: Any, values: Any = None) -> Any:
        return self.connection.execute(statement, values) if values is not None else self.connection.execute(statement)

    @property
    def today(self) -> date:
        return self.calendar.day(self.now)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """The database behind one address. Write transactions are serial; readers do not wait for them."""

    def __init__(self, url: str, *, clock: Clock = _utc_now, calendar: Calendar | None = None) -> None:
        """`url`: an SQLAlchemy address. Raises StoreError if it cannot be understood."""
        try:
            parsed = make_url(url)
        except ArgumentError as error:
            raise StoreError("DATABASE_URL is not a database address, such as sqlite:///var/said.db") from error
        self.url = url
        self.clock = clock
        self.calendar = calendar or Calendar()
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database not in (None, "", ":memory:"):
            Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(url, pool_size=8, max_overflow=8)
        if self.is_sqlite:
            _make_sqlite_safe(self.engine)
        # One writer thread on SQLite: writes never fight for its single lock, and stay in the order they were asked.
        self._writers = ThreadPoolExecutor(1 if self.is_sqlite else 8, thread_name_prefix="store-write")
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="store-read")

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that commits at the end, or changes nothing if anything raises."""
        with self.engine.connect().execution_options(said_writes=True) as connection, connection.begin():
            yield Transaction(connection, self.clock(), self.calendar)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction to read in; anything written in it is thrown away."""
        with self.engine.connect() as connection:
            transaction = connection.begin()
            try:
                yield Transaction(connection, self.clock(), self.calendar)
            finally:
                transaction.rollback()

    async def writing(self, verb: Callable[Concatenate[Transaction, P], T], /, *a: P.args, **k: P.kwargs) -> T:
        """Run one verb in a write transaction of its own, off the event loop."""

        def work() -> T:
            with self.write() as tx:
                return verb(tx, *a, **k)

        return await asyncio.get_running_loop().run_in_executor(self._writers, work)

    async def reading(self, verb: Callable[Concatenate[Transaction, P], T], /, *a: P.args, **k: P.kwargs) -> T:
        """Run one verb in a read transaction of its own, off the event loop."""

        def work() -> T:
            with self.read() as tx:
                return verb(tx, *a, **k)

        return await asyncio.get_running_loop().run_in_executor(self._readers, work)

    def check(self) -> None:
        """Raises StoreError if the database cannot be opened."""
        try:
            with self.engine.connect():
                pass
        except SQLAlchemyError as error:
            raise StoreError(
                f"The database cannot be opened ({type(error).__name__}): check DATABASE_URL and its folder."
            ) from error

    def close(self) -> None:
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self.engine.dispose()


def _make_sqlite_safe(engine: Engine) -> None:
    """WAL, full synchronisation (a committed message survives a power cut) and immediate write locks."""

    @event.listens_for(engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself, or BEGIN IMMEDIATE below could not be ours to send.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("said_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
