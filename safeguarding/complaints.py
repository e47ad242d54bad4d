"""What in a person's words says that it may be a complaint: signs beside the screening (R46).

They decide nothing. What they find is shown to staff, who ask whether to note it, to fix it, or to take it as a complaint.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from safeguarding.sign_book import SignBook


@cache
def complaint_book() -> SignBook:
    """The rules beside this file, read once. Raises `RulesError`: call it at the start, not at a message."""
    return SignBook(Path(__file__).with_name("complaints.yml"))


def complaint_signs(words: str) -> tuple[str, ...]:
    """The ids of the signs in these words."""
    return complaint_book().found_in(words)
