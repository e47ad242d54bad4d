"""uv is told which index pip is set to, unless it has one of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.package_index import for_uv

OURS = "file:///srv/packages/simple"


def test_pips_variable_is_handed_on() -> None:
    assert for_uv({"PIP_INDEX_URL": OURS, "PIP_CONFIG_FILE": "/dev/null"}) == {"UV_DEFAULT_INDEX": OURS}


@pytest.mark.parametrize("place", [".config/pip/pip.conf", ".pip/pip.conf"])
def test_pips_file_is_read(tmp_path: Path, place: str) -> None:
    (tmp_path / place).parent.mkdir(parents=True)
    (tmp_path / place).write_text(f"[global]\nindex-url = {OURS}\n")
    assert for_uv({"HOME": str(tmp_path)}) == {"UV_DEFAULT_INDEX": OURS}


def test_a_file_named_by_a_variable_counts_most(tmp_path: Path) -> None:
    (tmp_path / "ours.conf").write_text(f"[install]\nindex-url = {OURS}\n[global]\nindex-url = file:///other\n")
    assert for_uv({"PIP_CONFIG_FILE": str(tmp_path / "ours.conf")}) == {"UV_DEFAULT_INDEX": OURS}


def test_uv_keeps_its_own() -> None:
    assert for_uv({"UV_DEFAULT_INDEX": "file:///own", "PIP_INDEX_URL": OURS}) == {}


@pytest.mark.parametrize("text", ["no section at all", "[global]\nretries = 3\n", "\x00"])
def test_a_file_without_an_index_changes_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "ours.conf").write_text(text)
    environ = {"PIP_CONFIG_FILE": str(tmp_path / "ours.conf"), "PIP_INDEX_URL": ""}
    assert for_uv({**environ, "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}) == {}
