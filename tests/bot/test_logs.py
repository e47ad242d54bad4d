"""Whatever is logged, by us or by a library, and however it fails: nobody's words are in the line."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import sys
import threading
import types
import warnings
from collections.abc import Iterator
from enum import StrEnum

import pytest

from bot import logs, safe_record
from bot.assistant_log import LogEntry
from tests.support.logging_state import as_it_was

CANARY = "Daz hits me"
_log = logging.getLogger("bot.tests")


class Part(StrEnum):
    CHAT = "chat"


class Lines:
    """What was written, as text and as lines of JSON."""

    def __init__(self, stream: io.StringIO) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.getvalue()

    def __call__(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.text.splitlines()]


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[Lines]:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with as_it_was():
        logs.set_up("DEBUG", "json")
        logging.getLogger().setLevel(logging.DEBUG)
        yield Lines(stream)


def broken() -> None:
    password = CANARY  # noqa: F841 - a local that must not be shown
    try:
        raise KeyError(CANARY)
    except KeyError as error:
        raise ValueError(f"it was {CANARY}") from error


def test_a_line_has_time_level_logger_event_and_fields(lines: Lines) -> None:
    _log.warning("tried %d times in %.1f s: %s", 3, 2.5, "TimeoutError")
    [line] = lines()
    assert str(line["time"]).endswith("Z") and "T" in str(line["time"])
    assert (line["level"], line["logger"]) == ("WARNING", "bot.tests")
    assert line["event"] == "tried %d times in %.1f s: %s"
    assert line["message"] == "tried 3 times in 2.5 s: TimeoutError"
    assert line["fields"] == {"1": 3, "2": 2.5, "3": "TimeoutError"}


def test_text_has_the_same_on_one_line(lines: Lines) -> None:
    logging.getLogger().handlers[0].setFormatter(logs.TextLines())
    _log.info("stopping")
    assert lines.text.endswith("Z INFO bot.tests: stopping\n") and lines.text.count("\n") == 1


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (CANARY, "…"),
        ("Daz", "…"),
        ("yes", "…"),
        (b"Daz", "…"),
        ([CANARY], "…"),
        ({"words": CANARY, "more": 1}, "…"),
        (ValueError(CANARY), "ValueError"),
        ("ValueError", "ValueError"),
        (Part.CHAT, "chat"),
        (LogEntry(40, "rasa.core", "a.b"), "rasa.core a.b"),
        (12, "12"),
        (447700900123, "…"),
        (None, "None"),
    ],
)
def test_of_values_only_names_and_small_numbers_are_left(lines: Lines, value: object, shown: str) -> None:
    _log.warning("a value: %s%s", value, "")
    assert lines()[0]["message"] == f"a value: {shown}…"


def test_names_of_our_parts_are_left_once_they_are_made_known(lines: Lines) -> None:
    _log.warning("by %s", "action_invented")
    safe_record.allow(["action_invented"])
    _log.warning("by %s", "action_invented")
    assert [line["message"] for line in lines()] == ["by …", "by action_invented"]


def test_a_sentence_that_was_put_together_is_not_written(lines: Lines) -> None:
    _log.warning(f"he said {CANARY}")
    _log.warning("he said " + CANARY)
    _log.warning(CANARY.upper())
    assert CANARY.lower() not in lines.text.lower()
    assert {line["message"] for line in lines()} == {"…"}
    assert "test_logs.py" in str(lines()[0]["where"])


def test_a_number_that_was_left_out_does_not_cost_the_line(lines: Lines) -> None:
    _log.warning("%d tries by %s", CANARY, CANARY)
    _log.warning("%s tries, 100%% sure", *[])
    _log.warning("%(tries)d tries by %(who)s", {"tries": 2, "who": CANARY})
    assert [line["message"] for line in lines()] == ["… tries by …", "%s tries, 100%% sure", "2 tries by …"]
    assert lines()[2]["fields"] == {"tries": 2, "who": "…"}


def test_an_error_is_its_kinds_and_our_lines_of_code(lines: Lines) -> None:
    try:
        broken()
    except ValueError:
        _log.exception("it failed: %s", CANARY)
    [line] = lines()
    assert CANARY not in lines.text
    error = line["error"]
    assert isinstance(error, list) and [one["type"] for one in error] == ["ValueError", "KeyError"]
    assert [frame.split(":")[0] for frame in error[0]["frames"]] == ["tests/bot/test_logs.py"] * 2
    assert error[0]["frames"][-1].endswith("broken")


def test_of_errors_in_a_group_every_kind_is_named(lines: Lines) -> None:
    _log.error("several failed", exc_info=ExceptionGroup(CANARY, [ValueError(CANARY), KeyError(CANARY)]))
    found = lines()[0]["error"]
    assert isinstance(found, list) and [one["type"] for one in found] == ["ExceptionGroup", "ValueError", "KeyError"]
    assert CANARY not in lines.text


@pytest.mark.parametrize(
    "name",
    ["uvicorn.error", "telegram.ext", "httpx", "apprise", "aiosmtplib", "sqlalchemy.engine", "asyncio", "rasa_sdk", ""],
)
def test_of_a_library_only_the_sentence_in_its_source_is_left(lines: Lines, name: str) -> None:
    library = logging.getLogger(name)
    library.setLevel(logging.DEBUG)
    library.debug("asked %s %d", f"https://api.invented/bot{CANARY}", 200, stack_info=True, extra={"event": CANARY})
    library.error(f"asked {CANARY}")
    library.setLevel(logging.NOTSET)
    assert [line["message"] for line in lines()] == ["asked … …", "…"]
    assert CANARY not in lines.text


def test_a_handler_that_a_library_brings_gets_nothing_else(lines: Lines) -> None:
    brought = io.StringIO()
    library = logging.getLogger("invented_library")
    handler = logging.StreamHandler(brought)
    library.addHandler(handler)
    library.error("asked %s", CANARY, exc_info=ValueError(CANARY))
    library.removeHandler(handler)
    assert brought.getvalue() == "asked …\n"


def test_errors_that_nobody_caught_are_only_named(lines: Lines) -> None:
    def fails() -> None:
        raise ValueError(CANARY)

    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    try:
        fails()
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)
        unraisable = types.SimpleNamespace(
            exc_type=ValueError, exc_value=error, exc_traceback=None, err_msg=CANARY, object=fails
        )
        sys.unraisablehook(unraisable)
    assert CANARY not in lines.text
    assert [line["level"] for line in lines()] == ["ERROR", "CRITICAL", "ERROR"]


def test_an_error_on_the_event_loop_is_only_named(lines: Lines) -> None:
    async def forgotten() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.of_loop)
        loop.call_soon(broken)
        await asyncio.sleep(0)
        loop.call_exception_handler({"message": CANARY})

    asyncio.run(forgotten())
    assert CANARY not in lines.text
    assert [line["logger"] for line in lines() if line["level"] == "ERROR"] == ["said", "said"]


def test_a_warning_is_only_its_kind(lines: Lines) -> None:
    warnings.warn(CANARY, UserWarning, stacklevel=1)
    assert CANARY not in lines.text and "UserWarning" in str(lines()[-1]["message"])


def test_a_line_that_cannot_be_written_is_not_shown_another_way(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_self: object, _record: object) -> str:
        raise ValueError(CANARY)

    monkeypatch.setattr(logs.JsonLines, "format", fails)
    _log.error("asked %s", CANARY)
    assert lines.text == "a line of the log could not be written\n"


def test_libraries_tell_of_no_less_than_warnings() -> None:
    code = (
        "from bot import logs; import logging; logs.set_up('DEBUG'); "
        "print(logging.getLogger('httpx').getEffectiveLevel(), logging.getLogger('bot.worker').getEffectiveLevel())"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["30", "10"]
