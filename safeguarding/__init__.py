"""Safeguarding: the screen in front of everything a person sends. It needs no assistant, no network and no database."""

from safeguarding.files import RulesError
from safeguarding.screening import Kind, Screening, Tier, retracts, screen
from safeguarding.tiers import About

__all__ = ["About", "Kind", "RulesError", "Screening", "Tier", "retracts", "screen"]
