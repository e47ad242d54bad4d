"""The voice of somebody whom the people know: phrases that they read out, put together to messages (conversation rule 41)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from speech.engine import PAUSES, Pace, PhraseEngine
from speech.sound import Sound, decoded, joined
from wording.fixed_phrase import FixedPhrase

RECORDINGS = "recordings"


class Recorded(PhraseEngine):
    """One voice, with its recordings of the phrases of one message. A voice is never stretched: slow are longer pauses."""

    name = RECORDINGS

    def __init__(self, voice: str, digests: Mapping[str, str], read: Callable[[str], bytes]) -> None:
        """`voice`: the id of whose voice it is. `digests`: of each phrase that was recorded, by its text, so that a newer recording
        is taken for another one. `read` gives the sound file of a text; it may raise anything."""
        self._voice, self._digests, self._read = voice, digests, read

    @property
    def owner(self) -> str:
        return self._voice

    @property
    def settings(self) -> str:
        return "-".join((self._voice, *self._digests.values()))

    @property
    def is_there(self) -> bool:
        return bool(self._digests)

    def can_say(self, phrases: tuple[FixedPhrase, ...], pace: Pace) -> bool:
        return all(phrase.text in self._digests for phrase in phrases)

    def render(self, phrases: tuple[FixedPhrase, ...], pace: Pace) -> Sound:
        """Raises what `read` raises."""
        return joined([decoded(self._read(phrase.text)) for phrase in phrases], PAUSES[pace])
