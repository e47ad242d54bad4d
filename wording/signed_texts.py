"""Who signed the texts that need a name, and whether they are still the ones that were signed (R06, R58, R60)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from wording.catalogue import SIGNED_KINDS, Catalogue, CatalogueError

FILE = Path(__file__).parent / "en" / "signed.yml"
_HEAD = """# Who answers for the texts that are marked `signed:` in domain/en, by kind. Written by: said texts sign. When a text of a kind
# is changed, the name under that kind counts no more.
"""


@dataclass(frozen=True)
class Signature:
    """`digest`: of every text and label of the kind, as they were on that day."""

    name: str
    role: str
    date: str
    digest: str

    def __str__(self) -> str:
        return f"{self.name} ({self.role}) on {self.date}"


def signatures(file: Path = FILE) -> dict[str, Signature | None]:
    """By kind of text; None while nobody has signed. Raises CatalogueError for a file that says something else."""
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8"))
        return {kind: _read(entries[kind]) for kind in sorted(SIGNED_KINDS)}
    except (OSError, KeyError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise CatalogueError(f"{file.name} cannot be read. Put back the one of the release, then sign anew.") from error


def unsigned(catalogue: Catalogue, file: Path = FILE) -> list[str]:
    """Why the texts of a kind do not count as signed, a sentence for each such kind; empty when all do."""
    return list(_wrong(catalogue, signatures(file)))


def sign(catalogue: Catalogue, kind: str, name: str, role: str, day: date, file: Path = FILE) -> Signature:
    """Write down who answers for the texts of this kind as they are now, in place of an earlier one. Raises CatalogueError for
    an empty name or role, and for a kind that there is not."""
    if not (name := name.strip()) or not (role := role.strip()):
        raise CatalogueError("A signature needs the name and the role of whoever read the texts.")
    if kind not in SIGNED_KINDS:
        raise CatalogueError(f"There are no texts of the kind {kind!r}, only {', '.join(sorted(SIGNED_KINDS))}.")
    signature = Signature(name, role, day.isoformat(), digest(catalogue, kind))
    kept = {**signatures(file), kind: signature}
    lines = (f"{one}: {_written(by)}\n" for one, by in kept.items())
    beside = file.with_suffix(".new")
    beside.write_text(_HEAD + "".join(lines), encoding="utf-8")
    beside.replace(file)
    return signature


def texts_of(catalogue: Catalogue, kind: str) -> list[str]:
    """The names of the texts of this kind, in alphabetical order."""
    return [name for name in catalogue.names() if catalogue[name].signed == kind]


def digest(catalogue: Catalogue, kind: str) -> str:
    """Names all that a person reads in the texts of this kind."""
    shown = [
        (name, catalogue[name].bubbles, [(one.answer, one.label) for one in catalogue[name].options])
        for name in texts_of(catalogue, kind)
    ]
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _wrong(catalogue: Catalogue, found: dict[str, Signature | None]) -> Iterator[str]:
    for kind, signature in found.items():
        if not texts_of(catalogue, kind):
            continue
        if signature is None:
            yield f"Nobody has signed the {kind} texts."
        elif signature.digest != digest(catalogue, kind):
            yield f"A {kind} text was changed after they were signed by {signature}."


def _read(entry: Any) -> Signature | None:
    return None if entry == "" else Signature(**{key: str(value) for key, value in entry.items()})


def _written(by: Signature | None) -> str:
    return json.dumps("" if by is None else asdict(by), ensure_ascii=False)
