"""Bring a database to the newest shape of the store."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.database import Store
from storage.tables import metadata

FOLDER = Path(__file__).parent / "migrations"


def upgrade(store: Store) -> None:
    """Create or migrate every table; a database that is up to date is left alone."""
    config = _config()
    with store.reshaping() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def differences(store: Store) -> list[object]:
    """What the migrated database lacks of `tables`, or has beyond them; empty when they agree."""
    with store.read() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def shape_finding(store: Store) -> str | None:
    """What is wrong with the shape of this database and what to do, in one line; None if it is up to date."""
    now, known = revision(store), ScriptDirectory.from_config(_config())
    if now is None:
        return "The database has no tables yet: start the program once, it makes them."
    if is_newer(store):
        return "The database was made by a newer version of this program: install that version."
    if now != known.get_current_head():
        return "The database is of an older version: start the program once, it is brought up to date."
    if differences(store):
        return "The tables were changed by something else than this program: restore the last good backup."
    return None


def revision(store: Store) -> str | None:
    """The name of the shape this database has; None where there are no tables yet."""
    with store.read() as tx:
        return MigrationContext.configure(tx.connection).get_current_revision()


def is_newer(store: Store) -> bool:
    """Whether a newer version of the program made this database."""
    now = revision(store)
    return now is not None and now not in {
        one.revision for one in ScriptDirectory.from_config(_config()).walk_revisions()
    }


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
