"""Whatever stops `make` stops what it runs, and one Ctrl-C reaches it once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOON = 10.0

# Says its process id, notes the signals it gets, and ends a little after the first.
_PROGRAM = """
import signal, sys, time
noted = []
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, lambda number, frame: noted.append(signal.Signals(number).name))
import os
print(os.getpid(), flush=True)
while not noted:
    time.sleep(0.01)
time.sleep(0.2)
open(sys.argv[1], "w").write(" ".join(noted))
"""

Stop = Callable[["subprocess.Popen[str]", int], None]


def to_the_group(make: subprocess.Popen[str], _program: int) -> None:
    os.killpg(make.pid, signal.SIGINT)


def interrupt_make(make: subprocess.Popen[str], _program: int) -> None:
    make.send_signal(signal.SIGINT)


def end_make(make: subprocess.Popen[str], _program: int) -> None:
    make.send_signal(signal.SIGTERM)


def kill_make(make: subprocess.Popen[str], _program: int) -> None:
    make.kill()


def end_the_program(_make: subprocess.Popen[str], program: int) -> None:
    os.kill(program, signal.SIGTERM)


@pytest.mark.skipif(sys.platform != "linux", reason="make is watched by Linux's /proc")
@pytest.mark.parametrize(
    ("stop", "noted"),
    [
        (to_the_group, "SIGINT"),
        (interrupt_make, "SIGTERM"),
        (end_make, "SIGTERM"),
        (kill_make, "SIGTERM"),
        (end_the_program, "SIGTERM"),
    ],
)
def test_it_is_stopped_once_and_gently(tmp_path: Path, stop: Stop, noted: str) -> None:
    (tmp_path / "program.py").write_text(_PROGRAM)
    command = f"{sys.executable} -m tools.under_make {sys.executable} {tmp_path}/program.py {tmp_path}/noted"
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {command}\n")
    start = ["make", "-f", str(tmp_path / "Makefile"), "run"]
    # A make of its own, also where the suite itself is run by one, which would have it say where it is.
    environ = {name: value for name, value in os.environ.items() if name not in ("MAKELEVEL", "MAKEFLAGS", "MFLAGS")}
    with subprocess.Popen(
        start, cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as make:
        assert make.stdout
        program = int(make.stdout.readline())
        time.sleep(0.2)  # until make is watched
        stop(make, program)
        make.wait(SOON)
    deadline = time.monotonic() + SOON
    while not (tmp_path / "noted").exists() or not (tmp_path / "noted").read_text():
        assert time.monotonic() < deadline, "the program was not stopped"
        time.sleep(0.02)
    assert (tmp_path / "noted").read_text() == noted


@pytest.mark.parametrize(
    ("code", "expected"), [("raise SystemExit(3)", 3), ("import os; os.kill(os.getpid(), 9)", 137)]
)
def test_its_exit_code_is_the_programs(code: str, expected: int) -> None:
    command = [sys.executable, "-m", "tools.under_make", sys.executable, "-c", code]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == expected
