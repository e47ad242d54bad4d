"""What a log line may hold: sentences and names that stand in the program's own source, small numbers, and nothing else.

Libraries write addresses, tokens and whole messages into their logs, and the text of an error may quote a person. So each
record is cut down where it is made, before any handler, ours or a library's, can see the rest (R65).
"""

from __future__ import annotations

import ast
import functools
import logging
import re
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, runtime_checkable

ROOT = Path(__file__).resolve().parent.parent
OURS = ("said", "actions", "bot", "safeguarding", "speech", "staff", "storage", "wording")
"""The first parts of the names of our own loggers."""
LEFT_OUT = "…"
MOST_FRAMES = 30
# Six digits: enough to count and to time with; ids of chats and telephone numbers are longer.
HIGHEST_NUMBER = 999_999
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#0\- +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[a-zA-Z%]")
_known_names: set[str] = set()


@runtime_checkable
class ForLog(Protocol):
    """Something of ours that was made to be logged, and says how."""

    def for_log(self) -> str: ...


class SafeRecord(logging.LogRecord):
    """A record of which only the safe part was kept. Its own attributes begin with `said_`: others may add theirs."""

    def __init__(
        self,
        name: str,
        level: int,
        pathname: str,
        lineno: int,
        msg: object,
        args: Any,
        exc_info: Any,
        func: str | None = None,
        sinfo: str | None = None,
        **_more: Any,
    ) -> None:
        event = msg if isinstance(msg, str) and msg in _literals(pathname) else ""
        fields = _fields(args) if str(name).partition(".")[0] in OURS else None
        super().__init__(name, level, pathname, lineno, _filled(event, fields), (), None, func, None)
        self.said_event = event
        self.said_fields = _as_mapping(fields)
        self.said_error = described(exc_info[1]) if isinstance(exc_info, tuple) and exc_info[1] is not None else []


def allow(names: Iterable[str]) -> None:
    """From now on these names of the program's own parts (of actions, of voices) may stand in the log."""
    _known_names.update(names)


def described(error: BaseException) -> list[dict[str, Any]]:
    """The kinds of an error and of those that led to it, with where each was raised; never what they say."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop(0)
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        found.append({"type": type(one).__name__, "frames": _frames(one.__traceback__)})
        if isinstance(one, BaseExceptionGroup):
            waiting.extend(one.exceptions)
        waiting.append(one.__cause__ or (None if one.__suppress_context__ else one.__context__))
    return found


def _frames(traceback: TracebackType | None) -> list[str]:
    """Our own lines on the way, and the last one, whosever it is."""
    frames: list[str] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        place = _place(code.co_filename)
        if place is not None or traceback.tb_next is None:
            frames.append(f"{place or Path(code.co_filename).name}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return frames[-MOST_FRAMES:]


def _place(filename: str) -> str | None:
    """The path below the project, or None for a library's file."""
    try:
        path = Path(filename).relative_to(ROOT)
    except ValueError:
        return None
    return None if path.parts[0].startswith(".") else str(path)


@functools.cache
def _literals(pathname: str) -> frozenset[str]:
    """Every string that stands in a source file. A message that is none of them was put together, of whatever."""
    try:
        tree = ast.parse(Path(pathname).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return frozenset()
    constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(value for value in constants if isinstance(value, str))


def _is_error_name(name: str) -> bool:
    """Not remembered: what is no such name may be somebody's words."""
    kinds: list[type[BaseException]] = [BaseException]
    while kinds:
        kind = kinds.pop()
        if kind.__name__ == name:
            return True
        # Of the type, not through it: `type.__subclasses__` is right for classes with a metaclass of their own as well.
        kinds.extend(type.__subclasses__(kind))
    return False


def _fields(args: Any) -> tuple[Any, ...] | dict[str, Any]:
    # A sentence with named gaps comes with one mapping.
    if isinstance(args, tuple) and len(args) == 1 and isinstance(args[0], Mapping):
        return {str(name): _safe(value) for name, value in args[0].items()}
    return tuple(_safe(value) for value in args or ())


def _safe(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return value.value if isinstance(value.value, str) else value.name
    if isinstance(value, int | float):
        return value if abs(value) <= HIGHEST_NUMBER else LEFT_OUT
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, ForLog):
        return value.for_log()
    if isinstance(value, str) and (value in _known_names or (value.isidentifier() and _is_error_name(value))):
        return value
    return LEFT_OUT


def _filled(event: str, fields: tuple[Any, ...] | dict[str, Any] | None) -> str:
    """The sentence with what may stand in its gaps; a library's gaps stay empty."""
    if not event:
        return LEFT_OUT
    try:
        if fields is not None:
            return event % fields if fields else event
    except (TypeError, ValueError, KeyError):
        pass  # a number was left out where the sentence wants one
    return _PLACEHOLDER.sub(lambda found: "%" if found[0] == "%%" else LEFT_OUT, event)


def _as_mapping(fields: tuple[Any, ...] | dict[str, Any] | None) -> dict[str, Any]:
    if isinstance(fields, dict):
        return fields
    return {str(number): value for number, value in enumerate(fields or (), start=1)}
