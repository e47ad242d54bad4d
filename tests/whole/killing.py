"""What the kill tests share, whatever the channel."""

from __future__ import annotations

import asyncio
from pathlib import Path

from storage import Store, houses, inbox, linking
from storage.audit import SYSTEM
from tests.support.running_app import RunningApp


def people_of(store: Store, count: int) -> tuple[list[str], list[str]]:
    """So many people who said yes to the chat, and a code for each."""
    with store.write() as tx:
        home = houses.all_houses(tx)[0]
        people = [houses.add_person(tx, SYSTEM, home.id, f"Invented {number}") for number in range(count)]
        for person in people:
            houses.keep_notice_answer(tx, person.id, "test", "yes")
        return [one.id for one in people], [linking.make_code(tx, SYSTEM, one.id).code for one in people]


async def kill_and_start(app: RunningApp) -> None:
    """SIGKILL, and a new start when nothing of it runs any more."""
    app.kill()
    assert app.process is not None
    await app.process.wait()
    await app.start()


async def all_answered(store: Store, ids: list[str]) -> None:
    """Until nobody's message waits."""
    async with asyncio.timeout(120):
        while any([await store.reading(inbox.all_waiting, who) for who in ids]):
            await asyncio.sleep(0.05)


def no_words_in(log: Path) -> None:
    """R65: whatever went wrong meanwhile, nobody's words are in the log."""
    assert not [line for line in log.read_text(encoding="utf-8").splitlines() if "was cold" in line]
