"""Reads the two files a safeguarding lead signs, as text only, and remembers the line on which each thing stands."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

RULES, SPELLING = "rules.yml", "spelling.yml"


class RulesError(ValueError):
    """The rule files are wrong; each line of the message names a file, a line, the rule and what to mend."""


class Written(str):
    """A text of the file, and where it stands."""

    __slots__ = ("at",)
    at: str


class _AllWords(yaml.SafeLoader):
    """YAML in which everything is text: to it, "no", "on" and 999 are words a person says."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 — declared so by PyYAML

    def written(self, node: yaml.ScalarNode) -> Written:
        """The text of the node, which knows its place."""
        found = Written(self.construct_scalar(node))
        found.at = f"{Path(node.start_mark.name).name}:{node.start_mark.line + 1}"
        return found


_AllWords.add_constructor("tag:yaml.org,2002:str", _AllWords.written)


def load(file: Path) -> dict[str, Any]:
    """What stands in the file. Raises `RulesError`."""
    try:
        with file.open(encoding="utf-8") as opened:
            content = yaml.load(opened, Loader=_AllWords)  # noqa: S506 — a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RulesError(f"{file.name}: not readable as YAML ({error})") from error
    if not isinstance(content, dict):
        raise RulesError(f"{file.name}: holds no rules")
    return content


def only_keys(entry: Mapping[str, Any], allowed: Iterable[str], name: str, required: Iterable[str] = ()) -> None:
    """Raises `RulesError` for a key that nobody would read, or one that is missing."""
    unknown, missing = sorted(set(entry) - set(allowed)), sorted(set(required) - set(entry))
    if unknown or missing:
        raise RulesError(f"{where(entry, name)}: unknown {unknown}, missing {missing}")


def where(entry: Mapping[str, Any], name: str) -> str:
    """The rule as a message names it: with the line on which it begins."""
    at = next((key.at for key in entry if isinstance(key, Written)), "")
    return f"{at}: {name}" if at else name
