"""Transactions and threads of the store, and its calendar."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from storage.engines import open_engine
from storage.errors import NotFound, Refused, StoreError

__all__ = ["LONDON", "Calendar", "Clock", "NotFound", "Refused", "Store", "StoreError", "Transaction"]

LONDON = ZoneInfo("Europe/London")
MEDIA = "media"
Clock = Callable[[], datetime]
P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class Calendar:
    """The service's own days: its time zone and the days on which nobody counts as working."""

    zone: ZoneInfo = LONDON
    bank_holidays: frozenset[date] = frozenset()

    def day(self, moment: datetime) -> date:
        """The local calendar day of an aware moment."""
        return moment.astimezone(self.zone).date()

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday, no bank holiday."""
        return day.weekday() < 5 and day not in self.bank_holidays

    def working_days_after(self, start: date, count: int) -> date:
        """The day that lies `count` working days after `start`."""
        day = start
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day


@dataclass(frozen=True)
class Transaction:
    """One unit of work: its connection, its one moment (aware UTC), the service's calendar, its secret key, and the folder of
    its files."""

    connection: Connection
    now: datetime
    calendar: Calendar
    secret_key: str = field(default="", repr=False)
    media: Path | None = None

    def execute(self, statement: Any, values: Any = None) -> Any:
        return self.connection.execute(statement, values) if values is not None else self.connection.execute(statement)

    @property
    def today(self) -> date:
        return self.calendar.day(self.now)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Store:
    """The database behind one address. Write transactions are serial; readers do not wait for them."""

    def __init__(
        self,
        url: str,
        *,
        clock: Clock = _utc_now,
        calendar: Calendar | None = None,
        secret_key: str = "",
        media: Path | None = None,
    ) -> None:
        """`url`: an SQLAlchemy address. `secret_key`: what the digests of short codes are keyed with. `media`: the folder of
        files that rows speak of; None: `media` beside an SQLite file. Raises StoreError if the address cannot be understood."""
        self.url = url
        self.clock = clock
        self.calendar = calendar or Calendar()
        self.secret_key = secret_key
        self.engine = open_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.media = media or (Path(str(self.engine.url.database)).parent / MEDIA if self.is_sqlite else None)
        # One writer thread: writes never fight for the single lock, and stay in the order they were asked.
        self._writers = ThreadPoolExecutor(1, thread_name_prefix="store-write")
        self._readers = ThreadPoolExecutor(4, thread_name_prefix="store-read")

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """A transaction that commits at the end, or changes nothing if anything raises."""
        with self.engine.connect().execution_options(said_writes=True) as connection, connection.begin():
            # The lock is held by now: a later transaction never has an earlier moment than the one before it.
            yield self._transaction(connection)

    @contextmanager
    def read(self) -> Iterator[Transaction]:
        """A transaction to read in, from one moment of the database; anything written in it is thrown away."""
        with self.engine.connect().execution_options(**self._snapshot) as connection:
            transaction = connection.begin()
            try:
                yield self._transaction(connection)
            finally:
                transaction.rollback()

    @property
    def _snapshot(self) -> dict[str, Any]:
        # SQLite reads from one moment by itself; without this, Postgres shows each statement what was just committed.
        return {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}

    @contextmanager
    def reshaping(self) -> Iterator[Connection]:
        """A write transaction that may replace whole tables: SQLite checks its foreign keys at the end of it, not at each
        step. Raises StoreError, and changes nothing, if a row then points nowhere."""
        with self.engine.connect().execution_options(said_writes=True) as connection:
            if self.is_sqlite:
                self._pragma(connection, "foreign_keys=OFF")  # of no effect once the transaction has begun
            try:
                with connection.begin():
                    yield connection
                    if self.is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                        raise StoreError(
                            "The database could not be brought up to date: some of its rows point nowhere."
                        )
            finally:
                if self.is_sqlite:
                    self._pragma(connection, "foreign_keys=ON")

    @staticmethod
    def _pragma(connection: Connection, setting: str) -> None:
        driver: Any = connection.connection.dbapi_connection
        driver.execute(f"PRAGMA {setting}")

    def _transaction(self, connection: Connection) -> Transaction:
        return Transaction(connection, self.clock().astimezone(UTC), self.calendar, self.secret_key, self.media)

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

    def empty_journal(self) -> bool:
        """Write SQLite's journal back into its file and empty it, so that purged words do not linger there. False if somebody
        was reading, so that it could not be emptied now."""
        if not self.is_sqlite:
            return True
        with self.engine.connect() as connection:
            return not connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]

    def close(self) -> None:
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self.engine.dispose()
