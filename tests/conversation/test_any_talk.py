"""Whatever a person does, in any order: seeded walks through everything that can be said, tapped and waited for.

A walk that fails prints its seed and every step; the same seed does the very same again.
"""

from __future__ import annotations

import random

import pytest

from storage import check, houses
from tests.conversation.conftest import House, SetClock
from tests.conversation.walk import Walk
from tests.support.talk import Talk
from wording.catalogue import Catalogue

SEEDS = tuple(range(16))
STEPS = 25


@pytest.mark.parametrize("seed", SEEDS)
async def test_any_talk(
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
