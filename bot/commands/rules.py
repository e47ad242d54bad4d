"""`said rules check` and `said rules sign`: the screening rules, read and signed by a safeguarding lead (R80)."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import datetime
from pathlib import Path

from bot.settings import Settings
from safeguarding.rules import RuleBook
from safeguarding.screening import FOLDER
from safeguarding.signature import sign as sign_files
from safeguarding.tiers import Tier


def check_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--folder", type=Path, default=FOLDER, help="where rules.yml and spelling.yml lie, if not those in use"
    )


def sign_arguments(command: argparse.ArgumentParser) -> None:
    check_arguments(command)
    command.add_argument("--name", required=True, help="the safeguarding lead who has read these rules")
    command.add_argument("--role", required=True, help="their role, as “Safeguarding lead”")


def check(asked: argparse.Namespace, _settings: Settings) -> int:
    """The version, the rules of each tier, and who signed. Raises RulesError with every mistake and its line."""
    book = RuleBook(asked.folder)
    tiers = Counter(rule.tier for rule in book.rules)
    print(f"version {book.version}")
    print(", ".join(f"{tiers[tier]} {tier}" for tier in reversed(Tier) if tiers[tier]))
    print(book.unsigned or f"Signed by {book.signature}.")
    return 0


def sign(asked: argparse.Namespace, settings: Settings) -> int:
    """Write name, role, day and digest into rules.yml. Rules that cannot be read cannot be signed: raises RulesError."""
    RuleBook(asked.folder)
    signature = sign_files(asked.folder, asked.name, asked.role, datetime.now(settings.time_zone).date())
    print(f"{RuleBook(asked.folder).version} is signed by {signature}. Any later change voids this.")
    return 0
