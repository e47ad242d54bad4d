"""`said person add`, `said person list`, `said link` and `said unlink`."""

from __future__ import annotations

import argparse
import asyncio
import shlex
import sys

from bot.commands.asking import house_called, opened
from bot.settings import Settings
from storage import StoreError, chat_links, houses, linking, one_time_codes, people_for_staff
from storage.audit import SYSTEM

NO_TELEGRAM = (
    "There is no Telegram bot here, or Telegram cannot be reached: set TELEGRAM_TOKEN, or leave out --channel."
)


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--name", required=True, help="as they want to be called")
    command.add_argument("--house", required=True, metavar="NAME", help="where they live")


def list_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--house", metavar="NAME", help="only who lives there")


def link_arguments(command: argparse.ArgumentParser) -> None:
    unlink_arguments(command)
    command.add_argument("--channel", choices=chat_links.CHANNELS, help="only this way in; all there are if left out")


def unlink_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("person", metavar="PERSON", help="the person's name or id")


def add(asked: argparse.Namespace, settings: Settings) -> int:
    """Prints the id alone on its line. Raises StoreError for an unknown house, or a name that is in use there."""
    with opened(settings) as store, store.write() as tx:
        house = house_called(tx, asked.house)
        people_for_staff.name_will_do(tx, house.id, asked.name)
        person = houses.add_person(tx, SYSTEM, house.id, asked.name)
    print(person.id)
    print(f"{person.name} is added. Next: .venv/bin/said link {shlex.quote(person.name)}", file=sys.stderr)
    return 0


def show(asked: argparse.Namespace, settings: Settings) -> int:
    """One line for each: name, house, chats, id. Raises StoreError for an unknown house."""
    with opened(settings) as store, store.read() as tx:
        places = (house_called(tx, asked.house),) if asked.house else houses.all_houses(tx)
        for person in houses.people_in(tx, tuple(place.id for place in places)):
            chats = linking.linked_chats(tx, person.id)
            print("\t".join((person.name, person.house, f"{chats} chats" if chats else "not linked", person.id)))
    return 0


def link(asked: argparse.Namespace, settings: Settings) -> int:
    """The one-time code, and each way to use it with a picture for the phone's camera. Raises StoreError for nobody or
    several of that name, or no such channel."""
    import segno

    telegram_username = _bot_name(settings)
    if asked.channel == chat_links.TELEGRAM and telegram_username is None:
        raise StoreError(NO_TELEGRAM)
    with opened(settings) as store, store.write() as tx:
        person = houses.only_person(tx, asked.person)
        made = linking.make_code(tx, SYSTEM, person.id)
        until = tx.calendar.day(made.expires_at)
    print(f"{one_time_codes.spaced(made.code)}  (for {person.name}, once, until {until.isoformat()})")
    for way in chat_links.links(made.code, settings.public_address, telegram_username):
        if asked.channel in (None, way.channel):
            print(f"\n{way.address}\n")
            segno.make(way.address, error="m", micro=False).terminal(compact=True)
    return 0


def unlink(asked: argparse.Namespace, settings: Settings) -> int:
    """End every chat and unused code at once, as for a lost phone. Raises StoreError for nobody or several of that name."""
    with opened(settings) as store, store.write() as tx:
        person = houses.only_person(tx, asked.person)
        ended = linking.unlink_all(tx, SYSTEM, person.id)
    chats = "1 chat has" if ended == 1 else f"{ended} chats have"
    print(f"{chats} ended for {person.name}, and every code that was not used. Nothing they said is lost.")
    return 0


def _bot_name(settings: Settings) -> str | None:
    """What people find the service's bot by, asked of Telegram; None where there is none, or Telegram is out of reach."""
    from bot import opening
    from bot.channels.telegram import username_of

    about = opening.telegram_settings(settings)
    if about is None:
        return None
    name = asyncio.run(username_of(about))
    if name is None:
        print("said: Telegram cannot be reached now, so there is no link for it here.", file=sys.stderr)
    return name
