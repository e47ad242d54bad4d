"""A copy of an SQLite store in one file, made while the program runs; and back again.

The file is a compressed tar of the database, of the folder of photos as they lie there (encrypted), and of `about.json`:
when it was made, by what, and the database's checksum. It holds everything that people ever said, so it is for the service's own account alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError

from storage import audit, lease, media, migrate
from storage.audit import SYSTEM
from storage.check import Counts, check
from storage.database import MEDIA, Store, StoreError
from storage.tables.people import staff_sessions

DATABASE, ABOUT = "said.db", "about.json"
LONGEST_ABOUT = 10_000
_PHOTO = re.compile(rf"{MEDIA}/({media.NAME})", re.ASCII)
NO_BACKUP = "This file is no backup of ours, or is damaged: take another one."


@dataclass(frozen=True)
class Copied:
    """`about` as it stands in the file; `counts`: what is in the copy."""

    about: Mapping[str, str]
    counts: Counts
    set_aside: Path | None = None


def save(store: Store, to: Path, made_by: Mapping[str, str]) -> Copied:
    """Copy the store as it is at this moment into the new file `to`; nobody has to wait meanwhile. `made_by`: versions to
    note. The copy is checked before it counts. Raises StoreError, and leaves no file, if anything is wrong."""
    if not store.is_sqlite:
        raise StoreError(_pg_line(store, "pg_dump --format=custom --no-owner", f"--file={to}"))
    if to.exists():
        raise StoreError(f"There is a file {to} already: give the backup another name.")
    if not Path(str(store.engine.url.database)).exists() or migrate.revision(store) is None:
        raise StoreError("There is no store to copy yet: check DATABASE_URL.")
    try:
        with tempfile.TemporaryDirectory(dir=to.parent, prefix=".said-backup-") as folder:
            copy = Path(folder) / DATABASE
            # Before and after: whatever photo a row of the copy speaks of was there at one of these times.
            _copy_files(store.media, Path(folder) / MEDIA)
            _copy(Path(str(store.engine.url.database)), copy)
            _copy_files(store.media, Path(folder) / MEDIA)
            counts = _checked(copy, store.secret_key)
            shape = str(migrate.revision(store))
            about = {**made_by, "made_at": store.clock().isoformat(timespec="seconds"), "shape": shape}
            about["sha256"] = _checksum(copy)
            _pack(Path(folder), about)
            os.link(Path(folder) / "packed", to)  # unlike a renaming, never over a file that came meanwhile
        media.sync(to.parent)
    except OSError as error:
        raise StoreError(f"The backup could not be written to {to} ({error.strerror}).") from error
    return Copied(about, counts)


def restore(
    database: Path,
    source: Path,
    now: datetime,
    *,
    replace: bool,
    media_folder: Path | None = None,
    secret_key: str = "",
) -> Copied:
    """Put the copy `source` in the place of `database`, which must not be in use, and of its folder of photos; what was there
    is kept beside them. An older copy is brought up to date. Everybody has to sign in anew, and the trail tells of it. Raises
    StoreError, and changes nothing, if the copy is not whole, or if there is a store with something in it and not `replace`.
    `secret_key`: under which what is encrypted in it was kept."""
    photos = media_folder or database.parent / MEDIA
    with lease.held(database):
        if database.exists() and not replace and not _is_empty(database):
            raise StoreError(
                f"There is a store at {database} already, with something in it. Add --replace to put the copy in its place; "
                "the old one is kept beside it."
            )
        try:
            with tempfile.TemporaryDirectory(dir=database.parent, prefix=".said-restore-") as folder:
                staged = Path(folder) / DATABASE
                about = _unpack(source, staged)
                counts = _made_ready(staged, about, secret_key)
                set_aside = _put_aside(database, now) if database.exists() else None
                _put_photos(staged.parent / MEDIA, photos, now)
                os.replace(staged, database)
                media.sync(database.parent)
        except OSError as error:
            raise StoreError(
                f"The copy could not be put in place ({error.strerror}): is there room on the disk?"
            ) from error
    return Copied(about, counts, set_aside)


def _copy(file: Path, to: Path) -> None:
    with closing(sqlite3.connect(file, timeout=10)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def _copy_files(folder: Path | None, to: Path) -> None:
    """Those that are not there yet; one that is taken away meanwhile is needed no more."""
    to.mkdir(mode=0o700, exist_ok=True)
    for file in media.files(folder):
        if not file.name.endswith(media.NEW) and not (to / file.name).exists():
            with suppress(FileNotFoundError):
                shutil.copyfile(file, to / file.name)


def _checked(database: Path, secret_key: str) -> Counts:
    """Raises StoreError for the first thing that is wrong with it, or with the photos beside it."""
    store = Store(f"sqlite:///{database}", secret_key=secret_key)
    try:
        report = check(store)
    finally:
        store.close()
    if not report.is_good or report.counts is None:
        raise StoreError(f"The copy is not whole. {report.findings[0]}")
    return report.counts


def _pack(folder: Path, about: Mapping[str, str]) -> None:
    (folder / ABOUT).write_text(json.dumps(about, indent=1), encoding="utf-8")
    with open(folder / "packed", "xb") as file:
        with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as packed:
            for name in (ABOUT, DATABASE, MEDIA):
                packed.add(folder / name, name)
        file.flush()
        os.fsync(file.fileno())


def _unpack(source: Path, to: Path) -> Mapping[str, str]:
    """The database of a backup as the file `to`, and what is noted about it. Raises StoreError if it is not as it was."""
    if not source.is_file():
        raise StoreError(f"There is no file {source}.")
    try:
        with tarfile.open(source) as packed:
            noted, kept = packed.extractfile(ABOUT), packed.extractfile(DATABASE)
            if noted is None or kept is None:
                raise StoreError(NO_BACKUP)
            about = json.loads(noted.read(LONGEST_ABOUT))
            _write(kept, to)
            photos = to.parent / MEDIA
            photos.mkdir(mode=0o700)
            for member in packed:
                if (photo := _PHOTO.fullmatch(member.name)) and (content := packed.extractfile(member)) is not None:
                    _write(content, photos / photo[1])
            media.sync(photos)
    # What a damaged archive raises depends on where the damage is: EOFError, zlib's own error, an OSError without a number.
    except (tarfile.TarError, KeyError, ValueError, EOFError) as error:
        raise StoreError(NO_BACKUP) from error
    except OSError as error:
        raise StoreError(NO_BACKUP if error.errno is None else f"It cannot be read ({error.strerror}).") from error
    if not isinstance(about, dict) or about.get("sha256") != _checksum(to):
        raise StoreError(NO_BACKUP)
    return {str(name): str(value) for name, value in about.items()}


def _write(content: IO[bytes], to: Path) -> None:
    with to.open("xb") as file:
        shutil.copyfileobj(content, file)
        file.flush()
        os.fsync(file.fileno())


def _made_ready(staged: Path, about: Mapping[str, str], secret_key: str) -> Counts:
    """Bring it to today's shape, note the restoring in its trail, end every session, and check it."""
    store = Store(f"sqlite:///{staged}")
    try:
        if migrate.is_newer(store):
            raise StoreError("The backup was made by a newer version of this program: install that version first.")
        migrate.upgrade(store)
        with store.write() as tx:
            tx.execute(delete(staff_sessions))
            audit.record(tx, SYSTEM, "restore", "store", str(about["sha256"]), detail=str(about.get("made_at")))
        store.empty_journal()
    except SQLAlchemyError as error:
        raise StoreError(NO_BACKUP) from error
    finally:
        store.close()
    return _checked(staged, secret_key)


