"""Runs a program under `make` so that whatever stops make stops the program.

Make hands SIGTERM on to what it runs, but not SIGINT: it counts on the terminal to send that to both. A script that
interrupts make alone would leave make waiting for a program that knows of nothing, and one that kills make would leave
the program running. So this stands between the two and watches make. The program gets a process group of its own, so
that one Ctrl-C reaches it once: many programs take the second one as "at once".
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

LOOK_EVERY = 0.3
_STOPPED = 128
DIE_WITH_PARENT = Path(__file__).resolve().parent.parent / "bot" / "die_with_parent.py"


def main(command: Sequence[str]) -> int:
    """Run the command to its end; its exit code, or 0 if it was stopped and ended."""
    make = os.getppid()
    asked_to_stop = threading.Event()
    bound = [sys.executable, "-I", str(DIE_WITH_PARENT), str(os.getpid()), *command]
    with subprocess.Popen(bound, stdin=subprocess.DEVNULL, process_group=0) as program:

        def stop(number: int, _frame: FrameType | None) -> None:
            asked_to_stop.set()
            program.send_signal(number)

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, stop)
        caught_before = _catches_interrupt(make)
        while True:
            try:
                code = program.wait(LOOK_EVERY)
                return 0 if asked_to_stop.is_set() else (code if code >= 0 else _STOPPED - code)
            except subprocess.TimeoutExpired:
                was_stopped = os.getppid() != make or (caught_before and not _catches_interrupt(make))
                if was_stopped and not asked_to_stop.is_set():
                    stop(signal.SIGTERM, None)


def _catches_interrupt(pid: int) -> bool:
    """Whether a process has a handler for SIGINT: make takes its own away when it has been interrupted. Linux only."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return False
    caught = next((line.split()[1] for line in status.splitlines() if line.startswith("SigCgt:")), "0")
    return bool(int(caught, 16) & (1 << (signal.SIGINT - 1)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
