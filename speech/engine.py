"""What every engine is: a voice that says a text, or fails so that the next one is asked."""

from collections.abc import Callable
from typing import Literal, Protocol

from speech.sound import Sound, joined
from speech.spoken import sentences

Pace = Literal["normal", "slow"]
"""Normal is already unhurried: 110 to 140 words a minute with its pauses. Slow is slower still (rule 41)."""

PAUSES: dict[Pace, float] = {"normal": 0.35, "slow": 0.8}
"""Seconds of silence between sentences."""


class Engine(Protocol):
    """One way to turn words into sound."""

    @property
    def name(self) -> str:
        """A short word for records and file names."""

    @property
    def settings(self) -> str:
        """All that changes how it sounds: voice and speeds. A recording is found again only under the same."""

    def can_say(self, text: str) -> bool:
        """Whether to ask this engine for this text now. Cheap: asked for every message."""

    def render(self, text: str, pace: Pace) -> Sound:
        """Say the text. May raise anything: the next engine is asked then."""


def with_pauses(text: str, pace: Pace, say: Callable[[str], Sound]) -> Sound:
    """Say the text sentence by sentence, with a rest after each, which engines by themselves keep too short."""
    return joined([say(sentence) for sentence in sentences(text)], PAUSES[pace])
