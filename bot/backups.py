"""`said backup` and `said restore`."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

from bot.settings import Settings
from storage import StoreError

PATTERN = "said-*.tar.gz"


def backup_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "to", metavar="FILE", type=Path, help="a new file, or a folder, where it gets a name by the time"
    )
    command.add_argument(
        "--keep", type=_count, metavar="N", help="in a folder: keep the newest N backups and delete the older ones"
    )


def restore_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("source", metavar="FILE", type=Path, help="what `said backup` made")
    command.add_argument("--replace", action="store_true", help="also where there is a store with something in it")


def backup(asked: argparse.Namespace, settings: Settings) -> int:
    """Raises StoreError if no good copy could be made; no older one is deleted then."""
    from bot import opening
    from storage import backup as copies

    is_folder = asked.to.is_dir()
    if asked.keep and not is_folder:
        raise StoreError("--keep needs a folder that is there already, not a file.")
    to = asked.to / f"said-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz" if is_folder else asked.to
    store = opening.store_as_it_is(settings)
    try:
        made = copies.save(store, to, _versions())
    finally:
        store.close()
    print(f"{to}: {made.counts.feedback} feedback of {made.counts.people} people, checked.")
    for old in sorted(asked.to.glob(PATTERN))[: -asked.keep] if asked.keep else ():
        old.unlink()
        print(f"{old}: deleted.")
    return 0


def restore(asked: argparse.Namespace, settings: Settings) -> int:
    """Raises StoreError, and changes nothing, if it cannot be done."""
    from bot import opening
    from storage import backup as copies

    database = opening.sqlite_file(settings)
    if database is None:
        raise StoreError(
            "A PostgreSQL store is put back with PostgreSQL's own program, while said is stopped: "
            "pg_restore --clean --if-exists --no-owner --single-transaction --dbname=… FILE"
        )
    found = copies.restore(
        database,
        asked.source,
        datetime.now(UTC),
        replace=asked.replace,
        media_folder=opening.media_folder(settings),
        secret_key=settings.secret_key,
    )
    print(f"The store is as it was at {found.about['made_at']}, checked: {found.counts.feedback} feedback.")
    if found.set_aside is not None:
        print(f"What was there before is kept as {found.set_aside}; delete it when you are sure.")
    print("Staff sign in anew. Chats that were unlinked since then are linked again: unlink them once more.")
    print("Recorded voices that were taken back since then are back: take them back once more.")
    return 0


def _versions() -> dict[str, str]:
    """What made the backup, so that whoever finds it knows what can read it."""
    from bot import opening

    stamp = opening.ROOT / "models" / "said.trained-from"
    return {
        "program": metadata.version("said-and-done"),
        "catalogue": opening.open_catalogue().version,
        "model": stamp.read_text(encoding="utf-8").strip() if stamp.exists() else "none",
    }


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of backups: write 1 or more")
    return int(text)
