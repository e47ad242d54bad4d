"""Harm in the words of a choice that staff or a supporter prepare: a concern about its person, and never their own words (R01)."""

from __future__ import annotations

from storage import choice_sets, concerns, houses, supporter_concerns
from storage.choice_sets import Author
from storage.concerns import HOW_IT_CAME
from storage.database import Transaction
from storage.findings import Found
from storage.supporter_concerns import Told
from storage.supporters import Supporter

_WHERE = "a choice on the supporters’ page"


def raise_concern(tx: Transaction, author: Author, person_id: str, source_id: str, words: str, found: Found) -> str:
    """Record it, once for a source, with a note of who wrote it; returns its id. Raises NotFound for a person whom the author
    does not support."""
    choice_sets.supports(tx, author, person_id)
    if isinstance(author, Supporter):
        return supporter_concerns.raise_concern(tx, (author,), Told(source_id, words, tx.now, found), where=_WHERE)
    concern_id = concerns.raise_concern(
        tx,
        author.actor,
        person_id,
        source_id,
        tier=found.tier,
        kind=found.kind,
        reasons=found.reasons,
        rules_version=found.rules_version,
        words=words,
        said_at=tx.now,
    )
    if not concerns.has_note(tx, concern_id, HOW_IT_CAME):
        person = houses.person(tx, person_id).name
        how = f"{author.name} wrote it in a choice for {person}. These are not {person}’s own words."
        concerns.add_note(tx, author.actor, concern_id, HOW_IT_CAME, note=how)
    return concern_id
