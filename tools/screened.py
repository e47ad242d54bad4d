"""How the screening rules do on files of labelled lines: `python -m tools.screened FILE…`. Totals only, never a line.

A line has tabs between: asked, intent, kind, topics, tier, text and, if you like, style. Lines a rule was made from say little
about others: measure on files that nobody looks into.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from safeguarding import Tier, screen

TIER, TEXT = 4, 5
_MARKED = re.compile(r"\[([^\]]*)\]\(\w+\)")


def totals(file: Path) -> dict[Tier, Counter[Tier]]:
    """For each tier that lines are labelled with, how many were screened as which."""
    found: dict[Tier, Counter[Tier]] = {tier: Counter() for tier in Tier}
    for row in file.read_text(encoding="utf-8").splitlines():
        fields = row.split("\t")
        found[Tier(fields[TIER])][screen(_MARKED.sub(r"\1", fields[TEXT])).tier] += 1
    return found


def main(files: list[str]) -> None:
    """Print one line for each file and tier."""
    for file in map(Path, files):
        for labelled, screened in totals(file).items():
            if lines := screened.total():
                shares = ", ".join(f"{tier} {screened[tier] / lines:.1%}" for tier in Tier)
                print(f"{file.name}: of {lines} {labelled}: {shares}")


if __name__ == "__main__":
    main(sys.argv[1:])
