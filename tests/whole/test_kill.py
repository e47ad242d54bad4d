"""SIGKILL of the app and of the assistant at random points while several people talk: nothing lost, nothing doubled, all in order."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from bench.chat import Chatter
from storage import Store, feedback, outbox
from storage.check import check
from storage.tables.conversation import inbox as inbox_table
from storage.tables.conversation import outbox as outbox_table
from tests.support.running_app import RunningApp
from tests.support.running_assistant import RunningAssistant
from tests.whole.killing import all_answered, kill_and_start, no_words_in, people_of

PEOPLE = 4
MEALS = ("breakfast", "dinner", "lunch", "tea")
KILLS, ASSISTANT_KILLS = 8, 2
SEED = 20260302


async def test_nothing_is_lost_and_nothing_doubled(
    tmp_path: Path, assistant: RunningAssistant, capsys: pytest.CaptureFixture[str]
) -> None:
    app = RunningApp(tmp_path, assistant)
    await app.start()
    try:
        store = Store(app.database_url)
        ids, codes = people_of(store, PEOPLE)
        chatters = [await Chatter.link(app.base, code) for code in codes]
        for one in chatters:
            while not await one.listen(20):
                pass
        talking = [asyncio.create_task(_talk(one, number)) for number, one in enumerate(chatters)]
        await _kill_now_and_then(app, assistant)
        sent = await asyncio.gather(*talking)
        await all_answered(store, ids)
        heard = await asyncio.gather(*(_hears_all(store, one, who) for one, who in zip(chatters, ids, strict=True)))
        counts = _judge(store, ids, sent, heard)
        with capsys.disabled():
            print(f"\napp killed {KILLS} times, assistant {ASSISTANT_KILLS} times (seed {SEED}): {counts}")
        no_words_in(tmp_path / "app.log")
        for one in chatters:
            await one.close()
    finally:
        await app.stop()


async def _talk(chatter: Chatter, number: int) -> list[str]:
    """Tells four things in three steps each, however often the app dies meanwhile; returns the words that were sent."""
    told = []
    for turn in range(len(MEALS)):
        words = f"{MEALS[turn]} was cold in house {number}"
        for line in (words, "bad", "send it", "just me"):
            before = len(chatter.heard)
            await chatter.send(words=line, give_up_after=120)
            while len(chatter.heard) == before:
                await chatter.listen(2)
        told.append(words)
    return told


async def _kill_now_and_then(app: RunningApp, assistant: RunningAssistant) -> None:
    chance = random.Random(SEED)
    for number in range(KILLS):
        await asyncio.sleep(chance.uniform(0.05, 1.2))
        if number % (KILLS // ASSISTANT_KILLS) == 1:
            assistant.kill()
        await kill_and_start(app)


async def _hears_all(store: Store, chatter: Chatter, person_id: str) -> list[str]:
    last = await store.reading(outbox.last_position, person_id)
    while chatter.seen < last:
        await chatter.listen(1)
    return [bubble["text"] for bubble in chatter.heard]


def _judge(store: Store, ids: list[str], sent: list[list[str]], heard: list[list[str]]) -> str:
    """Fails for whatever was lost or doubled; returns the counts."""
    with store.read() as tx:
        kept = [[one.words for one in reversed(feedback.of_person(tx, who))] for who in ids]
        columns = (inbox_table.c.person_id, inbox_table.c.channel_message_id, inbox_table.c.attempts)
        messages = tx.execute(select(*columns)).all()
        replies = Counter(tx.execute(select(outbox_table.c.source_id, outbox_table.c.part)).all())
    again = sum(row.attempts > 1 for row in messages)
    lost = sum(len(set(told) - set(found)) for told, found in zip(sent, kept, strict=True))
    doubled = sum(len(found) - len(set(found)) for found in kept) + sum(count - 1 for count in replies.values())
    assert kept == sent, "each thing once, in the order in which it was told"
    assert (lost, doubled) == (0, 0)
    assert len(messages) == len({(row.person_id, row.channel_message_id) for row in messages})
    for told, bubbles in zip(sent, heard, strict=True):
        assert sum("I sent it" in text for text in bubbles) == len(told)
    assert check(store).findings == ()
    return (
        f"{len(messages)} messages ({again} tried again), {sum(map(len, kept))} things kept, "
        f"{sum(replies.values())} replies; {lost} lost, {doubled} doubled"
    )