def _is_empty(database: Path) -> bool:
    """Whether nothing was ever done in it."""
    if database.stat().st_size == 0:
        return True
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("SELECT count(*) = 0 FROM audit_events").fetchone()[0])
    except sqlite3.Error:
        return False  # whatever it is, it is somebody's


def _put_aside(database: Path, now: datetime) -> Path:
    """Its journal moves first: left behind, it would be taken for the new file's."""
    aside = database.with_name(f"{database.name}.{_before(now)}")
    for end in ("-wal", "-shm", ""):
        file = Path(f"{database}{end}")
        if file.exists():
            os.rename(file, f"{aside}{end}")
    return aside


def _put_photos(staged: Path, folder: Path, now: datetime) -> None:
    """The photos of the copy, in the place of those that were there, which go with the database that they belong to."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        os.rename(folder, folder.with_name(f"{folder.name}.{_before(now)}"))
    shutil.move(staged, folder)
    media.sync(folder.parent)


def _before(now: datetime) -> str:
    return f"before-{now:%Y%m%dT%H%M%SZ}"


def _checksum(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _pg_line(store: Store, program: str, more: str) -> str:
    address = store.engine.url.set(drivername="postgresql", password=None).render_as_string()
    return f"A PostgreSQL store is copied with PostgreSQL's own program: {program} {more} --dbname='{address}'"
