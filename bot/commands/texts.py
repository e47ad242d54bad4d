"""`said texts check` and `said texts sign`: the texts that somebody answers for by name (R06, R58, R60)."""

from __future__ import annotations

import argparse
from datetime import datetime

from bot.settings import Settings
from wording import signed_texts
from wording.catalogue import SIGNED_KINDS


def sign_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--kind", required=True, choices=sorted(SIGNED_KINDS), help="which texts were read")
    command.add_argument("--name", required=True, help="who has read them and answers for them")
    command.add_argument("--role", required=True, help="their role, as “Safeguarding lead”")


def check(_asked: argparse.Namespace, _settings: Settings) -> int:
    """Which texts wait for a name, or were changed since. Raises CatalogueError."""
    from bot import opening

    catalogue, found = opening.open_catalogue(), signed_texts.signatures()
    for kind, signature in found.items():
        names = ", ".join(signed_texts.texts_of(catalogue, kind))
        print(f"{kind}: {names}. " + (f"Signed by {signature}." if signature else "Nobody has signed."))
    for sentence in signed_texts.unsigned(catalogue):
        print(sentence)
    return 0


def sign(asked: argparse.Namespace, settings: Settings) -> int:
    """Write name, role, day and digest down. Raises CatalogueError."""
    from bot import opening

    today = datetime.now(settings.time_zone).date()
    signature = signed_texts.sign(opening.open_catalogue(), asked.kind, asked.name, asked.role, today)
    print(f"The {asked.kind} texts are signed by {signature}. Any later change of them voids this.")
    return 0
