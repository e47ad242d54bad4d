"""What needs Rasa, sklearn or scipy is tested by the assistant's own Python: `tests/nlu/in_assistant/`, one test here for each
file there. What it printed is shown when it fails. By hand, from the root:

    .venv-assistant/bin/python -m unittest tests.nlu.in_assistant.models
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / ".venv-assistant" / "bin" / "python"
FILES = sorted((Path(__file__).parent / "in_assistant").glob("*.py"))
HELPERS = ("__init__", "invented")


@pytest.mark.parametrize("name", [file.stem for file in FILES if file.stem not in HELPERS])
def test_the_assistants_own_python_passes(name: str) -> None:
    command = [str(PYTHON), "-m", "unittest", f"tests.nlu.in_assistant.{name}"]
    environ = os.environ | {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    # An empty file passes as well.
    assert " 0 tests" not in done.stderr and "Ran " in done.stderr
