"""One program at a time on one SQLite file: two would each start the same things, and answer the same people twice."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.errors import StoreError


@contextmanager
def held(database: Path) -> Iterator[None]:
    """The right to run on this file or to replace it, while the context lasts. The system takes it back from a program that
    is killed. Raises StoreError if another program has it."""
    database.parent.mkdir(parents=True, exist_ok=True)
    # Never deleted: whoever opens it must find the same file as whoever holds it.
    with open(f"{database}.lock", "a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(20).strip()
            raise StoreError(
                f"Another said program{f' (process {holder})' if holder.isdecimal() else ''} is at work on "
                f"{database.name}. Stop it first, or give this one another DATABASE_URL."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
