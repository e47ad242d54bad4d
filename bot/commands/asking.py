"""What the commands share: naming a house or a person, a password, and the store for as long as a command runs.

These modules import the pages and what opens a store only where it is used: each is named at every call of `said`."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings
from storage import Store, StoreError, Transaction, houses
from storage.houses import House


@contextmanager
def opened(settings: Settings) -> Iterator[Store]:
    """The store, closed at the end whatever happens."""
    from bot import opening

    store = opening.open_store(settings)
    try:
        yield store
    finally:
        store.close()


def house_called(tx: Transaction, name: str) -> House:
    """Raises StoreError that lists the houses there are."""
    if found := houses.called(tx, name):
        return found
    known = ", ".join(house.name for house in houses.all_houses(tx))
    raise StoreError(f"There is no house called {name}. There are: {known or 'none yet'}.")


def new_password() -> str:
    """Asked for twice at a terminal, or one line of standard input. Raises StoreError for one that will not do."""
    from staff import passwords

    if sys.stdin.isatty():
        password = getpass.getpass(f"A password of {passwords.RULE}\n> ")
        if getpass.getpass("Once more: ") != password:
            raise StoreError("The two passwords are not the same. Try again.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    if weakness := passwords.weakness(password):
        raise StoreError(weakness)
    return password
