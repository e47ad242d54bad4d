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


@dataclass(frozen=True)
class AssistantFiles:
    """Where the assistant's program, model and working memory are, below one copy of the project."""

    root: Path = ROOT

    @property
    def program(self) -> Path:
        return self.root / ".venv-assistant" / "bin" / "rasa"

    @property
    def model(self) -> Path:
        """Trained by `make setup`."""
        return self.root / "models" / "said.tar.gz"


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
            *(sys.executable, "-I", str(ROOT / "bot" / "die_with_parent.py"), str(os.getpid())),
            *(str(files.program.with_name("python")), str(ROOT / "bot" / "with_token.py")),
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
        handed_on = {
            name: value
            for name, value in self.environ.items()
            if name in _HANDED_ON or name.startswith(_HANDED_ON_GROUPS)
        }
        return handed_on | {
            "SAID_ACTION_URL": self.action_url,
            "SAID_TURN_TOKEN": self.token,
            "RASA_TELEMETRY_ENABLED": "false",
            "LOG_LEVEL": "WARNING",
            "PYTHONWARNINGS": "ignore",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }


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
