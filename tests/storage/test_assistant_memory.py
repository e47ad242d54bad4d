"""Forgetting in the assistant's own database, as Rasa 3.6 lays it out."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from storage import StoreError, assistant_memory

# What rasa.core.tracker_store.SQLTrackerStore of Rasa 3.6.21 makes.
RASA_3_6 = """
CREATE TABLE events (
    id INTEGER NOT NULL, sender_id VARCHAR(255) NOT NULL, type_name VARCHAR(255) NOT NULL, timestamp FLOAT,
    intent_name VARCHAR(255), action_name VARCHAR(255), data TEXT, PRIMARY KEY (id)
);
CREATE INDEX ix_events_sender_id ON events (sender_id);
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "assistant.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.executescript(RASA_3_6)
        for sender in ("over", "over", "going on", 'it\'s "odd"'):
            row = (sender, "user", time.time(), "greet", None, "{}")
            names = "sender_id, type_name, timestamp, intent_name, action_name, data"
            connection.execute(f"INSERT INTO events ({names}) VALUES (?, ?, ?, ?, ?, ?)", row)
        connection.commit()
    return file


def _remembered(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [sender for (sender,) in connection.execute("SELECT sender_id FROM events ORDER BY id")]


def test_only_the_finished_episodes_are_forgotten(file: Path) -> None:
    assert assistant_memory.forget(f"sqlite:///{file}", ("over", "never heard of", 'it\'s "odd"')) == 3
    assert _remembered(file) == ["going on"]


def test_forgetting_again_or_nothing_is_harmless(file: Path) -> None:
    assert assistant_memory.forget(f"sqlite:///{file}", ()) == 0
    assert assistant_memory.forget(f"sqlite:///{file}", ("over",)) == 2
    assert assistant_memory.forget(f"sqlite:///{file}", ("over",)) == 0


def test_more_episodes_than_one_statement_takes(file: Path) -> None:
    many = tuple(f"episode {number}" for number in range(1_000))
    assert assistant_memory.forget(f"sqlite:///{file}", (*many, "over")) == 2


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    assert assistant_memory.forget(f"sqlite:///{tmp_path / 'assistant.db'}", ("over",)) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_without_the_table_has_nothing_to_forget(tmp_path: Path) -> None:
    file = tmp_path / "assistant.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE something_else (id INTEGER)")
    assert assistant_memory.forget(f"sqlite:///{file}", ("over",)) == 0


def test_a_busy_assistant_is_not_kept_waiting(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant_memory, "LOCK_WAIT_SECONDS", 0.05)
    with closing(sqlite3.connect(file, isolation_level=None)) as assistant:
        assistant.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="tried again later"):
            assistant_memory.forget(f"sqlite:///{file}", ("over",))
        assistant.execute("COMMIT")
    assert assistant_memory.forget(f"sqlite:///{file}", ("over",)) == 2


def test_our_lock_is_gone_when_it_returns(file: Path) -> None:
    assistant_memory.forget(f"sqlite:///{file}", ("over",))
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as assistant:
        assistant.execute("BEGIN EXCLUSIVE")
        assistant.execute("COMMIT")
