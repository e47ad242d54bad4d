"""What several tests of the program share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.said_command import Said
from tests.support.logging_state import as_it_was


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Said]:
    before = os.umask(0o077)
    with as_it_was():
        yield Said(tmp_path, monkeypatch, capsys)
    os.umask(before)
