"""The sets: what is taken from their lines, and which were not found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluate.sets import NEIGHBOURS, NHS, TUNING, UNSEEN, UTTERANCES, Labelled, SetBroken, load


def test_our_own_sets_are_there_and_those_not_found_are_named(tmp_path: Path) -> None:
    sets = load(tmp_path)
    assert list(sets.invented) == [TUNING, *UNSEEN, NEIGHBOURS]
    assert sum(len(sets.invented[name]) for name in UNSEEN) >= 600
    assert {(one.intent, one.kind, one.topics) for one in sets.invented[NEIGHBOURS]} == {(None, None, None)}
    assert sets.not_found == [tmp_path / NHS, tmp_path / UTTERANCES]
    assert [path.name for path in load(None).not_found] == [NHS, UTTERANCES]


def test_shared_sets_are_read(tmp_path: Path) -> None:
    real = {"id": "N-1", "asked": "worked", "text": "All of it.", "kind": "worked", "service": "x"}
    (tmp_path / NHS).write_text(json.dumps(real) + "\n")
    invented = [{"set": "C1 worked", "text": "bowling was good"}, {"set": "C5 choices", "text": "the first one"}]
    (tmp_path / UTTERANCES).write_text("".join(json.dumps(one) + "\n" for one in invented))
    sets = load(tmp_path)
    assert sets.not_found == []
    assert sets.nhs == [Labelled("All of it.", "worked", kind="worked")]
    assert [(one.group, one.asked) for one in sets.utterances] == [("C1", "open"), ("C5", "choice")]


def test_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / NHS).write_text('{"asked": "worked", "text": "All of it.", "kind": "worked"}\n{"text": "x"}\n')
    with pytest.raises(SetBroken, match=r"nhs-feedback.jsonl, line 2: KeyError"):
        load(tmp_path)


def test_true_parts_stand_in_their_words() -> None:
    """Or no reading could find them."""
    messages = [one for name in (TUNING, *UNSEEN) for one in load(None).invented[name]]
    assert [one.text for one in messages for _, words in one.parts if words not in one.text] == []
    assert {one.kind for one in messages if one.intent == "feedback"} == {"worked", "did_not_work", "mixed", "unclear"}
    assert {one.kind for one in messages if one.intent != "feedback"} == {None}
