"""The commands that open a service for real: its houses, and the first members of staff. People are added on the pages."""

from __future__ import annotations

import argparse
import getpass
import re
import shlex
import sys

from bot.settings import Settings
from storage import StoreError, Transaction, houses, staff_accounts
from storage.audit import SYSTEM
from storage.houses import House
from storage.vocabulary import Role

SHORTEST_PASSWORD = 12
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def house_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", help="what people call it")


def staff_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", required=True, help="as people know them")
    command.add_argument("--email", required=True, help="what they sign in with")
    command.add_argument("--role", required=True, choices=[role.value for role in Role], help="what they may do")
    command.add_argument(
        "--house", action="append", default=[], metavar="NAME", help="a house they work in; again for another one"
    )


def add_house(asked: argparse.Namespace, settings: Settings) -> int:
    """Raises StoreError if there is one of that name, in small letters or capitals."""
    from bot import opening

    store = opening.open_store(settings)
    with store.write() as tx:
        if same := _called(tx, asked.name):
            raise StoreError(f"There is a house called {same.name} already. Choose another name.")
        house = houses.add_house(tx, SYSTEM, asked.name)
    store.close()
    print(f"{house.name} is added. Next:")
    print(f"  .venv/bin/said add-staff --role manager --house {shlex.quote(house.name)} --name … --email …")
    return 0


def add_staff(asked: argparse.Namespace, settings: Settings) -> int:
    """The password comes from the terminal, or as one line on standard input. Raises StoreError for an unknown house, a
    password that is too short, or an e-mail address that is in use or is none."""
    from bot import opening
    from staff.passwords import hashed

    role = Role(asked.role)
    if bool(asked.house) is (role is Role.SAFEGUARDING_LEAD):
        raise StoreError("Name the --house they work in; a safeguarding lead stands outside of every house.")
    if not asked.name.strip():
        raise StoreError("Give their --name, as people know them.")
    if not _EMAIL.fullmatch(asked.email.strip()):
        raise StoreError(f"--email must be an address such as name@example.org, not “{asked.email}”.")
    store = opening.open_store(settings)
    with store.read() as tx:
        # A house that is named twice is one house.
        places = tuple(dict.fromkeys(_house_id(tx, name) for name in asked.house))
    password = hashed(_password())
    with store.write() as tx:
        staff_accounts.add(tx, SYSTEM, asked.name, asked.email, role, password, places)
    store.close()
    print(f"{asked.name} can sign in now.")
    return 0


def _house_id(tx: Transaction, name: str) -> str:
    if found := _called(tx, name):
        return found.id
    known = ", ".join(house.name for house in houses.all_houses(tx))
    raise StoreError(f"There is no house called {name}. There are: {known or 'none yet'}.")


def _called(tx: Transaction, name: str) -> House | None:
    """The house of this name, in whatever letters it was typed."""
    wanted = name.strip().casefold()
    return next((house for house in houses.all_houses(tx) if house.name.casefold() == wanted), None)


def _password() -> str:
    if sys.stdin.isatty():
        password = getpass.getpass(f"A password of {SHORTEST_PASSWORD} letters or more: ")
        if getpass.getpass("Once more: ") != password:
            raise StoreError("The two passwords are not the same. Try again.")
    else:
        password = sys.stdin.readline().rstrip("\n")
    if len(password) < SHORTEST_PASSWORD:
        raise StoreError(f"The password needs {SHORTEST_PASSWORD} letters or more.")
    return password
