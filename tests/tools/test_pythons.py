"""Where the Python 3.10 for the assistant is looked for, and what is said when there is none."""

from __future__ import annotations

import pytest

from tests.tools.conftest import _PYTHON_310, Machine

REFUSES = "#!/bin/sh\necho 'pyenv: python3.10: command not found' >&2\nexit 127\n"


def chosen(machine: Machine) -> str:
    """The Python that the assistant's environment was made with."""
    assert machine.set_up() == 0
    return next(call.split()[3] for call in machine.calls if call.endswith("/.venv-assistant") and " venv " in call)


def test_one_on_the_path_that_runs(machine: Machine) -> None:
    assert chosen(machine) == str(machine.folder / "bin" / "python3.10")


def test_a_shim_that_refuses_is_passed_over_for_one_of_pyenv(machine: Machine) -> None:
    machine.program("bin/python3.10", REFUSES)
    machine.program("home/.pyenv/versions/3.10.2/bin/python", REFUSES)
    kept = machine.program("home/.pyenv/versions/3.10.1/bin/python", _PYTHON_310)
    assert chosen(machine) == str(kept)


def test_one_that_uv_has(machine: Machine) -> None:
    machine.program("bin/python3.10", REFUSES)
    kept = machine.program("of-uv/python", _PYTHON_310)
    (machine.folder / "python-of-uv").write_text(f"{kept}\n")
    assert chosen(machine) == str(kept)


def test_none_to_be_had_is_one_line_that_says_what_to_do(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.program("bin/python3.10", REFUSES)
    (machine.folder / "uv-fails").write_text("python install\nerror sending request for url\n")
    assert machine.set_up() == 1
    error = capsys.readouterr().err
    assert error.startswith("said: Python 3.10")
    assert "pyenv install 3.10" in error
    assert error.count("\n") == 1
