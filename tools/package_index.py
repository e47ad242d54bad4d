"""Where packages come from: wherever pip is set to. uv does not read pip's settings, so they are handed on to it."""

from __future__ import annotations

import configparser
from collections.abc import Iterator, Mapping
from pathlib import Path

_UV_HAS_ITS_OWN = ("UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_CONFIG_FILE")


def for_uv(environ: Mapping[str, str]) -> dict[str, str]:
    """Settings for uv's environment; none where uv has its own, or pip keeps to its default index."""
    if any(environ.get(name) for name in _UV_HAS_ITS_OWN):
        return {}
    index = environ.get("PIP_INDEX_URL")
    for file in _pip_files(environ):
        index = index or _index_of(file)
    return {"UV_DEFAULT_INDEX": index} if index else {}


def _pip_files(environ: Mapping[str, str]) -> Iterator[Path]:
    """The files that pip reads, the one that counts most first."""
    if named := environ.get("PIP_CONFIG_FILE"):
        yield Path(named)
        if named == "/dev/null":  # pip's way to say "none at all"
            return
    home = Path(environ.get("HOME", "/nowhere"))
    yield Path(environ.get("XDG_CONFIG_HOME") or home / ".config") / "pip" / "pip.conf"
    yield home / ".pip" / "pip.conf"
    yield Path("/etc/pip.conf")
    yield Path("/etc/xdg/pip/pip.conf")


def _index_of(file: Path) -> str | None:
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read(file, encoding="utf-8")
    except (configparser.Error, OSError, UnicodeDecodeError):
        return None  # pip will say what is wrong with it
    for section in ("install", "global"):
        if index := parser.get(section, "index-url", fallback=None):
            return index
    return None
