"""The first file that `make setup` runs: it must say its one line on any Python 3, or find a newer one."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# As if this Python were an old one.
OLD = "import runpy, sys; sys.version_info = (3, 8, 0); sys.argv = ['set_up']; runpy.run_module('tools.set_up', run_name='__main__')"


def run(path: Path) -> subprocess.CompletedProcess[str]:
    environ = {**os.environ, "PATH": str(path)}
    return subprocess.run(
        [sys.executable, "-c", OLD], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )


def test_an_old_python_can_read_it() -> None:
    for name in ("__init__.py", "set_up.py"):
        ast.parse((ROOT / "tools" / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_an_old_python_alone_is_one_clear_line(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("said: Python 3.11 or newer is needed.")
    assert done.stderr.count("\n") == 1


def test_a_newer_one_on_the_path_takes_over_where_it_runs(tmp_path: Path) -> None:
    for name, text in {"python3.13": "exit 127", "python3.12": 'echo "taken over: $*"'}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{text}\n")
        (tmp_path / name).chmod(0o755)
    done = run(tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "taken over: -m tools.set_up"
