"""What staff write for a page that a person keeps: it has to be as easy to read as the rest of that page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from staff import easy_words
from storage import Transaction, staff_accounts
from storage.houses import Person
from wording.lint import lint_text


def known_names(tx: Transaction, person: Person) -> tuple[str, ...]:
    """The names that this person knows: their own, their house's, and those of who works there."""
    working = staff_accounts.working_in(tx, person.house_id)
    return (person.name, person.house, *(one.name for one in working))


async def problems(texts: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """What to change in each text that is not empty, by its field."""
    return await asyncio.to_thread(_problems, texts, tuple(names))


def _problems(texts: Mapping[str, str], names: tuple[str, ...]) -> dict[str, str]:
    found = ((field, advice(text, names)) for field, text in texts.items() if text)
    return {field: what for field, what in found if what is not None}


def advice(text: str, names: tuple[str, ...]) -> str | None:
    """What to change in one of them, or None. Takes some milliseconds: call it in a worker thread."""
    if len(text) > easy_words.MOST_LETTERS:
        return "This is too long. Use one short sentence."
    return " ".join(dict.fromkeys(finding.advice for finding in lint_text(text, names=names))) or None
