"""Recordings on disk, found again by what they say and how.

One folder for each text, named by the digest of its words, so that all recordings of a text can be removed together;
in it one file for each engine, setting, pace and format.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from speech.engine import Engine, Pace
from speech.sound import Format


class Cache:
    """Files are private to the user the app runs as: some hold a person's words."""

    def __init__(self, folder: Path) -> None:
        """`folder` is made when the first recording is kept."""
        self._folder = folder

    def path(self, text: str, engine: Engine, pace: Pace, format: Format) -> Path:
        """Where this recording is or will be."""
        return self._folder_of(text) / f"{engine.name}-{_digest(engine.settings)[:12]}-{pace}.{format}"

    def keep(self, path: Path, data: bytes) -> None:
        """Write the file whole or not at all: a kill half-way leaves no recording that breaks off."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def forget(self, text: str) -> None:
        """Remove every recording of the text, also those of engines and settings no longer used."""
        shutil.rmtree(self._folder_of(text), ignore_errors=True)

    def _folder_of(self, text: str) -> Path:
        return self._folder / _digest(text)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
