"""Emoji as pictures that look the same everywhere: in the chat, on the staff pages, on sheets and in packs.

The pictures are files of this repository (`pictures/`, made by `tools/sign_pictures.py`). A whole page goes through
`in_page`, so that no template can forget one. What is copied from a page has the emoji in it, as its picture's `alt`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path

from wording import sign_names, signs

FOLDER = Path(__file__).parent / "pictures"

_TONE = "\U0001f3fb-\U0001f3ff"
_JOINER, _VARIATION, _AS_TEXT = "\u200d", "\ufe0f", "\ufe0e"
# There is no emoji without one of these; most words of a page have none, and need not be looked through for more.
_PERHAPS = re.compile("[\u203c-\u3299\U0001f000-\U0001ffff]")
# Tags, and what a browser shows as plain text or not at all. In our pages no attribute holds a bare ">".
_NO_WORDS = re.compile(r"(<(textarea|title|script|style|option)\b.*?</\2>|<[^>]*>)", re.DOTALL)

Address = Callable[[str], str]
"""Where the picture of this name is found, as a page may hold it."""


def in_page(page: str, address: Address) -> str:
    """A page of ours with a picture for each emoji that is read on it; fields to type in keep what was typed. One that stands
    before its own label, as "😞 Bad" does, is not read out as well; any other is, in plain words (rule 18, R52)."""
    parts = _NO_WORDS.split(page)
    # Of each three: words, the tag after them, and that tag's name where it has an end of its own.
    parts[::3] = [_in_words(words, address) for words in parts[::3]]
    del parts[2::3]
    return "".join(parts)


@cache
def name_of(sign: str) -> str | None:
    """The name of the picture of one emoji, without skin tone; None where there is none."""
    plain = re.sub(f"[{_VARIATION}{_TONE}]", "", sign) or sign
    name = "-".join(f"{ord(character):x}" for character in plain)
    return name if name in _names() else None


@cache
def inlined(name: str) -> str:
    """An address that is the picture itself, for a page that stands alone."""
    return f"data:image/svg+xml;base64,{base64.b64encode((FOLDER / f'{name}.svg').read_bytes()).decode()}"


@cache
def version() -> str:
    """Another one whenever a file of the folder is: browsers may keep what they fetched under it for good."""
    files = sorted(one for one in FOLDER.iterdir() if one.is_file())
    return hashlib.sha256(b"".join(one.name.encode() + one.read_bytes() for one in files)).hexdigest()[:12]


def _in_words(words: str, address: Address) -> str:
    if not _PERHAPS.search(words):
        return words

    def shown(found: re.Match[str]) -> str:
        is_labelled = not words[: found.start()].strip() and _is_label_of(words[found.end() :], found[0])
        parts = [found[0]] if name_of(found[0]) else found[0].split(_JOINER)
        pictures = [_image(part, address, is_labelled) for part in parts]
        return "".join(pictures) if all(pictures) else found[0]

    return _pattern().sub(shown, words)


def _image(sign: str, address: Address, is_labelled: bool) -> str:
    if (name := name_of(sign)) is None:
        return ""
    heard = 'aria-hidden="true"' if is_labelled else f'aria-label="{escape(sign_names.spoken(sign))}"'
    return f'<img class="sign" src="{address(name)}" alt="{sign}" {heard}>'


def _is_label_of(words: str, sign: str) -> bool:
    return words.strip() in signs.known().labels(sign.replace(_VARIATION, ""))


@cache
def _names() -> frozenset[str]:
    return frozenset(one.stem for one in FOLDER.glob("*.svg"))


@cache
def _pattern() -> re.Pattern[str]:
    """One emoji, whatever its skin tone and however it is put together, unless it is asked for as a letter."""
    flag, key = "[\U0001f1e6-\U0001f1ff]{2}|\U0001f3f4[\U000e0020-\U000e007f]+", f"[0-9#*]{_VARIATION}?\u20e3"
    parts = {chr(int(part, 16)) for name in _names() for part in name.split("-")}
    bases = "".join(re.escape(one) for one in sorted(parts) if not one.isascii() and one not in f"{_JOINER}\u20e3")
    one = f"[{bases}][{_VARIATION}{_TONE}]*"
    return re.compile(f"(?:{flag}|{key}|{one}(?:{_JOINER}{one})*)(?!{_AS_TEXT})")
