"""One step of setting up: done only when its inputs changed, and known as done by a stamp that is written last."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path


class SetUpFailed(Exception):
    """Setting up cannot go on; the message is one line that says what to do."""


@dataclass(frozen=True)
class Step:
    """What is set up, whether that was done before, and how to do it."""

    title: str
    is_done: Callable[[], bool]
    work: Callable[[], None]


def take(steps: Sequence[Step], say: Callable[[str], None]) -> None:
    """Do the steps that are not done yet, in order, each with a line before and after."""
    waiting = [step for step in steps if not step.is_done()]
    for number, step in enumerate(waiting, start=1):
        say(f"[{number}/{len(waiting)}] {step.title} …")
        started = time.monotonic()
        step.work()
        say(f"[{number}/{len(waiting)}] {step.title}: done in {time.monotonic() - started:.0f} s")


def digest(root: Path, paths: Iterable[str], *more: str) -> str:
    """A digest of files and whole folders below `root`, by name and content, and of further words."""
    found = hashlib.sha256()
    for path in sorted(file for name in paths for file in _files(root / name)):
        content = path.read_bytes()
        found.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
        found.update(content)
    for word in more:
        found.update(f"{word}\n".encode())
    return found.hexdigest()


def stamped(stamp: Path) -> str:
    """What the stamp says; empty if there is none."""
    try:
        return stamp.read_text(encoding="utf-8")
    except OSError:
        return ""


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    # Bytecode and editors' leftovers are not inputs.
    return [
        file
        for file in path.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts and not file.name.startswith(".")
    ]
