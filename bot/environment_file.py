"""Reads a `.env` file: one NAME=value a line, strictly, so that a slip stops the start instead of being passed over."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from bot.setting_reader import SettingsError

_LINE = re.compile(r"(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>.*)")
_QUOTED = re.compile(r"""(['"])(?P<inside>.*)\1""")


def with_environment_file(environ: Mapping[str, str], file: Path, known: frozenset[str]) -> dict[str, str]:
    """The environment, and of the file what the environment does not say. Raises SettingsError naming the line."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return dict(environ)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file.name} cannot be read ({type(error).__name__}).") from error
    values: dict[str, str] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, value = _read(f"{file.name}, line {number}", line.strip(), known)
            if name in values:
                raise SettingsError(f"{file.name}, line {number}: {name} was set further up already.")
            values[name] = value
    return {**_that_do_not_clash(values, environ), **environ}


def _read(where: str, line: str, known: frozenset[str]) -> tuple[str, str]:
    found = _LINE.fullmatch(line)
    if not found:
        # The line itself may hold a secret.
        raise SettingsError(f"{where}: write NAME=value, with no space before or after the =.")
    name, value = found["name"], found["value"]
    if name not in known:
        raise SettingsError(f"{where}: {name} is no setting; .env.example names them all.")
    quoted = _QUOTED.fullmatch(value)
    return name, quoted["inside"] if quoted else value.strip()


def _that_do_not_clash(values: dict[str, str], environ: Mapping[str, str]) -> dict[str, str]:
    """A secret that the environment gives in the one way overrules the file's other way of giving it."""
    return {
        name: value
        for name, value in values.items()
        if f"{name}_FILE" not in environ and name.removesuffix("_FILE") not in environ
    }
