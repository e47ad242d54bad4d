"""Runs the programs of others: all they say goes to the log, and of that the lines worth reading to the terminal."""

from __future__ import annotations

import queue
import re
import shlex
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.steps import SetUpFailed

STILL_THERE = 15.0
"""Seconds of silence after which the person at the terminal is told that the work goes on."""

_WORTH_READING = re.compile(r"\s*(Downloading|Prepared|Installed) \S.*")
_NO_NETWORK = re.compile(
    r"error sending request|dns error|name resolution|Network is unreachable|Connection refused|NewConnectionError"
    r"|ConnectTimeout|[Tt]imed out|Could not connect|[Ff]ailed to (fetch|download)|client error \(Connect\)"
)
_DISK_FULL = re.compile(r"No space left on device|Disk quota exceeded")


@dataclass(frozen=True)
class Runner:
    """Runs commands in the project's folder, in one environment."""

    root: Path
    log: Path
    say: Callable[[str], None]
    environ: Mapping[str, str] = field(repr=False)

    @property
    def see_log(self) -> str:
        """Where to read what a program said."""
        return f"Details: {self.log.relative_to(self.root)}"

    def run(self, command: Sequence[str | Path], *, or_else: str, **extra: str) -> str:
        """What the command printed. If it fails: the network, the disk, or `or_else`, and where the details are."""
        words = [str(word) for word in command]
        code, output = self._watched(words, {**self.environ, **extra})
        if code == 0:
            return output
        if _DISK_FULL.search(output):
            reason = "the disk is full. Both environments together need about 4 GB: make room, then run this again."
        elif _NO_NETWORK.search(output):
            reason = (
                "the package index cannot be reached. Check the network, or the index that pip and uv are set to, "
                "then run this again."
            )
        else:
            reason = or_else
        raise SetUpFailed(f"{reason} {self.see_log}")

    def works(self, command: Sequence[str | Path]) -> str | None:
        """What a quick command printed, or None if it cannot be run or fails: a pyenv shim may exist and still refuse."""
        try:
            done = subprocess.run(
                [str(word) for word in command],
                cwd=self.root,
                env=self.environ,
                capture_output=True,
                text=True,
                timeout=30,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.strip()

    def _watched(self, words: list[str], environment: dict[str, str]) -> tuple[int, str]:
        """Exit code and output of a command, while the terminal is told how it goes."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        lines: queue.Queue[str | None] = queue.Queue()
        output: list[str] = []
        started = time.monotonic()
        with (
            self.log.open("a", encoding="utf-8") as log,
            subprocess.Popen(
                words,
                cwd=self.root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            ) as program,
        ):
            log.write(f"\n$ {shlex.join(words)}\n")
            threading.Thread(target=_read, args=(program, lines), daemon=True).start()
            try:
                while (line := self._next(lines, started)) is not None:
                    output.append(line)
                    log.write(line)
                    if _WORTH_READING.fullmatch(line.rstrip()):
                        self.say(f"      {line.strip()}")
            except BaseException:
                program.terminate()  # stopped by the person: leave nothing running
                raise
            return program.wait(), "".join(output)

    def _next(self, lines: queue.Queue[str | None], started: float) -> str | None:
        while True:
            try:
                return lines.get(timeout=STILL_THERE)
            except queue.Empty:
                self.say(f"      still at it, {time.monotonic() - started:.0f} s")


def _read(program: subprocess.Popen[str], lines: queue.Queue[str | None]) -> None:
    if program.stdout:
        for line in program.stdout:
            lines.put(line)
    lines.put(None)
