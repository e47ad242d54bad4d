"""What happens to alerts by the clock: the ladder, checks that nobody answered or looked at, and the monthly drill."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from safeguarding import Screening, Tier, screen
from storage import Store, Transaction, alerts, concerns, drills, human_look, outages
from storage.alerts import Ladder

TEST_WORDS = "TEST. This is a drill with invented words. Help me, he is hitting me now."
SCREEN = "screen"
"""The part of the service that does not work when it does not find them."""


@dataclass(frozen=True)
class Alerting:
    """One for the process. `drills_every` is None where drills are off."""

    store: Store
    ladder: Ladder
    drills_every: timedelta | None

    async def round(self) -> None:
        """Everything that is due now."""
        await self.store.writing(concerns.unanswered_checks)
        if await self.store.reading(alerts.must_escalate, self.ladder):
            await self.store.writing(alerts.escalate, self.ladder)
        if await self.store.reading(human_look.is_due):
            await self.store.writing(human_look.tell)
        if await self.store.reading(drills.is_due, self.drills_every):
            await self.store.writing(_drill, screen(TEST_WORDS))


def _drill(tx: Transaction, found: Screening) -> None:
    """A real concern and a real alert, marked TEST; a screen that finds nothing in such words is an outage."""
    if found.tier not in (Tier.RED, Tier.AMBER):
        outages.keep(tx, {SCREEN}, set())
        return
    outages.keep(tx, set(), {SCREEN})
    drills.begin(
        tx,
        TEST_WORDS,
        tier=found.tier,
        kind=found.kind,
        reasons=found.reasons,
        rules_version=found.rules_version,
    )
