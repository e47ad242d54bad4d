"""What `said check` says of the voices: which there are, what to install, and how much can be heard at once."""

from __future__ import annotations

from collections.abc import Iterator

from bot import opening
from bot.settings import Settings

MOST_NAMED = 20


def lines(settings: Settings) -> Iterator[str]:
    """A few lines. Nothing of it is wrong with the store: what is not ready is said at the moment it is asked for."""
    speech = opening.open_speech(settings)
    yield "voices, best first: " + ", ".join(
        one.name if one.is_there else f"{one.name} (not there)" for one in speech.voices
    )
    if speech.advice:
        yield speech.advice
    progress = opening.open_ahead(settings, speech, opening.open_catalogue()).progress()
    yield f"fixed messages that can be heard at once: {progress.ready} of {progress.wanted}"
    # A response may be several messages; it is named once.
    if missing := tuple(dict.fromkeys(f"{one.name} ({one.pace})" for one in progress.missing)):
        more = len(missing) - MOST_NAMED
        named = ", ".join(missing[:MOST_NAMED])
        yield f"not yet: {named}{f' and {more} more' if more > 0 else ''}. `make phrases` says them now."
