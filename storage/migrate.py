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
    scripts = ScriptDirectory.from_config(_config())
    with store.read() as tx:
        now = MigrationContext.configure(tx.connection).get_current_revision()
    if now is None:
        return "The database has no tables yet: start the program once, it makes them."
    if now not in {script.revision for script in scripts.walk_revisions()}:
        return "The database was made by a newer version of this program: install that version."
    if now != scripts.get_current_head():
        return "The database is of an older version: start the program once, it is brought up to date."
    if differences(store):
        return "The tables were changed by something else than this program: restore the last good backup."
    return None


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return config
