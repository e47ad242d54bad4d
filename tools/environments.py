"""The two environments: `.venv` for the app, `.venv-assistant` for Rasa, each exactly as its requirements are locked."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tools import steps
from tools.places import Places
from tools.pythons import WANTED, python_for_assistant
from tools.running import Runner
from tools.steps import Step

STAMP = "set-up-from"
_UV_AT_LEAST = (0, 7)
_NO_PIP = (
    "this Python cannot make environments. Install its venv part (`python3-venv` on Debian and Ubuntu) "
    "or uv, then run this again."
)


@dataclass(frozen=True)
class Environments:
    """Makes them, each only when its requirements changed or its Python is gone."""

    places: Places
    runner: Runner

    def steps(self, *, for_tests: bool) -> list[Step]:
        """uv, the app and the assistant. Libraries for the tests are not taken away again by a run without them."""
        of_app = "dev" if for_tests or self._stamped(self.places.app).startswith("dev ") else "app"
        return [
            Step("uv, which installs the rest", lambda: self._uv() is not None, self._get_uv),
            self._step(of_app, self.places.app, "the app and its libraries", self._make_app),
            self._step(
                "assistant", self.places.assistant, "the assistant's libraries (the long one)", self._make_assistant
            ),
        ]

    def _step(self, name: str, folder: Path, title: str, make: Callable[[], None]) -> Step:
        wanted = f"{name} {self._inputs(name)}"

        def work() -> None:
            (folder / STAMP).unlink(missing_ok=True)
            make()
            self._sync(name, folder)
            if folder == self.places.app:
                self._add_project()
            (folder / STAMP).write_text(wanted, encoding="utf-8")

        return Step(title, lambda: (folder / "bin/python").exists() and self._stamped(folder) == wanted, work)

    def _inputs(self, name: str) -> str:
        paths = [str(self.places.requirements(name).relative_to(self.places.root))]
        # The app is the project as well: its command and its rooms are named there.
        return steps.digest(self.places.root, paths if name == "assistant" else [*paths, "pyproject.toml"])

    def _stamped(self, folder: Path) -> str:
        return steps.stamped(folder / STAMP)

    def _uv(self) -> Path | None:
        own = self.places.uv / "bin" / "uv"
        if own.exists():
            return own
        if found := shutil.which("uv", path=self.runner.environ.get("PATH")):
            version = re.search(r"(\d+)\.(\d+)", self.runner.works([found, "--version"]) or "")
            if version and (int(version[1]), int(version[2])) >= _UV_AT_LEAST:
                return Path(found)
        return None

    def _get_uv(self) -> None:
        shutil.rmtree(self.places.uv, ignore_errors=True)
        self.runner.run([sys.executable, "-m", "venv", self.places.uv], or_else=_NO_PIP)
        pip = self.places.uv / "bin" / "pip"
        self.runner.run([pip, "install", "--quiet", "--retries", "2", "uv"], or_else="pip could not install uv.")

    def _make_app(self) -> None:
        if _version(self.places.app) < (3, 11):
            # Not `sys.executable`: inside an activated environment that is the very one to be made.
            self._make(self.places.app, Path(getattr(sys, "_base_executable", sys.executable)))

    def _make_assistant(self) -> None:
        if ".".join(map(str, _version(self.places.assistant))) != WANTED:
            self._make(self.places.assistant, python_for_assistant(self.runner, self._known_uv()))

    def _make(self, folder: Path, python: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        command: list[str | Path] = [self._known_uv(), "venv", "--python", python, folder]
        self.runner.run(command, or_else=f"{folder.name} could not be made.")

    def _sync(self, name: str, folder: Path) -> None:
        failed = f"the libraries of requirements/{name}.txt could not be installed."
        self._pip("sync", folder, "--require-hashes", self.places.requirements(name), or_else=failed)

    def _add_project(self) -> None:
        """Make the rooms importable and `said` a command; built with the locked setuptools, nothing is fetched."""
        failed = "the project itself could not be installed into .venv."
        self._pip("install", self.places.app, "--no-deps", "--no-build-isolation", "--editable", ".", or_else=failed)

    def _pip(self, verb: str, folder: Path, *arguments: str | Path, or_else: str) -> None:
        command: list[str | Path] = [self._known_uv(), "pip", verb, "--python", folder / "bin/python"]
        self.runner.run([*command, *arguments], or_else=or_else)

    def _known_uv(self) -> Path:
        uv = self._uv()
        if uv is None:
            raise steps.SetUpFailed("uv is gone. Run this again.")
        return uv


def _version(folder: Path) -> tuple[int, ...]:
    """The Python version of an environment that works; (0,) where there is none, or its Python has gone."""
    if not (folder / "bin/python").exists():
        return (0,)
    try:
        found = re.search(r"^version\w* = (\d+)\.(\d+)", (folder / "pyvenv.cfg").read_text(encoding="utf-8"), re.M)
    except OSError:
        return (0,)
    return (int(found[1]), int(found[2])) if found else (0,)
