"""Where set-up puts things, and from what: every path is named here and nowhere else in this room."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

TRAINED_FROM = ("config.yml", "domain", "nlu", "stories")
"""What the assistant learns from; when any of it changes, it is trained anew."""

TRAINING_DATA = ("nlu/examples", "stories")
"""Given to Rasa as `--data`. Rasa silently ignores one that does not exist."""


@dataclass(frozen=True)
class Places:
    """The paths below one copy of the project."""

    root: Path

    @property
    def uv(self) -> Path:
        """An environment with nothing but uv in it, which installs the rest."""
        return self.root / ".tools" / "uv"

    @property
    def app(self) -> Path:
        return self.root / ".venv"

    @property
    def assistant(self) -> Path:
        return self.root / ".venv-assistant"

    def requirements(self, name: str) -> Path:
        """The locked requirements of `app`, `dev` or `assistant`."""
        return self.root / "requirements" / f"{name}.txt"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def model(self) -> Path:
        """The trained assistant, as `bot.assistant_process` starts it."""
        return self.models / "said.tar.gz"

    @property
    def log(self) -> Path:
        return self.root / "var" / "log" / "setup.log"

    @property
    def lock(self) -> Path:
        return self.root / "var" / "setup.lock"
