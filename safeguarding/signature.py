"""Who signed the rules, and whether they are still the ones that were signed (R80)."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from safeguarding.files import RULES, SPELLING, RulesError, only_keys

_KEYS = ("name", "role", "date", "digest")
_LINE = "signed:"


@dataclass(frozen=True)
class Signature:
    """`digest`: of both files without the signature, as they were on that day."""

    name: str
    role: str
    date: str
    digest: str

    def __str__(self) -> str:
        return f"{self.name} ({self.role}) on {self.date}"

    @classmethod
    def read(cls, entry: object) -> "Signature | None":
        """What stands at `signed`, or None while nobody has signed. Raises `RulesError`."""
        if entry == "":
            return None
        if not isinstance(entry, Mapping) or not all(isinstance(value, str) and value for value in entry.values()):
            raise RulesError(f'{RULES}: signed is "" or what “said rules sign” writes')
        only_keys(entry, _KEYS, "signed", required=_KEYS)
        return cls(**{key: str(entry[key]) for key in _KEYS})


def digest(folder: Path) -> str:
    """Names the bytes of both files, all but the signature."""
    before, _, after = _around_the_signature(folder)
    spelling = (folder / SPELLING).read_bytes()
    return hashlib.sha256(b"\0".join((before.encode(), after.encode(), spelling))).hexdigest()


def unsigned(signature: Signature | None, found: str) -> str:
    """Why the rules do not count as signed, in one sentence; empty when they do. `found`: the digest as it is now."""
    if signature is None:
        return "Nobody has signed the screening rules."
    if signature.digest != found:
        return f"The screening rules were changed after they were signed by {signature}."
    return ""


def sign(folder: Path, name: str, role: str, day: date) -> Signature:
    """Write the signature into the rule file; an older one is replaced. Raises `RulesError` if a name or role is empty."""
    if not (name := name.strip()) or not (role := role.strip()):
        raise RulesError("A signature needs the name and the role of the safeguarding lead who read the rules.")
    before, _, after = _around_the_signature(folder)
    signature = Signature(name, role, day.isoformat(), digest(folder))
    line = f"{_LINE} {json.dumps(asdict(signature), ensure_ascii=False)}\n"
    beside = folder / f"{RULES}.new"
    beside.write_text(before + line + after, encoding="utf-8", newline="")
    beside.replace(folder / RULES)
    return signature


def _around_the_signature(folder: Path) -> tuple[str, str, str]:
    """The rule file before, at and after its one line `signed: …`."""
    lines = (folder / RULES).read_bytes().decode("utf-8").splitlines(keepends=True)
    places = [number for number, line in enumerate(lines) if line.startswith(_LINE)]
    if len(places) != 1:
        raise RulesError(f"{RULES}: needs one line that begins with “{_LINE}”, and has {len(places)}")
    at = places[0]
    return "".join(lines[:at]), lines[at], "".join(lines[at + 1 :])
