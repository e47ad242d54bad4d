"""The catalogue: every fixed text a person can be sent, by name.

The texts stand in Rasa's own form, as `responses:` of `domain/<language>/*.yml`, so that the assistant and the app
read the same words. A text is one or more bubbles (messages of their own), parted by a blank line; `{placeholders}`
are filled by the app, never by Rasa; buttons carry the bare answer id.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from wording.entry import PLACEHOLDER, SIGNED_KINDS, CatalogueError, Option, Wording, read_file
from wording.fixed_phrase import SEAL, FixedMessage, FixedPhrase

__all__ = [
    "SIGNED_KINDS",
    "Catalogue",
    "CatalogueError",
    "FixedMessage",
    "FixedPhrase",
    "Option",
    "UnknownWording",
    "Wording",
]


class UnknownWording(KeyError):
    """No response of that name is in the catalogue."""


class Catalogue:
    """All wordings of one language, read once."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        """Keep the wordings by name; a name given twice raises `CatalogueError`."""
        self._wordings: dict[str, Wording] = {}
        for wording in wordings:
            if wording.name in self._wordings:
                raise CatalogueError(f"{wording.name} stands twice in the catalogue")
            self._wordings[wording.name] = wording

    @classmethod
    def load(cls, folder: Path) -> "Catalogue":
        """Read every `*.yml` of the folder; raises `CatalogueError` naming file and response of the first bad entry."""
        files = sorted(folder.glob("*.yml"))
        if not files:
            raise CatalogueError(f"{folder} holds no *.yml file")
        return cls(wording for file in files for wording in read_file(file))

    def __getitem__(self, name: str) -> Wording:
        """The wording of that name; raises `UnknownWording`."""
        try:
            return self._wordings[name]
        except KeyError:
            raise UnknownWording(name) from None

    def __contains__(self, name: object) -> bool:
        return name in self._wordings

    def names(self) -> list[str]:
        """Every response name, in alphabetical order."""
        return sorted(self._wordings)

    def bubbles(self, name: str, /, **values: str) -> tuple[str, ...]:
        """The bubbles with every placeholder filled, literally: a person's words may hold braces or blank lines.

        Raises `CatalogueError` when a value is missing or was not asked for, as either would show a person nonsense.
        """
        wording = self[name]
        missing, unknown = wording.placeholders - values.keys(), values.keys() - wording.placeholders
        if missing or unknown:
            raise CatalogueError(f"{name}: missing values {sorted(missing)}, unknown values {sorted(unknown)}")
        return tuple(PLACEHOLDER.sub(lambda found: values[found[1]], bubble) for bubble in wording.bubbles)

    def unsigned(self) -> list[str]:
        """The responses that a named human must approve before production and has not, in alphabetical order."""
        return [name for name in self.names() if self[name].signed and not self[name].reviewed]

    def phrase(self, name: str, text: str) -> FixedPhrase | None:
        """This text as a phrase, if it is a bubble or label of that very response and holds no slot; else None."""
        wording = self._wordings.get(name)
        return FixedPhrase(text, SEAL) if wording is not None and text in _fixed(wording) else None

    def phrases(self) -> tuple[FixedPhrase, ...]:
        """Every bubble and label without a slot, each once: all that may be given to an outside voice (R64)."""
        texts = {text for wording in self._wordings.values() for text in _fixed(wording)}
        return tuple(FixedPhrase(text, SEAL) for text in sorted(texts))

    def fixed_messages(self) -> tuple[FixedMessage, ...]:
        """Every message that is the same for everybody, each once: a bubble by itself, and the last with its answers."""
        found: dict[tuple[FixedPhrase, ...], str] = {}
        for name in self.names():
            wording = self[name]
            labels = tuple(option.label for option in wording.options)
            for texts in (*((bubble,) for bubble in wording.bubbles), (wording.bubbles[-1], *labels)):
                if phrases := self._all_fixed(name, texts):
                    found.setdefault(phrases, name)
        return tuple(FixedMessage(name, phrases) for phrases, name in found.items())

    def response_for(self, text: str) -> str | None:
        """The name of the first response (by name) that has this fixed bubble, or None."""
        for name in self.names():
            if text in self[name].bubbles and not PLACEHOLDER.search(text):
                return name
        return None

    def _all_fixed(self, name: str, texts: tuple[str, ...]) -> tuple[FixedPhrase, ...]:
        phrases = tuple(phrase for text in texts if (phrase := self.phrase(name, text)) is not None)
        return phrases if len(phrases) == len(texts) else ()

    @property
    def version(self) -> str:
        """A short digest of all that is shown; it changes whenever a text or label does."""
        shown = [
            (name, self[name].bubbles, [(option.answer, option.label) for option in self[name].options])
            for name in self.names()
        ]
        return hashlib.sha256(json.dumps(shown).encode()).hexdigest()[:12]


def _fixed(wording: Wording) -> list[str]:
    texts = [*wording.bubbles, *(option.label for option in wording.options)]
    return [text for text in texts if not PLACEHOLDER.search(text)]
