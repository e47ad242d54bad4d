"""One entry of the catalogue, and how it is read from a file: strictly, so that a slip stops the start, not a person.

Errors name the file and the response, and say what is wrong in words that help whoever writes the texts.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A part of a text that the app fills: `{day}`."""

_NAME = re.compile(r"utter_[a-z0-9_]+")
_ANSWER = re.compile(r"[a-z][a-z0-9_]*")
_FILE_KEYS = {"version", "responses"}
_ENTRY_KEYS = {"text", "buttons", "metadata"}
_METADATA_KEYS = {"signed", "synonyms"}
_BUTTON_KEYS = {"title", "payload"}

SIGNED_KINDS = frozenset({"safeguarding", "receipt", "first_contact", "privacy"})
"""The texts a named human signs before production (R06, R58, R60)."""


class CatalogueError(ValueError):
    """The catalogue, or the way it was asked, is wrong; the message names the file or response."""


@dataclass(frozen=True)
class Option:
    """One answer to tap: its id, the label shown, and the words or emoji that mean the same when typed."""

    answer: str
    label: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Wording:
    """One response: its bubbles in order, the options under the last one, and who has to sign it (if anybody)."""

    name: str
    bubbles: tuple[str, ...]
    options: tuple[Option, ...]
    signed: str | None
    placeholders: frozenset[str]


def read_file(file: Path) -> list[Wording]:
    """Every response of one `domain/<language>/*.yml`; raises `CatalogueError` naming file and response."""
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise CatalogueError(f"{file.name}: not readable as YAML ({error})") from error
    if not isinstance(content, dict) or set(content) != _FILE_KEYS or not isinstance(content["responses"], dict):
        raise CatalogueError(f"{file.name}: needs `version` and `responses`, and nothing else")
    wordings = []
    for name, variations in content["responses"].items():
        try:
            wordings.append(_wording(name, variations))
        except CatalogueError as error:
            raise CatalogueError(f"{file.name}, {name}: {error}") from None
    return wordings


def _wording(name: object, variations: object) -> Wording:
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise CatalogueError("a response is named utter_ and small letters")
    if not isinstance(variations, list) or len(variations) != 1:
        raise CatalogueError("needs exactly one text: the same thing is always said in the same words")
    entry = _mapping(variations[0], _ENTRY_KEYS)
    text = _words(entry.get("text"), "text")
    if set("{}") & set(PLACEHOLDER.sub("", text)):
        raise CatalogueError("a brace that is no {placeholder}")
    metadata = _mapping(entry.get("metadata", {}), _METADATA_KEYS)
    signed = metadata.get("signed")
    if signed is not None and signed not in SIGNED_KINDS:
        raise CatalogueError(f"signed must be one of {sorted(SIGNED_KINDS)}, not {signed!r}")
    return Wording(
        name=name,
        bubbles=tuple(bubble.strip() for bubble in re.split(r"\n\s*\n", text)),
        options=_options(_list(entry.get("buttons", []), "buttons"), metadata.get("synonyms", {})),
        signed=signed,
        placeholders=frozenset(PLACEHOLDER.findall(text)),
    )


def _options(buttons: list[object], synonyms: object) -> tuple[Option, ...]:
    read = [_mapping(button, _BUTTON_KEYS) for button in buttons]
    answers = [_words(button.get("payload"), "payload") for button in read]
    others = _mapping(synonyms, set(answers))
    options = []
    for answer, button in zip(answers, read, strict=True):
        if not _ANSWER.fullmatch(answer):
            raise CatalogueError(f"payload {answer!r} must be a bare answer id")
        same = (_words(word, "synonym") for word in _list(others.get(answer, []), "synonyms"))
        options.append(Option(answer, _words(button.get("title"), "title"), tuple(same)))
    _refuse_twice(answers)
    _refuse_twice([said.casefold() for option in options for said in (option.label, *option.synonyms)])
    return tuple(options)


def _refuse_twice(values: list[str]) -> None:
    if twice := sorted({value for value in values if values.count(value) > 1}):
        raise CatalogueError(f"stands twice among the answers, so it would mean two things: {twice}")


def _mapping(value: object, allowed: set[str]) -> dict[str, Any]:
    if not isinstance(value, dict) or set(value) - allowed:
        raise CatalogueError(f"expected a mapping with {sorted(allowed)}, found {value!r}")
    return value


def _list(value: object, what: str) -> list[object]:
    if not isinstance(value, list):
        raise CatalogueError(f"{what} must be a list, found {value!r}")
    return value


def _words(value: object, what: str) -> str:
    # YAML reads a bare yes, no or 999 as a truth value or a number.
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(f"{what} must be words, found {value!r}; put them in quotes")
    return value.strip()
