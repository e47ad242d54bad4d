"""The assistant's working memory: another program's database, from which finished stretches of talk are deleted.

Rasa 3.6 has no way to forget a conversation, and reads all of it for every message: without this, a person's thousandth
message would cost far more than their first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, create_engine, delete, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from storage.errors import StoreError

# It is answering people from the same file: we give way soon rather than make it wait for us.
LOCK_WAIT_SECONDS = 2
AT_ONCE = 200

# As Rasa's SQLTrackerStore makes it; only the column that is needed here.
_events = Table("events", MetaData(), Column("sender_id", String(255)))


def forget(url: str, episode_ids: tuple[str, ...]) -> int:
    """Delete these finished episodes; returns how many of their events went. A database or table that the assistant has
    not made yet has nothing to forget. Raises StoreError if it cannot be done now: then try again later."""
    if not episode_ids or not _is_there(url):
        return 0
    engine = _engine(url)
    try:
        with engine.begin() as connection:
            return _delete(connection, episode_ids)
    except SQLAlchemyError as error:
        raise StoreError(
            f"The assistant's memory cannot be tidied now ({type(error).__name__}): it is tried again later."
        ) from error
    finally:
        engine.dispose()


def _delete(connection: Connection, episode_ids: tuple[str, ...]) -> int:
    if not inspect(connection).has_table(_events.name):
        return 0
    gone = 0
    for start in range(0, len(episode_ids), AT_ONCE):
        these = episode_ids[start : start + AT_ONCE]
        gone += int(connection.execute(delete(_events).where(_events.c.sender_id.in_(these))).rowcount)
    return gone


def _is_there(url: str) -> bool:
    """Opening an SQLite file that is not there would make it, in a folder that is the assistant's."""
    address = make_url(url)
    return address.get_backend_name() != "sqlite" or Path(str(address.database)).is_file()


def _engine(url: str) -> Engine:
    waits: dict[str, Any] = {"options": f"-c lock_timeout={LOCK_WAIT_SECONDS}s"}
    if make_url(url).get_backend_name() == "sqlite":
        waits = {"timeout": LOCK_WAIT_SECONDS}
    return create_engine(url, poolclass=NullPool, connect_args=waits)
