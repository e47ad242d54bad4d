"""The phrases of `nlu/examples`, for all who read them beside Rasa. What the labels mean stands in docs/understanding.md."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FILES = tuple(sorted(Path(__file__).with_name("examples").glob("*.yml")))
ASKED = ("open", "worked", "did_not_work", "did_it_help", "choice")
"""What a phrase can be the answer to; the first where it says nothing of it."""
NO_HARM = "none"
_SIDE = re.compile(r"\[([^\[\]]+)\]\((worked|did_not_work)\)")


@dataclass(frozen=True)
class Phrase:
    """A line of a block. `marked`: as it stands there, the sides of a mixed one in marks; `labels`: the metadata of the block."""

    intent: str
    labels: Mapping[str, Any]
    marked: str

    @property
    def text(self) -> str:
        """Without marks."""
        return _SIDE.sub(r"\1", self.marked)

    @property
    def sides(self) -> list[tuple[str, str]]:
        """Of a mixed one: each side, and its kind."""
        return _SIDE.findall(self.marked)

    @property
    def asked(self) -> str:
        return str(self.labels.get("asked", ASKED[0]))

    @property
    def kind(self) -> str | None:
        return self.labels.get("kind")

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(self.labels.get("topics", ()))

    @property
    def tier(self) -> str:
        return str(self.labels.get("tier", NO_HARM))

    @property
    def teaches_its_tier_alone(self) -> bool:
        """Its intent stands there because Rasa wants one."""
        return self.labels.get("only") == "tier"


def phrases(files: Iterable[Path] = FILES) -> Iterator[Phrase]:
    """Every phrase, in the order of the files."""
    for file in files:
        for block in blocks(file):
            for line in block["examples"].splitlines():
                yield Phrase(block["intent"], block.get("metadata") or {}, line.removeprefix("- "))


def blocks(file: Path) -> list[dict[str, Any]]:
    """As they stand in one file."""
    found: list[dict[str, Any]] = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["nlu"]
    return found


def digest() -> str:
    """Of all the phrases: another one when any of them changed."""
    found = hashlib.sha256()
    for file in FILES:
        found.update(file.read_bytes())
    return found.hexdigest()
