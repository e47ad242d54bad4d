"""The sets that are measured on: our own invented ones, and those of a folder that is shared between projects (DATA)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNDERSTANDING = Path(__file__).resolve().parent.parent / "tests" / "understanding"
TUNING = "tuning"
UNSEEN = ("intents", "feedback", "safety")
NHS, UTTERANCES = "nhs-feedback.jsonl", "utterances.jsonl"


@dataclass(frozen=True)
class Labelled:
    """A message and what is true of it. None: this set does not say. `parts`: (kind, words)."""

    text: str
    asked: str
    intent: str | None = None
    kind: str | None = None
    topics: tuple[str, ...] | None = None
    tier: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    group: str = ""


@dataclass(frozen=True)
class Sets:
    """Messages by the name of their set, and the paths of those that were not found."""

    invented: dict[str, list[Labelled]]
    nhs: list[Labelled]
    utterances: list[Labelled]
    not_found: list[Path]


def load(data: Path | None) -> Sets:
    """All there are. Raises OSError or KeyError for a file that cannot be read as what it should be."""
    missing: list[Path] = []

    def lines(path: Path, labelled: Callable[[dict[str, Any]], Labelled]) -> list[Labelled]:
        if not path.is_file():
            missing.append(path)
            return []
        return [labelled(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]

    invented = {name: lines(UNDERSTANDING / f"{name}.jsonl", _invented) for name in (TUNING, *UNSEEN)}
    shared = Path("DATA") if data is None else data
    return Sets(invented, lines(shared / NHS, _nhs), lines(shared / UTTERANCES, _utterance), missing)


def _invented(found: dict[str, Any]) -> Labelled:
    parts = tuple((part["kind"], part["text"]) for part in found["parts"])
    about = (found["intent"], found["kind"], tuple(found["topics"]), found["tier"])
    return Labelled(found["text"], found["asked"], *about, parts)


def _nhs(found: dict[str, Any]) -> Labelled:
    return Labelled(found["text"], found["asked"], kind=found["kind"])


def _utterance(found: dict[str, Any]) -> Labelled:
    group = found["set"].partition(" ")[0]
    # Whoever picks one has options on the screen.
    return Labelled(found["text"], "choice" if group == "C5" else "open", group=group)
