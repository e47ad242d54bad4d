"""`said` in this process, for tests of what a command does and says."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import cli
from storage import Store
from tests.support.team import settle_team


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


class Said:
    """Runs the command on a store of its own, in a folder without a `.env`."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch, out: pytest.CaptureFixture[str]) -> None:
        self.folder, self._patch, self._out = folder, patch, out

    def __call__(self, *arguments: str, stdin: str = "", **environ: str) -> Done:
        with self._patch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr(sys, "stdin", io.StringIO(stdin))
            for name, value in {"DATABASE_URL": f"sqlite:///{self.folder / 'said.db'}", **environ}.items():
                patch.setenv(name, value)
            self._out.readouterr()
            try:
                code = cli.main(arguments)
            except SystemExit as stop:  # argparse's way to end
                code = int(stop.code or 0)
        return Done(code, *self._out.readouterr())


def staffed(said: Said) -> None:
    """A whole safeguarding team, so that people can be linked."""
    store = Store(f"sqlite:///{said.folder / 'said.db'}")
    with store.write() as tx:
        settle_team(tx)
    store.close()
