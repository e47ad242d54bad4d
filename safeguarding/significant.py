"""What a choice may be about that is never decided in a chat (R32): signs in the words of whoever prepares it.

They are found while the choice is prepared, and whatever they are found in is never offered: the person is owed a talk, with
support and time, and a record of it that this service does not make.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from safeguarding.sign_book import SignBook
from safeguarding.sums import largest_sum
from storage.vocabulary import SignificantMatter


@cache
def significant_book() -> SignBook:
    """The rules beside this file, read once. Raises `RulesError`: call it at the start, not at a page."""
    return SignBook(Path(__file__).with_name("significant.yml"))


def significant_matter(question: str, options: Sequence[str], *, money_limit: int) -> SignificantMatter | None:
    """What a choice with this question is about, or None for an everyday matter. `options`: all that is written of each of
    them; an option counts by itself and as an answer to the question ("What do you want to stop? Seeing Dad."). A sum above
    `money_limit` pounds is large."""
    texts = (question, *options, *(f"{question} {option}" for option in options))
    for text in texts:
        for found in significant_book().found_in(text):
            return SignificantMatter(found)
    if any(largest_sum(text) > money_limit for text in texts[: 1 + len(options)]):
        return SignificantMatter.LARGE_MONEY
    return None
