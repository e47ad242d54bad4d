"""Files are written whole or not at all, for the user alone that the app runs as: some hold a person's words."""

import os
import tempfile
from pathlib import Path

UNFINISHED = ".part"


def write_whole(path: Path, data: bytes) -> None:
    """A kill half-way leaves no file that breaks off. Raises OSError."""
    for folder in reversed(
        (path.parent, *path.parent.parents)
    ):  # the mode that is asked for is that of the last one only
        folder.mkdir(mode=0o700, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, suffix=UNFINISHED)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
