"""Whatever a person does, in any order: seeded walks through everything that can be said, tapped and waited for.

A walk that fails prints its seed and every step; the same seed does the very same again.
"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bot.assistant import Assistant, Parsed, Part
from bot.service import build
from storage import check, houses
from tests.conversation.conftest import NO_QUIET, SERVICE_WORDS, House, SetClock
from tests.conversation.walk import Walk
from tests.support.running_assistant import RunningAssistant
from tests.support.talk import Talk
from wording.catalogue import Catalogue

SEEDS = tuple(range(16))
STEPS = 25


@pytest.mark.parametrize("seed", SEEDS)
async def test_any_talk(
    seed: int, newcomer: Talk, house: House, clock: SetClock, catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    await _walk(seed, newcomer, house, clock, catalogue, caplog)


class AnyReading(Assistant):
    """The real assistant; how it was, the parts and the tier come as chance has it."""

    chance = random.Random()

    async def parse(self, asked: str, words: str) -> Parsed:
        read = await super().parse(asked, words)
        kinds = ("worked", "did_not_work")
        parts = tuple(Part(side, kinds[place % 2], ("meals",)) for place, side in enumerate(words.split(" but ")))
        kind = "mixed" if len(parts) > 1 else self.chance.choice((*kinds, "mixed", "unclear"))
        tier = self.chance.choices(("none", "check", "amber", "red"), weights=(88, 6, 4, 2))[0]
        sure = self.chance.choice((0.2, 0.9, 0.9))
        return replace(read, kind=kind, kind_confidence=sure, parts=parts, topics=("meals",), tier=tier)


@pytest.mark.parametrize("seed", SEEDS)
async def test_any_talk_however_it_is_read(
    seed: int,
    newcomer: Talk,
    house: House,
    clock: SetClock,
    catalogue: Catalogue,
    caplog: pytest.LogCaptureFixture,
    assistant: RunningAssistant,
) -> None:
    async with AnyReading(lambda: assistant.url, assistant.token) as client:
        client.chance = random.Random(seed)
        newcomer.service = build(newcomer.store, catalogue, client, SERVICE_WORDS, NO_QUIET)
        await _walk(seed, newcomer, house, clock, catalogue, caplog)
        await newcomer.service.workers.stop()


async def _walk(
    seed: int, newcomer: Talk, house: House, clock: SetClock, catalogue: Catalogue, caplog: pytest.LogCaptureFixture
) -> None:
    walk = Walk(newcomer, house, clock, catalogue, random.Random(seed))
    if seed % 4:
        await newcomer.store.writing(houses.keep_notice_answer, house.person.id, catalogue.version, "yes")
    try:
        for _ in range(STEPS):
            await walk.step()
    except BaseException:
        print(f"seed {seed}:", *walk.steps, sep="\n  ")
        raise
    assert [record for record in caplog.records if record.name.startswith("bot.")] == []
    assert check.check(newcomer.store).findings == ()
