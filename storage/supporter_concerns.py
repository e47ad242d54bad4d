"""Harm that a supporter tells of in a chat of theirs: it is a concern as any other, and never the person's own words (R01)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from storage import concerns, houses
from storage.audit import Actor
from storage.database import Transaction
from storage.findings import Found
from storage.supporters import Supporter
from storage.whose_concern import SAID_BY_SUPPORTER


@dataclass(frozen=True)
class Told:
    """What they wrote, and what the screen found in it. `source_id`: of the message."""

    source_id: str
    words: str
    said_at: datetime
    found: Found


def raise_concern(tx: Transaction, helpers: Sequence[Supporter], told: Told, *, where: str) -> str:
    """Record it, once, with a note of who wrote it; returns its id. It is about the person whom they help, or about nobody in
    particular where these are several, or none any more: a lead reads the note."""
    now = {one.person_id for one in helpers if one.ended_at is None}
    concern_id = concerns.raise_concern(
        tx,
        helpers[0].actor if len(helpers) == 1 else Actor("supporter"),
        now.pop() if len(now) == 1 else None,
        told.source_id,
        tier=told.found.tier,
        kind=told.found.kind,
        reasons=told.found.reasons,
        rules_version=told.found.rules_version,
        words=told.words,
        said_at=told.said_at,
    )
    if not concerns.has_note(tx, concern_id, SAID_BY_SUPPORTER):
        who = " ".join(_who(tx, one) for one in helpers)
        concerns.add_note(tx, Actor("supporter"), concern_id, SAID_BY_SUPPORTER, note=f"Written in {where}. {who}")
    return concern_id


def _who(tx: Transaction, one: Supporter) -> str:
    helps = "helps" if one.ended_at is None else "helped"
    return f"{one.name} {helps} {houses.person(tx, one.person_id).name} to choose."
