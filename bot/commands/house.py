"""`said house add` and `said house list`."""

from __future__ import annotations

import argparse
import shlex

from bot.commands.asking import opened
from bot.settings import Settings
from storage import houses
from storage.audit import SYSTEM


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAME", help="what people call it")


def add(asked: argparse.Namespace, settings: Settings) -> int:
    """Raises StoreError if there is one of that name, in small letters or capitals."""
    with opened(settings) as store, store.write() as tx:
        house = houses.add_house(tx, SYSTEM, asked.name)
    print(f"{house.name} is added. Next:")
    print(f"  .venv/bin/said staff add --role manager --house {shlex.quote(house.name)} --name … --email …")
    return 0


def show(_asked: argparse.Namespace, settings: Settings) -> int:
    """One line for each: name, people, id."""
    with opened(settings) as store, store.read() as tx:
        for house in houses.all_houses(tx):
            print(f"{house.name}\t{len(houses.people_in(tx, (house.id,)))} people\t{house.id}")
    return 0
