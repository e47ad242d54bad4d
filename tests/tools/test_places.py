"""Paths that two rooms must agree on, as neither may import the other."""

from __future__ import annotations

from bot.assistant_child import AssistantFiles
from tools.everything import ROOT
from tools.places import TRAINED_FROM, TRAINING_DATA, Places


def test_the_app_starts_what_set_up_made() -> None:
    places, files = Places(ROOT), AssistantFiles()
    assert files.model == places.model
    assert files.program == places.assistant / "bin" / "rasa"


def test_everything_the_assistant_learns_from_is_there() -> None:
    assert [path for path in (*TRAINED_FROM, *TRAINING_DATA) if not (ROOT / path).exists()] == []


def test_every_training_folder_counts_as_changed_when_it_changes() -> None:
    assert {path.split("/")[0] for path in TRAINING_DATA} <= set(TRAINED_FROM)
