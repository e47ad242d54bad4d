"""One program at a time on one file, and a killed one leaves the file free."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage import StoreError, lease

HOLDER = """
import sys, pathlib
from storage import lease
with lease.held(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_program_is_refused_and_told_which_one_to_stop(tmp_path: Path) -> None:
    database = tmp_path / "said.db"
    refused = pytest.raises(StoreError, match=f"process {os.getpid()}.*said")
    with lease.held(database), refused, lease.held(database):
        pass
    with lease.held(database):
        pass


def test_a_killed_program_gives_the_file_back(tmp_path: Path) -> None:
    database = tmp_path / "said.db"
    command = [sys.executable, "-c", HOLDER, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None and holder.stdout.readline() == b"held\n"
        with pytest.raises(StoreError, match=f"process {holder.pid}"), lease.held(database):
            pass
        holder.send_signal(signal.SIGKILL)
        holder.wait()
        with lease.held(database):
            pass
