"""The readers: our own against a stand-in for the model, and the lexicon as it comes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from evaluate.readers import Ours, Read, Vader
from evaluate.sets import Labelled
from tests.support.model_stand_in import model_stand_in


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Ours]:
    with ExitStack() as keep:
        yield Ours(os.environ, keep, model_stand_in(tmp_path))


def test_ours_is_what_said_understand_answers(ours: Ours) -> None:
    read = ours.read(Labelled("he hit me", "did_not_work"))
    part = ("worked", "he hit me")
    assert read == Read("feedback", "worked", ("meals",), "amber", (part,))
    assert {name: len(seconds) for name, seconds in ours.took.seconds.items()} == {"model": 1, "model and rules": 1}


@pytest.mark.parametrize(
    ("intent", "published", "kind"),
    [
        ("want", "want", "did_not_work"),
        ("complaint", "complaint", "did_not_work"),
        ("no", "no", "did_not_work"),
        ("yes", "yes", "worked"),
        ("thanks", "thanks", "worked"),
        ("go_back", "undo", "undo"),
    ],
)
def test_what_is_not_read_as_feedback_counts_as_what_it_comes_to(
    ours: Ours, intent: str, published: str, kind: str
) -> None:
    read = ours.read(Labelled(f"intent: {intent}", "open"))
    assert (read.intent, read.kind, read.parts) == (published, kind, ())


@pytest.mark.parametrize(
    ("forced", "kinds"), [(False, ["worked", "did_not_work", "unclear"]), (True, ["worked", "did_not_work", "worked"])]
)
def test_the_lexicon_knows_two_kinds_and_a_band_between_them(forced: bool, kinds: list[str]) -> None:
    with ExitStack() as keep:
        lexicon = Vader(os.environ, keep, forced=forced)
        assert [lexicon.read(Labelled(words, "open")).kind for words in ("lovely!", "awful", "a table")] == kinds
