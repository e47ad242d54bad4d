"""What one bubble becomes in Telegram: one message, or several where the words are too long for one."""

from __future__ import annotations

from dataclasses import dataclass

from storage.outbox import ShownOption

LONGEST_TEXT, LONGEST_CAPTION = 4_096, 1_024
"""In UTF-16 units, in which Telegram counts."""


@dataclass(frozen=True)
class Piece:
    """One message to Telegram. The answers stand under the last piece of a bubble."""

    text: str
    options: tuple[ShownOption, ...] = ()

    @property
    def fits_a_caption(self) -> bool:
        return units(self.text) <= LONGEST_CAPTION


def pieces(text: str, options: tuple[ShownOption, ...]) -> tuple[Piece, ...]:
    """The same whenever it is asked for the same bubble, so that a later try goes on where an earlier one ended."""
    parts = _parts(text)
    return (*(Piece(part) for part in parts[:-1]), Piece(parts[-1], options))


def units(text: str) -> int:
    """How long Telegram finds a text."""
    return len(text.encode("utf-16-le")) // 2


def _parts(text: str) -> list[str]:
    """The text in parts that fit, parted where a line or a word ends if one does. Nothing of it is lost but the space
    that is parted at."""
    parts = []
    while units(text) > LONGEST_TEXT:
        head = _longest(text)
        end = max(head.rfind("\n"), head.rfind(" "))
        cut = end if end > len(head) // 2 else len(head)
        parts.append(text[:cut])
        text = text[cut:].lstrip() if cut == end else text[cut:]
    return [*parts, text] if text.strip() or not parts else parts


def _longest(text: str) -> str:
    """As much of the beginning as fits; no sign is cut in two."""
    return text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
