"""Invented lines to screen, by the least (must catch) or the most (near miss) that may be found. Nobody said them.

`must_catch.tsv`: `red` and `amber` are exactly that, `amber+` at least amber. `near_misses.tsv`: `check` is check at most.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Line(NamedTuple):
    """`tier`: what the file asks of it. `style`: how it is written, as a lead would sort it."""

    tier: str
    style: str
    text: str


def read(name: str) -> list[Line]:
    """Every line of one file."""
    with (HERE / name).open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(opened, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows)
        return [Line(*row) for row in rows]


MUST_CATCH, NEAR_MISSES = read("must_catch.tsv"), read("near_misses.tsv")


def texts(lines: list[Line], *tiers: str) -> Iterator[str]:
    """The texts of the lines of these tiers."""
    return (line.text for line in lines if line.tier in tiers)
