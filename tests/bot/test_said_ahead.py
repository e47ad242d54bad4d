"""What runs beside the service: everything fixed is said ahead, and what a crash left is removed."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path

from bot import said_ahead
from speech import Ahead, Personal, Speech
from speech.cache import PERSONAL_FOR
from tests.support.phrases import fixed
from wording.fixed_phrase import FixedMessage

MESSAGES = tuple(FixedMessage(f"utter_{count}", fixed(f"This is message {count}.")) for count in range(8))
PATIENCE = 20.0


async def comes(ahead: Ahead) -> None:
    async with asyncio.timeout(PATIENCE):
        while ahead.progress().missing:
            await asyncio.sleep(0.02)


async def test_it_is_done_in_the_background_and_again_for_what_went_missing(tmp_path: Path) -> None:
    ahead = Ahead(Speech(tmp_path / "speech"), MESSAGES, ("mp3",))
    async with said_ahead.running(ahead, every=0.05):
        await comes(ahead)
        next((tmp_path / "speech" / "fixed").iterdir()).unlink()
        await comes(ahead)


async def test_what_a_crash_left_of_somebodys_words_is_removed_at_the_start(tmp_path: Path) -> None:
    ahead = Ahead(Speech(tmp_path / "speech"), (), ("mp3",))
    left = ahead.speech.voice(Personal("Dinner was cold", "sam")).path
    os.utime(left, (time.time() - PERSONAL_FOR - 1,) * 2)
    async with said_ahead.running(ahead):
        async with asyncio.timeout(PATIENCE):
            while left.exists():
                await asyncio.sleep(0.02)


async def test_a_folder_that_cannot_be_used_stops_nothing_and_it_ends_when_it_is_told_to(tmp_path: Path) -> None:
    (tmp_path / "speech").write_text("a file where the folder should be")
    started = time.monotonic()
    async with said_ahead.running(Ahead(Speech(tmp_path / "speech"), MESSAGES, ("mp3",))):
        await asyncio.sleep(0.2)
    assert time.monotonic() - started < 5
