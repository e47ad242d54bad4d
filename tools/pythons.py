"""Finds the Python 3.10 that Rasa needs, or has it installed."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.running import Runner
from tools.steps import SetUpFailed

WANTED = "3.10"
MISSING = (
    f"Python {WANTED}, which the assistant runs on, is not on this machine and could not be fetched. "
    f"Install it (for instance `pyenv install {WANTED}`), so that `python{WANTED}` runs, then run this again."
)
_ASK_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def python_for_assistant(runner: Runner, uv: Path) -> Path:
    """One on PATH that really runs, one that pyenv keeps, one that uv keeps, or one that uv can get."""
    for candidate in (*_on_path(runner.environ), *_of_pyenv(runner.environ)):
        if runner.works([candidate, "-c", _ASK_VERSION]) == WANTED:
            return candidate
    if found := runner.works([uv, "python", "find", WANTED]):
        return Path(found)
    runner.say(f"      no Python {WANTED} here: asking uv to install one")
    try:
        runner.run([uv, "python", "install", WANTED], or_else=MISSING)
    except SetUpFailed as failed:
        # Where it would have come from is no help; that a Python 3.10 is needed is.
        raise SetUpFailed(f"{MISSING} {runner.see_log}") from failed
    if found := runner.works([uv, "python", "find", WANTED]):
        return Path(found)
    raise SetUpFailed(MISSING)


def _on_path(environ: Mapping[str, str]) -> Iterator[Path]:
    for folder in environ.get("PATH", "").split(os.pathsep):
        program = Path(folder or ".") / f"python{WANTED}"
        if program.is_file():
            yield program


def _of_pyenv(environ: Mapping[str, str]) -> list[Path]:
    root = Path(environ.get("PYENV_ROOT") or Path(environ.get("HOME", "/nowhere")) / ".pyenv")
    return sorted(root.glob(f"versions/{WANTED}.*/bin/python"), reverse=True)
