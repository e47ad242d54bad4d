"""What every engine is: a voice that says words, or fails so that the next one is asked."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from speech.sound import Sound, joined
from speech.spoken import sentences
from wording.fixed_phrase import FixedPhrase

Pace = Literal["normal", "slow"]
"""Normal is already unhurried: 110 to 140 words a minute with its pauses. Slow is about 30 % below it (rule 41)."""

PACES: tuple[Pace, ...] = ("normal", "slow")

PAUSES: dict[Pace, float] = {"normal": 0.35, "slow": 0.8}
"""Seconds of silence between sentences."""


class Engine(ABC):
    """One voice."""

    name: str
    """A short word for records and settings."""

    @property
    @abstractmethod
    def settings(self) -> str:
        """All that changes how it sounds: version, voice and speeds. A recording is found again only under the same."""

    @property
    @abstractmethod
    def is_there(self) -> bool:
        """Whether this machine has it at all."""

    @property
    def owner(self) -> str:
        """The id of whose own voice it is: all that was made of it lies together, and goes when they take their yes back. "" where
        it is nobody's."""
        return ""


class TextEngine(Engine):
    """A voice of this very machine: it may be given anybody's words, which never leave it."""

    @abstractmethod
    def can_say(self, text: str) -> bool:
        """Whether to ask it for this text now. Cheap: asked for every message."""

    @abstractmethod
    def render(self, text: str, pace: Pace) -> Sound:
        """Say the text. May raise anything: the next engine is asked then."""


class PhraseEngine(Engine):
    """A voice that has phrases ready and says nothing else, such as somebody's own. It cannot be given a text."""

    @abstractmethod
    def can_say(self, phrases: tuple[FixedPhrase, ...], pace: Pace) -> bool:
        """Whether it has every one of them: a message is said by one voice or by another, never by two."""

    @abstractmethod
    def render(self, phrases: tuple[FixedPhrase, ...], pace: Pace) -> Sound:
        """Say them one after the other. May raise anything: the next engine is asked then."""


def with_pauses(text: str, pace: Pace, say: Callable[[str], Sound]) -> Sound:
    """Say the text sentence by sentence, with a rest after each, which engines by themselves keep too short."""
    return joined([say(sentence) for sentence in sentences(text)], PAUSES[pace])


def stamp(file: Path) -> str:
    """What changes when another version of a program or voice is put in its place; "" where there is none."""
    try:
        found = file.stat()
    except OSError:
        return ""
    return f"{found.st_size}-{found.st_mtime_ns}"
