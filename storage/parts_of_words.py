"""What is left of somebody's words when parts of them are taken out: exact words, and never one that they did not say."""

from __future__ import annotations

import re

from storage.database import Refused

# A word does not end at an apostrophe: "can" is no part of "can't", which says the opposite.
_NOT_BEHIND_A_WORD, _NOT_BEFORE_A_WORD = r"(?<![\w'’])", r"(?![\w'’])"


def kept(words: str, typed: str) -> str:
    """The lines that were typed as they stand in the words, character by character, one below the other. Raises Refused where
    a line is none of the words or stands further up in them, and where nothing is left."""
    found: list[str] = []
    end = 0
    for line in filter(None, map(str.split, typed.splitlines())):
        match = re.compile(_pattern(line)).search(words, end)
        if match is None:
            raise Refused(
                f"Line {len(found) + 1} does not stand so in their words. Take words out, and add or change none. "
                "Where you leave something out in the middle, begin a new line."
            )
        found.append(match[0])
        end = match.end()
    if not found:
        raise Refused("Leave the words that are about the service, or write your own summary.")
    return "\n".join(found)


def _pattern(line: list[str]) -> str:
    """However the spaces between its words are. Letters and signs that belong to no word may stand beside it."""
    behind = _NOT_BEHIND_A_WORD if re.match(r"\w", line[0]) else ""
    before = _NOT_BEFORE_A_WORD if re.search(r"\w$", line[-1]) else ""
    return behind + r"\s+".join(map(re.escape, line)) + before
