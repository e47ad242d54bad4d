"""R80: rules are signed by name, and a later change, by anyone, voids the signature."""

import argparse
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.commands import rules as command
from bot.settings import SettingsError, from_environment, refuse_unsigned_rules
from safeguarding import RulesError
from safeguarding.rules import RuleBook
from safeguarding.screening import FOLDER
from safeguarding.signature import sign

DAY = date(2026, 5, 1)
DEMO = from_environment({})


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("rules.yml", "spelling.yml"):
        shutil.copy(FOLDER / name, tmp_path)
    return tmp_path


def mend(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_signing_writes_who_and_when_and_changes_no_rule(copy: Path) -> None:
    before = (copy / "rules.yml").read_text(encoding="utf-8").splitlines()
    version = RuleBook(copy).version
    sign(copy, " Ada “Invented” ", "Safeguarding lead", DAY)
    after = (copy / "rules.yml").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("signed:")] == [
        line for line in before if not line.startswith("signed:")
    ]
    book = RuleBook(copy)
    assert (book.version, book.unsigned) == (version, "")
    assert str(book.signature) == "Ada “Invented” (Safeguarding lead) on 2026-05-01"


@pytest.mark.parametrize(
    ("file", "before", "after"),
    [
        ("spelling.yml", "  hert: hurt", "  hert: hurts"),
        ("rules.yml", "tier: amber", "tier: check"),
        ("rules.yml", "# What makes", "# what makes"),
    ],
)
def test_any_later_change_voids_it_until_it_is_signed_again(copy: Path, file: str, before: str, after: str) -> None:
    sign(copy, "Ada Invented", "Safeguarding lead", DAY)
    mend(copy / file, before, after)
    assert "changed after they were signed by Ada Invented" in RuleBook(copy).unsigned
    sign(copy, "Bea Invented", "Deputy lead", DAY)
    assert RuleBook(copy).unsigned == ""


def test_a_signature_of_other_words_does_not_hold(copy: Path) -> None:
    sign(copy, "Ada Invented", "Safeguarding lead", DAY)
    signature = RuleBook(copy).signature
    assert signature is not None
    mend(copy / "rules.yml", signature.digest, replace(signature, digest="0" * 64).digest)
    assert "changed" in RuleBook(copy).unsigned


@pytest.mark.parametrize(("name", "role"), [("", "Lead"), ("Ada", " ")])
def test_nobody_signs_without_name_and_role(copy: Path, name: str, role: str) -> None:
    with pytest.raises(RulesError, match="name and the role"):
        sign(copy, name, role, DAY)
    assert RuleBook(copy).unsigned == "Nobody has signed the screening rules."


@pytest.mark.parametrize(
    ("written", "message"),
    [("signed: Ada", "said rules sign"), ('signed: {"name": "Ada"}', "missing"), ("version: 2", "one line")],
)
def test_a_signature_that_was_typed_is_refused(copy: Path, written: str, message: str) -> None:
    line = next(line for line in (copy / "rules.yml").read_text(encoding="utf-8").splitlines() if "signed:" in line[:7])
    mend(copy / "rules.yml", line, written if "signed" in written else "# unsigned")
    with pytest.raises(RulesError, match=message if "signed" in written else "signed"):
        RuleBook(copy)


def test_the_command_says_what_the_rules_are_and_who_signed(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = argparse.Namespace(folder=copy, name="Ada Invented", role="Safeguarding lead")
    assert command.check(asked, DEMO) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"version {RuleBook(copy).version}"
    assert [count.split()[1] for count in said[1].split(", ")] == ["red", "amber", "check"]
    assert said[2] == "Nobody has signed the screening rules."
    assert command.sign(asked, DEMO) == 0
    capsys.readouterr()
    command.check(asked, DEMO)
    assert "Signed by Ada Invented (Safeguarding lead) on " in capsys.readouterr().out


def test_every_mistake_is_named_with_its_line_and_none_is_signed(copy: Path) -> None:
    mend(copy / "rules.yml", "tier: red", "tier: purple")
    mend(copy / "rules.yml", "kind: harm", "kind: harmful")
    lines = (copy / "rules.yml").read_text(encoding="utf-8").splitlines()
    wrong = [f"rules.yml:{1 + lines.index(line)}: " for line in ("    tier: purple", "    kind: harmful")]
    with pytest.raises(RulesError) as refused:
        command.sign(argparse.Namespace(folder=copy, name="Ada", role="Lead"), DEMO)
    assert [one.startswith(at) for one, at in zip(str(refused.value).splitlines(), wrong, strict=True)] == [True, True]


def test_production_refuses_rules_that_nobody_answers_for() -> None:
    production = replace(DEMO, profile="production")
    refuse_unsigned_rules(DEMO, "Nobody has signed the screening rules.")
    refuse_unsigned_rules(production, "")
    with pytest.raises(SettingsError, match="said rules sign"):
        refuse_unsigned_rules(production, "Nobody has signed the screening rules.")
