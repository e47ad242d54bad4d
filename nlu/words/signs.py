"""A person's own signs, as the gateway marks them in the words: `\u2063sign=🐻\u2063means=a bad day\u2063`.

The marks are invisible separators (U+2063), which the gateway strips from whatever a person types, so nobody can forge one.
"""

from __future__ import annotations

import re

MARK = "\u2063"
SIGN = re.compile(f"{MARK}sign=(?P<sign>[^{MARK}]*){MARK}means=(?P<meaning>[^{MARK}]*){MARK}")


def as_said(marked: str) -> str:
    """The words as the person typed them."""
    return SIGN.sub(lambda found: found["sign"], marked)


def as_meant(marked: str) -> str:
    """The words with what each sign means to this person in its place."""
    return SIGN.sub(lambda found: f" {found['meaning']} ", marked)
