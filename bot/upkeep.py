"""What is tidied up by the clock, for as long as the program runs."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from speech import Speech
from storage import Store, phrase_voices, unused_files

_log = logging.getLogger(__name__)

JOURNAL_EVERY = 3600.0
"""Seconds. A purged word may stand in SQLite's journal for so long (R66)."""
AGAIN_AFTER = 60.0
"""Where somebody was reading just then."""
TIDY_EVERY = 3600.0


async def tidy_files(store: Store, every: float = TIDY_EVERY) -> None:
    """Without end: delete the files of photos and recordings that were taken away, or whose row never came, at the start and every
    hour."""
    while True:
        try:
            if count := await store.writing(unused_files.tidy):
                _log.info("files that nobody needs were deleted: %s", count)
        except Exception as error:  # noqa: BLE001 - it costs this round only
            _log.warning("files were not tidied: %s", type(error).__name__)
        await asyncio.sleep(every)


@asynccontextmanager
async def voices_tidied(store: Store, speech: Speech, every: float = TIDY_EVERY) -> AsyncIterator[None]:
    """At the start and every hour, delete what was made of voices whose yes was taken back. The page where that is done does so at
    once; this is for a message that was being made just then, and for a store that was put back."""
    task = asyncio.create_task(_tidy_voices(store, speech, every))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _tidy_voices(store: Store, speech: Speech, every: float) -> None:
    while True:
        try:
            agreed = await store.reading(phrase_voices.still_agreed)
            await asyncio.to_thread(speech.keep_voices, agreed)
        except Exception as error:  # noqa: BLE001 - it costs this round only
            _log.warning("voices were not tidied: %s", type(error).__name__)
        await asyncio.sleep(every)


async def empty_journal(store: Store, every: float = JOURNAL_EVERY) -> None:
    """Without end: write the journal back into the database and empty it, at the start and every hour."""
    while True:
        is_empty = False
        try:
            is_empty = await asyncio.to_thread(store.empty_journal)
        except Exception as error:  # noqa: BLE001 - it costs this round only
            _log.warning("the journal of the database was not emptied: %s", type(error).__name__)
        await asyncio.sleep(every if is_empty else min(every, AGAIN_AFTER))
