"""The hazard log is whole: each hazard says all that it must, and the tests it rests on exist (R78)."""

import ast
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
LOG = yaml.safe_load((ROOT / "docs" / "hazards.yml").read_text(encoding="utf-8"))
HAZARDS: list[dict[str, Any]] = LOG["hazards"]
TEXTS = ("id", "hazard", "harm", "residual", "owner")
LISTS = ("causes", "requirements", "guards", "tests")
OWNERS = {"safeguarding_lead", "manager", "provider", "operator", "data_protection"}
SAFETY = {f"R{number:02}" for number in range(1, 29)}


@cache
def names_in(path: str) -> frozenset[str]:
    """The names of the tests of a file, of its classes as well; none where there is no such file."""
    file = ROOT / path
    if not path.startswith("tests/") or not file.is_file():
        return frozenset()
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = ast.walk(ast.parse(file.read_text(encoding="utf-8")))
    return frozenset(one.name for one in found if isinstance(one, functions) and one.name.startswith("test_"))


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_a_hazard_says_all_that_it_must(hazard: dict[str, Any]) -> None:
    assert set(hazard) == {*TEXTS, *LISTS}
    texts = [*(hazard[key] for key in TEXTS), *(one for key in LISTS for one in hazard[key])]
    assert all(isinstance(one, str) and one.strip() for one in texts)
    assert all(hazard[key] and len(set(hazard[key])) == len(hazard[key]) for key in LISTS)
    assert hazard["owner"] in OWNERS


@pytest.mark.parametrize("hazard", HAZARDS, ids=lambda hazard: hazard["id"])
def test_the_tests_that_guard_it_exist(hazard: dict[str, Any]) -> None:
    linked = [one.partition("::") for one in hazard["tests"]]
    assert ["::".join((path, name)) for path, _, name in linked if name not in names_in(path)] == []


def test_each_hazard_has_a_number_of_its_own_in_order() -> None:
    ids = [hazard["id"] for hazard in HAZARDS]
    assert all(re.fullmatch(r"H\d\d", one) for one in ids)
    assert ids == sorted(set(ids))


def test_every_requirement_of_safety_is_named_by_some_hazard() -> None:
    assert {one for hazard in HAZARDS for one in hazard["requirements"]} >= SAFETY


def test_the_guide_for_leads_leads_to_the_log() -> None:
    assert "](hazards.yml)" in (ROOT / "docs" / "safeguarding.md").read_text(encoding="utf-8")
