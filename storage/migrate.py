"""Bring a database to the newest shape of the store."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from storage.database import Store
from storage.tables import metadata

FOLDER = Path(__file__).parent / "migrations"


def upgrade(store: Store) -> None:
    """Create or migrate every table; a database that is up to date is left alone."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with store.write() as tx:
        config.attributes["connection"] = tx.connection
        command.upgrade(config, "head")


def differences(store: Store) -> list[object]:
    """What the migrated database lacks of `tables`, or has beyond them; empty when they agree."""
    with store.read() as tx:
        context = MigrationContext.configure(tx.connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))
