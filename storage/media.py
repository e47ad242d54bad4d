"""Files beside the database: each belongs to a row, lies there encrypted, and is written once and never changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from storage.database import Transaction
from storage.errors import StoreError
from storage.sealing import DEMO_KEY, Fernet, InvalidToken, lock

NEW = ".new"
"""At the end of the name of a file that is being written."""
NAME = r"[\w-]{22}(?:\.small)?"
"""What our files are called: a random id, and an ending for the small photo beside a photo."""
_OURS = re.compile(rf"{NAME}(?:{re.escape(NEW)})?", re.ASCII)


class CannotBeOpened(StoreError):
    """The file was encrypted with another secret key, was changed, or is gone."""


def write(tx: Transaction, name: str, content: bytes) -> None:
    """Keep this content under a new name. It is on the disk before this returns: the row is written after it, so that no
    row is ever without its file; a file that gets no row is tidied away (`delete_others`)."""
    folder = _folder(tx)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    coming = folder / f"{name}{NEW}"
    with open(coming, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(_lock(tx).encrypt(content))
        file.flush()
        os.fsync(file.fileno())
    os.rename(coming, folder / name)
    sync(folder)


def read(tx: Transaction, name: str) -> bytes:
    """What is kept under this name. Raises CannotBeOpened."""
    try:
        return _lock(tx).decrypt((_folder(tx) / name).read_bytes())
    except (OSError, InvalidToken) as error:
        raise CannotBeOpened(
            "Photos and recordings cannot be opened: put back the SECRET_KEY under which they were kept, and their folder."
        ) from error


def delete_others(tx: Transaction, names: frozenset[str]) -> int:
    """Delete every file of ours that has none of these names; returns how many. Write transactions come one after the other,
    so in one of them nobody else is about to write the row of a file."""
    others = [file for file in files(_folder(tx)) if file.name not in names and _OURS.fullmatch(file.name)]
    for file in others:
        file.unlink(missing_ok=True)
    return len(others)


def files(folder: Path | None) -> Iterator[Path]:
    """Everything in it; nothing where there is no such folder yet."""
    return iter(()) if folder is None or not folder.is_dir() else (one for one in folder.iterdir() if one.is_file())


def sync(folder: Path) -> None:
    """Have what the folder lists on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _folder(tx: Transaction) -> Path:
    if tx.media is None:
        raise StoreError("There is no folder for photos and recordings: set MEDIA.")
    return tx.media


def _lock(tx: Transaction) -> Fernet:
    return lock(tx.secret_key or DEMO_KEY, "photos")
