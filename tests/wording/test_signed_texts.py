"""Texts that a person must be able to trust have a name under them, and no word of them changes unnoticed (R06, R58, R60)."""

from datetime import date
from pathlib import Path

import pytest

from wording import signed_texts
from wording.catalogue import Catalogue, CatalogueError
from wording.signed_texts import Signature

DAY = date(2026, 5, 1)
TEXTS = """
version: "3.1"
responses:
  utter_red:
    - text: "Call 999 now."
      buttons: [{title: "🆘 Help", payload: help_now}]
      metadata: {signed: safeguarding}
  utter_hello:
    - text: "Hello."
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """As it comes with a release: nobody has signed."""
    copy = tmp_path / "signed.yml"
    copy.write_text(signed_texts.FILE.read_text(encoding="utf-8"), encoding="utf-8")
    return copy


def catalogue(folder: Path, texts: str = TEXTS) -> Catalogue:
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "texts" / "talk.yml").write_text(texts, encoding="utf-8")
    return Catalogue.load(folder / "texts")


def sign(read: Catalogue, file: Path, **changes: str) -> Signature:
    who = {"kind": "safeguarding", "name": "Ada Invented", "role": "Safeguarding lead", **changes}
    return signed_texts.sign(read, who["kind"], who["name"], who["role"], DAY, file)


def test_a_release_is_signed_by_nobody(tmp_path: Path, file: Path) -> None:
    assert signed_texts.unsigned(catalogue(tmp_path), file) == ["Nobody has signed the safeguarding texts."]


def test_a_signature_holds_while_every_word_stays(tmp_path: Path, file: Path) -> None:
    signature = sign(catalogue(tmp_path), file)
    assert str(signature) == "Ada Invented (Safeguarding lead) on 2026-05-01"
    assert signed_texts.unsigned(catalogue(tmp_path), file) == []
    assert signed_texts.signatures(file) == {
        "first_contact": None,
        "privacy": None,
        "receipt": None,
        "safeguarding": signature,
    }
    other = TEXTS.replace('"Hello."', '"Good day."')
    assert signed_texts.unsigned(catalogue(tmp_path, other), file) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Call 999 now.", "Call 999."),
        ("🆘 Help", "🆘 Get help"),
        (
            'utter_hello:\n    - text: "Hello."',
            'utter_more:\n    - text: "Hi."\n      metadata: {signed: safeguarding}',
        ),
    ],
)
def test_a_change_after_that_is_noticed(tmp_path: Path, file: Path, old: str, new: str) -> None:
    sign(catalogue(tmp_path), file)
    changed = catalogue(tmp_path, TEXTS.replace(old, new))
    [why] = signed_texts.unsigned(changed, file)
    assert why.startswith("A safeguarding text was changed after they were signed by Ada Invented")
    sign(changed, file, name="Bo Invented")
    assert signed_texts.unsigned(changed, file) == []


@pytest.mark.parametrize("wrong", [{"name": " "}, {"role": ""}, {"kind": "weather"}])
def test_a_signature_needs_a_name_a_role_and_a_kind(tmp_path: Path, file: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(CatalogueError):
        sign(catalogue(tmp_path), file, **wrong)
    assert signed_texts.signatures(file)["safeguarding"] is None


@pytest.mark.parametrize(
    "content", ["", "safeguarding: Ada", "privacy: [", "{privacy: {name: A}, safeguarding: '', first_contact: ''}"]
)
def test_a_broken_file_says_what_to_do(tmp_path: Path, file: Path, content: str) -> None:
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError, match="Put back"):
        signed_texts.unsigned(catalogue(tmp_path), file)


def test_the_release_holds_texts_of_every_kind() -> None:
    texts = Catalogue.load(Path(__file__).parents[2] / "domain" / "en")
    assert all(signed_texts.texts_of(texts, kind) for kind in signed_texts.signatures())
