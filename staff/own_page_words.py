"""What staff write for a page that a person keeps: it has to be as easy to read as the rest of that page."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from staff import easy_words
from wording.lint import lint_text


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
