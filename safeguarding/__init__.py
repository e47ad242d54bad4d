"""Safeguarding: the screen in front of everything a person sends. It needs no assistant, no network and no database."""

from safeguarding.rules import RulesError
from safeguarding.screening import Kind, Screening, Tier, retracts, screen

__all__ = ["Kind", "RulesError", "Screening", "Tier", "retracts", "screen"]
