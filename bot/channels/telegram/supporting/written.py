"""A choice as a supporter writes it: one message, the question first, each option on a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from storage import signs
from storage.prepared_choices import MOST, NewOption

LONGEST = 1_000
"""Letters of a whole message. None that can be offered is longer, and whatever is is not looked at any further."""

_BULLET = re.compile(r"(?:[-–•*·]|\d[.)])\s+")
_MEANS = re.compile(r"\s*[:：]\s+")
_NUMBER = re.compile(r"\s*(\d)(?![\d\w])")


@dataclass(frozen=True)
class Written:
    """What could be understood of it; whether it may be offered is for others to say."""

    question: str
    options: tuple[NewOption, ...]

    @property
    def is_too_many(self) -> bool:
        return len(self.options) > MOST


def read(words: str) -> Written | None:
    """None for what is no choice: a greeting, a word of thanks, a single line. Lines with no word and no emoji are none."""
    lines = [" ".join(line.split()) for line in words.splitlines() if signs.units(line)]
    if len(lines) < 2:
        return None
    return Written(lines[0], tuple(_option(line) for line in lines[1:]))


def option_named(caption: str | None) -> int | None:
    """The place, from 0 on, of the option whose number stands before the words of a photo."""
    found = _NUMBER.match(caption or "")
    place = int(found[1]) - 1 if found else -1
    return place if 0 <= place < MOST else None


def _option(line: str) -> NewOption:
    sign, rest = _sign(_BULLET.sub("", line, count=1) if _BULLET.match(line) else line)
    label, *meaning = _MEANS.split(rest, maxsplit=1)
    return NewOption(label, sign or None, meaning=meaning[0] if meaning else None)


def _sign(line: str) -> tuple[str, str]:
    """The emoji before the label, or behind it, all of them; and what is left."""
    units = signs.units(line)
    words = [unit for unit in units if not unit.is_emoji]
    if not units or len(words) == len(units):
        return "", line
    if not words:
        return line, ""
    if units[0].is_emoji:
        end = max(unit.end for unit in units if unit.end <= words[0].start)
        return line[:end].strip(), line[end:].strip()
    if units[-1].is_emoji:
        start = min(unit.start for unit in units if unit.start >= words[-1].end)
        return line[start:].strip(), line[:start].strip()
    return "", line
