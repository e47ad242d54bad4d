"""What is said of a shown text: its words without its emoji (R54), and where its sentences end."""

import re

import emoji

from wording import sign_names

# Arrows, shapes, symbols and dingbats: signs to look at, which an engine would call "right arrow".
_PICTURES = re.compile("[\u2190-\u21ff\u25a0-\u27bf\ufe0f\u200d]")
# Half a character pair, or a control character: no engine can take them. Line breaks stay, they are pauses.
# So are brackets in pairs, between which Piper and the espeak-ng of the system expect sounds instead of words.
_UNSPEAKABLE = re.compile(r"[\ud800-\udfff\x00-\x09\x0b-\x1f\x7f]|\[{2,}|\]{2,}")
_QUOTED = re.compile("“([^“”\n]*)”")
_TITLES = "".join(f"(?<!\\b{title}\\.)" for title in ("Mr", "Mrs", "Ms", "Dr", "St"))
_SENTENCE_END = re.compile(rf"(?<=[.!?…])[”’\"')]*{_TITLES}\s+|\s*\n\s*")


def spoken_text(shown: str) -> str:
    """The words to say for a shown text.

    Emoji beside words are left out: they never replace a word (conversation rule 18). A line or a quotation of emoji alone is
    said in the words that the chat has for them ("thumbs up"), as silence would tell its listener nothing. Empty if there is
    nothing to say at all.
    """
    clean = _UNSPEAKABLE.sub(" ", shown)
    named = _QUOTED.sub(lambda quoted: f"“{_without_emoji(_named(quoted[1])).strip()}”", clean)
    lines = (" ".join(_without_emoji(_named(line)).split()) for line in named.split("\n"))
    words = "\n".join(line for line in lines if line)
    return words if _has_words(words) else ""


def sentences(text: str) -> list[str]:
    """The text in sentences and lines, in order, for the pauses between them."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    cuts = zip([0, *ends], [*ends, len(text)], strict=True)
    return [part for start, end in cuts if _has_words(part := text[start:end].strip())]


def _named(part: str) -> str:
    """Its emoji by their names where there is nothing else to say of it."""
    return sign_names.spoken(part) if sign_names.only_signs(part) else part


def _without_emoji(part: str) -> str:
    return _PICTURES.sub("", emoji.replace_emoji(part, ""))


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)
