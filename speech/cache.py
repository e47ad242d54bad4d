"""Recordings on disk, found again by what they say and how.

A recording's name is the digest of all that it was made of, so that nothing old is ever taken for something new. What is the same
for everybody has one part of the folder; what is one person's has the other, where names are digests under a secret of this
machine: nobody can find out from a name which words were said. There a folder for each text of a person holds all
recordings of it, so that they are removed together.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from speech.engine import Engine, Pace
from speech.files import UNFINISHED, write_whole
from speech.sound import Format
from speech.words import Fixed, Personal, Words

PERSONAL_FOR = 3600.0
"""Seconds after which a personal recording is removed that a crash left behind; all others are as soon as they were sent."""
_DAY = 86_400.0
_TIDY_AT_LEAST_EVERY = 0.1
"""A share of what the folder may hold: so much more of it, and it is tidied."""


@dataclass(frozen=True)
class Limits:
    """What the folder may hold, and for how many days a recording stays that nobody asked for."""

    megabytes: int = 300
    days: int = 90

    @property
    def bytes(self) -> int:
        return self.megabytes * 1_000_000


class Cache:
    """Files are private to the user the app runs as. Safe to share between threads, and between programs."""

    def __init__(self, folder: Path, limits: Limits, now: Callable[[], float] = time.time) -> None:
        """`folder` is made when the first recording is kept; `now` is the time of files."""
        self.folder = folder
        self._fixed, self._personal, self._secret_file = folder / "fixed", folder / "personal", folder / "secret"
        self._limits, self._now = limits, now
        self._kept_since_tidied = 0
        self._tidying = threading.Lock()

    def path(self, words: Words, engine: Engine, pace: Pace, format: Format) -> Path:
        """Where this recording is or will be. How it is said is part of its name, and so is how a name in it is. Raises OSError
        where the secret of this machine cannot be kept."""
        made_of = json.dumps([engine.name, engine.settings, pace, format, words.said])
        match words:
            case Fixed():
                return self._fixed_of(engine) / f"{hashlib.sha256(made_of.encode()).hexdigest()}.{format}"
            case Personal():
                return self._folder_of(words) / f"{self._digest(made_of)}.{format}"

    def can_keep(self) -> bool:
        """Whether anything can be written there now."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                return True
        except OSError:
            return False

    def keep(self, path: Path, data: bytes) -> None:
        """Raises OSError."""
        write_whole(path, data)
        self._kept_since_tidied += len(data)
        if self._kept_since_tidied > self._limits.bytes * _TIDY_AT_LEAST_EVERY:
            self.tidy()

    def was_used(self, path: Path) -> None:
        """What is asked for stays; known to the day, as more would cost a write for each message."""
        if self._now() - path.stat().st_mtime > _DAY:
            os.utime(path, (self._now(), self._now()))

    def forget(self, words: Personal) -> None:
        """Remove every recording of the text, also those of engines, settings and respellings no longer used."""
        if self._personal.exists():
            shutil.rmtree(self._folder_of(words), ignore_errors=True)

    def keep_voices(self, owners: Collection[str]) -> None:
        """Of somebody's own voices, remove all that was made of any but these."""
        for folder in self._fixed.glob("*/"):
            if folder.name not in owners:
                shutil.rmtree(folder, ignore_errors=True)

    def tidy(self) -> None:
        """Remove what is too old, then the longest unused until the rest fits. What others remove meanwhile is no trouble."""
        with self._tidying:
            self._kept_since_tidied = 0
            for path, _, used_at in _files(self._personal):
                if self._now() - used_at > PERSONAL_FOR:
                    path.unlink(missing_ok=True)
            for folder in (*self._personal.glob("*/*"), *self._personal.glob("*")):
                _remove_if_empty(folder)
            self._tidy_fixed()

    def _tidy_fixed(self) -> None:
        too_old = self._now() - self._limits.days * _DAY
        kept = sum(size for _, size, _ in _files(self._personal))
        for path, size, used_at in sorted(_files(self._fixed), key=lambda file: -file[2]):
            is_left_over = path.suffix == UNFINISHED and self._now() - used_at > PERSONAL_FOR
            kept += size
            if is_left_over or used_at < too_old or kept > self._limits.bytes:
                path.unlink(missing_ok=True)
                kept -= size

    def _fixed_of(self, engine: Engine) -> Path:
        return self._fixed / engine.owner

    def _folder_of(self, words: Personal) -> Path:
        return self._personal / self._digest(words.owner) / self._digest(f"{words.owner} {words.text}")

    def _digest(self, text: str) -> str:
        return hmac.new(self._secret(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def _secret(self) -> bytes:
        """That of this folder; made at the first need, by whichever program is first."""
        try:
            return self._secret_file.read_bytes()
        except FileNotFoundError:
            made = self._secret_file.with_name(f"secret-{secrets.token_hex(8)}")
            write_whole(made, secrets.token_bytes(32))
            try:
                os.link(made, self._secret_file)
            except FileExistsError:  # another program was first
                pass
            finally:
                made.unlink()
            return self._secret_file.read_bytes()


def _files(folder: Path) -> Iterator[tuple[Path, int, float]]:
    """Path, size, and when it was last used."""
    for path in folder.rglob("*"):
        try:
            found = path.stat()
        except OSError:
            continue
        if path.is_file():
            yield path, found.st_size, found.st_mtime


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
