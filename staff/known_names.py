"""The names that a person knows, and their own words for people and places: the linter lets them pass in what is written to them."""

from __future__ import annotations

from storage import Transaction, communication_profiles, staff_accounts
from storage.houses import Person


def known_names(tx: Transaction, person: Person) -> tuple[str, ...]:
    """Their own name, their house's, those of who works there, and the words they use themselves."""
    working = staff_accounts.working_in(tx, person.house_id)
    own = communication_profiles.own_words(tx, person.id)
    return (person.name, person.house, *(one.name for one in working), *own)
