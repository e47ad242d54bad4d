"""Words and phrases that no text may hold, from `en/phrases.yml`: sayings, short forms, praise, false comfort; and those that no
prepared choice may hold, from `en/neutral.yml`."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from wording.message import Sentence
from wording.vocabulary import data


@dataclass(frozen=True)
class Group:
    """Phrases that break the same rule in the same way."""

    rule: str
    advice: str
    instead: dict[str, str]
    pattern: re.Pattern[str]
    unless: str
    questions_only: bool

    def found(self, sentence: Sentence) -> Iterator[tuple[str, str]]:
        """Each forbidden phrase of a sentence as written, with the advice about it."""
        text = sentence.text.lower().replace("’", "'")
        if (self.unless and self.unless in text) or (self.questions_only and not sentence.is_question):
            return
        for match in self.pattern.finditer(text):
            yield match[0], self.advice.format(found=match[0], instead=self._plainly(match[0]))

    def _plainly(self, found: str) -> str:
        stems = (phrase for phrase in self.instead if phrase.endswith("*") and found.startswith(phrase[:-1]))
        return self.instead.get(found) or self.instead.get(next(stems, ""), "")


@cache
def groups(file: str = "phrases.yml") -> tuple[Group, ...]:
    """All groups of a file, in its order."""
    return tuple(_group(entry) for entry in data(file))


def _group(entry: dict[str, Any]) -> Group:
    phrases = entry["phrases"]
    return Group(
        rule=entry["rule"],
        advice=entry["advice"],
        instead=phrases if isinstance(phrases, dict) else {},
        pattern=_pattern(phrases),
        unless=entry.get("unless", ""),
        questions_only=entry.get("questions_only", False),
    )


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    # The longest first, so that "that is a shame" is not reported as a part of itself.
    parts = (re.escape(phrase).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for phrase in phrases)
    return re.compile(r"\b(?:" + "|".join(sorted(parts, key=len, reverse=True)) + r")\b")
