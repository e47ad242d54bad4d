"""What leaves the machine is a phrase of the catalogue by its type: nothing else can be passed, not merely is not (R64)."""

import copy
import dataclasses
from pathlib import Path
from typing import Any

import pytest
from mypy import api

from speech.google import Google
from tests.support.google_speech import GoogleSpeech
from tests.support.phrases import fixed
from wording.fixed_phrase import FixedPhrase

ROOT = Path(__file__).parents[2]
_PASSED = """
from speech import Fixed, Pace, Personal
from speech.clips import Clips
from speech.google import Google
from wording.catalogue import Catalogue
from wording.fixed_phrase import FixedPhrase

def asks(google: Google, clips: Clips, catalogue: Catalogue, words: Personal) -> None:
    for phrase in catalogue.phrases():
        google.render(phrase, "normal")
    google.render("Hello Sam", "normal")  # refused
    google.render(words, "normal")  # refused
    google.render(catalogue.phrase("utter_greet", "Hello Sam"), "normal")  # refused
    google.render(FixedPhrase("Hello Sam"), "normal")  # refused
    google.render(FixedPhrase("Hello Sam", object()), "normal")  # refused
    clips.render(("Hello Sam",), "normal")  # refused
    Fixed(("Hello Sam",))  # refused
    Fixed(words)  # refused

class Mine(FixedPhrase): ...  # refused
"""


def test_the_types_refuse_everything_but_a_phrase_of_the_catalogue(tmp_path: Path) -> None:
    file = tmp_path / "passed.py"
    file.write_text(_PASSED)
    said, wrong, _ = api.run([str(file), "--config-file", str(ROOT / "pyproject.toml"), "--no-pretty"])

    told = {int(line.split(":")[1]) for line in said.splitlines() if ": error:" in line and str(file.name) in line}
    marked = {number for number, line in enumerate(_PASSED.splitlines(), 1) if line.endswith("# refused")}
    assert (told, wrong) == (marked, "")


@pytest.mark.parametrize("other", ["How was it?", None, b"How was it?", ("How was it?",)])
def test_google_refuses_anything_else_at_run_time_before_it_sends_a_byte(google: GoogleSpeech, other: Any) -> None:
    with pytest.raises(TypeError, match="only a fixed phrase"):
        Google("co.uk").render(other, "normal")
    assert google.connections == 0


def test_what_only_looks_like_a_phrase_is_refused(google: GoogleSpeech) -> None:
    @dataclasses.dataclass(frozen=True)
    class Looks:
        text: str

    with pytest.raises(TypeError):
        Google("co.uk").render(Looks("Hello Sam"), "normal")  # type: ignore[arg-type]
    assert google.connections == 0


def test_nobody_but_the_catalogue_makes_a_phrase() -> None:
    [phrase] = fixed("How was it?")
    maker: Any = FixedPhrase
    replace: Any = dataclasses.replace
    for make in (
        lambda: maker("Hello Sam"),
        lambda: maker("Hello Sam", None),
        lambda: maker("Hello Sam", object()),
        lambda: replace(phrase, text="Hello Sam"),
        lambda: type("Mine", (FixedPhrase,), {}),
    ):
        with pytest.raises((TypeError, ValueError)):
            make()
    with pytest.raises(dataclasses.FrozenInstanceError):
        phrase.text = "Hello Sam"  # type: ignore[misc]
    assert copy.copy(phrase) == phrase


def test_a_slot_makes_no_phrase() -> None:
    assert fixed("Hello {name}.") == ()
