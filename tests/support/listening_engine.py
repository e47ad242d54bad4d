"""A model folder of an operator's own, and the engine that goes with it, for tests: the real worker runs both."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

_PACKAGES = Path(__file__).parent / "engines"


def a_model(folder: Path, engine: str = "vosk", words: str = "dinner was cold", **says: object) -> Path:
    """A model that hears these words in everything of a second or more."""
    model = folder / f"{engine}-model-small-en"
    model.mkdir(parents=True, exist_ok=True)
    if engine == "vosk":
        (model / "am").mkdir(exist_ok=True)
    else:
        (model / "model.bin").touch()
    (model / "says.json").write_text(json.dumps({"words": words, **says}))
    return model


def with_engines(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Python as it is where an operator installed both engines: it finds them, and is else as isolated as ever."""
    python = folder / "python"
    python.write_text(f'#!/bin/sh\nshift\nPYTHONPATH="{_PACKAGES}" exec "{sys.executable}" -s "$@"\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
