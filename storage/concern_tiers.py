"""A lead finds that a concern is more serious than it was read as: for a check, that is its outcome (R23)."""

from __future__ import annotations

from storage import concerns
from storage.concern_access import must_see
from storage.concerns import TIERS
from storage.database import Refused, Transaction
from storage.staff_accounts import StaffMember

RAISED_BY_LEAD = {"amber": "raised_to_amber", "red": "raised_to_red"}
"""The note that says so, by tier."""


def higher_than(tier: str) -> tuple[str, ...]:
    """The tiers to which a concern of this tier can be raised."""
    return TIERS[TIERS.index(tier) + 1 :]


def raise_by_lead(tx: Transaction, member: StaffMember, concern_id: str, tier: str, reason: str) -> None:
    """It is of this tier from now on, and theirs, who found it. Raises NotFound for who may not know of it, Refused for a tier that is not higher, for
    what a lead has not taken on, or without a reason."""
    must_see(tx, member, concern_id)
    concern, _ = concerns.one_for_lead(tx, member, concern_id)
    if concern.acknowledged_at is None:
        raise Refused("Take it on first.")
    if tier not in higher_than(concern.tier):
        raise Refused("Choose how serious it is. A concern is never made less serious.")
    if not reason.strip():
        raise Refused("Write the reason: it stays in the record.")
    concerns.raise_tier(tx, concern_id, tier)
    concerns.acknowledge(tx, member, concern_id)
    concerns.add_note(tx, member.actor, concern_id, RAISED_BY_LEAD[tier], note=reason.strip())
