"""What is tidied up by the clock, for as long as the program runs."""

from __future__ import annotations

import asyncio
import logging

from storage import Store, pictures

_log = logging.getLogger(__name__)

JOURNAL_EVERY = 3600.0
"""Seconds. A purged word may stand in SQLite's journal for so long (R66)."""
AGAIN_AFTER = 60.0
"""Where somebody was reading just then."""
TIDY_EVERY = 3600.0


async def tidy_photos(store: Store, every: float = TIDY_EVERY) -> None:
    """Without end: delete the files of photos that were taken away, or whose row never came, at the start and every hour."""
    while True:
        try:
            if count := await store.writing(pictures.tidy):
                _log.info("files of photos that nobody needs were deleted: %s", count)
        except Exception as error:  # noqa: BLE001 - it costs this round only
            _log.warning("photos were not tidied: %s", type(error).__name__)
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
