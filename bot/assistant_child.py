"""The assistant as a child process: how a stock `rasa run` is started and ended, and how little of ours it is given.

No secret and no database address of the app reaches it: its environment is made anew.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import random
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"

# What a program of its kind needs of the machine. OPENBLAS, OMP: how its arithmetic uses the processor.
_HANDED_ON = ("PATH", "HOME", "LANG", "TZ", "TMPDIR", "LD_LIBRARY_PATH")
_HANDED_ON_GROUPS = ("LC_", "OPENBLAS_", "OMP_")
_PORTS = range(20_000, 32_000)
_LONGEST_LINE = 1 << 20  # of its log


class AssistantMissing(Exception):
    """The assistant was not set up; the message says what to do."""


@dataclass(frozen=True)
class AssistantFiles:
    """Where the assistant's programs and model are, below one copy of the project."""

    root: Path = ROOT

    @property
    def program(self) -> Path:
        return self.root / ".venv-assistant" / "bin" / "rasa"

    @property
    def python(self) -> Path:
        """The interpreter that Rasa lives in."""
        return self.program.with_name("python")

    @property
    def model(self) -> Path:
        """Trained by `make setup`."""
        return self.root / "models" / "said.tar.gz"

    def are_there(self) -> None:
        """Raises AssistantMissing if it was never set up."""
        for needed in (self.program, self.model):
            if not needed.exists():
                raise AssistantMissing(f"{needed} is missing. Run `make setup`.")


@dataclass(frozen=True)
class Launch:
    """All that is needed to start one. `environ` is the app's own; `action_url` where the app answers custom actions."""

    files: AssistantFiles
    action_url: str
    environ: Mapping[str, str] = field(repr=False)
    token: str = field(repr=False)

    async def spawn(self, port: int) -> Process:
        """Start it; raises OSError if there is no such program."""
        files = self.files
        return await asyncio.create_subprocess_exec(
            *dies_with_us(files.python),
            str(ROOT / "bot" / "with_token.py"),
            *(str(files.program), "run", "--enable-api", "--model", str(files.model)),
            *("--interface", LOOPBACK, "--port", str(port)),
            *("--endpoints", "endpoints.yml", "--credentials", "credentials.yml"),
            cwd=files.root,
            env=self.environment(),
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            limit=_LONGEST_LINE,
            # Ctrl-C goes to the app alone, which ends the assistant when the turns under way are done.
            start_new_session=True,
        )

    def environment(self) -> dict[str, str]:
        """What the child finds in its environment."""
        return environment(self.environ) | {"SAID_ACTION_URL": self.action_url, "SAID_TURN_TOKEN": self.token}


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What every child with Rasa in it finds in its environment: little of the app's own, and what keeps it quiet."""
    handed_on = {
        name: value for name, value in environ.items() if name in _HANDED_ON or name.startswith(_HANDED_ON_GROUPS)
    }
    return handed_on | {
        "RASA_TELEMETRY_ENABLED": "false",
        "LOG_LEVEL": "WARNING",
        "PYTHONWARNINGS": "ignore",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }


def dies_with_us(program: Path) -> tuple[str, ...]:
    """The command that becomes this program, which the kernel ends when this process ends, however it ends."""
    return (sys.executable, "-I", str(ROOT / "bot" / "die_with_parent.py"), str(os.getpid()), str(program))


async def end(process: Process, seconds: float) -> None:
    """Ask it to end, and make it end when this time is over; returns when it is gone."""
    send(process, signal.SIGTERM)
    try:
        await asyncio.wait_for(process.wait(), seconds)
    except TimeoutError:
        send(process, signal.SIGKILL)
        await process.wait()


def send(process: Process, number: signal.Signals) -> None:
    """A signal to it and to all it started: it leads a group of its own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)


def free_port() -> int:
    """A port nobody listens on, below those the system gives to outgoing connections: it stays ours between two starts."""
    ports = random.sample(_PORTS, 50)
    for port in ports:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((LOOPBACK, port))
            return port
    raise OSError(errno.EADDRINUSE, "no free port on the loopback address")
