"""What is said of a shown text: its words without its emoji, and nothing else changed (R54)."""

import re

import emoji

# Arrows, shapes, symbols and dingbats: signs to look at, which an engine would call "right arrow".
_PICTURES = re.compile("[\u2190-\u21ff\u25a0-\u27bf\ufe0f\u200d]")
_SKIN_TONES = re.compile("[\U0001f3fb-\U0001f3ff]")
# Half a character pair, or a control character: no engine can take them. Line breaks stay, they are pauses.
_UNSPEAKABLE = re.compile("[\ud800-\udfff\x00-\x09\x0b-\x1f\x7f]")
_TITLES = "".join(f"(?<!\\b{title}\\.)" for title in ("Mr", "Mrs", "Ms", "Dr", "St"))
_SENTENCE_END = re.compile(rf"(?<=[.!?…])[”’\"')]*{_TITLES}\s+|\s*\n\s*")


def spoken_text(shown: str) -> str:
    """The words to say for a shown text.

    A text of emoji alone is said by their names ("thumbs up"), as silence would tell its listener nothing. Empty if
    there is nothing to say at all.
    """
    clean = _UNSPEAKABLE.sub(" ", shown)
    words = _tidy(_PICTURES.sub("", emoji.replace_emoji(clean, "")))
    return words if _has_words(words) else _names_of_emoji(clean)


def sentences(text: str) -> list[str]:
    """The text in sentences and lines, in order, for the pauses between them."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    cuts = zip([0, *ends], [*ends, len(text)], strict=True)
    return [part for start, end in cuts if _has_words(part := text[start:end].strip())]


def _names_of_emoji(text: str) -> str:
    found = emoji.emoji_list(_SKIN_TONES.sub("", text))
    names = [emoji.demojize(entry["emoji"], delimiters=("", "")).replace("_", " ") for entry in found]
    return ", ".join(names)


def _tidy(text: str) -> str:
    """Close the gaps that emoji leave, keeping the lines."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
