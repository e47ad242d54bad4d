"""Signs: phrases beside the screening, in the same language, that say what words may be about. They decide nothing.

What each file of signs is for stands in the module that reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safeguarding.files import SPELLING, RulesError, Written, load, only_keys
from safeguarding.lists import Lists, PhraseError
from safeguarding.phrases import Phrase, PhraseReader
from safeguarding.words import Reading

_FILE_KEYS = {"version", "reviewed", "lists", "spellings", "signs"}
_SIGN_KEYS = {"id", "why", "say", "unless"}


@dataclass(frozen=True)
class Sign:
    """One thing that words may be about: it counts where one of `say` stands and none of `unless` touches it."""

    id: str
    why: str
    say: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]

    def stands_in(self, words: tuple[str, ...]) -> bool:
        other = {place for phrase in self.unless for match in phrase.find(words) for place in match.span}
        return any(other.isdisjoint(match.span) for phrase in self.say for match in phrase.find(words))


class SignBook:
    """The signs of one file, ready to be asked."""

    def __init__(self, file: Path) -> None:
        """Raises `RulesError` for a file that cannot be understood; `spelling.yml` stands beside it."""
        rules, spelling = load(file), load(file.with_name(SPELLING))
        only_keys(rules, _FILE_KEYS, file.name, required=_FILE_KEYS)
        self.reviewed: str = rules["reviewed"]
        spellings = {**spelling["spellings"], **rules["spellings"]}
        # Slips are for words of danger, where one too many is worth it; here each misspelling is written down.
        self.reading = Reading(spellings, spelling["joined"], (), ())
        self._phrase_reader = PhraseReader(Lists(rules["lists"], self.reading.read))
        self.signs = tuple(self._sign(entry) for entry in rules["signs"])
        self.reading.know(self._words())

    def found_in(self, words: str) -> tuple[str, ...]:
        """The ids of the signs in these words, in the order of the file; a person's words never stand in it."""
        read = self.reading.read(words)
        return tuple(sign.id for sign in self.signs if sign.stands_in(read))

    def _sign(self, entry: Mapping[str, Any]) -> Sign:
        name = str(entry.get("id", "a sign without id"))
        only_keys(entry, _SIGN_KEYS, name, required={"id", "why", "say"})
        return Sign(name, entry["why"], self._phrases(entry, "say"), self._phrases(entry, "unless"))

    def _phrases(self, entry: Mapping[str, Any], key: str) -> tuple[Phrase, ...]:
        return tuple(self._phrase(written, entry["id"]) for written in entry.get(key, ()))

    def _phrase(self, written: Written, sign: str) -> Phrase:
        try:
            return self._phrase_reader.read(written)
        except PhraseError as error:
            raise RulesError(f"{written.at}: {sign}: {error}") from error

    def _words(self) -> set[str]:
        phrases = [phrase for sign in self.signs for phrase in (*sign.say, *sign.unless)]
        elements = (element for phrase in phrases for element in phrase.elements)
        return {word for element in elements for entry in element.entries or () for word in entry}
