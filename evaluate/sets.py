"""The sets that are measured on: our own invented ones, and those of a folder that is shared between projects (DATA)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

UNDERSTANDING = Path(__file__).resolve().parent.parent / "tests" / "understanding"
TUNING = "tuning"
UNSEEN = ("intents", "feedback", "safety", "harm", "disclosures")
NEIGHBOURS = "neighbours"
"""Harm and its harmless neighbours, of which nothing but the tier is known."""
NOT_GIVEN = Path("DATA")
NHS, UTTERANCES = "nhs-feedback.jsonl", "utterances.jsonl"


@dataclass(frozen=True)
class Labelled:
    """A message and what is true of it. None: this set does not say. `parts`: (kind, words). `style`: how it is written or told."""

    text: str
    asked: str
    intent: str | None = None
    kind: str | None = None
    topics: tuple[str, ...] | None = None
    tier: str | None = None
    parts: tuple[tuple[str, str], ...] = ()
    group: str = ""
    style: str = ""


@dataclass(frozen=True)
class Sets:
    """Messages by the name of their set, and the paths of those that were not found."""

    invented: dict[str, list[Labelled]]
    nhs: list[Labelled]
    utterances: list[Labelled]
    not_found: list[Path]


class SetBroken(Exception):
    """A file is not what it should be; the message names the line."""


def load(data: Path | None) -> Sets:
    """All there are, of `data` none if no folder is given. Raises SetBroken."""
    missing: list[Path] = []

    def lines(path: Path, labelled: Callable[[dict[str, Any]], Labelled]) -> list[Labelled]:
        if not path.is_file():
            missing.append(path)
            return []
        return list(_read(path, labelled))

    invented = {name: lines(UNDERSTANDING / f"{name}.jsonl", _invented) for name in (TUNING, *UNSEEN)}
    invented[NEIGHBOURS] = lines(UNDERSTANDING / f"{NEIGHBOURS}.jsonl", _tier_alone)
    shared = NOT_GIVEN if data is None else data
    return Sets(invented, lines(shared / NHS, _nhs), lines(shared / UTTERANCES, _utterance), missing)


def _read(path: Path, labelled: Callable[[dict[str, Any]], Labelled]) -> Iterator[Labelled]:
    # Not splitlines, which cuts at signs that may stand within a message.
    for number, line in enumerate(path.read_bytes().rstrip(b"\n").split(b"\n"), start=1):
        try:
            yield labelled(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SetBroken(f"{path}, line {number}: {type(error).__name__} ({error})") from error


def _invented(found: dict[str, Any]) -> Labelled:
    parts = tuple((part["kind"], part["text"]) for part in found["parts"])
    about = (found["intent"], found["kind"], tuple(found["topics"]), found["tier"])
    return Labelled(found["text"], found["asked"], *about, parts, style=found["style"])


def _tier_alone(found: dict[str, Any]) -> Labelled:
    return Labelled(found["text"], found["asked"], tier=found["tier"], style=found["style"])


def _nhs(found: dict[str, Any]) -> Labelled:
    return Labelled(found["text"], found["asked"], kind=found["kind"])


def _utterance(found: dict[str, Any]) -> Labelled:
    group = found["set"].partition(" ")[0]
    # Whoever picks one has options on the screen.
    return Labelled(found["text"], "choice" if group == "C5" else "open", group=group)
