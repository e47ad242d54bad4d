"""How much of what the chat says somebody has read out: what is there, what is missing, and where the words changed since."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from speech import ToRead, reading_list
from storage.phrase_recordings import PhraseRecording, Recorded
from storage.phrase_voices import PhraseVoice
from wording.catalogue import Catalogue

MISSING, CHANGED, THERE, ALL = "missing", "changed", "recorded", "all"
FILTERS = (MISSING, CHANGED, THERE, ALL)
_ALIKE = 0.5
"""How much of the words must be the same for one text to have come in the place of another."""


@dataclass(frozen=True)
class Line:
    """A phrase to read out. `recording`: of exactly this text; `before`: what was recorded where other words stood in its place."""

    key: str
    text: str
    responses: tuple[str, ...]
    recording: PhraseRecording | None
    before: str | None

    def is_in(self, shown: str) -> bool:
        """Whether it stands in the list of this name. What changed is missing as well."""
        has = {MISSING: self.recording is None, CHANGED: self.before is not None, THERE: self.recording is not None}
        return has.get(shown, True)


@dataclass(frozen=True)
class Progress:
    """All phrases in the order in which they are read out."""

    voice: PhraseVoice
    lines: tuple[Line, ...]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many are in each list."""
        return {shown: sum(line.is_in(shown) for line in self.lines) for shown in FILTERS}

    def line(self, key: str) -> Line | None:
        return next((line for line in self.lines if line.key == key), None)

    def first(self, shown: str) -> Line | None:
        return next((line for line in self.lines if line.is_in(shown)), None)

    def after(self, line: Line, shown: str) -> Line | None:
        """The next one of this list, from the beginning again at its end; None where there is no other."""
        place = self.lines.index(line)
        rest = (*self.lines[place + 1 :], *self.lines[:place])
        return next((one for one in rest if one.is_in(shown)), None)


def progress_of(found: Recorded, catalogue: Catalogue) -> Progress:
    """Of one voice, against the catalogue of now."""
    wanted = reading_list(catalogue)
    texts = {one.phrase.text for one in wanted}
    old = [one for text, one in found.by_text.items() if text not in texts]
    return Progress(found.voice, tuple(_line(one, found, old) for one in wanted))


def _line(one: ToRead, found: Recorded, old: Iterable[PhraseRecording]) -> Line:
    text = one.phrase.text
    recording = found.by_text.get(text)
    there_before = [kept.text for kept in old if kept.response in one.responses]
    before = None if recording else next(iter(difflib.get_close_matches(text, there_before, 1, _ALIKE)), None)
    return Line(hashlib.sha256(text.encode()).hexdigest()[:16], text, one.responses, recording, before)
