"""The log: one line for each thing that happened, as text or JSON, in UTC, and in no case with anybody's words in it.

`bot.safe_record` decides what may be in a line. Here it is made the only way there is: for libraries, for warnings, and
for errors that nobody caught, on the main thread, on others, and on the event loop.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
import warnings
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from bot.safe_record import LEFT_OUT, OURS, SafeRecord

_log = logging.getLogger("said")


def set_up(level: str = "INFO", form: str = "text") -> None:
    """From here on every log line of this process is a safe one. `level` is for our own loggers; libraries tell of no less
    than warnings. May be called again, as when the settings are known."""
    logging.setLogRecordFactory(SafeRecord)
    handler = _Handler()
    handler.setFormatter(JsonLines() if form == "json" else TextLines())
    lowest = logging.getLevelNamesMapping()[level]
    logging.basicConfig(handlers=[handler], level=max(lowest, logging.WARNING), force=True)
    for name in OURS:
        logging.getLogger(name).setLevel(lowest)
    sys.excepthook = _on_main
    threading.excepthook = _on_thread
    sys.unraisablehook = _unraisable
    warnings.showwarning = _warning


def of_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For `loop.set_exception_handler`: an error that nobody waited for."""
    _log.error("an error on the event loop that nobody waited for", exc_info=context.get("exception"))


class TextLines(logging.Formatter):
    """Time, level, logger, what happened; below it the kinds of errors and where they were raised."""

    def format(self, record: logging.LogRecord) -> str:
        if not isinstance(record, SafeRecord):
            return LEFT_OUT
        place = "" if record.said_event else f" ({_where(record)})"
        lines = [f"{_time(record)} {record.levelname} {record.name}{place}: {record.getMessage().strip()}"]
        for error in record.said_error:
            lines.append(f"  {error['type']}")
            lines += [f"    {frame}" for frame in error["frames"]]
        return "\n".join(lines)


class JsonLines(logging.Formatter):
    """One object a line. `event` is the sentence as it stands in the source, always the same for the same thing."""

    def format(self, record: logging.LogRecord) -> str:
        if not isinstance(record, SafeRecord):
            return json.dumps({"event": LEFT_OUT})
        line: dict[str, Any] = {
            "time": _time(record),
            "level": record.levelname,
            "logger": record.name,
            "event": record.said_event.strip() or LEFT_OUT,
            "message": record.getMessage().strip(),
            "where": _where(record),
        }
        if record.said_fields:
            line["fields"] = record.said_fields
        if record.said_error:
            line["error"] = record.said_error
        return json.dumps(line, ensure_ascii=False)


class _Handler(logging.StreamHandler[TextIO]):
    def __init__(self) -> None:
        super().__init__(sys.stderr)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """The usual way would print the record whole."""
        self.stream.write("a line of the log could not be written\n")


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _where(record: logging.LogRecord) -> str:
    return f"{Path(record.pathname).name}:{record.lineno} {record.funcName or ''}".strip()


def _on_main(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("the program ended by an error that it does not know", exc_info=(kind, error, traceback))


def _on_thread(failed: threading.ExceptHookArgs) -> None:
    _log.error("a thread ended by an error that it does not know", exc_info=failed.exc_value)


def _unraisable(failed: sys.UnraisableHookArgs) -> None:
    _log.error("an error where nobody could be told", exc_info=failed.exc_value)


def _warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    _log.warning("a %s from line %d of a source file", category.__name__, lineno)
