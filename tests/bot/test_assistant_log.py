"""What of Rasa's log is passed on: names, never words."""

from __future__ import annotations

import logging

import pytest

from bot.assistant_log import LogEntry, entry

AT = "2026-11-24 22:15:28"


def test_a_structured_failure_keeps_its_event_name() -> None:
    line = (
        f'{AT} ERROR    rasa.core.channels.rest  - {{"text": "Daz hits me", "event": "rest.message.received.failure"}}'
    )
    assert entry(line) == LogEntry(logging.ERROR, "rasa.core.channels.rest", "rest.message.received.failure")


def test_a_coloured_line_is_read_as_well() -> None:
    line = f"\x1b[0m{AT} WARNING  rasa.core.tracker_store  - something"
    assert str(entry(line)) == "rasa.core.tracker_store"


@pytest.mark.parametrize(
    "said",
    [
        "An exception occurred while handling user message 'Daz hits me'.",
        '{"event": "Daz hits me"}',
        '{"event": "daz hits.me"}',
        '{"event": ["a.b"]}',
        '["a.b"]',
        '{"event": "a.b"',
        "",
    ],
)
def test_of_a_free_sentence_only_where_it_came_from_is_left(said: str) -> None:
    assert entry(f"{AT} ERROR    rasa.core.processor  - {said}") == LogEntry(logging.ERROR, "rasa.core.processor", "")


@pytest.mark.parametrize(
    "line",
    [
        f"{AT} INFO     rasa.core.processor  - Loading model …",
        f"{AT} DEBUG    rasa.core.processor  - Received user message 'Daz hits me'",
        f"{AT} ERROR    daz.hits.me  - x",
        f"{AT} ERROR    rasa.Daz Hits Me  - x",
        "Daz hits me",
        "",
    ],
)
def test_everything_else_is_dropped(line: str) -> None:
    assert entry(line) is None
